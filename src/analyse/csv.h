// CSV files of an analysis: every cell is text, and an empty one is missing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/analyse/analyse.h"
#include "soundings/base/expected.h"

namespace soundings::analyse {

struct CsvTable {
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;  ///< as wide as the header

  [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const noexcept;
};

/// In any encoding and with any delimiter that imports take. name: of the file, for the refusal.
[[nodiscard]] Expected<CsvTable, Fault> parse_csv(std::string_view bytes, const std::string& name);

/// A number as people write it: blanks around it and a leading plus are allowed.
[[nodiscard]] std::optional<double> parse_number(std::string_view text) noexcept;

/// One line of quoted fields, with its line end.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

}  // namespace soundings::analyse
