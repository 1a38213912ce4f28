// Caveats of surveys, and notes on marks and weighting.
#include "notes.h"

#include "soundings/wording/weighting.h"
#include "soundings/wording/wording.h"

namespace soundings::report {

std::vector<std::string> caveats(const Definitions& definitions, const std::string& release,
                                 const std::set<std::string>& surveys) {
  std::vector<std::string> all{
      "A range covers sampling error only: it does not allow for people who did not reply."};
  if (release == working_release) {
    all.insert(all.begin(), std::string(working_notice));
    all.emplace_back("Figures marked [p] are provisional: answers may still arrive.");
  } else {
    all.emplace_back(
        "What is hidden is hidden to protect the people who answered; which rule hid it is not "
        "told. Groups whose cells are hidden are weighted together.");
  }
  for (const std::string& id : surveys) {
    const Survey* survey = definitions.find_survey(id);
    if (survey != nullptr && survey->self_selected) {
      const auto title = survey->title.find("en");
      all.push_back((title == survey->title.end() ? survey->id : title->second) +
                    ": members chose to take part; they are respondents, not a sample of "
                    "residents.");
    }
  }
  return all;
}

std::string release_of(const std::vector<Table>& tables) {
  return tables.empty() ? std::string() : tables.front().release;
}

std::string mark_lines(const std::set<std::string>& used) {
  std::string text;
  for (const wording::Symbol& symbol : wording::symbols()) {
    if (used.contains(std::string(symbol.mark))) {
      text += "[" + std::string(symbol.mark) + "] " + std::string(symbol.meaning) + "\n";
    }
  }
  return text;
}

std::string targets_line(const Definitions& definitions, const std::string& survey,
                         const std::string& scheme, const Period& period) {
  const std::string line = wording::targets_line(definitions, survey, scheme, period);
  return line.empty() ? line : line + "\n";
}

std::string collapse_lines(const Definitions& definitions, const std::string& survey,
                           const std::vector<MarginCollapse>& collapsed) {
  std::string text;
  for (const std::string& joined : wording::collapses(definitions, survey, collapsed)) {
    text += joined + "\n";
  }
  return text;
}

std::string weighting_line(const std::string& code, const std::string& problem) {
  return code.empty() ? ""
                      : "The weighted figures cannot be made (" + code + "): " + problem +
                            ". The unweighted ones are shown.\n";
}

}  // namespace soundings::report
