// Every statistic of one set of answers, against what a pencil makes of them.
#include <cmath>

#include <catch2/catch.hpp>

#include "soundings/figures/tabulate.h"

#include "support/may_evidence.h"

using namespace soundings;
using namespace soundings::testing;
using figures::Question;

namespace {

/// Answers of one NPU at points 1, 4 and 7 of the scale, those who do not know and those not asked.
struct Said {
  std::string npu;
  std::int64_t best = 0;
  std::int64_t middle = 0;
  std::int64_t worst = 0;
  std::int64_t unsure = 0;
  std::int64_t not_asked = 0;
};

Evidence evidence_of(const std::vector<Said>& all) {
  auto cells = std::make_shared<Cells>();
  for (const char* column : {"npu", "contact_channel", "crime_group"}) {
    cells->columns.push_back({.id = column, .codes = {"(missing)"}});
  }
  cells->strata = {"2019-05"};
  cells->units = {0};
  cells->population = {0.0};
  cells->answers = {"1", "4", "7"};
  for (const Said& said : all) {
    const std::uint16_t npu = code_number(cells->columns[0], said.npu);
    const std::vector<std::pair<std::int32_t, std::int64_t>> counts{{does_not_know, said.unsure},
                                                                    {outside_base, said.not_asked},
                                                                    {0, said.best},
                                                                    {1, said.middle},
                                                                    {2, said.worst}};
    for (const auto& [reply, count] : counts) {
      if (count > 0) {
        cells->cells.push_back({.stratum = 0,
                                .codes = {npu, 0, 0},
                                .answer = reply,
                                .count = count,
                                .weight = static_cast<double>(count),
                                .weight_squared = static_cast<double>(count)});
        cells->units[0] += count;
      }
    }
  }
  return {.cells = cells, .invitations = invited_in(may)};
}

Question asking(Statistic statistic, std::vector<std::string> by = {}) {
  return {.measure = "victims_satisfied",
          .by = std::move(by),
          .period = may,
          .scheme = "none",
          .statistic = statistic};
}

const std::vector<Said> sandwell{
    {.npu = "SW", .best = 10, .middle = 20, .worst = 30, .unsure = 5, .not_asked = 3}};

/// The standard error of a mean whose squared deviations come to `squares`, in points: 60 valid
/// answers among 68 responses.
double points(double squares) {
  return 100.0 * std::sqrt(squares / 3600.0 * 68.0 / 67.0);
}

Shown found(Statistic statistic, const std::string& reply = "") {
  const Table table = answer(small_force(), asking(statistic), evidence_of(sandwell));
  const Row* row = table.find({}, reply);
  REQUIRE(row != nullptr);
  return row->unweighted.value();
}

}  // namespace

TEST_CASE("per cent positive and negative have the same base", "[figures]") {
  CHECK(found(Statistic::pct_positive).value == Approx(100.0 * 10 / 60));
  const Shown negative = found(Statistic::pct_negative);
  CHECK(negative.value == Approx(50.0));
  CHECK(negative.se.value() == Approx(points(60 * 0.25)));
  CHECK(negative.lo.value() > 37.0);
  CHECK(negative.hi.value() < 63.0);
}

TEST_CASE("a net figure is positive less negative, with the error of the difference", "[figures]") {
  const Shown net = found(Statistic::net);
  CHECK(net.value == Approx(-100.0 / 3.0));
  const double error = points(10 * 16.0 / 9 + 20 / 9.0 + 30 * 4.0 / 9);
  CHECK(net.se.value() == Approx(error));
  CHECK((net.hi.value() + net.lo.value()) / 2.0 == Approx(net.value));
  CHECK(net.hi.value() - net.value == Approx(error * 2.0010).epsilon(1e-4));
  const Table table = answer(small_force(), asking(Statistic::net), evidence_of(sandwell));
  CHECK(table.interval == "wald");
  CHECK(table.statistic == Statistic::net);
}

TEST_CASE("a mean is of the scores from 0 to 100", "[figures]") {
  const Shown mean = found(Statistic::mean);
  CHECK(mean.value == Approx((10 * 100 + 20 * 50) / 60.0));
  CHECK(mean.se.has_value());
  CHECK(mean.n_eff.has_value());
  CHECK(mean.deff.has_value());
}

TEST_CASE("a distribution gives every answer, and the don't knows beside them", "[figures]") {
  const Table table = answer(small_force(), asking(Statistic::distribution), evidence_of(sandwell));
  REQUIRE(table.rows.size() == 4);
  CHECK(table.rows[0].answer == "1");
  CHECK(table.rows[3].answer == "dont_know");
  double sum = 0.0;
  for (const char* reply : {"1", "4", "7"}) {
    const Row* row = table.find({}, reply);
    CHECK(row->base == 60);
    sum += row->unweighted.value().value;
  }
  CHECK(sum == Approx(100.0));
  CHECK(table.find({}, "4")->unweighted.value().value == Approx(100.0 / 3.0));
  CHECK(table.find({}, "dont_know")->base == 65);
  CHECK(table.find({}, "dont_know")->unweighted.value().value == Approx(500.0 / 65.0));
}

TEST_CASE("a weighted distribution adds up and its positive answers are the headline",
          "[figures]") {
  const Evidence evidence =
      evidence_of({{.npu = "BE", .best = 40, .middle = 25, .worst = 35},
                   {.npu = "SW", .best = 20, .middle = 30, .worst = 60, .unsure = 9}});
  Definitions definitions = small_force();
  definitions.schemes[0].absent = Scheme::Absent::renormalise;
  Question question = asking(Statistic::distribution);
  question.scheme = "invited_by_npu";
  const Table all = answer(definitions, question, evidence);
  question.statistic = Statistic::pct_positive;
  const Table headline = answer(definitions, question, evidence);
  REQUIRE(headline.rows[0].weighted.has_value());
  double sum = 0.0;
  for (const char* reply : {"1", "4", "7"}) {
    sum += all.find({}, reply)->weighted.value().value;
  }
  CHECK(sum == Approx(100.0));
  const Shown& best = all.find({}, "1")->weighted.value();
  CHECK(best.value == Approx(headline.rows[0].weighted->value).epsilon(1e-14));
  CHECK(best.se.value() == Approx(headline.rows[0].weighted->se.value()).epsilon(1e-12));
}

TEST_CASE("don't knows are shown where nobody else answered", "[figures]") {
  const Evidence evidence = evidence_of(
      {{.npu = "BE", .best = 40, .middle = 25, .worst = 35}, {.npu = "SW", .unsure = 4}});
  const Table table = answer(small_force(), asking(Statistic::distribution, {"npu"}), evidence);
  CHECK(table.find({{"npu", "SW"}}, "1")->base == 0);
  const Row* unsure = table.find({{"npu", "SW"}}, "dont_know");
  CHECK(unsure->base == 4);
  CHECK(unsure->unweighted.value().value == 100.0);
  CHECK(unsure->marks == std::vector<std::string>{"p"});
}

TEST_CASE("a distribution of a month without answers has a row for every answer", "[figures]") {
  const Evidence evidence{.cells = std::make_shared<Cells>(
                              Cells{.columns = {{.id = "npu", .codes = {"(missing)"}},
                                                {.id = "contact_channel", .codes = {"(missing)"}},
                                                {.id = "crime_group", .codes = {"(missing)"}}}})};
  const Table table = answer(small_force(), asking(Statistic::distribution), evidence);
  REQUIRE(table.rows.size() == 8);
  CHECK(table.rows[0].base == 0);
  CHECK_FALSE(table.rows[0].unweighted);
}
