// A program that the force has chosen, run without a shell and within a time limit.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>
#include <vector>

#include "soundings/base/expected.h"

namespace soundings::app {

/// Runs `program` with `arguments`, nothing to read and nowhere to write, and waits for it. When
/// `longest` is over, or a stop is asked for, it is ended with all that it started. Errors: in
/// words, without the arguments.
[[nodiscard]] Expected<void, std::string> run_program(const std::string& program,
                                                      const std::vector<std::string>& arguments,
                                                      std::chrono::milliseconds longest,
                                                      const std::stop_token& stop);

}  // namespace soundings::app
