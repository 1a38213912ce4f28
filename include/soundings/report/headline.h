// The monthly headline export as CSV and JSON: every headline measure of a month, unweighted and
// weighted. `release` decides which tables it holds.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/definitions.h"
#include "soundings/survey/period.h"
#include "soundings/survey/table.h"

namespace soundings::report {

/// Domains with a column of their own in the export.
inline constexpr std::array<std::string_view, 3> exported_domains{"npu", "contact_channel",
                                                                  "crime_group"};

/// The tables of one month.
struct Headline {
  Month month;
  std::string release;
  std::vector<Table> tables;
};

/// RFC 4180, UTF-8, CRLF; columns of the contract, values to 10 significant digits. Text cells
/// that a spreadsheet would run are prefixed with an apostrophe.
[[nodiscard]] std::string headline_csv(const Headline& headline);
[[nodiscard]] std::string headline_json(const Definitions& definitions, const Headline& headline);

}  // namespace soundings::report
