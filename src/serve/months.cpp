#include "months.h"

#include <algorithm>

namespace soundings::serve {
namespace {

constexpr int years_searched = 20;
constexpr int months_shown = 36;

const Measure* first_monthly(const Definitions& definitions) {
  const auto found =
      std::find_if(definitions.measures.begin(), definitions.measures.end(), [](const auto& each) {
        return each.headline && each.headline_period.kind == HeadlinePeriod::Kind::month;
      });
  return found == definitions.measures.end() ? nullptr : &*found;
}

}  // namespace

bool has_answers(const Table& table) noexcept {
  return !table.rows.empty() &&
         (table.rows.front().hidden.has_value() || table.rows.front().base.value_or(0) > 0);
}

std::vector<Month> months_with_answers(const House& house, Month upto) {
  std::vector<Month> months;
  const Measure* measure = first_monthly(house.definitions);
  if (measure == nullptr) {
    return months;
  }
  Month oldest = upto.plus(-12 * years_searched);
  for (Month month = upto; month >= oldest; month = month.plus(-1)) {
    const auto table = house.figures.answer(
        {.measure = measure->id, .by = {}, .period = Period::month(month), .scheme = "none"});
    if (!table || !has_answers(*table)) {
      continue;
    }
    if (months.empty()) {
      oldest = std::max(oldest, month.plus(-months_shown));
    }
    months.push_back(month);
  }
  return months;
}

}  // namespace soundings::serve
