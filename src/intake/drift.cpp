// Distances between recent answers, as sent and reversed, and earlier ones.
#include "soundings/intake/drift.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace soundings::intake {
namespace {

using Counts = std::vector<std::int64_t>;

constexpr std::size_t fewest_points = 3;
constexpr std::int64_t fewest_answers = 30;
constexpr double nearer_by_factor = 0.5;
constexpr double nearer_by = 0.15;

std::int64_t sum(const Counts& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

/// Half the sum of the absolute differences of shares, 0 to 1.
double distance(const Counts& a, const Counts& b) {
  const auto of_a = static_cast<double>(sum(a));
  const auto of_b = static_cast<double>(sum(b));
  double differences = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    differences += std::abs(static_cast<double>(a[i]) / of_a - static_cast<double>(b[i]) / of_b);
  }
  return differences / 2;
}

bool is_mirrored(const Counts& recent, const Counts& before) {
  const std::int64_t fewer = std::min(sum(recent), sum(before));
  if (recent.size() < fewest_points || fewer < fewest_answers) {
    return false;
  }
  const double as_sent = distance(recent, before);
  const double reversed = distance(Counts(recent.rbegin(), recent.rend()), before);
  const double chance = 1 / std::sqrt(static_cast<double>(fewer));
  return reversed < nearer_by_factor * as_sent && as_sent - reversed > nearer_by + chance;
}

}  // namespace

std::vector<Mirrored> mirrored(std::span<const store::AnswerCounts> counts) {
  std::vector<Mirrored> found;
  for (const store::AnswerCounts& one : counts) {
    if (is_mirrored(one.recent, one.before)) {
      found.push_back({.source = one.source,
                       .survey = one.survey,
                       .item = one.item,
                       .recent = sum(one.recent),
                       .before = sum(one.before)});
    }
  }
  return found;
}

}  // namespace soundings::intake
