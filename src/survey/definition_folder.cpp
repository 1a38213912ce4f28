// Reading a survey_defs folder whole.
#include "definition_folder.h"

#include <fstream>
#include <optional>
#include <sstream>
#include <system_error>

#include "soundings/base/digest.h"

namespace soundings::definition {
namespace {

namespace fs = std::filesystem;

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

}  // namespace

Folder read_folder(const fs::path& folder) {
  Folder read;
  std::error_code fault;
  for (auto at = fs::recursive_directory_iterator(folder, fault);
       !fault && at != fs::recursive_directory_iterator(); at.increment(fault)) {
    if (at->path().filename().string().starts_with('.')) {
      at.disable_recursion_pending();
      continue;
    }
    if (at->is_directory()) {
      continue;
    }
    const std::string name = at->path().lexically_relative(folder).generic_string();
    if (auto text = read_file(at->path())) {
      read.files.emplace(name, std::move(*text));
    } else {
      read.faults.push_back(unreadable(name));
    }
  }
  if (fault) {
    read.faults.push_back(unreadable(""));
  }
  return read;
}

std::string digest_of(const std::map<std::string, std::string>& files) {
  std::string framed;
  for (const auto& [name, text] : files) {
    framed += name + '\n' + std::to_string(text.size()) + '\n' + text;
  }
  return to_hex(sha256(framed));
}

}  // namespace soundings::definition
