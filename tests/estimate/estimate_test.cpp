// Estimates of the May 2019 victim survey, held against the figures that R
// `survey` gives for the same 904 answers.
#include "soundings/estimate/estimate.h"

#include <catch2/catch.hpp>

#include "support/may_2019.h"

using namespace soundings;
using namespace soundings::estimate;
using soundings::testing::invited_by_npu;
using soundings::testing::may_2019_cells;

namespace {

const Variable satisfied{.kind = Variable::Kind::proportion, .value = {1.0, 0.0}};

weigh::Sample weighted() {
  return weigh::calibrate(may_2019_cells(), invited_by_npu()).value();
}

weigh::Sample unweighted() {
  return weigh::calibrate(may_2019_cells(), {}).value();
}

Domain everybody(const weigh::Sample& sample) {
  return select(sample.cells(), {});
}

Domain of_npu(const weigh::Sample& sample, const char* npu) {
  const std::vector<std::pair<std::string, std::string>> where{{"npu", npu}};
  return select(sample.cells(), where);
}

double points(double share) {
  return std::round(share * 1000.0) / 10.0;
}

}  // namespace

TEST_CASE("the force figure of May 2019 is 41.6 per cent weighted, with its design effect",
          "[estimate]") {
  const auto sample = weighted();
  const auto force = estimate::estimate(sample, everybody(sample), satisfied).value();
  CHECK(force.n == 904);
  CHECK(force.n_domain == 904);
  CHECK(force.positive == 381);
  CHECK(*force.value == Approx(0.415745).margin(5e-7));
  CHECK(*force.se * 100.0 == Approx(1.6495).margin(5e-5));
  CHECK(*force.deff == Approx(1.0115).margin(5e-5));
  CHECK(*force.n_eff == Approx(892.7).margin(0.05));
  CHECK(*force.n_kish == Approx(885.6).margin(0.05));
  CHECK(*force.deff_kish == Approx(1.0208).margin(5e-5));
  CHECK(force.df == 903.0);
  CHECK(force.status == Status::ok);
  const auto wilson = interval(force, IntervalMethod::wilson).value();
  CHECK(points(wilson.lo) == 38.4);
  CHECK(points(wilson.hi) == 44.8);
}

TEST_CASE("unweighted, the force figure of May 2019 is 42.1 per cent", "[estimate]") {
  const auto sample = unweighted();
  const auto force = estimate::estimate(sample, everybody(sample), satisfied).value();
  CHECK(points(*force.value) == 42.1);
  CHECK(*force.value == Approx(381.0 / 904.0).epsilon(1e-15));
}

TEST_CASE("each NPU of May 2019 has its own figure and range", "[estimate]") {
  struct Row {
    const char* npu;
    double value, lo, hi;
  };
  const std::vector<Row> rows{{"BE", 38.5, 31.0, 46.6}, {"BW", 38.0, 31.0, 45.5},
                              {"CV", 45.2, 36.6, 54.0}, {"DY", 47.9, 38.1, 57.9},
                              {"SW", 39.0, 30.6, 48.1}, {"SH", 51.1, 40.7, 61.5},
                              {"WS", 41.7, 31.6, 52.5}, {"WV", 41.3, 30.7, 52.8}};
  const auto sample = weighted();
  for (const Row& row : rows) {
    CAPTURE(row.npu);
    const auto npu = estimate::estimate(sample, of_npu(sample, row.npu), satisfied).value();
    const auto wilson = interval(npu, IntervalMethod::wilson).value();
    CHECK(points(*npu.value) == row.value);
    CHECK(points(wilson.lo) == row.lo);
    CHECK(points(wilson.hi) == row.hi);
  }
}

TEST_CASE("Solihull less the force it belongs to carries their covariance", "[estimate]") {
  const auto sample = weighted();
  const auto gap = contrast(sample, of_npu(sample, "SH"), everybody(sample), satisfied).value();
  CHECK(points(*gap.difference) == 9.6);
  CHECK(points(gap.interval->lo) == -0.7);
  CHECK(points(gap.interval->hi) == 19.8);
  CHECK(*gap.p == Approx(0.068).margin(5e-4));
  CHECK(gap.df == 902.0);
  CHECK(*gap.covariance > 0.0);
}

TEST_CASE("Solihull less the rest of the force is the same test from the other side",
          "[estimate]") {
  const auto sample = weighted();
  Domain rest;
  const Domain solihull = of_npu(sample, "SH");
  for (const std::uint32_t cell : everybody(sample)) {
    if (cell != solihull[0] && cell != solihull[1]) {
      rest.push_back(cell);
    }
  }
  const auto gap = contrast(sample, solihull, rest, satisfied).value();
  CHECK(points(*gap.b.value) == 40.9);
  CHECK(points(*gap.difference) == 10.2);
  CHECK(points(gap.interval->lo) == -0.8);
  CHECK(points(gap.interval->hi) == 21.2);
  CHECK(*gap.p == Approx(0.068).margin(5e-4));
}

