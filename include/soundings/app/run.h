// The command line: configuration, wiring and subcommands. `main` is one call.
#pragma once

namespace soundings::app {

/// Runs one command line and returns its exit code (docs/command-line.md):
/// 0 done; 1 the question has no answer or a check failed; 2 the command line is wrong;
/// 3 the machine failed (disk, port, database).
[[nodiscard]] int run(int argc, const char* const* argv);

}  // namespace soundings::app
