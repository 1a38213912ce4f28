// Labels of codes from the definitions.
#include "workbook/labels.h"

#include <algorithm>

#include "soundings/release/file_names.h"
#include "soundings/wording/wording.h"

namespace soundings::release {
namespace {

constexpr const char* not_applicable = "[z]";

std::string english(const Labels& labels, const std::string& otherwise) {
  const auto found = labels.find("en");
  return found == labels.end() ? otherwise : found->second;
}

}  // namespace

std::string RowLabels::survey() const {
  return survey_title(definitions_, rows_.field(row_, "survey"));
}

std::string RowLabels::question() const {
  const std::string& id = rows_.field(row_, "item");
  const Survey* survey = definitions_.find_survey(rows_.field(row_, "survey"));
  const Item* item = survey == nullptr ? nullptr : survey->find_item(id);
  return item == nullptr ? id : english(item->text, id);
}

std::string RowLabels::answer() const {
  const std::string& code = rows_.field(row_, "answer");
  if (code.empty()) {
    return "Positive answers";
  }
  const Survey* survey = definitions_.find_survey(rows_.field(row_, "survey"));
  return survey == nullptr ? code : wording::answer_label(*survey, rows_.field(row_, "item"), code);
}

std::string RowLabels::weighting() const {
  const std::string& id = rows_.field(row_, "weighting");
  const Scheme* scheme = definitions_.find_scheme(rows_.field(row_, "survey"), id);
  if (scheme != nullptr && !scheme->title.empty()) {
    return scheme->title;
  }
  return id == "none" ? "Not weighted" : id;
}

std::string RowLabels::code(const std::string& domain) const {
  const std::string& code = rows_.field(row_, domain);
  const Survey* survey = definitions_.find_survey(rows_.field(row_, "survey"));
  if (code.empty()) {
    return not_applicable;
  }
  return survey == nullptr ? code : wording::code_label(definitions_, *survey, domain, code);
}

std::string RowLabels::marks() const {
  std::vector<std::string> marks;
  for (const char mark : rows_.field(row_, "marks")) {
    marks.emplace_back(1, mark);
  }
  return wording::marks(marks);
}

std::string domain_title(const Definitions& definitions, const std::string& domain) {
  for (const Survey& survey : definitions.surveys) {
    if (const Domain* found = survey.find_domain(domain)) {
      return english(found->label, domain);
    }
  }
  return domain;
}

std::vector<std::string> domains_of(const Definitions& definitions, const FileRows& rows) {
  std::vector<std::string> domains;
  for (const std::string& column : rows.columns()) {
    const bool named = std::ranges::any_of(definitions.surveys, [&](const Survey& survey) {
      return survey.find_domain(column) != nullptr;
    });
    if (named && rows.filled(column)) {
      domains.push_back(column);
    }
  }
  return domains;
}

std::string mark_for(const FileRows& rows, std::size_t row, const std::string& column) {
  if (rows.field(row, "marks").find('c') != std::string::npos && !column.starts_with("old_")) {
    return "[c]";
  }
  return column == "unweighted" || column == "response_rate" ? not_applicable : "[x]";
}

}  // namespace soundings::release
