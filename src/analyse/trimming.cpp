#include "trimming.h"

#include <algorithm>
#include <optional>

#include "soundings/base/number.h"
#include "soundings/weigh/sum.h"

namespace soundings::analyse {
namespace {

/// One pass of trimming: caps what is over and shares the excess among the rest.
void trim_once(std::vector<double>& weights, double upper) {
  weigh::Sum excess;
  std::vector<bool> over(weights.size(), false);
  std::size_t under = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    over[i] = weights[i] > upper;
    excess.add(over[i] ? weights[i] - upper : 0.0);
    under += over[i] ? 0U : 1U;
  }
  const double share = under > 0 ? excess.value() / static_cast<double>(under) : 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    weights[i] = over[i] ? upper : weights[i] + share;
  }
}

/// Strict trimming in one step: every weight is raised by the same amount and capped, so that the
/// total stands. The cap is no lower than the mean.
void trim_strictly(std::vector<double>& weights, double upper) {
  std::vector<double> ascending(weights);
  std::sort(ascending.begin(), ascending.end());
  if (ascending.empty() || ascending.back() <= upper) {
    return;
  }
  weigh::Sum all;
  for (const double weight : ascending) {
    all.add(weight);
  }
  weigh::Sum below;
  double raise = upper - ascending.front();
  for (std::size_t kept = 1; kept <= ascending.size(); ++kept) {
    below.add(ascending[kept - 1]);
    const auto capped = static_cast<double>(ascending.size() - kept);
    const double candidate =
        (all.value() - below.value() - capped * upper) / static_cast<double>(kept);
    const bool last_fits = ascending[kept - 1] + candidate <= upper;
    const bool next_over = kept == ascending.size() || ascending[kept] + candidate >= upper;
    if (last_fits && next_over) {
      raise = candidate;
      break;
    }
  }
  for (double& weight : weights) {
    weight = std::min(upper, weight + raise);
  }
}

bool all_over(const std::vector<double>& weights, double upper) {
  return std::all_of(weights.begin(), weights.end(),
                     [upper](double weight) { return weight > upper; });
}

/// Under the mean there is not room enough for the excess: no weights keep the total.
std::optional<Fault> refuse_cap(const std::vector<double>& weights, double upper) {
  weigh::Sum total;
  for (const double weight : weights) {
    total.add(weight);
  }
  const double mean = total.value() / static_cast<double>(weights.size());
  if (upper >= mean) {
    return std::nullopt;
  }
  return Fault{.code = "trim_below_mean",
               .message = "weighting.trim.upper is " + significant(upper, 6) +
                          ", under the mean base weight " + significant(mean, 6) +
                          ": no weights that strict keep their total"};
}

}  // namespace

Expected<void, Fault> trim(std::vector<double>& weights, const Weighting& weighting) {
  const bool kept =
      weighting.method == weigh::Method::none || weighting.method == weigh::Method::base;
  if (!weighting.trim || !kept) {
    return {};
  }
  if (!weighting.trim->strict || all_over(weights, weighting.trim->upper)) {
    trim_once(weights, weighting.trim->upper);
    return {};
  }
  if (auto fault = refuse_cap(weights, weighting.trim->upper)) {
    return unexpected(*std::move(fault));
  }
  trim_strictly(weights, weighting.trim->upper);
  return {};
}

}  // namespace soundings::analyse
