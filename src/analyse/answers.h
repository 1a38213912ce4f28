// Which answer of a measure each row has given: the answers of a file against those that the
// specification names.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "responses.h"
#include "spec.h"

namespace soundings::analyse {

/// Whether two answers are one: the same text, or the same number ("1", "1.0", "+1").
[[nodiscard]] bool same_answer(std::string_view a, std::string_view b) noexcept;

/// Whether an answer says, in words known everywhere, that there is none: "DK", "don't know",
/// "refused", "n/a", ...
[[nodiscard]] bool says_nothing(std::string_view answer);

/// The answers of one measure's column.
struct Replies {
  std::vector<std::int32_t> position;          ///< of each row among the values; -1: outside
  std::map<std::string, std::int64_t> beside;  ///< rows by answer that the measure does not name
  std::vector<std::string> unseen;             ///< values that no row has, as the measure has them
};

/// measure: nullptr puts every row outside the base. Errors: unknown_column; spec_invalid when no
/// row has an answer of the base and some have others, and when scores leave out an answer that is
/// there and does not say that there is none.
[[nodiscard]] Expected<Replies, Fault> replies(const CsvTable& table, const MeasureSpec* measure);

}  // namespace soundings::analyse
