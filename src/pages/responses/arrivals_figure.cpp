#include "responses/arrivals_figure.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "soundings/wording/wording.h"

#include "figures/figure_parts.h"

namespace soundings::pages {
namespace {

std::string usual_words(const HourLine& hour) {
  if (!hour.least || !hour.most) {
    return "[x]";
  }
  return *hour.least == *hour.most
             ? wording::count(*hour.least)
             : wording::count(*hour.least) + " to " + wording::count(*hour.most);
}

View hour_row(const HourLine& hour) {
  std::vector<View> data{datum("at", hour.at), datum("v", std::to_string(hour.items)),
                         datum("held", std::to_string(hour.held))};
  if (hour.least && hour.most) {
    data.push_back(datum("lo", std::to_string(*hour.least)));
    data.push_back(datum("hi", std::to_string(*hour.most)));
  }
  return View{}
      .text("row_name", hour.words)
      .text("row_href", "")
      .list("row_data", std::move(data))
      .list("cells", {View{}.text("cell", wording::count(hour.items)),
                      View{}.text("cell", wording::count(hour.held)),
                      View{}.text("cell", usual_words(hour))});
}

/// "1,204 answers came from all sources, 18 to 31 May 2019".
std::string title_of(const ResponsesPage& page, std::int64_t items) {
  return wording::answers(items) + " came from " + page.shown_source;
}

}  // namespace

View arrivals_figure(const ResponsesPage& page) {
  const auto items =
      std::accumulate(page.hours.begin(), page.hours.end(), std::int64_t{0},
                      [](std::int64_t sum, const HourLine& hour) { return sum + hour.items; });
  const bool held =
      std::ranges::any_of(page.hours, [](const HourLine& hour) { return hour.held > 0; });
  std::vector<View> rows;
  rows.reserve(page.hours.size());
  for (const HourLine& hour : page.hours) {
    rows.push_back(hour_row(hour));
  }
  const std::string title = title_of(page, items);
  std::vector<View> columns;
  for (const auto* column : {"Hour", "Answers", "Quarantined", "Usual"}) {
    columns.push_back(View{}.text("column", column));
  }
  return View{}
      .text("figure_id", "arrivals")
      .text("chart", items > 0 ? "arrivals" : "")
      .text("figure_title", title)
      .text("figure_say", "")
      .text("figure_sub", "By the hour they were received, " + page.days_words +
                              ". Shading shows the least and the most of the same hour of the "
                              "week in the four weeks before.")
      .text("summary", title + ", " + page.days_words + ", by hour")
      .text("without_chart", items > 0 ? std::string(needs_scripts) : "Nothing came in these days.")
      .text("figure_note", std::string(held ? "The orange part of a column is quarantined. " : "") +
                               "Repeats and what is quarantined are counted as received. Hours in "
                               "which nothing came "
                               "and nothing is usual are left out of the table.")
      .text("csv", page.csv)
      .list("figure_data", {datum("from", page.from), datum("to", page.to)})
      .list("columns", std::move(columns))
      .list("figure_rows", std::move(rows));
}

}  // namespace soundings::pages
