#include "months.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace soundings::serve {
namespace {

constexpr int most_months = 36;

}  // namespace

bool has_answers(const Table& table) noexcept {
  return !table.rows.empty() &&
         (table.rows.front().hidden.has_value() || table.rows.front().base.value_or(0) > 0);
}

std::vector<Month> months_with_answers(const House& house) {
  std::optional<std::pair<Month, Month>> range;
  for (const Measure& measure : house.definitions.measures) {
    if (!measure.headline || measure.headline_period.kind != HeadlinePeriod::Kind::month) {
      continue;
    }
    if (const auto months = house.figures.months(measure.survey)) {
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

}  // namespace soundings::serve
