// Respondent records as CSV, with what is needed to make the figures of them again.
#include <utility>

#include "soundings/base/number.h"
#include "soundings/report/csvw.h"
#include "soundings/survey/table.h"

#include "csv/record.h"
#include "records/record_files.h"

namespace soundings::report {
namespace {

constexpr std::size_t bytes_at_once = 65536;

std::string header(const RespondentRecords& records) {
  std::vector<std::string> names;
  for (const RecordVariable& variable : records.variables) {
    names.push_back(text_cell(variable.name));
    if (has_labels(variable)) {
      names.push_back(text_cell(variable.name + "_label"));
    }
  }
  names.insert(names.end(), {"survey", "release", "notice"});
  return record(names);
}

/// The cells of each value of a variable, code and label; nothing chosen comes first.
std::vector<std::string> cells_of(const RecordVariable& variable) {
  const bool labelled = has_labels(variable);
  std::vector<std::string> cells{labelled ? "," : ""};
  for (const RecordValue& value : variable.values) {
    cells.push_back(text_cell(value.code) + (labelled ? "," + text_cell(value.label) : ""));
  }
  return cells;
}

void write_records(const RespondentRecords& records, const Sink& sink) {
  sink(header(records));
  std::vector<std::vector<std::string>> cells;
  cells.reserve(records.variables.size());
  for (const RecordVariable& variable : records.variables) {
    cells.push_back(cells_of(variable));
  }
  const std::string end =
      record({text_cell(records.survey), text_cell(std::string(working_release)),
              text_cell(records.notice())});
  std::string lines;
  for (std::size_t at = 0; at < records.count; ++at) {
    for (std::size_t column = 0; column < records.variables.size(); ++column) {
      const RecordVariable& variable = records.variables[column];
      lines += variable.kind == RecordVariable::Kind::number ? number_text(variable.numbers[at])
                                                             : cells[column][variable.chosen[at]];
      lines += ',';
    }
    lines += end;
    if (lines.size() >= bytes_at_once) {
      sink(std::exchange(lines, {}));
    }
  }
  sink(lines);
}

void write_targets(const RespondentRecords& records, const Sink& sink) {
  sink(record({"margin", "column", "category", "target", "scheme", "method", "bound_low",
               "bound_high", "release", "notice"}));
  for (const RecordTarget& target : records.targets) {
    sink(record({text_cell(target.margin), text_cell(target.column), text_cell(target.category),
                 shortest(target.target), text_cell(records.scheme), text_cell(records.method),
                 records.bounds ? shortest((*records.bounds)[0]) : "",
                 records.bounds ? shortest((*records.bounds)[1]) : "", std::string(working_release),
                 text_cell(records.notice())}));
  }
}

void write_scores(const RespondentRecords& records, const Sink& sink) {
  sink(record({"measure", "item", "code", "counts", "interval", "domain", "domain_code", "release",
               "notice"}));
  for (const RecordScore& score : records.scores) {
    sink(record({text_cell(score.measure), text_cell(score.item), text_cell(score.code),
                 shortest(score.counts), text_cell(score.interval), text_cell(score.domain),
                 text_cell(score.domain_code), std::string(working_release),
                 text_cell(records.notice())}));
  }
}

/// The figures, each line with the notice behind it.
void write_figures(const RecordBundle& bundle, const Sink& sink) {
  const std::string notice = text_cell(bundle.records.notice());
  std::string_view rest = bundle.figures;
  for (bool first = true; !rest.empty(); first = false) {
    const std::size_t end = rest.find("\r\n");
    sink(std::string(rest.substr(0, end)) + "," + (first ? "notice" : notice) + "\r\n");
    rest.remove_prefix(end + 2);
  }
}

CsvwColumn described(const RecordVariable& variable) {
  CsvwColumn column{.name = variable.name, .title = variable.label};
  if (variable.kind == RecordVariable::Kind::number) {
    column.type = variable.name.ends_with("weight") ? "number" : "integer";
  }
  return column;
}

std::string description_of(const RecordBundle& bundle, const std::string& file) {
  const RespondentRecords& records = bundle.records;
  CsvwFile description{.url = file,
                       .title = records.title + ", " + records.period_words + ": records",
                       .description = "One record a response, with codes, labels and weights.",
                       .notes = {records.notice()},
                       .line_end = "\r\n",
                       .columns = {}};
  for (const RecordVariable& variable : records.variables) {
    description.columns.push_back(described(variable));
    if (has_labels(variable)) {
      description.columns.push_back(
          {.name = variable.name + "_label", .title = variable.label + ", in words"});
    }
  }
  description.columns.push_back({.name = "survey", .title = "Survey code"});
  description.columns.push_back({.name = "release", .title = "Release"});
  description.columns.push_back({.name = "notice", .title = "Notice"});
  return csvw(description);
}

}  // namespace

std::vector<RecordFile> csv_files(const RecordBundle& bundle) {
  const std::string name = bundle.records.name();
  const RespondentRecords& records = bundle.records;
  const std::string main = name + ".records.csv";
  return {{main, [&](const Sink& sink) { write_records(records, sink); }},
          {csvw_name(main), [&, main](const Sink& sink) { sink(description_of(bundle, main)); }},
          {name + ".targets.csv", [&](const Sink& sink) { write_targets(records, sink); }},
          {name + ".measures.csv", [&](const Sink& sink) { write_scores(records, sink); }},
          {name + ".figures.csv", [&](const Sink& sink) { write_figures(bundle, sink); }},
          {name + ".R", [&](const Sink& sink) { sink(r_script(bundle)); }}};
}

}  // namespace soundings::report
