// CSV files of an analysis: every cell is text without the blanks around it, in NFC, and an
// empty one is missing.
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
  std::vector<std::vector<std::string>> rows;  ///< as wide as the header; one has a value at least
  std::vector<std::uint64_t> lines;            ///< of the file, from 1: where each row begins
  std::int64_t blank_rows = 0;                 ///< rows without a value in any cell, passed over
  std::int64_t header_rows = 0;                ///< the header once more, passed over

  [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const noexcept;
};

/// In any encoding and with any delimiter that imports take. name: of the file, for the refusal.
/// Errors: csv_malformed, also for a row shorter or wider than the header and for a name that
/// stands twice in it.
[[nodiscard]] Expected<CsvTable, Fault> parse_csv(std::string_view bytes, const std::string& name);

/// The form in which texts of files and of the specification are compared: NFC, without the blanks,
/// line ends and byte order marks around it.
[[nodiscard]] std::string plain(std::string_view text);

/// A number as people write it: blanks around it and a leading plus are allowed.
[[nodiscard]] std::optional<double> parse_number(std::string_view text) noexcept;

/// Sizes at which squares and sums of numbers still have all their digits.
inline constexpr double least_size = 1e-50;
inline constexpr double most_size = 1e50;

/// Whether a number is neither 0 nor of a size from least_size to most_size.
[[nodiscard]] bool is_extreme(double value) noexcept;

/// One line of quoted fields, with its line end.
[[nodiscard]] std::string csv_line(const std::vector<std::string>& fields);

}  // namespace soundings::analyse
