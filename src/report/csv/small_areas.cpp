// Modelled estimates of small areas as CSV: one line an area.
#include "soundings/report/small_areas.h"

#include "soundings/base/number.h"

#include "csv/record.h"
#include "file_numbers.h"

namespace soundings::report {

std::string small_areas_csv(const SmallAreas& modelled) {
  std::string csv = record({"period", "release", "survey", "measure", "item", "statistic", "by",
                            "code", "weighting", "method", "modelled", "lo", "hi", "level", "rmse",
                            "share_direct", "n", "marks", "decimals"});
  for (const ModelledArea& area : modelled.areas) {
    csv +=
        record({to_text(modelled.period), text_cell(modelled.release), text_cell(modelled.survey),
                text_cell(modelled.measure), text_cell(modelled.item),
                std::string(to_text(modelled.statistic)), text_cell(modelled.by),
                text_cell(area.key.at(modelled.by)), text_cell(modelled.weighting), "fay_herriot",
                file_number(area.modelled), file_number(area.lo), file_number(area.hi),
                shortest(modelled.level), file_number(area.rmse), file_number(area.share_direct),
                std::to_string(area.base), "[p]", std::to_string(modelled.decimals)});
  }
  return csv;
}

}  // namespace soundings::report
