// What may be asked of each address of figures: its parameters, as the API's description prints
// them.
#pragma once

#include <vector>

#include "soundings/survey/period.h"

#include "http/route.h"
#include "routes.h"

namespace soundings::serve::parameters {

inline constexpr Parameter period{"period", period_forms, true};
inline constexpr Parameter release{
    "release", "Id of a release, 2019-05.r0; the newest of the month when left out"};

inline constexpr Parameter tier{
    tier_parameter, "released (default), or working: of what is kept now, for analysts"};

inline constexpr Parameter level{"level", "Level of ranges, 0.8 to 0.9999; 0.95 when left out"};

inline const std::vector<Parameter> estimate_parameters{
    {"measure", "Id of a measure", true},
    period,
    {"by", "No, one or two domains, comma-separated: npu,contact_channel"},
    {"weighting", "Id of a weighting scheme, or none; the survey's own when left out"},
    {"interval", "wilson (default), logit, beta or wald"},
    {"statistic",
     "pct_positive, pct_negative, net, mean or distribution; the measure's own when left out"},
    level,
    {"reading",
     "What rows are read against: rest, force, previous, year_before or none; when left out the "
     "rest of a table by one domain, the period before of one figure"},
    {"format", "json (default) or csv"},
    {"of", "Only rows of this part, DOMAIN=CODE, of the same disclosed table"},
    {"npu", "Only rows of this NPU, as of=npu=ID"},
    {"contact_channel", "Only rows of this contact channel, as of=contact_channel=ID"},
    tier,
    release,
};

inline const Parameter weighting{
    "weighting", "Id of a weighting scheme, or none; the survey's own when left out"};
inline const Parameter format{"format", "json (default) or csv"};
inline const Parameter one_statistic{
    "statistic", "pct_positive, pct_negative, net or mean; the measure's own when left out"};

inline const std::vector<Parameter> series_parameters{
    {"measure", "Id of a measure", true},
    {"of", "The series of this part, DOMAIN=CODE or two of them; of the force when left out"},
    {"npu", "The series of this NPU, as of=npu=ID"},
    {"contact_channel", "The series of this contact channel, as of=contact_channel=ID"},
    {"from", "First month or wave; of the first answer when left out"},
    {"to", "Last month or wave; of the last answer when left out"},
    {"grain", "month (default) or quarter; polls go by wave"},
    weighting,
    one_statistic,
    level,
    format,
    tier,
};

inline const std::vector<Parameter> compare_parameters{
    {"measure", "Id of a measure", true},
    period,
    {"by", "Domain to compare along; the areas, or the force alone against another period"},
    {"code", "Only this code of the domain; all of them, as a family, when left out"},
    {"against",
     "rest (default), force, previous, year_before, a period, a code of the domain, or a measure "
     "of the same question"},
    {"of", "Both sides of this part alone, DOMAIN=CODE: the channels of one NPU, say"},
    weighting,
    one_statistic,
    level,
    format,
    tier,
    release,
};

inline const std::vector<Parameter> npu_parameters{
    {"measure", "Id of a measure", true},
    period,
    {"against", "rest (default), force, previous, year_before, a period or an NPU"},
    {"of", "Both sides of this part alone, DOMAIN=CODE: the NPUs by one channel, say"},
    weighting,
    one_statistic,
    level,
    format,
    tier,
    release,
};

inline const std::vector<Parameter> overview_parameters{
    {"period", "A month, 2019-05; the latest when left out"},
    {"compare", "baseline (when left out), previous or previous-3"},
    tier,
    release,
};

inline const std::vector<Parameter> summary_parameters{
    {"period",
     "A month, 2019-05, or a longer period that is released; the latest month when left out"},
    tier,
    release,
};

inline const std::vector<Parameter> weights_parameters{
    {"survey", "Id of a survey", true},
    period,
    {"weighting", "Id of a weighting scheme; the survey's own when left out"},
    format,
};

inline const std::vector<Parameter> small_area_parameters{
    {"measure", "Id of a measure", true},
    period,
    {"by", "The domain whose codes are the areas; npu when left out"},
    weighting,
    {"statistic", "pct_positive or pct_negative; the measure's own when left out"},
    level,
    format,
};

}  // namespace soundings::serve::parameters
