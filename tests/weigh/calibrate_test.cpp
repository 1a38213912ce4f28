// The rules of calibration: totals met, the missing kept at their share, and
// whatever cannot be weighted refused by name.
#include "soundings/weigh/calibrate.h"

#include <algorithm>
#include <cmath>

#include <catch2/catch.hpp>

#include "soundings/weigh/profiles.h"

#include "support/may_2019.h"

using namespace soundings;
using namespace soundings::weigh;
using soundings::testing::invited_by_npu;
using soundings::testing::may_2019_cells;

namespace {

struct Group {
  std::uint16_t age;
  std::uint16_t sex;
  std::int64_t count;
  double base_weight = 1.0;
};

/// Ages young and old, sexes f and m; 0 stands for a blank.
std::shared_ptr<const Cells> people(const std::vector<Group>& groups) {
  auto cells = std::make_shared<Cells>();
  cells->columns = {{.id = "age", .codes = {"(missing)", "young", "old"}},
                    {.id = "sex", .codes = {"(missing)", "f", "m"}}};
  cells->strata = {"wave-1"};
  cells->units = {0};
  cells->population = {0.0};
  cells->answers = {"1"};
  for (const Group& group : groups) {
    const auto n = static_cast<double>(group.count);
    cells->units[0] += group.count;
    cells->cells.push_back({.stratum = 0,
                            .codes = {group.age, group.sex},
                            .answer = 0,
                            .count = group.count,
                            .weight = n * group.base_weight,
                            .weight_squared = n * group.base_weight * group.base_weight});
  }
  return cells;
}

Plan raked(std::vector<Margin> margins) {
  return {.method = Method::rake, .margins = std::move(margins)};
}

Margin age(double young, double old) {
  return {.name = "age",
          .targets = {{.category = "young", .target = young}, {.category = "old", .target = old}}};
}

Margin sex(double women, double men) {
  return {.name = "sex",
          .targets = {{.category = "f", .target = women}, {.category = "m", .target = men}}};
}

double held(const Sample& sample, std::size_t column, std::uint16_t code) {
  double total = 0.0;
  for (std::size_t c = 0; c < sample.cells().cells.size(); ++c) {
    const Cell& cell = sample.cells().cells[c];
    total += cell.codes[column] == code ? sample.g()[c] * cell.weight : 0.0;
  }
  return total;
}

const auto four_groups = people({{1, 1, 30}, {1, 2, 20}, {2, 1, 60}, {2, 2, 40}});

}  // namespace

TEST_CASE("post-stratification brings every NPU to its invitations", "[weigh]") {
  const auto sample = calibrate(may_2019_cells(), invited_by_npu()).value();
  CHECK(sample.report().method == "poststratify");
  CHECK(sample.report().sum_final == Approx(8000.0).epsilon(1e-14));
  CHECK(sample.g()[0] == Approx(1450.0 / 148.0).epsilon(1e-15));
  CHECK(sample.report().deff_kish == Approx(1.0208).margin(5e-5));
  REQUIRE(sample.report().lines.size() == 8);
  CHECK(sample.report().lines[5].category == "SH");
  CHECK(sample.report().lines[5].respondents == 88);
  CHECK(sample.report().lines[5].after == Approx(520.0).epsilon(1e-14));
}

TEST_CASE("raking meets both margins to within 1e-12", "[weigh]") {
  const auto sample = calibrate(four_groups, raked({age(400, 600), sex(520, 480)})).value();
  CHECK(held(sample, 0, 1) == Approx(400.0).epsilon(1e-12));
  CHECK(held(sample, 1, 2) == Approx(480.0).epsilon(1e-12));
  CHECK(sample.report().largest_gap < 1e-12);
  CHECK(sample.report().iterations > 1);
}

TEST_CASE("margins of different totals are brought to the first margin's", "[weigh]") {
  const auto sample = calibrate(four_groups, raked({age(400, 600), sex(0.52, 0.48)})).value();
  CHECK(sample.report().sum_final == Approx(1000.0).epsilon(1e-12));
  CHECK(held(sample, 1, 1) == Approx(520.0).epsilon(1e-12));
  CHECK(sample.report().margins[1].declared_total == 1.0);
}

TEST_CASE("a declared population outranks the first margin's total", "[weigh]") {
  Plan plan = raked({age(400, 600), sex(52, 48)});
  plan.population_total = 50.0;
  const auto sample = calibrate(four_groups, plan).value();
  CHECK(sample.report().sum_final == Approx(50.0).epsilon(1e-12));
}

TEST_CASE("a blank keeps its base-weighted share of the total", "[weigh]") {
  const auto cells = people({{0, 1, 10, 2.0}, {1, 1, 30}, {1, 2, 20}, {2, 1, 10}, {2, 2, 20}});
  const auto sample = calibrate(cells, raked({age(400, 600), sex(520, 480)})).value();
  CHECK(held(sample, 0, 0) == Approx(200.0).epsilon(1e-12));
  CHECK(held(sample, 0, 1) == Approx(320.0).epsilon(1e-12));
  CHECK(sample.report().margins[0].missing_share == Approx(0.2).epsilon(1e-15));
  CHECK(sample.report().lines[2].category == "(missing)");
}

