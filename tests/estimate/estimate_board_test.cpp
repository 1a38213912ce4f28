// The dense form of many proportions at once gives what estimate() gives cell by cell.
#include "soundings/estimate/estimate_board.h"

#include <random>

#include <catch2/catch.hpp>

#include "soundings/estimate/estimate.h"

using namespace soundings;
using namespace soundings::estimate;

TEST_CASE("a board of counts scores as the cells it stands for", "[estimate]") {
  // Two areas by two sexes, one slice; people, valid and positive of each of the four profiles.
  const std::vector<double> people{40, 25, 30, 10};
  const std::vector<std::int32_t> valid{36, 25, 28, 9};
  const std::vector<std::int32_t> positive{20, 9, 15, 2};
  const std::vector<weigh::ProfileMargin> margins{{.category = {0, 0, 1, 1}, .target = {50, 50}},
                                                  {.category = {0, 1, 0, 1}, .target = {52, 48}}};
  const EstimateBoard board{.profiles = 4,
                            .slices = 1,
                            .people = people,
                            .questions = {{.valid = valid, .positive = positive}}};
  const auto calibration = weigh::rake_profiles(people, margins).value();
  const std::vector<EstimateBoardDomain> domains{{.slice = 0, .profiles = {0, 1, 2, 3}},
                                                 {.slice = 0, .profiles = {2, 3}}};
  const auto scored = score(board, calibration, domains);

  auto cells = std::make_shared<Cells>();
  cells->columns = {{.id = "area", .codes = {"(missing)", "a", "b"}},
                    {.id = "sex", .codes = {"(missing)", "f", "m"}}};
  cells->strata = {"wave-1"};
  cells->units = {105};
  cells->population = {0.0};
  for (std::uint16_t r = 0; r < 4; ++r) {
    const auto all = static_cast<std::int64_t>(people[r]);
    const std::vector<std::int64_t> counts{all - valid[r], positive[r], valid[r] - positive[r]};
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const std::int64_t count = counts[i];
      cells->cells.push_back(
          {.stratum = 0,
           .codes = {static_cast<std::uint16_t>(1 + r / 2), static_cast<std::uint16_t>(1 + r % 2)},
           .answer = static_cast<std::int32_t>(i) - 1,
           .count = count,
           .weight = static_cast<double>(count),
           .weight_squared = static_cast<double>(count)});
    }
  }
  const weigh::Plan plan{
      .method = weigh::Method::rake,
      .margins = {{.name = "area",
                   .targets = {{.category = "a", .target = 50}, {.category = "b", .target = 50}}},
                  {.name = "sex",
                   .targets = {{.category = "f", .target = 52}, {.category = "m", .target = 48}}}}};
  const auto sample = weigh::calibrate(cells, plan).value();
  const Variable variable{.kind = Variable::Kind::proportion, .value = {1.0, 0.0}};
  const std::vector<std::pair<std::string, std::string>> in_b{{"area", "b"}};
  const std::vector<Domain> same{select(*cells, {}), select(*cells, in_b)};
  for (std::size_t i = 0; i < same.size(); ++i) {
    const auto expected = estimate::estimate(sample, same[i], variable).value();
    CHECK(scored[i].n == expected.n);
    CHECK(scored[i].df == expected.df);
    CHECK(*scored[i].value == Approx(*expected.value).epsilon(1e-12));
    CHECK(*scored[i].se == Approx(*expected.se).epsilon(1e-10));
    CHECK(*scored[i].n_eff == Approx(*expected.n_eff).epsilon(1e-10));
    CHECK(*scored[i].n_kish == Approx(*expected.n_kish).epsilon(1e-12));
    CHECK(*scored[i].deff == Approx(*expected.deff).epsilon(1e-10));
  }
}

TEST_CASE("a board with empty profiles and four margins scores as its cells do", "[estimate]") {
  std::mt19937 random(20190531);
  const std::vector<std::size_t> sizes{4, 3, 2, 3};
  const std::size_t profiles = std::size_t{4} * 3 * 2 * 3;
  for (int round = 0; round < 20; ++round) {
    EstimateBoard board{.profiles = profiles, .slices = 1, .questions = {{}}};
    auto cells = std::make_shared<Cells>();
    cells->strata = {"month"};
    cells->population = {0.0};
    std::vector<weigh::ProfileMargin> margins(sizes.size());
    weigh::Plan plan{.method = weigh::Method::rake};
    for (std::size_t m = 0; m < sizes.size(); ++m) {
      CellColumn column{.id = "m" + std::to_string(m), .codes = {"(missing)"}};
      plan.margins.push_back({.name = column.id});
      for (std::size_t k = 0; k < sizes[m]; ++k) {
        column.codes.push_back(std::to_string(k));
        const double target = 100.0 / static_cast<double>(sizes[m]);
        plan.margins[m].targets.push_back({.category = std::to_string(k), .target = target});
        margins[m].target.push_back(target);
      }
      cells->columns.push_back(std::move(column));
    }
    double units = 0.0;
    for (std::size_t r = 0; r < profiles; ++r) {
      const bool kept = r % 24 == 0 || random() % 3 != 0;  // some of each category always stay
      const auto positive = static_cast<std::int32_t>(kept ? random() % 9 : 0);
      const auto negative = static_cast<std::int32_t>(kept ? 1 + random() % 9 : 0);
      const auto unsure = static_cast<std::int32_t>(kept ? random() % 3 : 0);
      std::vector<std::uint16_t> codes;
      std::size_t rest = r;
      for (std::size_t m = sizes.size(); m-- > 0; rest /= sizes[m]) {
        margins[m].category.push_back(static_cast<std::uint32_t>(rest % sizes[m]));
        codes.insert(codes.begin(), static_cast<std::uint16_t>(1 + rest % sizes[m]));
      }
      board.people.push_back(positive + negative + unsure);
      board.questions[0].valid.push_back(positive + negative);
      board.questions[0].positive.push_back(positive);
      units += board.people.back();
      const std::vector<std::int32_t> counts{unsure, positive, negative};
      for (std::size_t i = 0; i < counts.size(); ++i) {
        const double count = counts[i];
        cells->cells.push_back({.stratum = 0,
                                .codes = codes,
                                .answer = static_cast<std::int32_t>(i) - 1,
                                .count = static_cast<std::int64_t>(count),
                                .weight = count,
                                .weight_squared = count});
      }
    }
    cells->units = {static_cast<std::int64_t>(units)};
    EstimateBoardDomain first_area{.slice = 0};
    for (std::uint32_t r = 0; r < profiles / sizes[0]; ++r) {
      first_area.profiles.push_back(r);
    }
    const auto scored =
        score(board, weigh::rake_profiles(board.people, margins).value(), {{first_area}});
    const auto sample = weigh::calibrate(cells, plan).value();
    const std::vector<std::pair<std::string, std::string>> in_first{{"m0", "0"}};
    const auto expected =
        estimate::estimate(sample, select(*cells, in_first),
                           {.kind = Variable::Kind::proportion, .value = {1.0, 0.0}})
            .value();
    CHECK(scored[0].n == expected.n);
    CHECK(*scored[0].value == Approx(*expected.value).epsilon(1e-11));
    CHECK(*scored[0].se == Approx(*expected.se).epsilon(1e-9));
  }
}
