// What a comparison or a signal comes to, in words. The one place where they are made: pages,
// files, the terminal and the API all read from here, so that no two can differ.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/series.h"
#include "soundings/survey/spread.h"

namespace soundings::wording {

/// "Higher", "Lower"; "No clear change" against time; against others "Similar", or "Not clearly
/// different" where the difference is none by its family's test alone; "Too few to say", "First
/// year", "Cannot say", "Hidden".
[[nodiscard]] std::string_view reading(Verdict verdict, Against against) noexcept;

/// "−2.4 points", "+10.2 points", with a true minus; "[x]" for nothing.
[[nodiscard]] std::string points(std::optional<double> value, int decimals);

/// "−7.0 to +2.2"; "[x]" for nothing. Ends that would print alike take one more decimal.
[[nodiscard]] std::string points_range(std::optional<double> lo, std::optional<double> hi,
                                       int decimals);

/// Two digits that count: "0.31", "0.068"; "under 0.001". Empty for nothing.
[[nodiscard]] std::string probability(std::optional<double> p);

/// Whom a side speaks of: "Solihull", "the rest of the force", "everyone else, Birmingham East".
[[nodiscard]] std::string side(const Definitions& definitions, const Survey& survey,
                               const Side& side);

/// What a row is set against: "the rest of the force", "April 2019"; empty where there is nothing.
[[nodiscard]] std::string set_against(const Definitions& definitions,
                                      const Comparisons& comparisons, const Comparison& row);

/// "Victims satisfied overall, West Midlands: 42.1% in May 2019 against 44.5% in April 2019. No
/// clear change." Never which way it went but with a verdict of Higher or Lower.
[[nodiscard]] std::string sentence(const Definitions& definitions, const Comparisons& comparisons,
                                   const Comparison& row);

/// "Readings allow for eight comparisons at once."; empty for one alone.
[[nodiscard]] std::string family(std::size_t comparisons);

/// Why a reading is "Not clearly different", for the note of a table; comparisons: of its family.
[[nodiscard]] std::string not_clear(std::size_t comparisons);

/// What must be said of so many differences of a release, which passes or fails each by its own
/// test; empty for one.
[[nodiscard]] std::string tested_alone(std::size_t comparisons);

/// family(), and not_clear() where a row of the table is read so; of a release tested_alone().
[[nodiscard]] std::string family_note(const Comparisons& comparisons);

/// "We cannot compare May 2019 with May 2018. The way of asking changed in between."; a change
/// that is only assumed is said to be.
[[nodiscard]] std::string across_break(const Survey& survey, const Break& change, const Period& a,
                                       const Period& b);

/// "The way of asking changed before this point. Earlier figures are not comparable."
[[nodiscard]] std::string break_note(const Break& change);

/// "Above the limits", "Seven or more in a row below the centre", ...; none for an ordinary value.
[[nodiscard]] std::vector<std::string> signals(const Signal& signal, double value);

/// "Wider than chance", "No wider than chance" or "Cannot be told".
[[nodiscard]] std::string_view gap(const AreaGap& gap) noexcept;

}  // namespace soundings::wording
