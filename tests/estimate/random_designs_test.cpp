// The engine's compact form against a naive row-level implementation, over
// thousands of seeded random designs; and the laws that hold for all of them.
#include <bit>
#include <cmath>
#include <cstdint>
#include <thread>

#include <catch2/catch.hpp>

#include "soundings/estimate/estimate.h"

#include "oracles/random_design.h"
#include "oracles/row_survey.h"

using namespace soundings;
using namespace soundings::estimate;

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

weigh::Plan plan_of(const oracle::Design& design) {
  weigh::Plan plan{.method = design.targets.empty() ? weigh::Method::base : weigh::Method::rake,
                   .population_total = design.total};
  for (const auto& [margin, targets] : design.targets) {
    plan.margins.push_back({.name = margin});
    for (const auto& [category, target] : targets) {
      plan.margins.back().targets.push_back({.category = category, .target = target});
    }
  }
  return plan;
}

Variable variable_of(const oracle::Design& design, const std::vector<double>& values) {
  return {.kind = design.proportion ? Variable::Kind::proportion : Variable::Kind::mean,
          .value = {values.begin(), values.end()}};
}

std::vector<bool> mask_of(const oracle::Design& design, const Pairs& where) {
  std::vector<bool> mask;
  for (const oracle::Row& row : design.rows) {
    bool in = true;
    for (const auto& [column, value] : where) {
      in = in && row.profile.at(column) == value;
    }
    mask.push_back(in);
  }
  return mask;
}

/// Variances under this are rounding: the margins explain the answers wholly.
constexpr double nothing = 1e-20;

void compare(const oracle::Design& design, const Estimate& ours, const oracle::Answer& theirs) {
  REQUIRE(ours.n == static_cast<std::int64_t>(theirs.n));
  CHECK(ours.df == theirs.df);
  if (theirs.n == 0) {
    CHECK(ours.status == Status::empty);
    return;
  }
  CHECK(*ours.value == Approx(theirs.mean).epsilon(1e-10).margin(1e-12));
  CHECK(ours.weighted_base == Approx(theirs.weighted_base).epsilon(1e-10));
  CHECK(*ours.n_kish == Approx(theirs.kish).epsilon(1e-8));
  const double v =
      oracle::covariance_rows(design.rows, theirs.influence, theirs.influence, design.population);
  const double scale = design.proportion ? 1.0 : 1e4;
  if (v > nothing * scale) {
    CHECK(*ours.se == Approx(std::sqrt(v)).epsilon(1e-8));
  } else {
    CHECK(*ours.variance <= 1e-18 * scale);
  }
}

const std::vector<Pairs> domains{{},
                                 {{"area", "area 1"}},
                                 {{"channel", "channel 2"}},
                                 {{"sex", "f"}, {"channel", "channel 0"}},
                                 {{"area", "nowhere"}}};

bool same_bytes(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b);
}

}  // namespace

TEST_CASE("cells give what rows give, over two thousand random designs", "[estimate]") {
  int calibrated = 0;
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    CAPTURE(seed);
    const oracle::Design design = oracle::random_design(seed);
    const auto counted = oracle::count_rows(design);
    const auto sample = weigh::calibrate(counted.cells, plan_of(design));
    if (!sample) {
      CHECK(sample.error().kind == weigh::Fault::Kind::not_converged);
      CHECK(oracle::rake_rows(design.rows, design.targets, design.total, 500).gap > 5e-10);
      continue;
    }
    // Slow designs stop at the limit just under 1e-9; the weights are those of the end all the
    // same.
    const auto weights = oracle::rake_rows(design.rows, design.targets, design.total, 20000);
    calibrated += design.targets.empty() ? 0 : 1;
    const Variable variable = variable_of(design, counted.values);
    const auto columns = oracle::margin_columns(design.rows, design.targets);
    for (const Pairs& where : domains) {
      const auto ours =
          estimate::estimate(*sample, select(sample->cells(), where), variable, LonelyUnit::adjust);
      compare(design, ours.value(),
              oracle::estimate_rows(design.rows, weights.w, columns, mask_of(design, where)));
    }
  }
  CHECK(calibrated > 1000);
}

