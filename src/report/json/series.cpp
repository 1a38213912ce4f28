// Series as JSON: the document of its points' estimates, each with its signal.
#include "soundings/report/series.h"

#include <nlohmann/json.hpp>

#include "soundings/report/estimates.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "file_numbers.h"
#include "series_points.h"

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

Json signal_json(const Signal* signal, const Line& line) {
  if (signal == nullptr) {
    return nullptr;
  }
  return {{"centre", as_filed(signal->centre)},
          {"lower", as_filed(signal->lower)},
          {"upper", as_filed(signal->upper)},
          {"outside", signal->outside},
          {"run", signal->run},
          {"steps", signal->steps},
          {"two_of_three", signal->two_of_three},
          {"firm", signal->firm},
          {"words", wording::signals(*signal, line.shown->value)}};
}

Json breaks_json(const Series& series) {
  Json all = Json::array();
  for (const Break& change : series.breaks) {
    all.push_back({{"at", to_text(change.at)},
                   {"kind", change.kind},
                   {"from", change.from},
                   {"to", change.to},
                   {"assumed", change.assumed},
                   {"note", wording::break_note(change)}});
  }
  return all;
}

Json baseline_json(const Definitions& definitions, const Series& series) {
  if (!series.baseline) {
    return nullptr;
  }
  const SeriesBaseline& baseline = *series.baseline;
  Json estimates = Json::parse(estimates_json(definitions, {baseline.table})).at("estimates");
  return {{"period", to_text(baseline.table.period)},
          {"assumed", baseline.assumed},
          {"comparable", baseline.comparable},
          {"estimates", std::move(estimates)}};
}

Json runs_json(const Series& series) {
  Json all = Json::array();
  for (const SeriesRun& run : runs_of(series)) {
    all.push_back({{"weighting", run.weighting},
                   {"from", to_text(series.points[run.first].table.period)},
                   {"to", to_text(series.points[run.last].table.period)},
                   {"steps", run.steps},
                   {"direction", run.rising ? "up" : "down"}});
  }
  return all;
}

}  // namespace

std::string series_json(const Definitions& definitions, const Series& series) {
  const std::vector<Table> tables = tables_of(series);
  const std::vector<Line> lines = lines_of(tables, Repeats::keep);
  Json document = Json::parse(estimates_json(definitions, tables));
  Json points = std::move(document["estimates"]);
  document.erase("estimates");
  for (std::size_t at = 0; at < lines.size(); ++at) {
    const SeriesPoint& point = point_of(series, lines[at]);
    points[at]["segment"] = point.segment;
    points[at]["signal"] = signal_json(signal_of(point, lines[at]), lines[at]);
  }
  document["survey"] = series.survey;
  document["measure"] = series.measure;
  document["item"] = series.item;
  document["statistic"] = to_text(series.statistic);
  document["grain"] = series.grain;
  document["breaks"] = breaks_json(series);
  document["runs"] = runs_json(series);
  document["baseline"] = baseline_json(definitions, series);
  document["estimates"] = std::move(points);
  return document.dump(1) + "\n";
}

}  // namespace soundings::report
