// A difference in points from a contrast.
#include "answer/difference.h"

#include "soundings/estimate/areas.h"

namespace soundings::figures {
namespace {

/// Whether everybody's answer counts the same, by counts where there are any.
bool unanimous(const estimate::Estimate& estimate) {
  return estimate.kind == estimate::Variable::Kind::mean
             ? !estimate.deff.has_value()
             : estimate.positive == 0 || estimate.positive == estimate.n;
}

}  // namespace

Measure::Direction good_of(const Asked& asked) {
  const bool turned = (asked.statistic == Statistic::pct_negative) !=
                      (asked.measure->statistic == Statistic::pct_negative);
  const Measure::Direction own = asked.measure->good;
  if (!turned) {
    return own;
  }
  return own == Measure::Direction::up ? Measure::Direction::down : Measure::Direction::up;
}

std::optional<Difference> difference(const weigh::Sample& sample, const estimate::Domain& a,
                                     const estimate::Domain& b, const estimate::Variable& variable,
                                     double level) {
  auto made = estimate::contrast(sample, a, b, variable, level);
  const bool lonely = !made.has_value();
  if (lonely) {
    made = estimate::contrast(sample, a, b, variable, level, estimate::LonelyUnit::certainty);
  }
  if (!made) {
    return std::nullopt;
  }
  const estimate::Contrast& taken = *made;
  if (!taken.difference) {
    return std::nullopt;
  }
  Difference shown{.points = 100.0 * *taken.difference};
  if (lonely || unanimous(taken.a) || unanimous(taken.b) || !taken.interval || !taken.se ||
      !taken.covariance) {
    return shown;
  }
  shown.lo = 100.0 * taken.interval->lo;
  shown.hi = 100.0 * taken.interval->hi;
  shown.se = 100.0 * *taken.se;
  shown.covariance = 1e4 * *taken.covariance;
  shown.df = taken.df;
  shown.p = taken.p;
  shown.detectable = 100.0 * estimate::minimum_detectable_difference(*taken.se * *taken.se, 0, 0);
  return shown;
}

}  // namespace soundings::figures
