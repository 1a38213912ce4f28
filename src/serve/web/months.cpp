// Months with figures, and the one that is shown first.
#include "web/months.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace soundings::serve {
namespace {

constexpr int most_months = 36;

bool shows(const Context& context, const Measure& measure, Month month) {
  const auto period = figures::headline_period(context.definitions, measure.id, month);
  if (!period) {
    return false;
  }
  const auto table = context.figures.answer({.measure = measure.id, .period = *period});
  const Row* force = table ? table->find({}) : nullptr;
  return force != nullptr && !force->hidden && (force->weighted || force->unweighted);
}

}  // namespace

bool has_answers(const Table& table) noexcept {
  return !table.rows.empty() &&
         (table.rows.front().hidden.has_value() || table.rows.front().base.value_or(0) > 0);
}

std::set<std::string> monthly_surveys(const Definitions& definitions) {
  std::set<std::string> surveys;
  for (const Measure& measure : definitions.measures) {
    if (measure.headline && measure.headline_period.kind == HeadlinePeriod::Kind::month) {
      surveys.insert(measure.survey);
    }
  }
  return surveys;
}

std::vector<Month> months_with_figures(const Context& context) {
  std::optional<std::pair<Month, Month>> range;
  for (const std::string& survey : monthly_surveys(context.definitions)) {
    if (const auto months = context.figures.months(survey)) {
      range = {std::min(range.value_or(*months).first, months->first),
               std::max(range.value_or(*months).second, months->second)};
    }
  }
  std::vector<Month> months;
  if (range) {
    const Month oldest = std::max(range->first, range->second.plus(1 - most_months));
    for (Month month = range->second; month >= oldest; month = month.plus(-1)) {
      months.push_back(month);
    }
  }
  return months;
}

Month usual_month(const Context& context, const std::vector<Month>& months) {
  const auto& measures = context.definitions.measures;
  const MeasureGroup* leading = context.definitions.leading_group();
  const auto overall = std::find_if(measures.begin(), measures.end(), [&](const Measure& each) {
    return each.headline && leading != nullptr && each.group == leading->id;
  });
  if (overall == measures.end()) {
    return months.front();
  }
  const auto shown = std::find_if(months.begin(), months.end(),
                                  [&](Month each) { return shows(context, *overall, each); });
  return shown == months.end() ? months.front() : *shown;
}

}  // namespace soundings::serve
