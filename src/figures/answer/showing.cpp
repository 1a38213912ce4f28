// Estimates in per cent, with what of their uncertainty can be calculated.
#include "answer/showing.h"

#include "answer/statistics.h"

namespace soundings::figures {

std::optional<Shown> shown(const weigh::Sample& sample, const estimate::Domain& domain,
                           const estimate::Variable& variable, const Asked& asked) {
  auto made = estimate::estimate(sample, domain, variable);
  const bool uncertain = made.has_value();
  if (!uncertain) {
    made = estimate::estimate(sample, domain, variable, estimate::LonelyUnit::certainty);
  }
  if (!made) {
    return std::nullopt;
  }
  const estimate::Estimate& calculated = *made;
  if (!calculated.value) {
    return std::nullopt;
  }
  Shown figure{.value = 100.0 * *calculated.value,
               .n_kish = calculated.n_kish,
               .deff_kish = calculated.deff_kish};
  figure.df = calculated.df;
  if (!uncertain) {
    return figure;
  }
  if (const auto interval = estimate::interval(calculated, interval_of(asked), asked.level)) {
    figure.lo = 100.0 * interval->lo;
    figure.hi = 100.0 * interval->hi;
  }
  if (calculated.se) {
    figure.se = 100.0 * *calculated.se;
  }
  figure.n_eff = calculated.n_eff;
  figure.deff = calculated.deff;
  return figure;
}

}  // namespace soundings::figures
