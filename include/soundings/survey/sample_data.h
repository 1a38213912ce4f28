// How files say that their answers are invented. Every module that writes one takes the words and
// the column from here.
#pragma once

#include <string>
#include <string_view>

namespace soundings {

inline constexpr std::string_view sample_notice = "Sample data: the answers are invented.";

/// The last column of a marked CSV file, the member of a marked JSON document, and what both say.
inline constexpr std::string_view sample_column = "data";
inline constexpr std::string_view sample_value = "sample";

/// A CSV file with the column; one that has it is as it was. Lines end as they did.
[[nodiscard]] std::string marked_csv(std::string_view csv);

/// The file without the column.
[[nodiscard]] std::string unmarked_csv(std::string_view csv);

/// json: an object. The member comes first.
[[nodiscard]] std::string marked_json(std::string_view json);

}  // namespace soundings
