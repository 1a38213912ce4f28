#include "tables/who_answered.h"

#include <algorithm>

#include "soundings/wording/wording.h"

#include "figures/figure_parts.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

/// The domain of a table beside the area's; empty where it has none.
std::string other_domain(const Table& table, const DomainKey& key) {
  const auto found = std::ranges::find_if(
      table.by, [&key](const std::string& domain) { return !key.contains(domain); });
  return found == table.by.end() ? "" : *found;
}

/// The unweighted figure of a row: of some groups a release has no other, and one page has one
/// kind.
const Shown* plain(const Row& row) {
  return row.hidden || !row.unweighted ? nullptr : &*row.unweighted;
}

View group_row(const Definitions& definitions, const Table& table, const std::string& domain,
               const Row& row) {
  const Survey* survey = definitions.find_survey(table.survey);
  const std::string& code = row.key.at(domain);
  const Shown* shown = plain(row);
  const std::string without = row.hidden ? "[c]" : "[x]";
  const int places = decimals(definitions, table, Scope::part);
  return View{}
      .text("row_name",
            survey == nullptr ? code : wording::code_label(definitions, *survey, domain, code))
      .text("group_answers", shown == nullptr ? without : base_words(table, row.base))
      .text("group_value", shown == nullptr ? without : value_words(table, *shown, places))
      .text("group_marks", shown == nullptr ? "" : marks_of(row))
      .text("group_range",
            shown == nullptr || !shown->lo ? "" : wording::range(shown->lo, shown->hi, places));
}

View group_table(const Definitions& definitions, const Table& table, const DomainKey& key,
                 const std::string& domain) {
  const Survey* survey = definitions.find_survey(table.survey);
  const Domain* named = survey == nullptr ? nullptr : survey->find_domain(domain);
  std::vector<View> rows;
  for (const Row& row : table.rows) {
    const bool within = std::ranges::all_of(key, [&row](const auto& one) {
      const auto found = row.key.find(one.first);
      return found != row.key.end() && found->second == one.second;
    });
    if (within && row.key.contains(domain)) {
      rows.push_back(group_row(definitions, table, domain, row));
    }
  }
  return View{}
      .text("group_title", named == nullptr ? domain : english(named->label))
      .text("group_note", table.coarse ? wording::coarse(definitions) : "")
      .text("level", level_text(table))
      .list("group_rows", std::move(rows));
}

}  // namespace

void add_who_answered(const Definitions& definitions, const std::vector<Table>& tables,
                      const DomainKey& key, View& view) {
  std::vector<View> groups;
  for (const Table& table : tables) {
    const std::string domain = other_domain(table, key);
    if (!domain.empty()) {
      groups.push_back(group_table(definitions, table, key, domain));
    }
  }
  view.flag("has_groups", !groups.empty())
      .text("groups_measure", tables.empty() ? "" : measure_title(definitions, tables.front()))
      .list("groups", std::move(groups));
}

}  // namespace soundings::pages
