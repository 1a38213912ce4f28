#include <cstdlib>

#include "soundings/app/run.h"

int main(int argc, char** argv) {
  // Every clock and file stamp below is UTC; local dates are computed, never taken from TZ.
  setenv("TZ", "UTC", 1);
  return soundings::app::run(argc, argv);
}