TEST_CASE("contrasts of disjoint, nested and overlapping domains carry the rows' covariance",
          "[estimate]") {
  const std::vector<std::pair<Pairs, Pairs>> pairs{
      {{{"channel", "channel 0"}}, {{"channel", "channel 1"}}},
      {{{"area", "area 0"}}, {}},
      {{{"sex", "f"}}, {{"channel", "channel 0"}}}};
  for (std::uint64_t seed = 1; seed <= 600; ++seed) {
    CAPTURE(seed);
    const oracle::Design design = oracle::random_design(seed);
    const auto counted = oracle::count_rows(design);
    const auto sample = weigh::calibrate(counted.cells, plan_of(design));
    if (!sample) {
      continue;
    }
    const auto w = oracle::rake_rows(design.rows, design.targets, design.total, 500).w;
    const auto columns = oracle::margin_columns(design.rows, design.targets);
    for (const auto& [first, second] : pairs) {
      const auto ours =
          contrast(*sample, select(sample->cells(), first), select(sample->cells(), second),
                   variable_of(design, counted.values), 0.95, LonelyUnit::adjust)
              .value();
      const auto mask_a = mask_of(design, first);
      auto mask_b = mask_of(design, second);
      const auto a = oracle::estimate_rows(design.rows, w, columns, mask_a);
      const auto b = oracle::estimate_rows(design.rows, w, columns, mask_b);
      if (a.n == 0 || b.n == 0) {
        CHECK(ours.difference == std::nullopt);
        continue;
      }
      const auto cov = [&](const auto& x, const auto& y) {
        return oracle::covariance_rows(design.rows, x.influence, y.influence, design.population);
      };
      const double size = cov(a, a) + cov(b, b);
      const double variance = size - 2.0 * cov(a, b);
      CHECK(*ours.covariance == Approx(cov(a, b)).margin(1e-9 * size + 1e-18));
      CHECK(*ours.se * *ours.se == Approx(variance).margin(1e-9 * size + 1e-18));
      for (std::size_t i = 0; i < mask_b.size(); ++i) {
        mask_b[i] = mask_a[i] || mask_b[i];
      }
      CHECK(ours.df == oracle::df_rows(design.rows, mask_b) - 1.0);
    }
  }
}

TEST_CASE("the order in which cells arrive changes no byte", "[estimate]") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    const oracle::Design design = oracle::random_design(seed);
    const auto sorted = oracle::count_rows(design);
    const auto shuffled = oracle::count_rows(design, seed);
    const auto first = weigh::calibrate(sorted.cells, plan_of(design));
    const auto second = weigh::calibrate(shuffled.cells, plan_of(design));
    REQUIRE(first.has_value() == second.has_value());
    if (!first) {
      continue;
    }
    const Variable variable = variable_of(design, sorted.values);
    for (const Pairs& where : domains) {
      const auto a =
          estimate::estimate(*first, select(first->cells(), where), variable, LonelyUnit::adjust);
      const auto b =
          estimate::estimate(*second, select(second->cells(), where), variable, LonelyUnit::adjust);
      CHECK(same_bytes(a->value.value_or(-1.0), b->value.value_or(-1.0)));
      CHECK(same_bytes(a->se.value_or(-1.0), b->se.value_or(-1.0)));
    }
  }
}

