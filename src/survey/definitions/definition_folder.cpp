// Reading a survey_defs folder whole.
#include "definitions/definition_folder.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>

#include "soundings/base/number.h"

namespace soundings::definition {
namespace {

namespace fs = std::filesystem;

/// Folders of a survey_defs folder; no other is looked into.
constexpr std::array<std::string_view, 6> folders{"adapters", "releases", "schemas",
                                                  "sources",  "surveys",  "weighting"};

std::optional<std::string> read_file(const fs::path& path) {
  const std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream || !text) {
    return std::nullopt;
  }
  return std::move(text).str();
}

DefinitionFault unreadable(const std::string& file) {
  return {.file = file,
          .pointer = "",
          .value = "",
          .rule = "file_readable",
          .message = (file.empty() ? "the folder" : file) + " cannot be opened"};
}

DefinitionFault not_ours(const std::string& folder) {
  return {.file = folder,
          .pointer = "",
          .value = "",
          .rule = "file_known",
          .message = folder + "/ holds no kind of definition"};
}

DefinitionFault no_definitions(const fs::path& folder) {
  return {
      .file = "",
      .pointer = "",
      .value = folder.string(),
      .rule = "file_present",
      .message = "no definitions are here: neither areas.json, nor measures.json, nor surveys/"};
}

DefinitionFault not_whole() {
  return {.file = "",
          .pointer = "",
          .value = "",
          .rule = "file_readable",
          .message = "the text of the definitions is not whole"};
}

/// The text up to the next line end, which goes with it; all of it when there is none.
std::string_view cut_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(text.size(), line.size() + 1));
  return line;
}

bool holds_definitions(const fs::path& folder) {
  return std::ranges::any_of(std::array{"areas.json", "measures.json", "surveys"},
                             [&folder](const char* name) {
                               std::error_code fault;
                               return fs::exists(folder / name, fault);
                             });
}

/// Reads the files of `folder`, called `before` in names, and of those of its folders that are
/// ours.
Folder read_files(const fs::path& folder, const std::string& before) {
  Folder read;
  std::error_code fault;
  for (auto at = fs::directory_iterator(folder, fault); !fault && at != fs::directory_iterator();
       at.increment(fault)) {
    const std::string name = before + at->path().filename().string();
    std::error_code unknown;
    if (at->path().filename().string().starts_with('.')) {
      continue;
    }
    if (at->is_directory(unknown)) {
      if (std::ranges::count(folders, name) == 0) {
        read.faults.push_back(not_ours(name));
        continue;
      }
      Folder inner = read_files(at->path(), name + "/");
      read.files.merge(inner.files);
      std::ranges::move(inner.faults, std::back_inserter(read.faults));
    } else if (auto text = read_file(at->path())) {
      read.files.emplace(name, std::move(*text));
    } else {
      read.faults.push_back(unreadable(name));
    }
  }
  if (fault) {
    read.faults.push_back(unreadable(before));
  }
  return read;
}

}  // namespace

Folder read_folder(const fs::path& folder) {
  std::error_code unknown;
  if (fs::is_directory(folder, unknown) && !holds_definitions(folder)) {
    return {.faults = {no_definitions(folder)}};
  }
  return read_files(folder, "");
}

std::string text_of(const std::map<std::string, std::string>& files) {
  std::string framed;
  for (const auto& [name, text] : files) {
    framed += name + '\n' + std::to_string(text.size()) + '\n' + text;
  }
  return framed;
}

Folder folder_of(std::string_view text) {
  Folder folder;
  std::string_view rest = text;
  while (!rest.empty()) {
    const std::string_view name = cut_line(rest);
    const auto size = parse_integer(cut_line(rest));
    if (!size || *size < 0 || static_cast<std::size_t>(*size) > rest.size()) {
      break;
    }
    folder.files.emplace(name, rest.substr(0, static_cast<std::size_t>(*size)));
    rest.remove_prefix(static_cast<std::size_t>(*size));
  }
  return text_of(folder.files) == text ? folder : Folder{.faults = {not_whole()}};
}

}  // namespace soundings::definition
