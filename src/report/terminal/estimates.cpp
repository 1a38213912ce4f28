// A table for a terminal: columns aligned by characters, a note for every mark.
#include "soundings/report/estimates.h"

#include <algorithm>
#include <array>
#include <set>

#include "soundings/base/number.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "notes.h"
#include "terminal/grid.h"

namespace soundings::report {
namespace {

/// Name, value, range, answers, unweighted, marks.
using Cells = std::vector<std::string>;

bool is_marked(const Row& row, const char* mark) {
  return std::find(row.marks.begin(), row.marks.end(), mark) != row.marks.end();
}

/// Whether the value column is the weighted one: not where a weighting could not be made.
bool shows_weighted(const Table& table) {
  return table.scheme != "none" && table.weighting_fault.empty();
}

Cells cells_of(const Definitions& definitions, const Survey& survey, const Table& table,
               const Row& row) {
  Cells cells(6);
  cells[0] = wording::domain_label(definitions, survey, row.key);
  if (!row.answer.empty()) {
    cells[0] += ": " + wording::answer_label(survey, table.item, row.answer);
  }
  cells[5] = wording::marks(row.marks);
  if (is_marked(row, "c")) {
    cells[1] = "[c]";
    return cells;
  }
  const std::optional<Shown>& shown = shows_weighted(table) ? row.weighted : row.unweighted;
  cells[1] = shown ? wording::figure(shown->value, table.statistic, table.decimals) : "[x]";
  cells[2] = shown ? wording::range(shown->lo, shown->hi, table.decimals) : "";
  cells[3] = row.base ? wording::count(*row.base) : "";
  cells[4] =
      row.unweighted ? wording::figure(row.unweighted->value, table.statistic, table.decimals) : "";
  return cells;
}

std::string title(const Definitions& definitions, const Survey& survey, const Table& table) {
  return wording::title(definitions, table.measure, table.statistic) + ", " +
         wording::period(table.period, &survey) +
         (shows_weighted(table) ? ", weighted by " + table.scheme : ", unweighted");
}

std::string notes(const Definitions& definitions, const Table& table) {
  std::set<std::string> used;
  std::set<std::string> doubts;
  for (const Row& row : table.rows) {
    used.insert(row.marks.begin(), row.marks.end());
    for (const Finding& finding : findings(row)) {
      doubts.insert(finding.message + " (" + finding.code + ")\n");
    }
  }
  std::string lines = weighting_line(table.weighting_fault, table.weighting_problem);
  if (shows_weighted(table)) {
    lines += targets_line(definitions, table.survey, table.scheme, table.period);
  }
  lines += collapse_lines(definitions, table.survey, table.collapsed);
  const std::string printed = wording::print_note(definitions, std::array{&table});
  lines += printed.empty() ? "" : printed + "\n";
  for (const std::string& doubt : doubts) {
    lines += doubt;
  }
  return lines + mark_lines(used);
}

/// "Higher than the rest of the force" and the like in two cells: the reading, and against what.
void add_reading(Cells& cells, const Definitions& definitions, const Comparisons& readings,
                 const Row& row) {
  const Comparison* found = readings.find(row.key);
  cells.emplace_back(found == nullptr ? "" : wording::reading(found->verdict, readings.against));
  cells.push_back(found == nullptr ? "" : wording::set_against(definitions, readings, *found));
}

std::string level_words(double level) {
  return significant(100.0 * level, 6) + "% range";
}

}  // namespace

std::string terminal_table(const Definitions& definitions, const Table& table, std::size_t width) {
  return terminal_table(definitions, figures::ReadTable{.table = table}, width);
}

std::string terminal_table(const Definitions& definitions, const figures::ReadTable& read,
                           std::size_t width) {
  const Table& table = read.table;
  const Survey* found = definitions.find_survey(table.survey);
  const Survey unknown;
  const Survey& survey = found == nullptr ? unknown : *found;
  std::vector<Cells> body{
      {"", "Value", level_words(table.level), "Answers", "Unweighted", "Marks"}};
  std::string family;
  if (read.readings) {
    body.front().insert(body.front().end(), {"Reading", "Against"});
    family = wording::family_note(*read.readings);
  }
  for (const Row& row : table.rows) {
    body.push_back(cells_of(definitions, survey, table, row));
    if (read.readings) {
      add_reading(body.back(), definitions, *read.readings, row);
    }
  }
  return title(definitions, survey, table) + "\n\n" + grid(std::move(body), width) + "\n" +
         (family.empty() ? "" : family + "\n") + notes(definitions, table);
}

}  // namespace soundings::report
