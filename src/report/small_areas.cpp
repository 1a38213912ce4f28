// Modelled estimates of small areas as CSV and for a terminal.
#include "soundings/report/small_areas.h"

#include "soundings/base/number.h"
#include "soundings/wording/wording.h"

#include "csv_record.h"
#include "file_numbers.h"
#include "grid.h"
#include "notes.h"

namespace soundings::report {

std::string small_areas_csv(const SmallAreas& told) {
  std::string csv = record({"period", "release", "survey", "measure", "item", "statistic", "by",
                            "code", "weighting", "method", "modelled", "lo", "hi", "level", "rmse",
                            "share_direct", "n", "marks", "decimals"});
  for (const ModelledArea& area : told.areas) {
    csv += record({to_text(told.period), text_cell(told.release), text_cell(told.survey),
                   text_cell(told.measure), text_cell(told.item),
                   std::string(to_text(told.statistic)), text_cell(told.by),
                   text_cell(area.key.at(told.by)), text_cell(told.weighting), "fay_herriot",
                   file_number(area.modelled), file_number(area.lo), file_number(area.hi),
                   shortest(told.level), file_number(area.rmse), file_number(area.share_direct),
                   std::to_string(area.base), "[p]", std::to_string(told.decimals)});
  }
  return csv;
}

std::string small_areas_table(const Definitions& definitions, const SmallAreas& told,
                              std::size_t width) {
  const Survey* found = definitions.find_survey(told.survey);
  const Survey unknown;
  const Survey& survey = found == nullptr ? unknown : *found;
  std::vector<std::vector<std::string>> body{
      {"", "Modelled", significant(100.0 * told.level, 6) + "% range", "Answers", "Own share"}};
  for (const ModelledArea& area : told.areas) {
    body.push_back({wording::domain_label(definitions, survey, area.key),
                    wording::percent(area.modelled, told.decimals),
                    wording::range(area.lo, area.hi, told.decimals), wording::count(area.base),
                    wording::percent(100.0 * area.share_direct, 0)});
  }
  std::vector<std::string> names;
  names.reserve(told.left_out.size());
  for (const std::string& code : told.left_out) {
    names.push_back(wording::code_label(definitions, survey, told.by, code));
  }
  return wording::title(definitions, told.measure, told.statistic) + ", " +
         wording::period(told.period, &survey) + ": modelled, " +
         (told.weighting == "none" ? "unweighted" : "weighted by " + told.weighting) + "\n\n" +
         grid(std::move(body), width) + "\n" + std::string(wording::modelled()) + "\n" +
         targets_line(definitions, told.survey, told.weighting, told.period) +
         (names.empty() ? "" : "Not modelled: " + wording::list(names) + ".\n");
}

}  // namespace soundings::report
