// The weights of single records, as calibration of the counted cells gave them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/figures/tabulate.h"
#include "soundings/survey/records.h"

namespace soundings::figures {

/// What all records of one stratum with the same codes of the margins' domains share.
struct RecordCell {
  std::vector<std::string> categories;  ///< one for each margin
  double base = 1.0;
  double weight = 1.0;    ///< final: what the record counts
  std::int64_t left = 0;  ///< how many of its records have not been read yet
};

/// domains: those that margins cross, whose codes distinguish cells. margins: as the scheme names
/// them; none without a scheme.
struct RecordWeights {
  std::vector<std::string> domains;
  std::vector<std::string> margins;
  std::string method = "none";
  std::optional<std::array<double, 2>> bounds;
  std::vector<RecordTarget> targets;
  std::map<std::string, RecordCell, std::less<>> cells;
};

/// Under which a cell stands. codes: of `domains`, empty for nothing known.
[[nodiscard]] std::string cell_key(std::string_view stratum,
                                   std::span<const std::string_view> codes);

/// "cell_npu_crime_group": the column that says in which category of a margin a record is.
[[nodiscard]] std::string cell_column(std::string_view margin);

/// Errors: a sentence that says why the targets cannot be met.
[[nodiscard]] Expected<RecordWeights, std::string> record_weights(const Asked& asked,
                                                                  const Evidence& evidence);

}  // namespace soundings::figures
