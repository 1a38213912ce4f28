// Modelled estimates of small areas as JSON.
#include <nlohmann/json.hpp>

#include "soundings/report/small_areas.h"
#include "soundings/wording/wording.h"

#include "file_numbers.h"
#include "notes.h"
#include "weighting_json.h"

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

Json area_of(const SmallAreas& told, const ModelledArea& area) {
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
           {{"modelled", wording::percent(area.modelled, told.decimals)},
            {"range", wording::range(area.lo, area.hi, told.decimals)},
            {"base", wording::answers(area.base)}}}};
}

}  // namespace

std::string small_areas_json(const Definitions& definitions, const SmallAreas& told) {
  Json areas = Json::array();
  for (const ModelledArea& area : told.areas) {
    areas.push_back(area_of(told, area));
  }
  const Json document = {
      {"survey", told.survey},
      {"measure", told.measure},
      {"item", told.item},
      {"statistic", to_text(told.statistic)},
      {"period", to_text(told.period)},
      {"release", told.release},
      {"by", told.by},
      {"weighting", told.weighting},
      {"targets", targets_of(definitions, told.survey, told.weighting, told.period)},
      {"level", told.level},
      {"dp", told.decimals},
      {"model",
       {{"method", "fay_herriot"},
        {"mean", as_filed(told.mean)},
        {"between", as_filed(told.between)},
        {"deff", as_filed(told.deff)}}},
      {"note", wording::modelled()},
      {"definitions", definitions.digest},
      {"data_version", told.data_version},
      {"areas", std::move(areas)},
      {"left_out", told.left_out},
      {"caveats", caveats(definitions, {told.survey})}};
  return document.dump(1) + "\n";
}

}  // namespace soundings::report
