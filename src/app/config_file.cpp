#include "config_file.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>

#include "soundings/base/nearest.h"

#include "columns.h"

namespace soundings::app {

namespace {

constexpr std::string_view option_of_file = "config";

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view blank = " \t\r";
  const auto first = text.find_first_not_of(blank);
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string at_line(std::size_t number, const std::string& what) {
  return "line " + std::to_string(number) + ": " + what;
}

Expected<ConfigLine, std::string> read_line(std::string_view line, std::size_t number) {
  const auto equals = line.find('=');
  if (equals == std::string_view::npos) {
    return unexpected(at_line(number, "an option is given as NAME = VALUE"));
  }
  ConfigLine read{.number = number,
                  .name = std::string(trimmed(line.substr(0, equals))),
                  .value = std::string(trimmed(line.substr(equals + 1)))};
  if (read.name.empty() || read.value.empty()) {
    return unexpected(at_line(number, "an option has a name and a value"));
  }
  return read;
}

bool gives(const std::string& word, const std::string& option) {
  return word == option || word.starts_with(option + "=");
}

/// The file that `--config` names; the last one of several.
std::optional<std::string> file_of(const std::vector<std::string>& words) {
  const std::string option = "--" + std::string(option_of_file);
  std::optional<std::string> file;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == option && at + 1 < words.size()) {
      file = words[at + 1];
    } else if (words[at].starts_with(option + "=")) {
      file = words[at].substr(option.size() + 1);
    }
  }
  return file;
}

/// The long names a file may give, without their dashes.
std::vector<std::string> known_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      if (name != option_of_file && name != "help") {
        names.push_back(name);
      }
    }
  }
  return names;
}

/// The words that a line of the file stands for; none for a flag that is off.
Expected<std::vector<std::string>, std::string> words_of(const CLI::Option& option,
                                                         const ConfigLine& line) {
  const std::string name = "--" + line.name;
  if (option.get_items_expected_max() != 0) {
    return std::vector{name + "=" + line.value};
  }
  if (line.value != "true" && line.value != "false") {
    return unexpected(at_line(line.number, line.name + " is true or false"));
  }
  return line.value == "true" ? std::vector{name} : std::vector<std::string>{};
}

Expected<std::vector<std::string>, std::string> words_of(const CLI::App& command,
                                                         const std::vector<ConfigLine>& lines,
                                                         const std::vector<std::string>& given) {
  const std::vector<std::string> names = known_names(command);
  std::set<std::string> seen;
  std::vector<std::string> words;
  for (const ConfigLine& line : lines) {
    if (std::ranges::find(names, line.name) == names.end()) {
      return unexpected(at_line(line.number, "there is no option " + visible(line.name) +
                                                 did_you_mean(nearest(line.name, names))));
    }
    const std::string name = "--" + line.name;
    const CLI::Option& option = *command.get_option(name);
    const bool repeatable = option.get_items_expected_max() > 1;
    if (!seen.insert(line.name).second && !repeatable) {
      return unexpected(at_line(line.number, line.name + " is given twice"));
    }
    auto made = words_of(option, line);
    if (!made) {
      return made;
    }
    if (std::ranges::none_of(given, [&](const std::string& word) { return gives(word, name); })) {
      words.insert(words.end(), made->begin(), made->end());
    }
  }
  return words;
}

}  // namespace

Expected<std::vector<ConfigLine>, std::string> read_config(std::string_view text) {
  std::vector<ConfigLine> lines;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (line.empty() || line.starts_with('#')) {
      continue;
    }
    auto read = read_line(line, number);
    if (!read) {
      return unexpected(read.error());
    }
    lines.push_back(*std::move(read));
  }
  return lines;
}

Expected<std::vector<std::string>, std::string> with_config(const CLI::App& command,
                                                            const std::vector<std::string>& words) {
  const auto file = file_of(words);
  if (!file) {
    return words;
  }
  const std::string named = "--config " + visible(*file) + ": ";
  std::ifstream stream(*file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  if (!stream.is_open() || stream.bad()) {
    return unexpected(named + "it cannot be read");
  }
  const auto lines = read_config(text);
  if (!lines) {
    return unexpected(named + lines.error());
  }
  const auto more = words_of(command, *lines, words);
  if (!more) {
    return unexpected(named + more.error());
  }
  std::vector<std::string> all = words;
  all.insert(all.end(), more->begin(), more->end());
  return all;
}

}  // namespace soundings::app
