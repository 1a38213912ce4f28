// Options of `soundings serve` from a file: lines of `name = value`, a comment from `#` at the
// front of a line. What the command line says itself comes before the file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "soundings/base/expected.h"

namespace soundings::app {

struct ConfigLine {
  std::size_t number = 0;  ///< from 1
  std::string name;        ///< of an option, without its dashes
  std::string value;       ///< without the spaces around it; never empty
};

/// Error: the first line that is not of the form, in words.
[[nodiscard]] Expected<std::vector<ConfigLine>, std::string> read_config(std::string_view text);

/// The words of a command line of `command` with the options of the file that its `--config` names.
/// words: all of them, the command's own name first; without `--config` they come back as they are.
/// Error: the file cannot be read, or names an option that the command does not have, or one twice
/// that is given once.
[[nodiscard]] Expected<std::vector<std::string>, std::string> with_config(
    const CLI::App& command, const std::vector<std::string>& words);

}  // namespace soundings::app
