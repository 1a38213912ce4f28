// The figures that a release prints, row by row as a reader of its files sees them.
//
// The gate attacks a release in this form, and a witness is checked against it. Whoever writes
// the files parses them back into these rows, so that what is checked is what was printed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace soundings::disclose {

/// A cell of a star: an area, a code of one other domain, both, or neither (the force). Empty
/// means all. Codes joined by '|' are printed as one row, as in "officer|not_applicable".
struct FigureCell {
  std::string area{};
  std::string domain{};  ///< other than the area's
  std::string code{};

  friend auto operator<=>(const FigureCell&, const FigureCell&) = default;
};

/// base: valid answers. per_cent: of the base, satisfied or of one answer. count: of one answer.
/// satisfied: a count. others: the base without the satisfied.
enum class Quantity { base, satisfied, per_cent, count, others };

/// nearest: halves go up. down: to the unit below, as provisional bases are.
enum class Rounding { nearest, down };

/// The item of a row that counts completed responses whatever they answered.
inline constexpr const char* responses_item = "people";

/// One printed number, or the place where one is hidden.
struct PrintedFigure {
  std::string release;              ///< what was published together: `2019-05.r0`
  std::vector<std::string> layers;  ///< the people it counts, each layer once, sorted
  std::string item;
  FigureCell cell{};
  Quantity quantity = Quantity::base;
  std::string answer{};                 ///< with count, and with per_cent of one answer
  std::optional<std::int64_t> value{};  ///< thousandths; empty when hidden
  std::int64_t unit = 1000;             ///< thousandths: what a last digit is worth
  Rounding rounding = Rounding::nearest;

  friend bool operator==(const PrintedFigure&, const PrintedFigure&) = default;
};

/// `count` to the nearest `unit`, halves up. count: not negative. unit: at least 1.
[[nodiscard]] std::int64_t to_nearest(std::int64_t count, std::int64_t unit) noexcept;

/// The per cent of `base` that `part` is, in thousandths, to the nearest `unit` thousandths, halves
/// up. base: at least 1.
[[nodiscard]] std::int64_t per_cent_of(std::int64_t part, std::int64_t base,
                                       std::int64_t unit) noexcept;

/// The whole number that a printed per cent gives: the nearest to base x per cent. It is the
/// true one for bases up to 1,000 and per cents to one decimal. per_cent: in thousandths.
[[nodiscard]] std::int64_t part_of(std::int64_t per_cent, std::int64_t base) noexcept;

/// The rows as CSV with a header, in the columns that tests/attacks/attack.py reads. A base
/// that is rounded down is written as the middle of what it may be. area_domain: the id of the
/// areas' domain, such as npu.
[[nodiscard]] std::string printed_csv(std::span<const PrintedFigure> figures,
                                      const std::string& area_domain);

}  // namespace soundings::disclose
