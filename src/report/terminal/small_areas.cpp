// Modelled estimates of small areas for a terminal.
#include "soundings/report/small_areas.h"

#include "soundings/base/number.h"
#include "soundings/wording/wording.h"

#include "notes.h"
#include "terminal/grid.h"

namespace soundings::report {

std::string small_areas_table(const Definitions& definitions, const SmallAreas& modelled,
                              std::size_t width) {
  const Survey* found = definitions.find_survey(modelled.survey);
  const Survey unknown;
  const Survey& survey = found == nullptr ? unknown : *found;
  std::vector<std::vector<std::string>> body{
      {"", "Modelled", significant(100.0 * modelled.level, 6) + "% range", "Answers", "Own share"}};
  for (const ModelledArea& area : modelled.areas) {
    body.push_back({wording::domain_label(definitions, survey, area.key),
                    wording::percent(area.modelled, modelled.decimals),
                    wording::range(area.lo, area.hi, modelled.decimals), wording::count(area.base),
                    wording::percent(100.0 * area.share_direct, 0)});
  }
  std::vector<std::string> names;
  names.reserve(modelled.left_out.size());
  for (const std::string& code : modelled.left_out) {
    names.push_back(wording::code_label(definitions, survey, modelled.by, code));
  }
  return wording::title(definitions, modelled.measure, modelled.statistic) + ", " +
         wording::period(modelled.period, &survey) + ": modelled, " +
         (modelled.weighting == "none" ? "unweighted" : "weighted by " + modelled.weighting) +
         "\n\n" + grid(std::move(body), width) + "\n" + std::string(wording::modelled()) + "\n" +
         targets_line(definitions, modelled.survey, modelled.weighting, modelled.period) +
         collapse_lines(definitions, modelled.survey, modelled.collapsed) +
         (names.empty() ? "" : "Not modelled: " + wording::list(names) + ".\n");
}

}  // namespace soundings::report
