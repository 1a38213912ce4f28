// The sentences of an aim, and how they stand beside the figures.
#include <algorithm>

#include "reports/report_views.h"

namespace soundings::pages {

std::vector<View> claim_views(const AimSheet& sheet) {
  std::vector<View> views;
  for (const AimCheck& check : sheet.checks) {
    if (check.blocks) {
      views.push_back(View{}
                          .text("claim", check.sentence)
                          .text("figure", check.figure)
                          .text("arithmetic", check.arithmetic));
    }
  }
  return views;
}

std::vector<View> unchecked_views(const AimSheet& sheet) {
  std::vector<View> views;
  for (const AimCheck& check : sheet.checks) {
    if (check.unchecked) {
      views.push_back(View{}.text("sentence", check.sentence).text("arithmetic", check.arithmetic));
    }
  }
  return views;
}

std::vector<View> withheld_views(const AimSheet& sheet) {
  std::vector<View> views;
  views.reserve(sheet.withheld.size());
  for (const AimWithheld& one : sheet.withheld) {
    views.push_back(View{}
                        .text("sentence", one.text)
                        .text("figure", one.figure)
                        .text("arithmetic", one.arithmetic));
  }
  return views;
}

std::vector<View> check_views(const AimSheet& sheet) {
  const auto stands = [](const AimCheck& check) {
    return check.verdict == "holds"          ? "Agrees"
           : check.verdict == "rounding"     ? "Agrees, rounded"
           : check.verdict == "contradicted" ? "Does not agree"
           : check.unchecked                 ? "Not checked"
                                             : "No figure to hold it against";
  };
  std::vector<View> views;
  views.reserve(sheet.checks.size());
  for (const AimCheck& check : sheet.checks) {
    views.push_back(View{}
                        .text("sentence", check.sentence)
                        .text("stands", stands(check))
                        .text("figure", check.figure)
                        .text("arithmetic", check.arithmetic));
  }
  return views;
}

std::vector<View> sentence_views(const AimSheet& sheet, bool every) {
  const auto leader = std::ranges::find_if(sheet.figures, &AimFigure::leads);
  const std::string leads = leader == sheet.figures.end() ? "" : leader->subject;
  std::vector<View> views;
  for (const AimSentence& one : sheet.sentences) {
    if (every || one.kind != "value" || one.subject == leads) {
      views.push_back(View{}.text("sentence", one.text).text("verdict", one.verdict));
    }
  }
  return views;
}

}  // namespace soundings::pages