TEST_CASE("April and May 2019 share nobody, so their variances add", "[estimate]") {
  const auto month = [](std::int64_t positive, std::int64_t n) {
    auto cells = std::make_shared<Cells>();
    cells->strata = {"month"};
    cells->units = {n};
    cells->population = {0.0};
    cells->answers = {"1", "7"};
    const auto cell = [](std::int32_t answer, std::int64_t count) {
      return Cell{.answer = answer,
                  .count = count,
                  .weight = static_cast<double>(count),
                  .weight_squared = static_cast<double>(count)};
    };
    cells->cells = {cell(0, positive), cell(1, n - positive)};
    const auto sample = weigh::calibrate(cells, {}).value();
    return estimate::estimate(sample, {0, 1}, satisfied).value();
  };
  const Contrast change = independent_contrast(month(381, 904), month(392, 880));
  CHECK(points(*change.difference) == -2.4);
  CHECK(points(change.interval->lo) == -7.0);
  CHECK(points(change.interval->hi) == 2.2);
  CHECK(*change.p == Approx(0.31).margin(5e-3));
  CHECK(change.df == 903.0 + 879.0 - 1.0);
}

TEST_CASE("an NPU nobody answered in is empty, with no value and no interval", "[estimate]") {
  const auto sample = weighted();
  const auto nobody = estimate::estimate(sample, of_npu(sample, "nowhere"), satisfied).value();
  CHECK(nobody.status == Status::empty);
  CHECK(nobody.value == std::nullopt);
  CHECK(interval(nobody, IntervalMethod::wilson) == std::nullopt);
}

TEST_CASE("one answer is a value without an interval", "[estimate]") {
  auto cells = std::make_shared<Cells>(*may_2019_cells());
  cells->cells[0].count = 1;
  cells->cells[0].weight = 1.0;
  cells->cells[0].weight_squared = 1.0;
  const auto sample = weigh::calibrate(cells, {}).value();
  const auto single = estimate::estimate(sample, {0}, satisfied).value();
  CHECK(single.status == Status::single);
  CHECK(*single.value == 1.0);
  CHECK(single.df == 0.0);
  for (const auto method : {IntervalMethod::wilson, IntervalMethod::logit, IntervalMethod::beta,
                            IntervalMethod::wald}) {
    CHECK(interval(single, method) == std::nullopt);
  }
}

TEST_CASE("everybody satisfied is 100 per cent with a range, never a certainty", "[estimate]") {
  const auto sample = unweighted();
  const auto all = estimate::estimate(sample, {0, 2}, satisfied).value();
  CHECK(*all.value == 1.0);
  CHECK(*all.se == 0.0);
  CHECK(all.n_eff == std::nullopt);
  CHECK(interval(all, IntervalMethod::logit) == std::nullopt);
  const auto wilson = interval(all, IntervalMethod::wilson).value();
  CHECK(wilson.hi == 1.0);
  CHECK(wilson.lo == Approx(122.0 / (122.0 + 1.9799 * 1.9799)).epsilon(1e-4));
}

TEST_CASE("don't knows are in the domain and out of the base", "[estimate]") {
  auto cells = std::make_shared<Cells>(*may_2019_cells());
  cells->cells[1].answer = -1;
  std::swap(cells->cells[0], cells->cells[1]);
  const auto sample = weigh::calibrate(cells, {}).value();
  const auto force = estimate::estimate(sample, everybody(sample), satisfied).value();
  CHECK(force.n_domain == 904);
  CHECK(force.n == 904 - 91);
  CHECK(*force.value == Approx(381.0 / 813.0).epsilon(1e-15));
}

TEST_CASE("a stratum of one is refused by name unless a policy is given", "[estimate]") {
  auto cells = std::make_shared<Cells>(*may_2019_cells());
  cells->strata = {"2019-05", "2019-06"};
  cells->units = {903, 1};
  cells->population = {0.0, 0.0};
  cells->cells.push_back(
      {.stratum = 1, .codes = {1}, .answer = 0, .count = 1, .weight = 1.0, .weight_squared = 1.0});
  const auto sample = weigh::calibrate(cells, {}).value();
  const auto refused = estimate::estimate(sample, everybody(sample), satisfied);
  REQUIRE(!refused);
  CHECK(refused.error().stratum == "2019-06");
  const auto certain =
      estimate::estimate(sample, everybody(sample), satisfied, LonelyUnit::certainty).value();
  const auto adjusted =
      estimate::estimate(sample, everybody(sample), satisfied, LonelyUnit::adjust).value();
  CHECK(*adjusted.variance > *certain.variance);
}
