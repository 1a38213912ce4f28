// Comparisons as JSON, in the shape the addresses under /api/v1/compare give.
#include <nlohmann/json.hpp>

#include "soundings/report/comparisons.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "comparison_lines.h"
#include "file_numbers.h"
#include "notes.h"
#include "reading.h"
#include "weighting_json.h"

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

/// The number the CSV file prints, so that the two cannot differ; null for nothing.
Json number(const std::optional<double>& value) {
  if (!value) {
    return nullptr;
  }
  return as_filed(*value);
}

Json figure(const std::optional<Shown>& shown, const Comparisons& told) {
  if (!shown) {
    return nullptr;
  }
  return {{"value", number(shown->value)},
          {"lo", number(shown->lo)},
          {"hi", number(shown->hi)},
          {"se", number(shown->se)},
          {"n_eff", number(shown->n_eff)},
          {"deff", number(shown->deff)},
          {"df", number(shown->df)},
          {"text",
           {{"value", wording::figure(shown->value, told.statistic, told.decimals)},
            {"range", wording::range(shown->lo, shown->hi, told.decimals)}}}};
}

Json codes(const DomainKey& key) {
  Json named = Json::object();
  for (const auto& [domain, code] : key) {
    named[domain] = code;
  }
  return named;
}

Json side_of(const Definitions& definitions, const Comparisons& told, const Side& side) {
  const Survey* survey = definitions.find_survey(told.survey);
  return {{"measure", side.measure},
          {"period", to_text(side.period)},
          {"domain", codes(side.key)},
          {"rest", side.rest},
          {"name", survey == nullptr ? "" : wording::side(definitions, *survey, side)},
          {"n", side.base ? Json(*side.base) : Json(nullptr)},
          {"base", wording::answers(side.base)},
          {"unweighted", figure(side.unweighted, told)},
          {"weighted", figure(side.weighted, told)}};
}

Json difference_of(const Comparisons& told, const ComparisonLine& line) {
  if (line.difference == nullptr) {
    return nullptr;
  }
  const Difference& found = *line.difference;
  return {{"difference", number(found.points)},
          {"lo", number(found.lo)},
          {"hi", number(found.hi)},
          {"se", number(found.se)},
          {"covariance", number(found.covariance)},
          {"df", number(found.df)},
          {"p", number(found.p)},
          {"q", number(found.q)},
          {"detectable", number(found.detectable)},
          {"verdict", to_text(found.verdict)},
          {"words", wording::reading(found.verdict, told.against)},
          {"text",
           {{"difference", wording::points(found.points, told.decimals)},
            {"range", wording::points_range(found.lo, found.hi, told.decimals)},
            {"p", wording::probability(found.p)},
            {"q", wording::probability(found.q)}}}};
}

Json comparison_of(const Definitions& definitions, const Comparisons& told, const Comparison& row) {
  Json differences = Json::object();
  for (const ComparisonLine& line : lines_of(told)) {
    if (line.row == &row) {
      differences[line.weighting == "none" ? "unweighted" : "weighted"] = difference_of(told, line);
    }
  }
  Json one = {
      {"estimate", side_of(definitions, told, row.a)},
      {"other", row.b ? side_of(definitions, told, *row.b) : Json(nullptr)},
      {"reading", Json::parse(reading_json(definitions, told, leading_line(told, row)))},
      {"differences", std::move(differences)},
      {"marks", row.marks},
  };
  if (row.hidden) {
    one["note"] = wording::hidden(*row.hidden);
  }
  return one;
}

Json funnel_of(const AreaFunnel& funnel) {
  Json areas = Json::array();
  for (const FunnelArea& area : funnel.areas) {
    areas.push_back({{"code", area.code},
                     {"value", number(area.value)},
                     {"n_eff", number(area.n_eff)},
                     {"z", number(area.z)},
                     {"lo95", number(area.lo95)},
                     {"hi95", number(area.hi95)},
                     {"lo998", number(area.lo998)},
                     {"hi998", number(area.hi998)},
                     {"flag", area.flag}});
  }
  return {{"centre", number(funnel.centre)},
          {"phi", number(funnel.phi)},
          {"inflation", number(funnel.inflation)},
          {"areas", std::move(areas)}};
}

Json gap_of(const AreaGap& gap) {
  return {{"gap", number(gap.gap)},
          {"highest", gap.highest},
          {"lowest", gap.lowest},
          {"typical", number(gap.typical)},
          {"nineteen_in_twenty", number(gap.nineteen_in_twenty)},
          {"p", number(gap.p)},
          {"wider_than_chance", gap.wider_than_chance},
          {"words", wording::gap(gap)},
          {"seed", gap.seed},
          {"draws", gap.draws}};
}

Json symbols() {
  Json all = Json::array();
  for (const wording::Symbol& symbol : wording::symbols()) {
    all.push_back({{"mark", symbol.mark}, {"meaning", symbol.meaning}});
  }
  return all;
}

}  // namespace

std::string comparisons_json(const Definitions& definitions, const SpreadComparisons& compared) {
  const Comparisons& told = compared.comparisons;
  Json document = {{"survey", told.survey},
                   {"measure", told.measure},
                   {"item", told.item},
                   {"period", to_text(told.period)},
                   {"release", told.release},
                   {"statistic", to_text(told.statistic)},
                   {"of", codes(told.of)},
                   {"by", told.by},
                   {"against", to_text(told.against)},
                   {"weighting", told.scheme},
                   {"targets", targets_of(definitions, told.survey, told.scheme, told.period)},
                   {"level", told.level},
                   {"dp", told.decimals},
                   {"family", told.family},
                   {"note", wording::family_note(told)},
                   {"definitions", definitions.digest},
                   {"data_version", told.data_version}};
  if (!told.weighting_fault.empty()) {
    document["code"] = told.weighting_fault;
    document["message"] = told.weighting_problem;
  }
  document["force"] = told.whole ? side_of(definitions, told, *told.whole) : Json(nullptr);
  document["comparisons"] = Json::array();
  for (const Comparison& row : told.rows) {
    document["comparisons"].push_back(comparison_of(definitions, told, row));
  }
  if (compared.spread) {
    const AreaSpread& spread = *compared.spread;
    document["funnel"] = spread.funnel ? funnel_of(*spread.funnel) : Json(nullptr);
    document["disparity"] = spread.gap ? gap_of(*spread.gap) : Json(nullptr);
    document["left_out"] = spread.left_out;
  }
  document["symbols"] = symbols();
  document["caveats"] = caveats(definitions, {told.survey});
  return document.dump(1) + "\n";
}

}  // namespace soundings::report
