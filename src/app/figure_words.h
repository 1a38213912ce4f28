// The words that commands of figures have in common, read once; what cannot be read is complained
// of on standard error.
#pragma once

#include <optional>
#include <string>

#include "soundings/figures/figures.h"
#include "soundings/survey/period.h"
#include "soundings/survey/table.h"

namespace soundings::app {

/// option: what the period was given to, "--period".
[[nodiscard]] std::optional<Period> read_period(const std::string& option, const std::string& text);

/// Whether `text` names a statistic, or is empty for the measure's own.
[[nodiscard]] bool names_statistic(const std::string& text);

/// "npu=SH,contact_channel=999"; empty for the force.
[[nodiscard]] std::optional<DomainKey> read_part(const std::string& text);

/// Prints why there is no answer.
void complain(const figures::Fault& fault);

}  // namespace soundings::app
