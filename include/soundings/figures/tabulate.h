// The pure half of working figures: counts and a checked question in, a table at full precision and
// with nothing hidden out. Reads no store and no clock; equal inputs give equal tables.
#pragma once

#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/figures/figures.h"
#include "soundings/survey/cells.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/evidence.h"
#include "soundings/survey/table.h"

namespace soundings::figures {

/// A question whose every word is known. Pointers: into the definitions, never null but `scheme`,
/// which is null for "none".
struct Asked {
  const Survey* survey = nullptr;
  const Measure* measure = nullptr;
  const Item* item = nullptr;
  const Scheme* scheme = nullptr;
  std::vector<std::string> by;
  Period period;
  Statistic statistic = Statistic::pct_positive;
  estimate::IntervalMethod interval = estimate::IntervalMethod::wilson;
  double level = usual_level;
  DomainKey of{};

  /// The codes that all of it is of: the measure's own slice and `of`.
  [[nodiscard]] DomainKey slice() const;
};

/// Checks a question against the definitions. Errors: unknown_measure, unknown_domain,
/// repeated_domain, too_many_domains, unknown_scheme, wrong_period_kind, period_outside_survey,
/// level_out_of_range, statistic_undefined (an item without negative codes, a scale without order),
/// unknown_code.
[[nodiscard]] Expected<Asked, Fault> understand(const Definitions& definitions,
                                                const Question& question);

/// Domains by which a figure of the item can ever be asked, in the order of the survey.
[[nodiscard]] std::vector<std::string> shown_domains(const Definitions& definitions,
                                                     const Survey& survey, const Item& item);

/// The columns of the cells a question needs: the shown domains and those weighted by.
[[nodiscard]] std::vector<std::string> columns(const Definitions& definitions, const Asked& asked);

[[nodiscard]] Table tabulate(const Definitions& definitions, const Asked& asked,
                             const Evidence& evidence);

}  // namespace soundings::figures
