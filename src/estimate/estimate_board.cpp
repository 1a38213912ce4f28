// Many proportions at once from dense counts.
#include "soundings/estimate/estimate_board.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace soundings::estimate {
namespace {

/// Counts of one domain and question, gathered for its profiles.
struct Slice {
  std::span<const std::uint32_t> profiles;
  const std::int32_t* valid;
  const std::int32_t* positive;
};

struct Totals {
  std::int64_t n = 0;
  std::int64_t positive = 0;
  double weight = 0.0;
  double weighted = 0.0;
  double squared = 0.0;
};

Totals total(const Slice& slice, const weigh::ProfileCalibration& calibration) {
  Totals made;
  for (const std::uint32_t r : slice.profiles) {
    const double g = calibration.weight[r];
    made.n += slice.valid[r];
    made.positive += slice.positive[r];
    made.weight += g * slice.valid[r];
    made.weighted += g * slice.positive[r];
    made.squared += g * g * slice.valid[r];
  }
  return made;
}

/// Sums over the categories of all margins: of z, and of g^2 z.
struct Work {
  std::vector<double> first;
  std::vector<double> second;
};

/// The compact form for 0/1 answers of equal base weight: two counts a profile are enough. With
/// s = X'z and u = X'(g^2 z), what calibration takes out of the squares is 2 s'N u - s'N W N s.
double variance(const Slice& slice, const weigh::ProfileCalibration& calibration,
                const Totals& totals, double units, Work& work) {
  const double p = totals.weighted / totals.weight;
  const double share = 1.0 / totals.weight;
  const std::size_t margins = calibration.margins;
  std::fill(work.first.begin(), work.first.end(), 0.0);
  std::fill(work.second.begin(), work.second.end(), 0.0);
  double squares = 0.0;
  double sum = 0.0;
  for (const std::uint32_t r : slice.profiles) {
    const double g = calibration.weight[r];
    const double a = slice.valid[r];
    const double s = slice.positive[r];
    const double z = (s - p * a) * share;
    const double second = g * g * z;
    squares += g * g * (s * (1.0 - 2.0 * p) + p * p * a) * share * share;
    sum += g * z;
    const std::uint32_t* in = calibration.category.data() + r * margins;
    for (std::size_t m = 0; m < margins; ++m) {
      work.first[in[m]] += z;
      work.second[in[m]] += second;
    }
  }
  for (std::size_t k = 0; k < calibration.categories; ++k) {
    if (work.first[k] == 0.0) {
      continue;
    }
    const double* inverse = calibration.inverse.data() + k * calibration.categories;
    const double* spread = calibration.spread.data() + k * calibration.categories;
    double taken = 0.0;
    for (std::size_t j = 0; j < calibration.categories; ++j) {
      taken += spread[j] * work.first[j] - 2.0 * inverse[j] * work.second[j];
    }
    squares += work.first[k] * taken;
    sum -= work.first[k] * calibration.held[k];
  }
  return std::max(0.0, units / (units - 1.0) * (squares - sum * sum / units));
}

Estimate describe(const Totals& totals, double variance) {
  const auto n = static_cast<double>(totals.n);
  const double p = totals.positive == totals.n ? 1.0 : totals.weighted / totals.weight;
  Estimate made{.n_domain = totals.n,
                .n = totals.n,
                .positive = totals.positive,
                .weighted_base = totals.weight,
                .value = p,
                .variance = variance,
                .se = std::sqrt(variance),
                .deff = std::nullopt,
                .n_eff = std::nullopt,
                .n_kish = totals.weight * totals.weight / totals.squared,
                .deff_kish = std::nullopt,
                .df = n - 1.0,
                .status = totals.n == 1 ? Status::single : Status::ok};
  made.deff_kish = n / *made.n_kish;
  if (totals.positive > 0 && totals.positive < totals.n) {
    made.deff = variance * (n - 1.0) / (p * (1.0 - p));
    if (variance > 0.0) {
      made.n_eff = p * (1.0 - p) / variance;
    }
  }
  return made;
}

}  // namespace

std::vector<Estimate> score(const EstimateBoard& board,
                            const weigh::ProfileCalibration& calibration,
                            std::span<const EstimateBoardDomain> domains) {
  const double units = std::accumulate(board.people.begin(), board.people.end(), 0.0);
  Work work{.first = std::vector<double>(calibration.categories),
            .second = std::vector<double>(calibration.categories)};
  std::vector<Estimate> made;
  made.reserve(board.questions.size() * domains.size());
  for (const QuestionCounts& question : board.questions) {
    for (const EstimateBoardDomain& domain : domains) {
      const Slice slice{.profiles = domain.profiles,
                        .valid = question.valid.data() + domain.slice * board.profiles,
                        .positive = question.positive.data() + domain.slice * board.profiles};
      const Totals totals = total(slice, calibration);
      if (totals.n == 0) {
        made.emplace_back();
        continue;
      }
      const bool certain = totals.positive == 0 || totals.positive == totals.n;
      made.push_back(
          describe(totals, certain ? 0.0 : variance(slice, calibration, totals, units, work)));
    }
  }
  return made;
}

}  // namespace soundings::estimate
