// Comparisons as JSON, in the shape the addresses under /api/v1/compare give.
#include "soundings/report/comparisons.h"

#include <nlohmann/json.hpp>

#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "comparison_lines.h"
#include "json/number_json.h"
#include "json/reading.h"
#include "json/weighting_json.h"
#include "notes.h"

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

Json figure(const std::optional<Shown>& shown, const Comparisons& comparisons) {
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
           {{"value", wording::figure(shown->value, comparisons.statistic, comparisons.decimals)},
            {"range", wording::range(shown->lo, shown->hi, comparisons.decimals)}}}};
}

Json codes(const DomainKey& key) {
  Json named = Json::object();
  for (const auto& [domain, code] : key) {
    named[domain] = code;
  }
  return named;
}

Json side_of(const Definitions& definitions, const Comparisons& comparisons, const Side& side) {
  const Survey* survey = definitions.find_survey(comparisons.survey);
  return {{"measure", side.measure},
          {"period", to_text(side.period)},
          {"domain", codes(side.key)},
          {"rest", side.rest},
          {"name", survey == nullptr ? "" : wording::side(definitions, *survey, side)},
          {"n", side.base ? Json(*side.base) : Json(nullptr)},
          {"base", wording::answers(side.base)},
          {"unweighted", figure(side.unweighted, comparisons)},
          {"weighted", figure(side.weighted, comparisons)}};
}

Json difference_of(const Comparisons& comparisons, const ComparisonLine& line) {
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
          {"words", wording::reading(found.verdict, comparisons.against)},
          {"text",
           {{"difference", wording::points(found.points, comparisons.decimals)},
            {"range", wording::points_range(found.lo, found.hi, comparisons.decimals)},
            {"p", wording::probability(found.p)},
            {"q", wording::probability(found.q)}}}};
}

Json comparison_of(const Definitions& definitions, const Comparisons& comparisons,
                   const Comparison& row) {
  Json differences = Json::object();
  for (const ComparisonLine& line : lines_of(comparisons)) {
    if (line.row == &row) {
      differences[line.weighting == "none" ? "unweighted" : "weighted"] =
          difference_of(comparisons, line);
    }
  }
  Json one = {
      {"estimate", side_of(definitions, comparisons, row.a)},
      {"other", row.b ? side_of(definitions, comparisons, *row.b) : Json(nullptr)},
      {"reading",
       Json::parse(reading_json(definitions, comparisons, leading_line(comparisons, row)))},
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
  const bool known = gap.reading != GapReading::unclear;
  return {{"gap", number(gap.gap)},
          {"lo", number(gap.lo)},
          {"hi", number(gap.hi)},
          {"highest", gap.highest},
          {"lowest", gap.lowest},
          {"typical", number(gap.typical)},
          {"nineteen_in_twenty", number(gap.nineteen_in_twenty)},
          {"p", number(gap.p)},
          {"wider_than_chance", known ? Json(gap.reading == GapReading::wider) : Json(nullptr)},
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
  const Comparisons& comparisons = compared.comparisons;
  Json document = {
      {"survey", comparisons.survey},
      {"measure", comparisons.measure},
      {"item", comparisons.item},
      {"period", to_text(comparisons.period)},
      {"release", comparisons.release},
      {"statistic", to_text(comparisons.statistic)},
      {"of", codes(comparisons.of)},
      {"by", comparisons.by},
      {"against", to_text(comparisons.against)},
      {"weighting", comparisons.scheme},
      {"targets",
       targets_of(definitions, comparisons.survey, comparisons.scheme, comparisons.period)},
      {"collapsed", collapsed_of(definitions, comparisons.survey, comparisons.collapsed)},
      {"level", comparisons.level},
      {"dp", comparisons.decimals},
      {"family", comparisons.family},
      {"note", wording::family_note(comparisons)},
      {"definitions", definitions.digest},
      {"data_version", comparisons.data_version}};
  if (!comparisons.weighting_fault.empty()) {
    document["code"] = comparisons.weighting_fault;
    document["message"] = comparisons.weighting_problem;
  }
  document["force"] =
      comparisons.whole ? side_of(definitions, comparisons, *comparisons.whole) : Json(nullptr);
  document["comparisons"] = Json::array();
  for (const Comparison& row : comparisons.rows) {
    document["comparisons"].push_back(comparison_of(definitions, comparisons, row));
  }
  if (compared.spread) {
    const AreaSpread& spread = *compared.spread;
    document["funnel"] = spread.funnel ? funnel_of(*spread.funnel) : Json(nullptr);
    document["disparity"] = spread.gap ? gap_of(*spread.gap) : Json(nullptr);
    document["left_out"] = spread.left_out;
  }
  document["symbols"] = symbols();
  document["caveats"] = caveats(definitions, comparisons.release, {comparisons.survey});
  return document.dump(1) + "\n";
}

}  // namespace soundings::report
