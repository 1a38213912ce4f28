// A table of a release as a sheet.
#include <array>
#include <set>

#include "soundings/survey/period.h"
#include "soundings/wording/weighting.h"
#include "soundings/wording/wording.h"

#include "workbook/labels.h"
#include "workbook/sheets.h"

namespace soundings::release {
namespace {

enum class Holds { survey, question, answer, weighting, label, code, number, unit, test, marks };

/// One column of a sheet. source: the column of the file that it is made of.
struct Column {
  std::string source;
  std::string title;
  Holds holds = Holds::code;
};

/// The columns before those of the domains, and after them. A column is left out where the file
/// has nothing in it.
std::vector<Column> first_columns() {
  return {{"survey", "Survey", Holds::survey},   {"period", "Period", Holds::code},
          {"by", "Table by", Holds::code},       {"codes", "Codes", Holds::code},
          {"item", "Question", Holds::question}, {"item", "Question code", Holds::code}};
}

std::vector<Column> last_columns() {
  return {{"answer", "Answer", Holds::answer},
          {"answer", "Answer code", Holds::code},
          {"weighting", "Weighting", Holds::weighting},
          {"weighting", "Weighting code", Holds::code},
          {"old_value", "Value before", Holds::number},
          {"old_lo", "Range from, before", Holds::number},
          {"old_hi", "Range to, before", Holds::number},
          {"old_n", "Answers before", Holds::number},
          {"value", "Value", Holds::number},
          {"difference", "Difference from the rest of the force", Holds::number},
          {"item", "Unit", Holds::unit},
          {"lo", "Range from", Holds::number},
          {"hi", "Range to", Holds::number},
          {"n", "Answers", Holds::number},
          {"unweighted", "Value without weights", Holds::number},
          {"response_rate", "Response rate, per cent", Holds::number},
          {"test", "Test", Holds::test},
          {"rest", "Rest of the force", Holds::number},
          {"rest_lo", "Rest of the force, range from", Holds::number},
          {"rest_hi", "Rest of the force, range to", Holds::number},
          {"marks", "Marks", Holds::marks},
          {"cause", "Cause", Holds::code},
          {"class", "Class", Holds::code},
          {"revises", "Revises", Holds::code},
          {"release", "Release", Holds::code}};
}

/// What a reader looks for although it may be empty in every row.
bool always_there(const Column& column) {
  static const std::set<std::string> sources{"value", "difference", "lo",   "hi",
                                             "n",     "test",       "marks"};
  return sources.contains(column.source);
}

std::vector<Column> columns_of(const Definitions& definitions, const FileRows& rows) {
  std::vector<Column> columns;
  const auto add = [&](const std::vector<Column>& some) {
    for (const Column& column : some) {
      if (rows.filled(column.source) || (rows.has(column.source) && always_there(column))) {
        columns.push_back(column);
      }
    }
  };
  add(first_columns());
  for (const std::string& domain : domains_of(definitions, rows)) {
    const std::string title = domain_title(definitions, domain);
    add({{domain, title, Holds::label}, {domain, title + " code", Holds::code}});
  }
  add(last_columns());
  return columns;
}

std::string text_in(const Column& column, const RowLabels& labels, const FileRows& rows,
                    std::size_t row) {
  const std::string& field = rows.field(row, column.source);
  switch (column.holds) {
    case Holds::survey:
      return labels.survey();
    case Holds::question:
      return labels.question();
    case Holds::answer:
      return labels.answer();
    case Holds::weighting:
      return labels.weighting();
    case Holds::label:
      return labels.code(column.source);
    case Holds::unit:
      return rows.has("difference") ? "percentage points" : "per cent";
    case Holds::test:
      return field.empty() ? "p is not below 0.05" : field;
    case Holds::marks:
      return labels.marks();
    case Holds::code:
    case Holds::number:
      break;
  }
  return field.empty() ? "[z]" : field;
}

report::WorkbookCell cell_in(const Column& column, const RowLabels& labels, const FileRows& rows,
                             std::size_t row) {
  if (column.holds != Holds::number) {
    return {text_in(column, labels, rows, row)};
  }
  const std::string& field = rows.field(row, column.source);
  return field.empty() ? report::WorkbookCell{mark_for(rows, row, column.source)}
                       : report::WorkbookCell{field, true};
}

/// Where the targets of the weighted rows come from, a line for each survey, scheme and period.
std::vector<std::string> target_notes(const Definitions& definitions, const FileRows& rows) {
  std::vector<std::string> notes;
  std::set<std::array<std::string, 3>> said;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const std::array<std::string, 3> key{rows.field(row, "survey"), rows.field(row, "weighting"),
                                         rows.field(row, "period")};
    const auto period = parse_period(key[2]);
    if (!period || !said.insert(key).second) {
      continue;
    }
    std::string line = wording::targets_line(definitions, key[0], key[1], period);
    if (!line.empty()) {
      notes.push_back(std::move(line));
    }
  }
  return notes;
}

}  // namespace

report::WorkbookTable table_sheet(const Definitions& definitions, const FileRows& rows,
                                  const SheetWords& words) {
  report::WorkbookTable sheet{.name = words.name,
                              .title = words.title,
                              .notes = {"Marks in square brackets are explained on the sheet "
                                        "Notes. A cell without a mark under Marks has none."},
                              .columns = {},
                              .rows = {},
                              .chart = {}};
  for (std::string& note : target_notes(definitions, rows)) {
    sheet.notes.push_back(std::move(note));
  }
  const std::vector<Column> columns = columns_of(definitions, rows);
  for (const Column& column : columns) {
    sheet.columns.push_back(column.title);
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const RowLabels labels(definitions, rows, row);
    auto& cells = sheet.rows.emplace_back();
    for (const Column& column : columns) {
      cells.push_back(cell_in(column, labels, rows, row));
    }
  }
  return sheet;
}

}  // namespace soundings::release
