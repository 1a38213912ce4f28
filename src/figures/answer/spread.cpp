// Funnel limits and the gap of areas, from the figures of a comparison.
#include "soundings/figures/spread.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>

#include "soundings/base/digest.h"
#include "soundings/estimate/areas.h"

namespace soundings::figures {
namespace {

constexpr int draws = 4000;

const Shown* leading(const Side& side) {
  if (side.weighted) {
    return &*side.weighted;
  }
  return side.unweighted ? &*side.unweighted : nullptr;
}

/// A figure that has what limits and gaps are made of. se: a release prints none, and the base that
/// it prints stands for it.
struct Area {
  std::string code;
  double value = 0.0;  ///< a proportion
  double base = 0.0;   ///< the effective one, in a release the printed one
  double se = 0.0;
};

std::optional<Area> area_of(const Side& side, const std::string& code, bool released) {
  const Shown* shown = leading(side);
  const auto base = shown == nullptr ? std::nullopt
                    : released       ? std::optional(static_cast<double>(side.base.value_or(0)))
                                     : shown->n_eff;
  if (!base || *base <= 0.0 || (!released && !shown->se)) {
    return std::nullopt;
  }
  const double value = shown->value / 100.0;
  return Area{.code = code,
              .value = value,
              .base = *base,
              .se = released ? std::sqrt(value * (1.0 - value) / *base) : *shown->se / 100.0};
}

std::uint32_t seed_of(const Comparisons& comparisons) {
  std::string asked =
      comparisons.measure + "/" + to_text(comparisons.period) + "/" + comparisons.scheme;
  if (comparisons.statistic != Statistic::pct_positive) {
    asked += "/" + std::string(to_text(comparisons.statistic));
  }
  for (const auto& [domain, code] : comparisons.of) {
    asked.append("/").append(domain).append("=").append(code);
  }
  const auto digest = sha256(asked);
  std::uint32_t seed = 0;
  for (std::size_t at = 0; at < sizeof seed; ++at) {
    seed = seed << 8 | static_cast<std::uint32_t>(digest[at]);
  }
  return seed;
}

std::string_view word(estimate::FunnelFlag flag) {
  switch (flag) {
    case estimate::FunnelFlag::high_95:
      return "high_95";
    case estimate::FunnelFlag::low_95:
      return "low_95";
    case estimate::FunnelFlag::high_998:
      return "high_99.8";
    case estimate::FunnelFlag::low_998:
      return "low_99.8";
    case estimate::FunnelFlag::within:
      break;
  }
  return "within";
}

std::optional<AreaFunnel> funnel_of(const std::vector<Area>& areas, bool released) {
  std::vector<estimate::AreaValue> values;
  values.reserve(areas.size());
  for (const Area& area : areas) {
    values.push_back({.value = area.value, .n_eff = area.base});
  }
  if (values.size() < 2) {
    return std::nullopt;
  }
  const estimate::Funnel made = estimate::funnel(values);
  AreaFunnel funnel{.centre = 100.0 * made.centre, .phi = made.phi, .inflation = made.inflation};
  for (std::size_t at = 0; at < areas.size(); ++at) {
    const estimate::FunnelPoint& point = made.points[at];
    funnel.areas.push_back({.code = areas[at].code,
                            .value = 100.0 * areas[at].value,
                            .n_eff = released ? std::nullopt : std::optional(areas[at].base),
                            .z = point.z,
                            .lo95 = 100.0 * point.lo95,
                            .hi95 = 100.0 * point.hi95,
                            .lo998 = 100.0 * point.lo998,
                            .hi998 = 100.0 * point.hi998,
                            .flag = std::string(word(point.flag))});
  }
  return funnel;
}

/// What printing rounded away from each figure at most, in points. Working figures are whole.
double rounded_away(const Comparisons& comparisons) {
  return is_release(comparisons.release) ? 0.5 * std::pow(10.0, -comparisons.decimals) : 0.0;
}

/// The limit that chance gives is known as it is printed, to as many decimals as the figures.
GapReading reading_of(const AreaGap& gap, double away) {
  return gap.lo > gap.nineteen_in_twenty + away    ? GapReading::wider
         : gap.hi <= gap.nineteen_in_twenty - away ? GapReading::no_wider
                                                   : GapReading::unclear;
}

/// Two figures make a gap, and each may have been rounded by `away` points.
std::optional<AreaGap> gap_of(const std::vector<Area>& areas, std::uint32_t seed, double away) {
  std::vector<double> values;
  std::vector<double> errors;
  for (const Area& area : areas) {
    values.push_back(area.value);
    errors.push_back(area.se);
  }
  if (values.size() < 2) {
    return std::nullopt;
  }
  const auto [lowest, highest] = std::minmax_element(values.begin(), values.end());
  const auto code = [&](auto at) {
    return areas[static_cast<std::size_t>(at - values.begin())].code;
  };
  const estimate::Disparity made = estimate::disparity(values, errors, seed, draws);
  AreaGap gap{.gap = 100.0 * made.gap,
              .lo = std::max(0.0, 100.0 * made.gap - 2.0 * away),
              .hi = 100.0 * made.gap + 2.0 * away,
              .highest = code(highest),
              .lowest = code(lowest),
              .typical = 100.0 * made.chance_mean,
              .nineteen_in_twenty = 100.0 * made.chance_95,
              .p = made.p,
              .seed = seed,
              .draws = draws};
  gap.reading = reading_of(gap, away);
  return gap;
}

}  // namespace

AreaSpread spread(const Comparisons& comparisons) {
  AreaSpread made{.weighting = comparisons.weighting_fault.empty() ? comparisons.scheme : "none"};
  const bool released = is_release(comparisons.release);
  std::vector<Area> areas;
  for (const Comparison& row : comparisons.rows) {
    const std::string& code = row.a.key.at(comparisons.by);
    if (auto area = area_of(row.a, code, released)) {
      areas.push_back(*std::move(area));
    } else {
      made.left_out.push_back(code);
    }
  }
  if (comparisons.statistic == Statistic::pct_positive ||
      comparisons.statistic == Statistic::pct_negative) {
    made.funnel = funnel_of(areas, released);
  }
  if (made.left_out.empty()) {
    made.gap = gap_of(areas, seed_of(comparisons), rounded_away(comparisons));
  }
  return made;
}

}  // namespace soundings::figures
