// A measure month by month. Breaks in the series part the line; an assumed break is described as
// the assumption it is.
#include <algorithm>
#include <vector>

#include "soundings/wording/wording.h"

#include "figures/estimate_columns.h"
#include "figures/figure.h"
#include "figures/figure_parts.h"
#include "figures/trend_words.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"

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

/// The shape of an unusual point: which side of the centre it lies on.
void add_signal(const Trend& trend, const Period& period, const Row* row, std::vector<View>& data) {
  const Signal* signal = special(trend, period);
  const Shown* shown = row == nullptr ? nullptr : leading(*row);
  if (signal == nullptr || shown == nullptr) {
    return;
  }
  const Verdict side = shown->value > signal->centre ? Verdict::higher : Verdict::lower;
  const auto good = trend.measure == nullptr ? Measure::Direction::up : trend.measure->good;
  data.push_back(datum("kind", kind_of(side)));
  data.push_back(datum("tone", std::string{to_text(tone(side, good))}));
}

/// places: of the words in the chart; the table is finer where the headline is whole.
View month_row(const Trend& trend, const std::vector<const Row*>& rows,
               const std::vector<const Row*>& force, std::size_t at, const EstimateColumns& columns,
               const Break* parted, int places) {
  const Period& period = trend.points[at].period;
  auto data = figure_data(trend.points[at], rows[at], places);
  add_signal(trend, period, rows[at], data);
  data.push_back(datum("x", to_text(period.first)));
  if (parted != nullptr && period.first < parted->at) {
    data.push_back(datum("series", "before"));
  }
  auto texts = cells(columns, trend.points[at], rows[at]);
  if (!force.empty()) {
    const Row* whole = force[at];
    const Shown* shown = whole == nullptr ? nullptr : leading(*whole);
    if (shown != nullptr && !(rows[at] != nullptr && rows[at]->hidden)) {
      data.push_back(datum("ref", plotted(shown->value)));
      data.push_back(datum("ref-value", wording::percent(shown->value, places)));
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

std::vector<View> column_views(const EstimateColumns& columns, bool of_force) {
  auto views = headings(columns);
  views.insert(views.begin(), View{}.text("column", "Month"));
  if (!of_force) {
    for (const std::string& heading : {std::string{"Force"}, "Force, " + columns.level + " range",
                                       std::string{"Force, answers"}}) {
      views.push_back(View{}.text("column", heading));
    }
  }
  return views;
}

/// What is drawn beside the line: names of lines, the baseline, the month that was chosen.
std::vector<View> chart_data(const TrendFigure& figure, const Axis& ends, int places,
                             const std::string& level) {
  std::vector<View> data{datum("min", std::to_string(ends.min)),
                         datum("max", std::to_string(ends.max)), datum("level", level),
                         datum("chosen", to_text(figure.edition.month()))};
  if (!figure.key.empty()) {
    data.push_back(datum("label", figure.place));
    data.push_back(datum("ref-label", "Force"));
  }
  const Shown* baseline = figure.baseline == nullptr ? nullptr : leading(*figure.baseline);
  if (baseline != nullptr && figure.baseline->period.kind == Period::Kind::months) {
    data.push_back(datum("baseline", plotted(baseline->value)));
    data.push_back(
        datum("baseline-label", "Baseline " + wording::percent(baseline->value, places)));
    data.push_back(datum("baseline-from", to_text(figure.baseline->period.first)));
    data.push_back(datum("baseline-to", to_text(figure.baseline->period.last)));
  }
  return data;
}

/// Months after the one that was chosen are of later releases.
std::string later_note(const Trend& trend, Month chosen) {
  return trend.points.back().period.last > chosen
             ? " Months after " + month_words(chosen) + " are of later releases."
             : "";
}

}  // namespace

View trend_figure(const Definitions& definitions, const TrendFigure& figure) {
  const Trend& trend = *figure.trend;
  const Table& last = trend.points.back();
  const bool of_force = figure.key.empty();
  const int places = decimals(definitions, last, of_force ? Scope::force : Scope::part);
  const auto rows = rows_at(trend, figure.key);
  const auto force = of_force ? std::vector<const Row*>{} : rows_at(trend, {});
  const int finer = std::max(places, decimals(definitions, last, Scope::part));
  const EstimateColumns columns = estimate_columns(rows, last, finer);
  const Break* parted = parting(definitions.find_survey(last.survey), trend);
  std::vector<View> views;
  std::vector<const Shown*> drawn;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    views.push_back(month_row(trend, rows, force, at, columns, parted, places));
    if (const Shown* shown = rows[at] == nullptr ? nullptr : leading(*rows[at]);
        shown != nullptr && shown->lo) {
      drawn.push_back(shown);
    }
  }
  const Axis ends = axis(drawn, shortest_axis);
  const std::string from_to =
      period_words(Period::months(trend.points.front().period.first, last.period.last));
  const bool enough = drawn.size() >= fewest_points;
  const std::string what = measure_title(definitions, last);
  const TrendWords words =
      enough ? trend_words(definitions, trend, rows, figure.edition.month(), places) : TrendWords{};
  const std::string title = words.finding.empty() ? what + ", by month" : words.finding;
  return View{}
      .text("figure_id", figure.id)
      .text("chart", enough ? "trend" : "")
      .text("figure_title", title)
      .text("figure_say", words.sentence)
      .text("figure_sub", what + ", " + figure.place + ", " + from_to + ". Shading shows the " +
                              columns.level + " range" +
                              (of_force ? "." : "; the dotted line is the force."))
      .text("summary", summary(trend, rows, title, places))
      .text("without_chart", without_chart(drawn.size()))
      .text("figure_note", (enough ? axis_note(ends, "vertical") : "") + break_note(parted, trend) +
                               later_note(trend, figure.edition.month()) + words.limits +
                               marks_note(rows) + weighting_note(definitions, trend.points))
      .text("csv", series_file(last, figure.key))
      .list("figure_data", chart_data(figure, ends, places, columns.level))
      .list("columns", column_views(columns, of_force))
      .list("figure_rows", std::move(views));
}

}  // namespace soundings::pages
