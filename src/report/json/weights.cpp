// A weighting report as JSON: what the CSV says, with names.
#include "soundings/report/weights.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "soundings/wording/weighting.h"

#include "file_numbers.h"
#include "json/number_json.h"
#include "json/weighting_json.h"
#include "notes.h"

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

Json weights_of(const WeightingReport& report) {
  return {{"method", report.method},
          {"iterations", report.iterations},
          {"largest_gap", as_filed(report.largest_gap)},
          {"sum_base", as_filed(report.sum_base)},
          {"sum_final", as_filed(report.sum_final)},
          {"g_min", as_filed(report.g_min)},
          {"g_p05", as_filed(report.g_p05)},
          {"g_median", as_filed(report.g_median)},
          {"g_p95", as_filed(report.g_p95)},
          {"g_max", as_filed(report.g_max)},
          {"largest_share", as_filed(report.largest_share)},
          {"at_bound", report.at_bound},
          {"n_kish", as_filed(report.n_kish)},
          {"deff_kish", as_filed(report.deff_kish)},
          {"efficiency", as_filed(report.efficiency)}};
}

/// Where a margin's targets come from: a file's own words, or the invitations.
Json sources_of(const Survey& survey, const Scheme* scheme, const Period& period,
                const std::string& margin) {
  Json sources = Json::array();
  if (scheme == nullptr) {
    return sources;
  }
  for (const wording::TargetOrigin& origin : wording::target_origins(survey, *scheme, period)) {
    if (std::find(origin.margins.begin(), origin.margins.end(), margin) != origin.margins.end()) {
      sources.push_back(
          {{"source", origin.source}, {"as_of", origin.as_of}, {"kind", origin.kind}});
    }
  }
  return sources;
}

Json margin_of(const WeightingReport& report, Json sources, const MarginSummary& margin) {
  Json categories = Json::array();
  for (const MarginLine& line : report.lines) {
    if (line.margin == margin.margin) {
      categories.push_back({{"category", line.category},
                            {"respondents", line.respondents},
                            {"before", as_filed(line.before)},
                            {"target", as_filed(line.target)},
                            {"after", as_filed(line.after)}});
    }
  }
  return {{"margin", margin.margin},
          {"sources", std::move(sources)},
          {"declared_total", as_filed(margin.declared_total)},
          {"missing_share", as_filed(margin.missing_share)},
          {"uncovered_share", as_filed(margin.uncovered_share)},
          {"asmd_before", as_filed(margin.asmd_before)},
          {"asmd_after", as_filed(margin.asmd_after)},
          {"targets", std::move(categories)}};
}

Json measure_of(const Table& table) {
  const Row& force = table.rows.front();
  const auto value = [](const std::optional<Shown>& shown) {
    return shown ? number(shown->value) : Json(nullptr);
  };
  return {{"measure", table.measure},
          {"n", force.base ? Json(*force.base) : Json(nullptr)},
          {"unweighted", value(force.unweighted)},
          {"weighted", value(force.weighted)},
          {"deff", force.weighted ? number(force.weighted->deff) : Json(nullptr)},
          {"marks", force.marks}};
}

}  // namespace

std::string weights_json(const Definitions& definitions, const figures::Weights& weights) {
  const Table& table = weights.tables.front();
  const WeightingReport report = table.weighting.value_or(WeightingReport{});
  const Scheme* scheme = definitions.find_scheme(table.survey, table.scheme);
  Json document = {{"survey", table.survey},
                   {"period", to_text(table.period)},
                   {"release", table.release},
                   {"scheme", table.scheme},
                   {"version", table.scheme_version},
                   {"title", scheme == nullptr ? "" : scheme->title},
                   {"definitions", definitions.digest},
                   {"data_version", table.data_version},
                   {"weights", weights_of(report)},
                   {"margins", Json::array()},
                   {"collapsed", collapsed_of(definitions, table.survey, table.collapsed)},
                   {"measures", Json::array()},
                   {"caveats", caveats(definitions, table.release, {table.survey})}};
  for (const MarginSummary& margin : report.margins) {
    document["margins"].push_back(margin_of(
        report,
        sources_of(*definitions.find_survey(table.survey), scheme, table.period, margin.margin),
        margin));
  }
  for (const Table& each : weights.tables) {
    document["measures"].push_back(measure_of(each));
  }
  return document.dump(1) + "\n";
}

}  // namespace soundings::report
