// The rules of groups of measures, and of the sections of the pages in which they stand.
#include <algorithm>
#include <array>
#include <string_view>

#include "definitions/rules.h"
#include "definitions/spellings.h"

namespace soundings::definition {
namespace {

constexpr std::array<std::string_view, 2> known_counts{"questions", "surveys"};

bool is_group(const MeasuresDraft& draft, const std::string& id) {
  return std::ranges::find(draft.groups, id, &MeasureGroup::id) != draft.groups.end();
}

Faults group_faults(const MeasuresDraft& draft) {
  Faults faults;
  for (std::size_t i = 0; i < draft.measures.size(); ++i) {
    const Measure& measure = draft.measures[i];
    if (!is_group(draft, measure.group)) {
      faults.push_back(fault(draft.header, "/measures/" + std::to_string(i) + "/group",
                             measure.group, "measure_group_exists",
                             measure.id + " is of a group that is not listed under groups"));
    }
  }
  const auto leading = std::ranges::count(draft.groups, true, &MeasureGroup::leads);
  if (leading != 1) {
    faults.push_back(fault(draft.header, "/groups", std::to_string(leading), "one_leading_group",
                           "one group leads the pages, not " + std::to_string(leading)));
  }
  return faults;
}

/// The first word in braces that stands for no count; empty when there is none.
std::string unknown_count(std::string_view intro) {
  while (true) {
    const auto open = intro.find('{');
    const auto close = intro.find('}', open);
    if (open == std::string_view::npos || close == std::string_view::npos) {
      return "";
    }
    const std::string_view word = intro.substr(open + 1, close - open - 1);
    if (std::ranges::find(known_counts, word) == known_counts.end()) {
      return std::string(word);
    }
    intro.remove_prefix(close);
  }
}

Faults intro_faults(const Header& header, const Labels& intro, const std::string& at) {
  Faults faults;
  for (const auto& [language, text] : intro) {
    if (const std::string word = unknown_count(text); !word.empty()) {
      faults.push_back(fault(header, at + "/" + language, word, "intro_count_known",
                             "an introduction counts {questions} and {surveys}, not " + word));
    }
  }
  return faults;
}

/// Whose sections: "force" or "area".
Faults page_faults(const MeasuresDraft& draft, const std::vector<MeasureSection>& sections,
                   const std::string& page) {
  const std::string whole = "/sections/" + page;
  Faults faults = repeated_ids(draft.header, ids_of(sections, whole));
  std::vector<std::string> placed;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const MeasureSection& section = sections[i];
    const std::string at = whole + "/" + std::to_string(i);
    for (std::size_t j = 0; j < section.groups.size(); ++j) {
      const std::string& group = section.groups[j];
      if (!is_group(draft, group)) {
        faults.push_back(fault(draft.header, at + "/groups/" + std::to_string(j), group,
                               "section_group_exists",
                               section.id + " shows a group that is not listed under groups"));
      }
      placed.push_back(group);
    }
    faults = joined(std::move(faults), intro_faults(draft.header, section.intro, at + "/intro"));
    faults = joined(std::move(faults), intro_faults(draft.header, section.intro_of_one_survey,
                                                    at + "/intro_of_one_survey"));
  }
  for (const MeasureGroup& group : draft.groups) {
    const auto times = std::ranges::count(placed, group.id);
    if (times != 1) {
      faults.push_back(fault(draft.header, whole, group.id, "group_in_one_section",
                             "the group " + group.id + " stands in " + std::to_string(times) +
                                 " sections of a page of the " + page + ", not in one"));
    }
  }
  return faults;
}

}  // namespace

Faults section_faults(const MeasuresDraft& draft) {
  Faults faults =
      joined(repeated_ids(draft.header, ids_of(draft.groups, "/groups")), group_faults(draft));
  faults = joined(std::move(faults), page_faults(draft, draft.force_sections, "force"));
  return joined(std::move(faults), page_faults(draft, draft.area_sections, "area"));
}

}  // namespace soundings::definition
