// Charts and figures of a series that others counted.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "soundings/claims/statements.h"

#include "claims/published_series.h"
#include "sheets.h"

using namespace soundings;
using soundings::reports::add_series;
using soundings::test::published;
using soundings::test::shipped;

namespace {

using Kind = SeriesPeriod::Kind;

ExternalPoint robberies(Kind kind, const std::string& period, const std::string& value) {
  return {.aim = "robbery",
          .series = "robbery",
          .area = "West Midlands force",
          .kind = kind,
          .period = period,
          .value = value,
          .unit = "count",
          .source = "West Midlands Police",
          .evidence = "chart"};
}

AimSheet sheet_of(const std::string& series, const claims::Evidence& evidence) {
  AimSheet sheet;
  add_series(*shipped().report.find_series(series), evidence, true, sheet);
  return sheet;
}

AimSheet sheet_of(const std::vector<ExternalPoint>& points) {
  return sheet_of("robbery", claims::Evidence(shipped(), points, Month(2019, 6)));
}

std::vector<double> drawn(const AimChart& chart) {
  std::vector<double> values;
  for (const ChartPoint& point : chart.lines.front().points) {
    values.push_back(point.value);
  }
  return values;
}

std::vector<std::string> shown(const AimSheet& sheet) {
  std::vector<std::string> all;
  for (const AimFigure& figure : sheet.figures) {
    all.push_back(figure.period + ": " + figure.value + (figure.leads ? " leads" : "") +
                  (figure.change.empty() ? "" : " " + figure.change));
  }
  return all;
}

}  // namespace

TEST_CASE("a month among years has no place in their line, and stands in the table", "[reports]") {
  const AimSheet sheet = sheet_of("robbery", published());
  REQUIRE(sheet.charts.size() == 1);
  const auto values = drawn(sheet.charts.front());
  CHECK(values.size() == 21);
  CHECK(std::ranges::find(values, 890.0) == values.end());
  CHECK(values.back() == 8726.0);
  CHECK(shown(sheet) == std::vector<std::string>{"year ending March 2019: 8,726 leads +77.9%",
                                                 "January 2019: 890"});
}

TEST_CASE("every line of the published series holds one kind of period", "[reports]") {
  for (const ExternalSeries& series : shipped().report.series) {
    for (const AimChart& chart : sheet_of(series.id, published()).charts) {
      for (const ChartLine& line : chart.lines) {
        std::set<std::string> forms;
        for (const ChartPoint& point : line.points) {
          forms.insert(
              point.period.substr(0, point.period.find_first_of("0123456789")).substr(0, 4));
        }
        INFO(series.id);
        CHECK(forms.size() == 1);
      }
    }
  }
}

TEST_CASE("a newer figure of another span is set against no baseline", "[reports]") {
  const AimSheet sheet = sheet_of({robberies(Kind::year_ending, "2016-03", "4906"),
                                   robberies(Kind::year_ending, "2018-03", "7700"),
                                   robberies(Kind::year_ending, "2019-03", "8726"),
                                   robberies(Kind::month, "2019-04", "700"),
                                   robberies(Kind::month, "2019-05", "750")});
  REQUIRE(sheet.charts.size() == 1);
  CHECK(sheet.charts.front().title == "Robbery: up 78% on its baseline");
  CHECK(drawn(sheet.charts.front()) == std::vector<double>{4906.0, 7700.0, 8726.0});
  CHECK(shown(sheet) == std::vector<std::string>{"year ending March 2019: 8,726 leads +77.9%",
                                                 "May 2019: 750", "April 2019: 700"});
}

TEST_CASE("months that are many have a line of their own, without the years' baseline",
          "[reports]") {
  const AimSheet sheet = sheet_of(
      {robberies(Kind::year_ending, "2016-03", "4906"),
       robberies(Kind::year_ending, "2018-03", "7700"),
       robberies(Kind::year_ending, "2019-03", "8726"), robberies(Kind::month, "2019-02", "600"),
       robberies(Kind::month, "2019-03", "650"), robberies(Kind::month, "2019-04", "700"),
       robberies(Kind::month, "2019-05", "750")});
  REQUIRE(sheet.charts.size() == 2);
  CHECK(sheet.charts.front().reference.has_value());
  CHECK(drawn(sheet.charts.back()) == std::vector<double>{600.0, 650.0, 700.0, 750.0});
  CHECK_FALSE(sheet.charts.back().reference.has_value());
  CHECK(sheet.charts.back().id == "robbery-lines-2");
  CHECK(shown(sheet) ==
        std::vector<std::string>{"year ending March 2019: 8,726 leads +77.9%", "May 2019: 750"});
}

TEST_CASE("the first six months of a year do not follow on a whole year in a line", "[reports]") {
  const AimSheet sheet = sheet_of({robberies(Kind::year_to_date, "2016/17 Q4", "4906"),
                                   robberies(Kind::year_to_date, "2017/18 Q4", "7700"),
                                   robberies(Kind::year_to_date, "2018/19 Q2", "4000"),
                                   robberies(Kind::year_to_date, "2018/19 Q4", "8726")});
  REQUIRE(sheet.charts.size() == 1);
  CHECK(drawn(sheet.charts.front()) == std::vector<double>{4906.0, 7700.0, 8726.0});
}

TEST_CASE("a negative number has a true minus", "[reports]") {
  std::vector<std::string> values;
  for (const char* series : {"wmnow_alerts_sent_change", "wmnow_average_message_rating_change"}) {
    for (const AimFigure& figure : sheet_of(series, published()).figures) {
      values.push_back(figure.value);
    }
  }
  CHECK(values == std::vector<std::string>{"\u221214", "\u22120.08"});
}

TEST_CASE("a labelled figure is drawn before a reading of a chart at the same time", "[reports]") {
  auto read = robberies(Kind::year_ending, "2018-03", "7600");
  read.approximate = true;
  auto labelled = robberies(Kind::year_ending, "2018-03", "7700");
  labelled.evidence = "table";
  const AimSheet sheet = sheet_of({robberies(Kind::year_ending, "2016-03", "4906"), read, labelled,
                                   robberies(Kind::year_ending, "2019-03", "8726")});
  CHECK(drawn(sheet.charts.front()) == std::vector<double>{4906.0, 7700.0, 8726.0});
}

TEST_CASE("the sheet says which of two sources that disagree it uses", "[reports]") {
  ExternalPoint wrong = robberies(Kind::year_ending, "2019-03", "9100");
  wrong.source = "West Midlands Plice";
  ExternalPoint about = wrong;
  about.approximate = true;
  about.source = "a chart";
  const ExternalPoint right = robberies(Kind::year_ending, "2019-03", "8726");
  const AimSheet both = sheet_of({wrong, right, about});
  REQUIRE(both.notes.size() == 1);
  CHECK(both.notes.front().ends_with(
      ", West Midlands force, year ending March 2019: sources disagree. The report uses 9,100 of "
      "West Midlands Plice (chart); not used: 8,726 of West Midlands Police (chart)."));
  CHECK(sheet_of({right, about}).notes.empty());
}
