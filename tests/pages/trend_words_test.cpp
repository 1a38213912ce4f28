// What the words beside the months say: never against the reading, and never that chance did it.
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "pages/model_pages.h"

namespace soundings::pages {
namespace {

bool says(const std::string& page, std::string_view words) {
  return page.find(words) != std::string::npos;
}

/// A measure's page whose months lie round 45%, the last one `outside` or not.
MeasurePage page_of(const Definitions& definitions, bool outside) {
  MeasurePage page = model_measure(definitions);
  Series series;
  for (const Table& table : page.trend->points) {
    SeriesPoint point{.table = table};
    point.weighted = Signal{.centre = 45.7, .lower = 40.0, .upper = 52.0};
    series.points.push_back(point);
  }
  series.points.back().weighted->outside = outside;
  page.trend->series = std::move(series);
  return page;
}

Comparisons lower_than_before(const Definitions& definitions, Verdict verdict) {
  Comparisons change = model_overview(definitions).changes.front();
  change.rows.front().verdict = verdict;
  return change;
}

std::string title_of(const std::string& page) {
  const auto figure = page.find("id=\"measure-trend\"");
  const auto from = page.find("sd-figure__title\">", figure) + 18;
  return page.substr(from, page.find('<', from) - from);
}

std::string said_of(const std::string& page) {
  const auto from = page.find("sd-figure__say\">") + 16;
  return page.substr(from, page.find('<', from) - from);
}

}  // namespace

TEST_CASE("a fall that the reading shows is the title of the months", "[pages]") {
  const Definitions definitions = model_definitions();
  MeasurePage page = page_of(definitions, false);
  page.trend->change = lower_than_before(definitions, Verdict::lower);
  const std::string html = measure(definitions, page);
  CHECK(title_of(html) == "Lower than in November 2018 to January 2019");
  CHECK(said_of(html) ==
        "From 46% in November 2018 to 42% in May 2019. May 2019 against November 2018 to "
        "January 2019: lower, \u22125.7 points (\u22129.4 to \u22122.1). No single month stands "
        "out from the average of the months.");
  CHECK_FALSE(says(html, "chance"));
}

TEST_CASE("a month that stands out is named where nothing contradicts it", "[pages]") {
  const Definitions definitions = model_definitions();
  MeasurePage page = page_of(definitions, true);
  CHECK(title_of(measure(definitions, page)) == "May 2019 is below the average of the months");
  CHECK(says(measure(definitions, page), "May 2019 stands out from the average of the months."));
  CHECK(says(measure(definitions, page), "more than three standard errors from the average"));
  page.trend->change = lower_than_before(definitions, Verdict::higher);
  CHECK(title_of(measure(definitions, page)) == "Higher than in November 2018 to January 2019");
}

TEST_CASE("months in which nothing stands out are not said to be chance", "[pages]") {
  const Definitions definitions = model_definitions();
  MeasurePage page = page_of(definitions, false);
  page.trend->change = lower_than_before(definitions, Verdict::same);
  const std::string html = measure(definitions, page);
  CHECK(title_of(html) == "No single month stands out");
  CHECK(says(html, "January 2019: no clear change, "));
  CHECK_FALSE(says(html, "chance"));
}

TEST_CASE("an earlier month that stands out is said though the chosen one does not", "[pages]") {
  const Definitions definitions = model_definitions();
  MeasurePage page = page_of(definitions, false);
  page.trend->series->points.front().weighted->outside = true;
  CHECK(title_of(measure(definitions, page)) == "One month stands out from the others");
  CHECK(
      says(measure(definitions, page), "November 2018 stands out from the average of the months."));
}

}  // namespace soundings::pages
