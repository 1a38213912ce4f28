// The statistics of a measure and their names, and what it may be broken down by.
#include "soundings/survey/measure.h"

#include <algorithm>
#include <array>
#include <utility>

namespace soundings {
namespace {

constexpr std::array<std::pair<std::string_view, Statistic>, 5> names{
    {{"pct_positive", Statistic::pct_positive},
     {"pct_negative", Statistic::pct_negative},
     {"net", Statistic::net},
     {"mean", Statistic::mean},
     {"distribution", Statistic::distribution}}};

}  // namespace

std::string_view to_text(Statistic statistic) noexcept {
  const auto* const at = std::find_if(
      names.begin(), names.end(), [statistic](const auto& one) { return one.second == statistic; });
  return at == names.end() ? std::string_view{} : at->first;
}

bool Measure::may_be_broken_down_by(std::string_view domain) const noexcept {
  return std::ranges::find(by, domain) != by.end();
}

std::optional<Statistic> parse_statistic(std::string_view text) noexcept {
  const auto* const at = std::find_if(names.begin(), names.end(),
                                      [text](const auto& one) { return one.first == text; });
  return at == names.end() ? std::nullopt : std::optional(at->second);
}

}  // namespace soundings
