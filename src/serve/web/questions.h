// The questions that pages ask of figures. Which measures stand where follows from their groups
// and domains, never from their names.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/pages/frame.h"

#include "web/choices.h"

namespace soundings::serve {

/// The period a measure takes on a page: the page's own where it goes by months, else its period in
/// the headline of the page's month.
[[nodiscard]] std::optional<Period> period_of(const Context& context, const Measure& measure,
                                              const pages::Edition& edition);

/// The measure's table; nothing where it has none, or nobody has answered.
[[nodiscard]] std::optional<Table> ask(const Context& context, const Chosen& chosen,
                                       const Measure& measure, std::vector<std::string> by);

/// Adds a table that is there.
void add(std::vector<Table>& tables, std::optional<Table> table);

/// The measure that speaks for the pages, where it may be broken down by area.
[[nodiscard]] const Measure* leading_measure(const Definitions& definitions);

/// The measures that are drawn along the domain of a role, in the order of their groups.
[[nodiscard]] std::vector<const Measure*> charted(const Definitions& definitions, DomainRole role);

/// The headline measures that may be broken down by area.
[[nodiscard]] std::vector<const Measure*> measures_by_area(const Definitions& definitions);

/// The whole of which the measures of single channels are slices: the same item, unfiltered.
[[nodiscard]] const Measure* whole_of_channels(const Definitions& definitions);

[[nodiscard]] bool monthly(const Measure& measure) noexcept;

/// One table a month, oldest first: thirteen months at most, the month chosen among them. series:
/// whose months are looked at for what is out of the ordinary; nothing where that is not asked.
[[nodiscard]] pages::Trend make_trend(const Context& context, const Chosen& chosen,
                                      const Measure& measure, const std::vector<std::string>& by,
                                      const std::vector<Month>& months,
                                      const std::optional<DomainKey>& series);

/// The questions that can be answered, answered as one family.
[[nodiscard]] std::vector<Comparisons> read_together(
    const figures::Figures& figures, std::vector<figures::ComparisonQuestion> questions);

}  // namespace soundings::serve
