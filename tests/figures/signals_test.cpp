// Series: steps that do not overlap, segments that end at breaks, and signals by the rules.
#include "soundings/figures/signals.h"

#include <algorithm>
#include <array>

#include <catch2/catch.hpp>

#include "support/small_force.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

Break break_at(Month month) {
  Break change;
  change.at = month;
  change.kind = "mode";
  return change;
}

/// One value a month from January 2018; a negative one is a hidden month.
Series series_of(const std::vector<double>& values) {
  Series series;
  for (std::size_t at = 0; at < values.size(); ++at) {
    SeriesPoint point;
    point.table.period = Period::month(Month(2018, 1).plus(static_cast<int>(at)));
    Row row;
    if (values[at] < 0) {
      row.hidden = Hidden::small_base;
      row.marks = {"c"};
    } else {
      row.unweighted = Shown{.value = values[at]};
    }
    point.table.rows = {row};
    series.points.push_back(point);
  }
  return series;
}

std::vector<std::string> texts(const std::vector<Period>& periods) {
  std::vector<std::string> all;
  for (const Period& period : periods) {
    all.push_back(to_text(period));
  }
  return all;
}

}  // namespace

TEST_CASE("a series goes by months, whole quarters or waves", "[series]") {
  const Survey survey = victims();
  const Period all = Period::months(Month(2018, 11), Month(2019, 6));
  CHECK(figures::steps(survey, figures::Grain::month, all).size() == 8);
  CHECK(texts(figures::steps(survey, figures::Grain::quarter, all)) ==
        std::vector<std::string>{"2019-01/2019-03", "2019-04/2019-06"});
  CHECK(texts(figures::steps(poll(), figures::Grain::month, Period::waves(2, 4))) ==
        std::vector<std::string>{"wave-2", "wave-3", "wave-4"});
}

TEST_CASE("a quarter that a break falls into is left out", "[series]") {
  Survey survey = victims();
  survey.breaks = {break_at(Month(2019, 2))};
  CHECK(texts(figures::steps(survey, figures::Grain::quarter,
                             Period::months(Month(2018, 10), Month(2019, 6)))) ==
        std::vector<std::string>{"2018-10/2018-12", "2019-04/2019-06"});
}

TEST_CASE("a series is never joined across a break", "[series]") {
  Survey survey = victims();
  survey.breaks = {break_at(Month(2018, 5))};
  Series series = series_of({60, 61, 60, 61, 40, 41, 40, 41});
  figures::mark_signals(survey, series);
  CHECK(series.points[3].segment == 0);
  CHECK(series.points[4].segment == 1);
  CHECK(series.points[4].row().marks == std::vector<std::string>{"b"});
  CHECK(series.points[5].row().marks.empty());
  CHECK(series.points[0].unweighted->centre == Approx(60.5));
  CHECK(series.points[4].unweighted->centre == Approx(40.5));
  for (const SeriesPoint& point : series.points) {
    CHECK_FALSE(point.unweighted->special());
    CHECK_FALSE(point.unweighted->firm);
  }
}

TEST_CASE("the first point after a break is marked though nothing stands before it", "[series]") {
  Survey survey = victims();
  survey.breaks = {break_at(Month(2018, 1))};
  Series series = series_of({60, 61});
  figures::mark_signals(survey, series);
  CHECK(series.points[0].row().marks == std::vector<std::string>{"b"});
  CHECK(series.points[0].segment == 0);
  CHECK(series.points[1].row().marks.empty());
}

TEST_CASE("seven on one side are a run, and twelve points make it firm", "[series]") {
  Series series = series_of({51, 52, 51.5, 52.2, 51.1, 51.7, 51.3, 48, 47, 48.5, 47.2, 48.1});
  figures::mark_signals(victims(), series);
  CHECK(series.points[0].unweighted->run);
  CHECK(series.points[6].unweighted->run);
  CHECK_FALSE(series.points[7].unweighted->run);
  CHECK(series.points[0].unweighted->firm);
}

TEST_CASE("hidden months are in no limit and have no signal", "[series]") {
  Series series = series_of({50, 51, -1, 50, 51});
  figures::mark_signals(victims(), series);
  CHECK_FALSE(series.points[2].unweighted);
  CHECK(series.points[3].unweighted->centre == Approx(50.5));
}

TEST_CASE("a printed range shows how far a month lies beyond sampling", "[series]") {
  // Feedback from November 2018 to May 2019, as released.
  const std::vector<std::array<double, 3>> printed{
      {51.1, 47.8, 54.5}, {54.8, 51.4, 58.1}, {50.0, 46.7, 53.3}, {43.5, 40.2, 46.8},
      {44.8, 41.6, 48.0}, {40.3, 37.1, 43.6}, {34.9, 31.9, 38.1}};
  Series series = series_of({51.1, 54.8, 50.0, 43.5, 44.8, 40.3, 34.9});
  for (std::size_t at = 0; at < printed.size(); ++at) {
    auto& shown = *series.points[at].table.rows.front().unweighted;
    shown.lo = printed[at][1];
    shown.hi = printed[at][2];
  }
  figures::mark_signals(victims(), series);
  CHECK(std::ranges::none_of(series.points,
                             [](const SeriesPoint& point) { return point.unweighted->special(); }));
  figures::mark_beyond_sampling(series);
  CHECK(series.points.front().unweighted->outside);
  CHECK(series.points.back().unweighted->outside);
  CHECK(series.points.back().unweighted->centre == Approx(45.6).margin(0.2));
  CHECK(series.points.back().unweighted->lower == Approx(45.6 - 3 * 1.64).margin(0.3));
  series.statistic = Statistic::mean;
  figures::mark_beyond_sampling(series);
  CHECK_FALSE(series.points.back().unweighted);
}

TEST_CASE("a month within its own sampling error is not out of the ordinary", "[series]") {
  // Sandwell: steady months, and a last one that is lower by less than its answers can show.
  const std::vector<double> values{46.8, 47.1, 46.9, 47.3, 47.0, 46.7, 39.0};
  Series series = series_of(values);
  for (std::size_t at = 0; at < values.size(); ++at) {
    auto& shown = *series.points[at].table.rows.front().unweighted;
    shown.lo = values[at] - 8.7;
    shown.hi = values[at] + 8.8;
  }
  figures::mark_signals(victims(), series);
  CHECK(series.points.back().unweighted->outside);
  figures::mark_beyond_sampling(series);
  CHECK_FALSE(series.points.back().unweighted->special());
}

TEST_CASE("a figure without a range has no signal beyond sampling", "[series]") {
  Series series = series_of({50, 60, 70});
  figures::mark_beyond_sampling(series);
  CHECK_FALSE(series.points.back().unweighted);
}
