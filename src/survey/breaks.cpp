// A break between two periods, by the months they lie in.
#include "soundings/survey/breaks.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace soundings {
namespace {

/// The months a period lies in; a wave of no definition lies in none.
std::optional<std::pair<Month, Month>> months_of(const Survey& survey, const Period& period) {
  if (period.kind == Period::Kind::months) {
    return std::pair(period.first, period.last);
  }
  const Wave* first = survey.find_wave(period.first_wave);
  const Wave* last = survey.find_wave(period.last_wave);
  return first == nullptr || last == nullptr ? std::nullopt
                                             : std::optional(std::pair(first->month, last->month));
}

}  // namespace

const Break* break_between(const Survey& survey, const Period& a, const Period& b) {
  const auto one = months_of(survey, a);
  const auto other = months_of(survey, b);
  if (!one || !other) {
    return nullptr;
  }
  const Month first = std::min(one->first, other->first);
  const Month last = std::max(one->second, other->second);
  const auto found =
      std::find_if(survey.breaks.begin(), survey.breaks.end(), [first, last](const Break& each) {
        return !each.comparable && first < each.at && each.at <= last;
      });
  return found == survey.breaks.end() ? nullptr : &*found;
}

}  // namespace soundings
