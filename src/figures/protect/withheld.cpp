// How much of a weighting report is withheld.
#include "protect/withheld.h"

#include <algorithm>
#include <set>
#include <utility>

namespace soundings::figures {
namespace {

bool hides(const Asked& asked, const Protection& protection, const std::string& margin) {
  const std::vector<std::string> parts = margin_parts(margin);
  return (parts.size() == 2 && protection.hides_in(parts[0], parts[1])) ||
         std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
           const Domain* domain = asked.survey->find_domain(part);
           return protection.hides_in(part) ||
                  (domain != nullptr && protection.hides_in(domain->derived_from));
         });
}

/// "(missing)", of one stratum or of several kept apart.
bool is_missing(const std::string& category) {
  return margin_parts(category).back() == missing_category;
}

}  // namespace

std::optional<WeightingReport> unless_withheld(WeightingReport report, const Asked& asked,
                                               const Protection& protection,
                                               const DisclosureRules& rules) {
  std::set<std::string> few_missing;
  for (const MarginLine& line : report.lines) {
    if (line.respondents > 0 && line.respondents < rules.hide_below) {
      if (!is_missing(line.category)) {
        return std::nullopt;
      }
      few_missing.insert(line.margin);
    }
  }
  for (const MarginSummary& summary : report.margins) {
    if (hides(asked, protection, summary.margin)) {
      return std::nullopt;
    }
  }
  std::erase_if(report.lines,
                [&](const MarginLine& line) { return few_missing.contains(line.margin); });
  return report;
}

std::vector<MarginCollapse> unless_withheld(std::vector<MarginCollapse> collapsed,
                                            bool with_report) {
  for (MarginCollapse& joined : collapsed) {
    if (!with_report) {
      joined = {.margin = joined.margin, .stratum = joined.stratum};
    }
  }
  return collapsed;
}

std::string unless_withheld(std::string problem, const Asked& asked, const Protection& protection) {
  const std::vector<std::string>& margins = asked.scheme->margins;
  const bool hidden = std::any_of(margins.begin(), margins.end(), [&](const std::string& margin) {
    return hides(asked, protection, margin);
  });
  return hidden ? "no weights meet the targets; where is not told, because a group that a margin "
                  "speaks of is hidden"
                : std::move(problem);
}

}  // namespace soundings::figures