TEST_CASE("a crossed margin is missing when any part of it is", "[weigh]") {
  const auto cells = people({{0, 1, 10}, {1, 0, 10}, {1, 1, 30}, {2, 2, 50}});
  const Plan plan = raked(
      {{.name = "age|sex",
        .targets = {{.category = "young|f", .target = 3}, {.category = "old|m", .target = 1}}}});
  const auto sample = calibrate(cells, plan).value();
  CHECK(sample.report().margins[0].missing_share == Approx(0.2).epsilon(1e-15));
  CHECK(held(sample, 0, 2) == Approx(0.8).epsilon(1e-12));
}

TEST_CASE("a target nobody answers to is an error, or is spread and reported", "[weigh]") {
  const auto young_only = people({{1, 1, 30}, {1, 2, 20}});
  Plan plan = raked({age(400, 600), sex(520, 480)});
  const auto refused = calibrate(young_only, plan);
  REQUIRE(!refused);
  CHECK(refused.error().kind == Fault::Kind::absent_category);
  CHECK(refused.error().message == "margin age, category old: has a target and no respondents");
  plan.absent = Absent::renormalise;
  const auto sample = calibrate(young_only, plan).value();
  CHECK(held(sample, 0, 1) == Approx(1000.0).epsilon(1e-12));
  CHECK(sample.report().margins[0].uncovered_share == Approx(0.6).epsilon(1e-15));
  CHECK(sample.report().margins[0].absent == std::vector<std::string>{"old"});
}

TEST_CASE("respondents without a target, or with a zero one, are refused by name", "[weigh]") {
  const Margin young_alone{.name = "age", .targets = {{.category = "young", .target = 10}}};
  const auto without = calibrate(four_groups, raked({young_alone}));
  REQUIRE(!without);
  CHECK(without.error().kind == Fault::Kind::unmatched_category);
  CHECK(without.error().category == "old");
  const auto zero = calibrate(four_groups, raked({age(10, 0)}));
  REQUIRE(!zero);
  CHECK(zero.error().kind == Fault::Kind::unmatched_category);
}

TEST_CASE("a category with two targets is refused by name", "[weigh]") {
  Margin twice = age(400, 600);
  twice.targets.push_back({.category = "young", .target = 5});
  const auto refused = calibrate(four_groups, raked({twice}));
  REQUIRE(!refused);
  CHECK(refused.error().kind == Fault::Kind::repeated_category);
  CHECK(refused.error().message == "margin age, category young: has two targets");
}

TEST_CASE("a margin that names no column is refused", "[weigh]") {
  const auto refused = calibrate(four_groups, raked({{.name = "height"}}));
  REQUIRE(!refused);
  CHECK(refused.error().kind == Fault::Kind::unknown_column);
}

TEST_CASE("margins that contradict each other name the worst one and its gap", "[weigh]") {
  const auto diagonal = people({{1, 1, 30}, {2, 2, 70}});
  const auto refused = calibrate(diagonal, raked({age(50, 50), sex(80, 20)}));
  REQUIRE(!refused);
  CHECK(refused.error().kind == Fault::Kind::not_converged);
  CHECK(refused.error().margin == "age");
  CHECK(refused.error().gap > 0.1);
  CHECK(refused.error().message.ends_with("; margins age and sex contradict each other"));
}

TEST_CASE("two cycles are not enough, and the fault says how far off they are", "[weigh]") {
  const auto cells = people({{1, 1, 90}, {1, 2, 5}, {2, 1, 5}, {2, 2, 30}});
  Plan plan = raked({age(400, 600), sex(700, 300)});
  CHECK(calibrate(cells, plan));
  plan.max_iterations = 2;
  const auto refused = calibrate(cells, plan);
  REQUIRE(!refused);
  CHECK(refused.error().kind == Fault::Kind::not_converged);
  CHECK(refused.error().gap > 1e-9);
  CHECK(refused.error().message.find("contradict") == std::string::npos);
}

TEST_CASE("raking that comes slowly still ends at the exact weights", "[weigh]") {
  // Nearly diagonal: each cycle leaves most of the error of the one before.
  const auto cells = people({{1, 1, 400}, {1, 2, 3}, {2, 1, 2}, {2, 2, 300}});
  Plan plan = raked({age(400, 600), sex(410, 590)});
  plan.max_iterations = 100000;
  const auto sample = calibrate(cells, plan).value();
  const auto g = sample.g();
  // What raking keeps: the odds ratio of the profiles. With it and the margins a quadratic is left.
  const double odds = 400.0 * 300.0 / (3.0 * 2.0);
  const double b = odds * (400.0 + 410.0) + 1000.0 - 400.0 - 410.0;
  const double c = odds * 400.0 * 410.0;
  const double both = 2.0 * c / (b + std::sqrt(b * b - 4.0 * (odds - 1.0) * c));
  CHECK(400.0 * g[0] == Approx(both).epsilon(1e-13));
  CHECK(3.0 * g[1] == Approx(400.0 - both).epsilon(1e-11));
  CHECK(2.0 * g[2] == Approx(410.0 - both).epsilon(1e-11));
}