TEST_CASE("multiplying every base weight changes no figure", "[estimate]") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    oracle::Design design = oracle::random_design(seed);
    const auto before = weigh::calibrate(oracle::count_rows(design).cells, plan_of(design));
    for (oracle::Row& row : design.rows) {
      row.d *= 7.5;
    }
    const auto counted = oracle::count_rows(design);
    const auto after = weigh::calibrate(counted.cells, plan_of(design));
    REQUIRE(before.has_value() == after.has_value());
    if (!before) {
      continue;
    }
    const Variable variable = variable_of(design, counted.values);
    const auto a =
        estimate::estimate(*before, select(before->cells(), {}), variable, LonelyUnit::adjust);
    const auto b =
        estimate::estimate(*after, select(after->cells(), {}), variable, LonelyUnit::adjust);
    CHECK(b->value.value_or(-1.0) == Approx(a->value.value_or(-1.0)).epsilon(1e-10));
    CHECK(b->se.value_or(-1.0) == Approx(a->se.value_or(-1.0)).epsilon(1e-7).margin(1e-9));
    CHECK(b->n_kish.value_or(-1.0) == Approx(a->n_kish.value_or(-1.0)).epsilon(1e-9));
  }
}

TEST_CASE("a domain and its complement add up to everybody", "[estimate]") {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    CAPTURE(seed);
    const oracle::Design design = oracle::random_design(seed);
    const auto counted = oracle::count_rows(design);
    const auto sample = weigh::calibrate(counted.cells, plan_of(design));
    if (!sample) {
      continue;
    }
    const Variable variable = variable_of(design, counted.values);
    const auto of = [&](const Pairs& where) {
      return *estimate::estimate(*sample, select(sample->cells(), where), variable,
                                 LonelyUnit::adjust);
    };
    const Estimate all = of({});
    const Estimate women = of({{"sex", "f"}});
    const Estimate men = of({{"sex", "m"}});
    CHECK(women.n + men.n == all.n);
    CHECK(women.weighted_base + men.weighted_base == Approx(all.weighted_base).epsilon(1e-12));
    CHECK(women.weighted_base * women.value.value_or(0.0) +
              men.weighted_base * men.value.value_or(0.0) ==
          Approx(all.weighted_base * all.value.value_or(0.0)).epsilon(1e-12).margin(1e-9));
  }
}

TEST_CASE("raked totals meet their margins in every random design", "[estimate]") {
  for (std::uint64_t seed = 1; seed <= 500; ++seed) {
    CAPTURE(seed);
    const oracle::Design design = oracle::random_design(seed);
    const auto sample = weigh::calibrate(oracle::count_rows(design).cells, plan_of(design));
    if (!sample || design.targets.empty()) {
      continue;
    }
    CHECK(sample->report().largest_gap < 1e-9);
    for (const MarginLine& line : sample->report().lines) {
      CHECK(line.after == Approx(line.target).epsilon(1e-9));
    }
  }
}

TEST_CASE("the number of threads that estimate changes no byte", "[estimate]") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    CAPTURE(seed);
    const oracle::Design design = oracle::random_design(seed);
    const auto counted = oracle::count_rows(design);
    const auto sample = weigh::calibrate(counted.cells, plan_of(design));
    if (!sample) {
      continue;
    }
    const Variable variable = variable_of(design, counted.values);
    const auto estimated = [&] {
      std::vector<double> numbers;
      for (const Pairs& where : domains) {
        const auto made = estimate::estimate(*sample, select(sample->cells(), where), variable,
                                             LonelyUnit::adjust);
        const auto range = estimate::interval(*made, IntervalMethod::wald);
        numbers.insert(numbers.end(), {made->value.value_or(-1.0), made->se.value_or(-1.0),
                                       range ? range->lo : -1.0, range ? range->hi : -1.0});
      }
      return numbers;
    };
    const std::vector<double> alone = estimated();
    std::vector<std::vector<double>> together(4);
    {
      std::vector<std::jthread> threads;
      for (std::vector<double>& numbers : together) {
        threads.emplace_back([&] { numbers = estimated(); });
      }
    }
    for (const std::vector<double>& numbers : together) {
      REQUIRE(numbers.size() == alone.size());
      for (std::size_t at = 0; at < alone.size(); ++at) {
        CHECK(same_bytes(numbers[at], alone[at]));
      }
    }
  }
}
