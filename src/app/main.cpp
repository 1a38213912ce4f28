#include <csignal>
#include <cstdlib>

#include "soundings/app/run.h"

int main(int argc, char** argv) {
  // Every clock and file stamp below is UTC; local dates are computed, never taken from TZ.
  setenv("TZ", "UTC", 1);
  // A pipe whose reader has gone is an error of write(), not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  return soundings::app::run(argc, argv);
}