TEST_CASE("counted profiles that rake slowly get the weights that cells get", "[weigh]") {
  const std::vector<double> base{400, 3, 2, 300};
  const auto cells = people({{1, 1, 400}, {1, 2, 3}, {2, 1, 2}, {2, 2, 300}});
  Plan plan = raked({age(400, 600), sex(410, 590)});
  plan.max_iterations = 100000;
  const auto sample = calibrate(cells, plan).value();
  const std::vector<ProfileMargin> margins{{.category = {0, 0, 1, 1}, .target = {400, 600}},
                                           {.category = {0, 1, 0, 1}, .target = {410, 590}}};
  const auto profiles = rake_profiles(base, margins, 100000).value();
  for (std::size_t r = 0; r < base.size(); ++r) {
    CHECK(profiles.weight[r] == Approx(sample.g()[r]).epsilon(1e-12));
  }
}

TEST_CASE("bounds are searched for from the mean when unbounded raking does not come", "[weigh]") {
  const auto cells = people({{1, 1, 90}, {1, 2, 8}, {2, 1, 10}, {2, 2, 30}});
  Plan plan = raked({age(400, 600), sex(450, 550)});
  plan.bounds = {0.3, 2.2};
  const auto patient = calibrate(cells, plan).value();
  plan.max_iterations = 1;
  const auto hasty = calibrate(cells, plan).value();
  for (std::size_t c = 0; c < hasty.g().size(); ++c) {
    CHECK(hasty.g()[c] == Approx(patient.g()[c]).epsilon(1e-11));
  }
}

TEST_CASE("one margin is met whatever the bounds", "[weigh]") {
  Plan plan = raked({age(400, 600)});
  const auto free = calibrate(four_groups, plan).value();
  plan.bounds = {0.99, 1.01};
  const auto sample = calibrate(four_groups, plan).value();
  CHECK(std::equal(sample.g().begin(), sample.g().end(), free.g().begin()));
  CHECK(sample.report().method == "rake");
}

TEST_CASE("bounded raking meets the margins with every weight inside the bounds", "[weigh]") {
  const auto cells = people({{1, 1, 90}, {1, 2, 8}, {2, 1, 10}, {2, 2, 30}});
  Plan plan = raked({age(400, 600), sex(450, 550)});
  const auto free = calibrate(cells, plan).value();
  REQUIRE(free.report().g_max > 2.2);
  plan.bounds = {0.3, 2.2};
  const auto sample = calibrate(cells, plan).value();
  CHECK(sample.report().method == "bounded_rake");
  CHECK(sample.report().g_max <= 2.2 * (1 + 1e-12));
  CHECK(sample.report().g_min >= 0.3 * (1 - 1e-12));
  CHECK(sample.report().at_bound > 0);
  CHECK(held(sample, 0, 1) == Approx(400.0).epsilon(1e-12));
  CHECK(held(sample, 1, 1) == Approx(450.0).epsilon(1e-12));
}

TEST_CASE("bounds that no weights can keep are refused", "[weigh]") {
  const auto cells = people({{1, 1, 90}, {1, 2, 8}, {2, 1, 10}, {2, 2, 30}});
  Plan plan = raked({age(400, 600), sex(600, 400)});
  plan.bounds = {0.9, 1.1};
  const auto refused = calibrate(cells, plan);
  REQUIRE(!refused);
  CHECK(refused.error().kind == Fault::Kind::infeasible_bounds);
}

TEST_CASE("bounds wide enough to touch nobody change no weight", "[weigh]") {
  Plan plan = raked({age(400, 600), sex(520, 480)});
  const auto free = calibrate(four_groups, plan).value();
  plan.bounds = {0.01, 100.0};
  const auto bounded = calibrate(four_groups, plan).value();
  for (std::size_t c = 0; c < free.g().size(); ++c) {
    CHECK(bounded.g()[c] == Approx(free.g()[c]).epsilon(1e-12));
  }
  CHECK(bounded.report().at_bound == 0);
}

TEST_CASE("nobody cannot be weighted", "[weigh]") {
  const auto refused = calibrate(people({}), raked({age(400, 600)}));
  REQUIRE(!refused);
  CHECK(refused.error().kind == Fault::Kind::empty_sample);
}

TEST_CASE("the report gives the heaviest share and how weights spread", "[weigh]") {
  const auto cells = people({{1, 1, 99}, {2, 1, 1}});
  const auto sample = calibrate(cells, raked({age(50, 50)})).value();
  CHECK(sample.report().largest_share == Approx(0.5).epsilon(1e-12));
  CHECK(sample.report().g_max == Approx(50.0).epsilon(1e-12));
  CHECK(sample.report().g_median == Approx(50.0 / 99.0).epsilon(1e-12));
  CHECK(sample.report().margins[0].asmd_before > 1.0);
  CHECK(sample.report().margins[0].asmd_after == Approx(0.0).margin(1e-12));
}
