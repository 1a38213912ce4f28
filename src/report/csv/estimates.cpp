// Headline and estimates as CSV: RFC 4180, UTF-8, CRLF.
#include "soundings/report/estimates.h"

#include <algorithm>
#include <set>

#include "soundings/base/number.h"
#include "soundings/report/headline.h"
#include "soundings/survey/period.h"
#include "soundings/wording/wording.h"

#include "csv/record.h"
#include "file_numbers.h"
#include "lines.h"

namespace soundings::report {
namespace {

std::string code(const DomainKey& key, std::string_view domain) {
  const auto at = key.find(std::string(domain));
  return at == key.end() ? "" : text_cell(at->second);
}

std::vector<std::string> headline_cells(const Line& line) {
  const Table& table = *line.table;
  const Row& row = *line.row;
  const Shown* shown = line.shown;
  const auto of = [shown](auto member) {
    return shown == nullptr ? std::string() : file_number(shown->*member);
  };
  return {to_text(table.period),
          text_cell(table.release),
          text_cell(table.survey),
          text_cell(table.measure),
          text_cell(table.item),
          code(row.key, exported_domains[0]),
          code(row.key, exported_domains[1]),
          code(row.key, exported_domains[2]),
          text_cell(line.weighting),
          of(&Shown::value),
          of(&Shown::lo),
          of(&Shown::hi),
          shortest(table.level),
          row.base ? std::to_string(*row.base) : "",
          of(&Shown::n_eff),
          of(&Shown::deff),
          row.unweighted ? file_number(row.unweighted->value) : "",
          file_number(row.response_rate),
          wording::marks(line.marks),
          std::to_string(table.decimals)};
}

std::vector<std::string> further_cells(const Line& line) {
  const Shown* shown = line.shown;
  if (shown == nullptr) {
    return {"", "", "", ""};
  }
  return {file_number(shown->se), file_number(shown->n_kish), file_number(shown->deff_kish),
          file_number(shown->df)};
}

const std::vector<std::string>& headline_columns() {
  static const std::vector<std::string> columns = [] {
    std::vector<std::string> all{"period", "release", "survey", "measure", "item"};
    all.insert(all.end(), exported_domains.begin(), exported_domains.end());
    all.insert(all.end(), {"weighting", "value", "lo", "hi", "level", "n", "n_eff", "deff",
                           "unweighted", "response_rate", "marks", "decimals"});
    return all;
  }();
  return columns;
}

/// Domains of the tables that have no column among the headline's, in the order of the alphabet.
std::set<std::string> further_domains(const std::vector<Table>& tables) {
  std::set<std::string> domains;
  for (const Table& table : tables) {
    domains.insert(table.by.begin(), table.by.end());
    for (const Row& row : table.rows) {
      for (const auto& [domain, code] : row.key) {
        domains.insert(domain);
      }
    }
  }
  for (const std::string& column : headline_columns()) {
    domains.erase(column);
  }
  return domains;
}

/// What further columns the tables need: a statistic other than the headline's, and its answers.
struct Further {
  bool statistic = false;
  bool answer = false;
};

Further further_columns(const std::vector<Table>& tables) {
  Further further;
  for (const Table& table : tables) {
    further.statistic = further.statistic || table.statistic != Statistic::pct_positive;
    further.answer = further.answer || table.statistic == Statistic::distribution;
  }
  return further;
}

}  // namespace

std::string headline_csv(const Headline& headline) {
  std::string csv = record(headline_columns());
  for (const Line& line : lines_of(headline.tables, Repeats::drop)) {
    csv += record(headline_cells(line));
  }
  return csv;
}

std::string estimates_csv(const std::vector<Table>& tables) {
  const std::set<std::string> domains = further_domains(tables);
  const Further further = further_columns(tables);
  std::vector<std::string> columns = headline_columns();
  columns.insert(columns.end(), {"se", "n_kish", "deff_kish", "df"});
  if (further.statistic) {
    columns.emplace_back("statistic");
  }
  if (further.answer) {
    columns.emplace_back("answer");
  }
  columns.insert(columns.end(), domains.begin(), domains.end());
  std::string csv = record(columns);
  for (const Line& line : lines_of(tables, Repeats::keep)) {
    std::vector<std::string> cells = headline_cells(line);
    for (std::string& cell : further_cells(line)) {
      cells.push_back(std::move(cell));
    }
    if (further.statistic) {
      cells.emplace_back(to_text(line.table->statistic));
    }
    if (further.answer) {
      cells.push_back(text_cell(line.row->answer));
    }
    for (const std::string& domain : domains) {
      cells.push_back(code(line.row->key, domain));
    }
    csv += record(cells);
  }
  return csv;
}

}  // namespace soundings::report
