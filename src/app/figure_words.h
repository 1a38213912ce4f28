// The words that commands of figures have in common, read once; what cannot be read is complained
// of on standard error.
#pragma once

#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/nearest.h"
#include "soundings/figures/figures.h"
#include "soundings/figures/silence.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/period.h"
#include "soundings/survey/table.h"

#include "columns.h"

namespace soundings::app {

/// option: what the period was given to, "--period".
[[nodiscard]] std::optional<Period> read_period(const std::string& option, const std::string& text);

/// Whether `text` names a statistic, or is empty for the measure's own.
[[nodiscard]] bool names_statistic(const std::string& text);

/// "npu=SH,contact_channel=999"; empty for the force.
[[nodiscard]] std::optional<DomainKey> read_part(const std::string& text);

/// Prints why there is no answer.
void complain(const figures::Fault& fault);

/// Prints why a question has no answer that says anything, where nobody answered.
template <typename Answer>
[[nodiscard]] bool silent(const Answer& answer) {
  const auto fault = figures::silence(answer);
  if (fault) {
    complain(*fault);
  }
  return fault.has_value();
}

/// Prints that the definitions have no such survey, source or adapter, and the one probably meant.
template <typename Thing>
void complain_of_unknown(const std::string& kind, const std::string& id,
                         const std::vector<Thing>& things) {
  std::vector<std::string> known;
  for (const Thing& thing : things) {
    known.push_back(thing.id);
  }
  std::cerr << "no " << kind << ' ' << visible(id) << " in the definitions"
            << did_you_mean(nearest(id, known)) << '\n';
}

/// Whether the definitions have the survey; says so when they do not.
[[nodiscard]] bool knows_survey(const Definitions& definitions, const std::string& survey);

}  // namespace soundings::app
