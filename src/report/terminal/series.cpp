// Series for a terminal.
#include "soundings/report/series.h"

#include <algorithm>
#include <set>

#include "soundings/base/number.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "notes.h"
#include "terminal/grid.h"

namespace soundings::report {
namespace {

/// A point as a reader sees it first: weighted where that could be made.
struct Leading {
  const Shown* shown = nullptr;
  const Signal* signal = nullptr;
};

bool fitted(const Table& table) {
  return table.scheme != "none" && table.weighting_fault.empty();
}

Leading leading(const SeriesPoint& point) {
  const bool weighted = fitted(point.table);
  const auto& shown = weighted ? point.row().weighted : point.row().unweighted;
  const auto& signal = weighted ? point.weighted : point.unweighted;
  return {.shown = shown ? &*shown : nullptr, .signal = signal ? &*signal : nullptr};
}

std::vector<std::string> cells_of(const Survey& survey, const SeriesPoint& point, int decimals) {
  const Statistic statistic = point.table.statistic;
  const Row& row = point.row();
  const auto [shown, signal] = leading(point);
  std::vector<std::string> cells(6);
  cells[0] = wording::period(point.table.period, &survey);
  cells[1] = shown != nullptr ? wording::figure(shown->value, statistic, decimals)
                              : (row.hidden ? "[c]" : "[x]");
  if (shown != nullptr) {
    cells[2] = wording::range(shown->lo, shown->hi, decimals);
    cells[3] = row.base ? wording::count(*row.base) : "";
  }
  if (shown != nullptr && signal != nullptr) {
    cells[4] = wording::range(signal->lower, signal->upper, decimals);
    std::vector<std::string> words = wording::signals(*signal, shown->value);
    cells[5] = wording::list(words);
    if (!words.empty() && !signal->firm) {
      cells[5] += " (not firm)";
    }
  }
  cells[5] += (cells[5].empty() ? "" : " ") + wording::marks(row.marks);
  return cells;
}

std::string notes(const Survey& survey, const Series& series, int decimals) {
  std::string text;
  if (series.baseline) {
    const SeriesBaseline& baseline = *series.baseline;
    const Row& row = baseline.table.rows.front();
    const auto& shown = fitted(baseline.table) ? row.weighted : row.unweighted;
    text += "Baseline " + wording::period(baseline.table.period, &survey) +
            (baseline.assumed ? " (assumed)" : "") + ": " +
            (shown ? wording::figure(shown->value, series.statistic, decimals)
                   : (row.hidden ? "[c]" : "[x]")) +
            ".\n";
  }
  for (const Break& change : series.breaks) {
    text += "[b] " + wording::period(Period::month(change.at), &survey) + ": " +
            wording::break_note(change) + "\n";
  }
  const bool firm =
      std::any_of(series.points.begin(), series.points.end(), [](const SeriesPoint& point) {
        const Signal* signal = leading(point).signal;
        return signal != nullptr && signal->firm;
      });
  if (!firm) {
    text += "Limits of fewer than twelve points are not firm.\n";
  }
  std::set<std::string> used;
  for (const SeriesPoint& point : series.points) {
    used.insert(point.row().marks.begin(), point.row().marks.end());
  }
  used.erase("b");
  return text + mark_lines(used);
}

/// What the points are weighted to, and what was joined for each.
std::string weight_lines(const Definitions& definitions, const Series& series) {
  const Table& last = series.points.back().table;
  Period whole = last.period;
  whole.first = series.points.front().table.period.first;
  whole.first_wave = series.points.front().table.period.first_wave;
  std::string text = targets_line(definitions, last.survey, last.scheme, whole);
  for (const SeriesPoint& point : series.points) {
    text += collapse_lines(definitions, point.table.survey, point.table.collapsed);
  }
  return text;
}

}  // namespace

std::string series_table(const Definitions& definitions, const Series& series, std::size_t width) {
  const Survey* found = definitions.find_survey(series.survey);
  const Measure* measure = definitions.find_measure(series.measure);
  const Survey unknown;
  const Survey& survey = found == nullptr ? unknown : *found;
  const int decimals = measure == nullptr ? 1 : measure->item_decimals;
  std::vector<std::vector<std::string>> body{
      {"", "Value", "95% range", "Answers", "Limits", "Signals and marks"}};
  for (const SeriesPoint& point : series.points) {
    body.push_back(cells_of(survey, point, decimals));
  }
  std::string text = wording::title(definitions, series.measure, series.statistic) + ", " +
                     wording::domain_label(definitions, survey, series.key);
  std::string weights;
  if (!series.points.empty()) {
    const Table& table = series.points.back().table;
    text += fitted(table) ? ", weighted by " + table.scheme : ", unweighted";
    weights = fitted(table) ? weight_lines(definitions, series) : "";
    body.front()[2] = significant(100.0 * table.level, 6) + "% range";
  }
  return text + "\n\n" + grid(std::move(body), width) + "\n" + weights +
         notes(survey, series, decimals);
}

}  // namespace soundings::report
