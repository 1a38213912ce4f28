// Codes of domains as rows, by their names and in the columns of cells.
#include "question/domain_codes.h"

#include <algorithm>
#include <stdexcept>

#include "soundings/survey/codes.h"

namespace soundings::figures {

std::vector<std::string> row_codes(const Definitions& definitions, const Survey& survey,
                                   const std::string& domain) {
  std::vector<std::string> codes;
  const Domain* found = survey.find_domain(domain);
  if (found == nullptr) {
    return codes;
  }
  if (!found->register_level.empty()) {
    for (const Area* area : definitions.areas.at_level(found->register_level)) {
      codes.push_back(area->id);
    }
    return codes;
  }
  for (const DomainCode& code : found->codes) {
    codes.push_back(code.id);
  }
  return codes;
}

std::optional<std::string> row_code(const Definitions& definitions, const Survey& survey,
                                    const std::string& domain, const std::string& text) {
  const std::vector<std::string> rows = row_codes(definitions, survey, domain);
  auto code = code_named(definitions, survey, domain, text);
  return code && std::ranges::find(rows, *code) != rows.end() ? code : std::nullopt;
}

DomainKey coded(const Definitions& definitions, const Survey& survey, const DomainKey& of) {
  DomainKey key;
  for (const auto& [domain, name] : of) {
    key.emplace(domain, row_code(definitions, survey, domain, name).value_or(name));
  }
  return key;
}

std::vector<KnownWord> row_spellings(const Definitions& definitions, const Survey& survey,
                                     const std::string& domain) {
  std::vector<KnownWord> spellings = spellings_of(definitions, survey, domain);
  std::erase_if(spellings, [&](const KnownWord& word) {
    return !row_code(definitions, survey, domain, word.spelling);
  });
  return spellings;
}

std::optional<std::size_t> find_column(const Cells& cells, const std::string& id) {
  const auto at = std::find_if(cells.columns.begin(), cells.columns.end(),
                               [&id](const CellColumn& column) { return column.id == id; });
  return at == cells.columns.end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(at - cells.columns.begin()));
}

std::size_t column_of(const Cells& cells, const std::string& id) {
  const auto column = find_column(cells, id);
  if (!column) {
    throw std::out_of_range("no column " + id);
  }
  return *column;
}

RowColumn row_column(const Definitions& definitions, const Survey& survey, const Cells& cells,
                     const std::string& domain, const std::string& id) {
  RowColumn rows{.column = column_of(cells, id), .codes = row_codes(definitions, survey, domain)};
  for (const std::string& code : cells.columns[rows.column].codes) {
    const auto at = std::find(rows.codes.begin(), rows.codes.end(), code);
    rows.row_of_code.push_back(
        at == rows.codes.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(at - rows.codes.begin())));
  }
  return rows;
}

}  // namespace soundings::figures
