// Which files left, as a row of the audit says it and as it is read back.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soundings::report {

/// sha256: in hexadecimal.
struct ExportedFile {
  std::string name;
  std::int64_t bytes = 0;
  std::string sha256;

  friend bool operator==(const ExportedFile&, const ExportedFile&) = default;
};

/// "may.csv 1204 ab12..; may.R 90 cd34..". Names hold no white space and no semicolon.
[[nodiscard]] std::string to_text(std::span<const ExportedFile> files);

/// The files that a detail of the audit names, whatever else it says before a colon; none of a
/// detail that names none.
[[nodiscard]] std::vector<ExportedFile> parse_exported_files(std::string_view detail);

}  // namespace soundings::report
