// What the monthly headline holds: which tables of which measures, for the month that is asked
// about.
#pragma once

#include <optional>

#include "soundings/base/expected.h"
#include "soundings/figures/figures.h"
#include "soundings/report/headline.h"
#include "soundings/survey/definitions.h"

namespace soundings::release {

/// The tables of one month, in the order of the measures: for each measure the force, then one
/// table for each exported domain it is broken down by, then areas crossed with contact channels
/// where it is broken down by both. Measures without a period that covers the month are left out,
/// and of released figures those tables that the release does not have. Errors: those of
/// Figures::answer, and not_released where none of it is released.
[[nodiscard]] Expected<report::Headline, figures::Fault> headline(const Definitions& definitions,
                                                                  const figures::Figures& figures,
                                                                  Month month);

/// The tables that the headline holds of one survey, for a period and by a scheme that are given.
/// Errors: those of Figures::answer.
[[nodiscard]] Expected<report::Headline, figures::Fault> headline_of(
    const Definitions& definitions, const figures::Figures& figures,
    const figures::WeightsQuestion& question);

/// no_answers, where nobody answered anything in the month itself, whatever earlier waves and
/// running totals hold; nothing else.
[[nodiscard]] std::optional<figures::Fault> silence(const Definitions& definitions,
                                                    const report::Headline& headline);

}  // namespace soundings::release
