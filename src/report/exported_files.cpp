// Files of an export as one line of text.
#include "soundings/report/exported_files.h"

#include <sstream>

#include "soundings/base/number.h"

namespace soundings::report {

std::string to_text(std::span<const ExportedFile> files) {
  std::string text;
  for (const ExportedFile& file : files) {
    text += (text.empty() ? "" : "; ") + file.name + " " + std::to_string(file.bytes) + " " +
            file.sha256;
  }
  return text;
}

std::vector<ExportedFile> parse_exported_files(std::string_view detail) {
  constexpr std::size_t digits_of_a_hash = 64;
  if (const auto before = detail.rfind(": "); before != std::string_view::npos) {
    detail.remove_prefix(before + 2);
  }
  std::vector<ExportedFile> files;
  std::istringstream parts{std::string(detail)};
  for (std::string part; std::getline(parts, part, ';');) {
    std::istringstream words(part);
    ExportedFile file;
    std::string bytes;
    words >> file.name >> bytes >> file.sha256;
    const auto size = parse_integer(bytes);
    if (size && file.sha256.size() == digits_of_a_hash) {
      file.bytes = *size;
      files.push_back(std::move(file));
    }
  }
  return files;
}

}  // namespace soundings::report
