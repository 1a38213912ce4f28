// Comparisons and series as files and on a terminal: what is shown, and that nothing hidden is.
#include "soundings/report/comparisons.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "soundings/figures/compare.h"
#include "soundings/figures/signals.h"
#include "soundings/figures/spread.h"
#include "soundings/report/series.h"

#include "support/two_months.h"

using namespace soundings;
using namespace soundings::testing;
using Catch::Matchers::Contains;

namespace {

Definitions titled() {
  Definitions definitions = small_force();
  definitions.measures[0].title = {{"en", "Victims satisfied overall"}};
  return definitions;
}

SpreadComparisons npus_in_may(const Evidence& evidence) {
  const Definitions definitions = titled();
  const figures::ComparisonQuestion question{
      .measure = "victims_satisfied", .period = may_of_2019, .by = "npu"};
  SpreadComparisons compared{
      .comparisons = figures::compare(
          definitions, figures::understand(definitions, question).value(), evidence, {})};
  compared.spread = figures::spread(compared.comparisons);
  return compared;
}

/// The NPUs of May with Walsall hidden as a release hides it.
SpreadComparisons with_walsall_hidden() {
  SpreadComparisons compared = npus_in_may(april_and_may());
  for (Comparison& row : compared.comparisons.rows) {
    if (row.a.key != DomainKey{{"npu", "WS"}}) {
      continue;
    }
    for (Side* side : {&row.a, &*row.b}) {
      side->base.reset();
      side->unweighted.reset();
      side->weighted.reset();
    }
    row.unweighted.reset();
    row.weighted.reset();
    row.verdict = Verdict::hidden;
    row.marks = {"c", "p"};
    row.hidden = Hidden::small_base;
  }
  compared.spread = figures::spread(compared.comparisons);
  return compared;
}

}  // namespace

TEST_CASE("the terminal reads each NPU against the rest of the force", "[report]") {
  const std::string shown = report::comparisons_table(titled(), npus_in_may(april_and_may()), 200);
  CHECK_THAT(shown, Contains("Victims satisfied overall, May 2019, weighted by invited_by_npu"));
  CHECK_THAT(shown, Contains("Solihull"));
  CHECK_THAT(shown, Contains("the rest of the force"));
  CHECK_THAT(shown, Contains("+10.2 points"));
  CHECK_THAT(shown, Contains("Similar"));
  CHECK_THAT(shown, Contains("Readings allow for eight comparisons at once."));
  CHECK_THAT(shown,
             Contains("Between the highest (Solihull) and the lowest (Birmingham West): 13.1 "
                      "points."));
  CHECK_THAT(shown, Contains("No wider than chance."));
}

TEST_CASE("CSV and JSON hold the same numbers", "[report]") {
  const SpreadComparisons compared = npus_in_may(april_and_may());
  const auto document = nlohmann::json::parse(report::comparisons_json(titled(), compared));
  const std::string csv = report::comparisons_csv(titled(), compared);
  REQUIRE(document.at("comparisons").size() == 8);
  CHECK(document.at("force").at("n") == 904);
  const auto& solihull = document.at("comparisons").at(5);
  CHECK(solihull.at("reading").at("words") == "Similar");
  CHECK(solihull.at("differences").at("weighted").at("difference").dump() == "10.22653905");
  CHECK_THAT(csv, Contains(",npu,SH,rest,victims_satisfied,,2019-05,invited_by_npu,"));
  CHECK_THAT(csv, Contains(",10.22653905,"));
}

TEST_CASE("a hidden NPU has no number in any format, and leaves no gap", "[report]") {
  const SpreadComparisons compared = with_walsall_hidden();
  const auto document = nlohmann::json::parse(report::comparisons_json(titled(), compared));
  const auto& walsall = document.at("comparisons").at(6);
  CHECK(walsall.at("reading").at("verdict") == "hidden");
  CHECK(walsall.at("estimate").at("n").is_null());
  CHECK(walsall.at("estimate").at("weighted").is_null());
  CHECK(walsall.at("other").at("n").is_null());
  CHECK(walsall.at("differences").at("weighted").is_null());
  CHECK(document.at("disparity").is_null());
  const std::string shown = report::comparisons_table(titled(), compared, 200);
  CHECK_THAT(shown, Contains("No gap between the highest and the lowest is told: "));
  CHECK_THAT(report::comparisons_csv(titled(), compared),
             Contains("WS,rest,victims_satisfied,,2019-05,none,,,,,,,,,,,,,,,,,,,,,,0.95,"));
}

TEST_CASE("a series carries its signals beside its estimates", "[report]") {
  const Definitions definitions = titled();
  Series series{.survey = "victims",
                .measure = "victims_satisfied",
                .item = "whole_experience",
                .grain = "month"};
  for (const Period& period : {april_2019, may_of_2019}) {
    const figures::Question question{
        .measure = "victims_satisfied", .period = period, .scheme = "none"};
    series.points.push_back(
        {.table = figures::tabulate(definitions, figures::understand(definitions, question).value(),
                                    figures::within(april_and_may(), period))});
  }
  figures::mark_signals(*definitions.find_survey("victims"), series);
  const auto document = nlohmann::json::parse(report::series_json(definitions, series));
  REQUIRE(document.at("estimates").size() == 2);
  CHECK(document.at("estimates").at(1).at("signal").at("centre").dump() == "43.34573612");
  CHECK(document.at("estimates").at(1).at("signal").at("firm") == false);
  CHECK(document.at("baseline").is_null());
  CHECK_THAT(report::series_csv(series), Contains(",segment,centre,lower,upper,signals,firm\r\n"));
  CHECK_THAT(report::series_csv(series), Contains(",0,43.34573612,"));
  CHECK_THAT(report::series_table(definitions, series, 120),
             Contains("Limits of fewer than twelve points are not firm."));
}

TEST_CASE("seven steps in a row the same way are a run, named with its months", "[report]") {
  const Definitions definitions = titled();
  Series series{.survey = "victims",
                .measure = "victims_satisfied",
                .item = "whole_experience",
                .grain = "month"};
  const std::vector<double> values{44, 40, 41, 42, 43, 44, 45, 46, 47, 46};
  for (std::size_t at = 0; at < values.size(); ++at) {
    Row row;
    row.base = 100;
    row.unweighted = Shown{.value = values[at]};
    SeriesPoint point;
    point.table.period = Period::month(Month(2018, 1).plus(static_cast<int>(at)));
    point.table.scheme = "none";
    point.table.rows = {row};
    series.points.push_back(point);
  }
  figures::mark_signals(*definitions.find_survey("victims"), series);
  const auto runs = nlohmann::json::parse(report::series_json(definitions, series)).at("runs");
  REQUIRE(runs.size() == 1);
  CHECK(runs.at(0) == nlohmann::json{{"weighting", "none"},
                                     {"from", "2018-02"},
                                     {"to", "2018-09"},
                                     {"steps", 7},
                                     {"direction", "up"}});
}
