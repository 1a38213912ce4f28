// A measure month by month. Breaks in the series part the line; an assumed break is described as
// the assumption it is.
#include <algorithm>
#include <vector>

#include "soundings/wording/wording.h"

#include "parts/estimate_columns.h"
#include "parts/figure.h"
#include "parts/figure_parts.h"
#include "parts/measure_table.h"
#include "parts/phrase.h"

namespace soundings::pages {
namespace {

constexpr int shortest_axis = 20;
constexpr std::size_t fewest_points = 3;

std::vector<const Row*> rows_at(const Trend& trend, const DomainKey& key) {
  std::vector<const Row*> rows;
  rows.reserve(trend.points.size());
  for (const Table& table : trend.points) {
    rows.push_back(table.find(key));
  }
  return rows;
}

/// The last break that figures may not be compared across, at or before the last point.
const Break* parting(const Survey* survey, const Trend& trend) {
  const Break* last = nullptr;
  if (survey != nullptr && !trend.points.empty()) {
    for (const Break& each : survey->breaks) {
      if (!each.comparable && each.at <= trend.points.back().period.first &&
          (last == nullptr || each.at > last->at)) {
        last = &each;
      }
    }
  }
  return last;
}

std::string changed(const Break& parted) {
  const std::string what = parted.kind == "scale"     ? "the scale of the answers"
                           : parted.kind == "wording" ? "the wording of the question"
                                                      : "the way of asking";
  return what + " changed in " + month_words(parted.at);
}

/// What the break means for the reader; nothing when it lies before the series.
std::string break_note(const Break* parted, const Trend& trend) {
  if (parted == nullptr || parted->at < trend.points.front().period.first) {
    return {};
  }
  const std::string before =
      parted->assumed ? " [b] We assume, but have not confirmed, that " : " [b] Break in series: ";
  const bool starts_there = parted->at == trend.points.front().period.first;
  return before + changed(*parted) +
         (starts_there ? ", so the series starts there."
                       : ", so the earlier figures cannot be compared with the later ones.");
}

/// The force's own figure, range and base, which stand at the end of a part's row.
std::vector<View> force_cells(const Row* whole, int places) {
  const Shown* shown = whole == nullptr ? nullptr : leading(*whole);
  if (shown == nullptr) {
    const bool hidden = whole != nullptr && whole->hidden;
    const View none = View{}.text("cell", hidden ? "[c]" : "[x]");
    return {none, none, none};
  }
  return {View{}.text("cell", wording::percent(shown->value, places)),
          View{}.text("cell", wording::range(shown->lo, shown->hi, places)),
          View{}.text("cell", whole->base ? wording::count(*whole->base) : "[x]")};
}

View month_row(const Trend& trend, const std::vector<const Row*>& rows,
               const std::vector<const Row*>& force, std::size_t at, const EstimateColumns& columns,
               const Break* parted) {
  const Period& period = trend.points[at].period;
  auto data = figure_data(rows[at], columns.places);
  data.push_back(datum("x", to_text(period.first)));
  if (parted != nullptr && period.first < parted->at) {
    data.push_back(datum("series", "before"));
  }
  auto texts = cells(columns, rows[at]);
  if (!force.empty()) {
    const Row* whole = force[at];
    const Shown* shown = whole == nullptr ? nullptr : leading(*whole);
    if (shown != nullptr && !(rows[at] != nullptr && rows[at]->hidden)) {
      data.push_back(datum("ref", plotted(shown->value)));
      data.push_back(datum("ref-value", wording::percent(shown->value, columns.places)));
    }
    const std::vector<View> beside = force_cells(whole, columns.places);
    texts.insert(texts.end(), beside.begin(), beside.end());
  }
  return View{}
      .text("row_name", wording::period(period, nullptr))
      .text("row_href", "")
      .list("row_data", std::move(data))
      .list("cells", std::move(texts));
}

std::string summary(const Trend& trend, const std::vector<const Row*>& rows, std::string_view title,
                    int places) {
  std::string said = "Line chart. " + std::string{title} + ".";
  for (const std::size_t at : {std::size_t{0}, rows.size() - 1}) {
    const Shown* shown = rows[at] == nullptr ? nullptr : leading(*rows[at]);
    said += " " + wording::period(trend.points[at].period, nullptr) + ": " +
            (shown == nullptr ? "no figure."
                              : wording::percent(shown->value, places) + ", " +
                                    wording::range(shown->lo, shown->hi, places) + ".");
  }
  return said;
}

std::string without_chart(std::size_t drawn) {
  return drawn >= fewest_points ? std::string{needs_scripts}
                                : "A chart needs three months. The table below holds the figures.";
}

}  // namespace

View trend_figure(const Definitions& definitions, const TrendFigure& figure) {
  const Trend& trend = *figure.trend;
  const Table& last = trend.points.back();
  const bool of_force = figure.key.empty();
  const int places = decimals(definitions, last, of_force ? Scope::force : Scope::part);
  const auto rows = rows_at(trend, figure.key);
  const auto force = of_force ? std::vector<const Row*>{} : rows_at(trend, {});
  const EstimateColumns columns = estimate_columns(rows, last, places);
  const Break* parted = parting(definitions.find_survey(last.survey), trend);
  const std::string title = measure_title(definitions, last) + ", by month";

  std::vector<View> views;
  std::vector<const Shown*> drawn;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    views.push_back(month_row(trend, rows, force, at, columns, parted));
    if (const Shown* shown = rows[at] == nullptr ? nullptr : leading(*rows[at]); shown != nullptr) {
      drawn.push_back(shown);
    }
  }
  auto columns_shown = headings(columns);
  columns_shown.insert(columns_shown.begin(), View{}.text("column", "Month"));
  if (!of_force) {
    for (const std::string& heading : {std::string{"Force"}, "Force, " + columns.level + " range",
                                       std::string{"Force, answers"}}) {
      columns_shown.push_back(View{}.text("column", heading));
    }
  }
  const Axis ends = axis(drawn, shortest_axis);
  std::vector<View> data{datum("min", std::to_string(ends.min)),
                         datum("max", std::to_string(ends.max)), datum("level", columns.level)};
  if (!of_force) {
    data.push_back(datum("label", figure.place));
    data.push_back(datum("ref-label", "Force"));
  }
  const std::string from_to =
      wording::period(Period::months(trend.points.front().period.first, last.period.last), nullptr);
  const bool enough = drawn.size() >= fewest_points;
  return View{}
      .text("figure_id", figure.id)
      .text("chart", enough ? "trend" : "")
      .text("figure_title", title)
      .text("figure_sub", figure.place + ", " + from_to + ". Shading shows the " + columns.level +
                              " range" + (of_force ? "." : "; the dotted line is the force."))
      .text("summary", summary(trend, rows, title, places))
      .text("without_chart", without_chart(drawn.size()))
      .text("figure_note", (enough ? axis_note(ends, "vertical") : "") + break_note(parted, trend) +
                               marks_note(rows) + weighting_note(definitions, trend.points))
      .list("figure_data", std::move(data))
      .list("columns", std::move(columns_shown))
      .list("figure_rows", std::move(views));
}

}  // namespace soundings::pages
