// Modelled estimates of small areas as JSON.
#include "soundings/report/small_areas.h"

#include <nlohmann/json.hpp>

#include "soundings/wording/wording.h"

#include "file_numbers.h"
#include "json/weighting_json.h"
#include "notes.h"

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

Json area_of(const SmallAreas& modelled, const ModelledArea& area) {
  Json domain = Json::object();
  for (const auto& [id, code] : area.key) {
    domain[id] = code;
  }
  return {{"domain", std::move(domain)},
          {"modelled", as_filed(area.modelled)},
          {"lo", as_filed(area.lo)},
          {"hi", as_filed(area.hi)},
          {"rmse", as_filed(area.rmse)},
          {"share_direct", as_filed(area.share_direct)},
          {"n", area.base},
          {"marks", {"p"}},
          {"text",
           {{"modelled", wording::percent(area.modelled, modelled.decimals)},
            {"range", wording::range(area.lo, area.hi, modelled.decimals)},
            {"base", wording::answers(area.base)}}}};
}

}  // namespace

std::string small_areas_json(const Definitions& definitions, const SmallAreas& modelled) {
  Json areas = Json::array();
  for (const ModelledArea& area : modelled.areas) {
    areas.push_back(area_of(modelled, area));
  }
  const Json document = {
      {"survey", modelled.survey},
      {"measure", modelled.measure},
      {"item", modelled.item},
      {"statistic", to_text(modelled.statistic)},
      {"period", to_text(modelled.period)},
      {"release", modelled.release},
      {"by", modelled.by},
      {"weighting", modelled.weighting},
      {"targets", targets_of(definitions, modelled.survey, modelled.weighting, modelled.period)},
      {"collapsed", collapsed_of(definitions, modelled.survey, modelled.collapsed)},
      {"level", modelled.level},
      {"dp", modelled.decimals},
      {"model",
       {{"method", "fay_herriot"},
        {"mean", as_filed(modelled.mean)},
        {"between", as_filed(modelled.between)},
        {"deff", as_filed(modelled.deff)}}},
      {"note", wording::modelled()},
      {"definitions", definitions.digest},
      {"data_version", modelled.data_version},
      {"areas", std::move(areas)},
      {"left_out", modelled.left_out},
      {"caveats", caveats(definitions, modelled.release, {modelled.survey})}};
  return document.dump(1) + "\n";
}

}  // namespace soundings::report
