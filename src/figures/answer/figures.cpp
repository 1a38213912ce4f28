// Tables asked of the store, and the periods of headlines.
#include "soundings/figures/figures.h"

#include <algorithm>

#include "soundings/figures/tabulate.h"
#include "soundings/store/cells.h"

#include "answer/gather.h"
#include "question/fault.h"

namespace soundings::figures {
namespace {

/// The last wave labelled no later than `month`; nothing when there is none.
const Wave* latest_wave(const Survey& survey, Month month) {
  const Wave* latest = nullptr;
  for (const Wave& wave : survey.waves) {
    if (wave.month <= month && (latest == nullptr || latest->number < wave.number)) {
      latest = &wave;
    }
  }
  return latest;
}

Fault outside(const Measure& measure, Month month) {
  return {.code = "period_outside_survey",
          .field = "period",
          .value = to_text(month),
          .message = "period \"" + to_text(month) + "\": measure " + measure.id +
                     " has no period that covers this month"};
}

}  // namespace

WorkingFigures::WorkingFigures(const Definitions& definitions, store::CellReader& cells)
    : Figures(definitions), cells_(cells) {}

Expected<Table, Fault> WorkingFigures::answer(const Question& question) const {
  const auto asked = understand(definitions_, question);
  if (!asked) {
    return unexpected(asked.error());
  }
  return tabulate(definitions_, *asked,
                  gather(definitions_, cells_, *asked, CountedBy::domains_of_table));
}

Expected<Period, Fault> headline_period(const Definitions& definitions, std::string_view measure,
                                        Month month) {
  const Measure* found = definitions.find_measure(measure);
  const Survey* survey = found == nullptr ? nullptr : definitions.find_survey(found->survey);
  if (survey == nullptr) {
    return unexpected(unknown_measure(definitions, std::string(measure)));
  }
  const HeadlinePeriod& period = found->headline_period;
  const bool waves = period.kind == HeadlinePeriod::Kind::latest_wave ||
                     period.kind == HeadlinePeriod::Kind::latest_waves;
  const Wave* latest = waves ? latest_wave(*survey, month) : nullptr;
  const bool early = period.kind == HeadlinePeriod::Kind::since && month < period.from;
  if (early || (waves && latest == nullptr)) {
    return unexpected(outside(*found, month));
  }
  switch (period.kind) {
    case HeadlinePeriod::Kind::month:
      return Period::month(month);
    case HeadlinePeriod::Kind::since:
      return Period::months(period.from, month);
    case HeadlinePeriod::Kind::latest_wave:
      return Period::waves(latest->number, latest->number);
    case HeadlinePeriod::Kind::latest_waves:
      break;
  }
  const int first = std::max(1, latest->number - std::max(1, period.count) + 1);
  return Period::waves(first, latest->number);
}

std::optional<std::pair<Month, Month>> WorkingFigures::months(const std::string& survey) const {
  return cells_.months(survey);
}

std::vector<int> WorkingFigures::waves(const std::string& survey) const {
  return cells_.waves(survey);
}

std::int64_t WorkingFigures::data_version() const {
  return cells_.data_version();
}

}  // namespace soundings::figures
