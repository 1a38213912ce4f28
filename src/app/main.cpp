#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

#include "soundings/app/run.h"

namespace {

constexpr int machine_failed = 3;  // docs/command-line.md

[[noreturn]] void say_and_end() noexcept {
  std::fputs("there is no memory for this\n", stderr);
  std::_Exit(machine_failed);
}

/// Where no exception can pass, as in the destructors of a tree of JSON, which ask for memory, the
/// program ends: without memory by its exit code, as it would elsewhere.
[[noreturn]] void end() noexcept {
  try {
    if (const auto failure = std::current_exception()) {
      std::rethrow_exception(failure);
    }
  } catch (const std::bad_alloc&) {
    say_and_end();
  } catch (...) {
    std::abort();
  }
  std::abort();
}

/// Before any static object is made.
__attribute__((constructor(101))) void end_by_exit_code() noexcept {
  std::set_terminate(end);
}

}  // namespace

int main(int argc, char** argv) {
  // Every clock and file stamp below is UTC; local dates are computed, never taken from TZ.
  setenv("TZ", "UTC", 1);  // NOLINT(concurrency-mt-unsafe): there is one thread yet.
  // A pipe whose reader has gone is an error of write(), not the end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  try {
    return soundings::app::run(argc, argv);
  } catch (const std::bad_alloc&) {
    say_and_end();
  }
}
