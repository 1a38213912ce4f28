#include "rows.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "soundings/base/text.h"
#include "soundings/receive/names.h"
#include "soundings/receive/problem.h"

#include "claims.h"
#include "json_document.h"
#include "json_text.h"
#include "nearest.h"
#include "record.h"
#include "unicode.h"

namespace soundings::receive {
namespace {

constexpr std::string_view answers_prefix = "answers/";
constexpr std::size_t longest_group = 64;  // bytes; no name of a group is longer
constexpr std::size_t most_columns_named = 5;

/// A header without the white space around it and without a leading '/', so that the pointers of
/// an adapter name the columns of a form or file too.
std::string_view header_name(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t from = text.find_first_not_of(space);
  if (from == std::string_view::npos) {
    return {};
  }
  text = text.substr(from, text.find_last_not_of(space) - from + 1);
  return text.starts_with('/') ? text.substr(1) : text;
}

std::vector<std::string> header_names(const std::vector<std::string>& header) {
  std::vector<std::string> names;
  names.reserve(header.size());
  for (const std::string& cell : header) {
    names.emplace_back(header_name(cell));
  }
  return names;
}

Finding found(std::string_view code, std::string message) {
  return {.code = std::string(code), .message = std::move(message)};
}

std::string in_quotes(const std::string& name) {
  return "\"" + name + "\"";
}

Finding stands_twice(const std::string& one, const std::string& other) {
  return found(problem::header_unreadable, one == other
                                               ? "The header " + in_quotes(one) + " stands twice."
                                               : "The headers " + in_quotes(one) + " and " +
                                                     in_quotes(other) + " give the same field.");
}

}  // namespace

bool is_blank(std::string_view text) {
  if (text.empty()) {
    return true;
  }
  if (is_ascii(text)) {
    return std::ranges::all_of(text, [](char c) { return c >= '\0' && c <= ' '; });
  }
  return is_invisible(text);
}

Columns Columns::each(const std::vector<std::string>& header, const Layout& layout) {
  const std::vector<std::string> names = header_names(header);
  Columns columns;
  columns.columns_.resize(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    columns.columns_[i].printed =
        is_blank(names[i]) ? "(column " + std::to_string(i + 1) + ")" : printed_name(names[i]);
    columns.columns_[i].header = names[i];
    columns.columns_[i].key = name_key(names[i]);
  }
  if (layout.native()) {
    columns.name_native(names, layout);
  } else {
    columns.name_adapted(names, layout);
  }
  return columns;
}

Expected<Columns, HeaderFault> Columns::from(const std::vector<std::string>& header,
                                             const Layout& layout, Of of) {
  Columns columns = each(header, layout);
  // Before any name is printed: a line that is no header holds values.
  if (std::ranges::none_of(columns.columns_, &Column::known)) {
    return unexpected(
        HeaderFault{.finding = found(problem::header_unreadable,
                                     "No column of the first line is a known field.")});
  }
  if (auto twice = columns.repeated(layout)) {
    return unexpected(HeaderFault{.finding = std::move(*twice), .refused = true});
  }
  if (of == Of::file) {
    if (auto missing = columns.missing(layout)) {
      return unexpected(std::move(*missing));
    }
  }
  return columns;
}

std::size_t Columns::known(const std::vector<std::string>& header, const Layout& layout) {
  const Columns columns = each(header, layout);
  return static_cast<std::size_t>(std::ranges::count(columns.columns_, true, &Column::known));
}

void Columns::name_native(const std::vector<std::string>& names, const Layout& layout) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    Column& column = columns_[i];
    if (is_blank(names[i])) {
      continue;
    }
    column.use = Use::field;
    column.name = layout.column_field(names[i]);
    column.known = !column.name.empty();
    // A name that nobody knows may be an answer of another version of the survey.
    column.name = column.known ? column.name : std::string(answers_prefix) + names[i];
    column.pointer =
        "/" + (native_field(names[i]) == names[i] || names[i].starts_with(answers_prefix)
                   ? names[i]
                   : pointer_segment(names[i]));
  }
}

void Columns::name_adapted(const std::vector<std::string>& names, const Layout& layout) {
  const Adapter& adapter = *layout.adapter();
  for (Column& column : columns_) {
    column.use = layout.drops(column.key)           ? Use::dropped
                 : layout.does_not_need(column.key) ? Use::not_needed
                                                    : Use::unmapped;
  }
  for (std::size_t m = 0; m < adapter.map.size(); ++m) {
    for (std::size_t p = 0; p < adapter.map[m].paths.size(); ++p) {
      if (name_by_path({.layout = layout, .mapping = m, .path = p, .also_known = true}, names)) {
        break;
      }
    }
  }
  // What is left and has a name of a field gives that field once more.
  for (std::size_t m = 0; m < adapter.map.size(); ++m) {
    for (std::size_t p = 0; p < adapter.map[m].paths.size(); ++p) {
      name_by_path({.layout = layout, .mapping = m, .path = p, .also_known = false}, names);
    }
  }
}

bool Columns::name_by_path(const FieldPath& by, const std::vector<std::string>& names) {
  const FieldMapping& mapping = by.layout.adapter()->map[by.mapping];
  const std::string_view exact = header_name(mapping.paths[by.path]);
  const std::string& key = by.layout.path_keys()[by.mapping][by.path];
  bool here = false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    Column& column = columns_[i];
    const bool spelled = names[i] == exact || (!key.empty() && column.key == key);
    if (spelled && (by.also_known || !column.known)) {
      column.use = Use::field;
      column.known = true;
      column.name = mapping.field;
      column.pointer = "/" + pointer_segment(names[i]);
      here = true;
    }
  }
  return here;
}

bool Columns::Column::same_as(const Column& other, bool open) const noexcept {
  if (known || other.known) {
    return known && other.known && name == other.name;
  }
  return header == other.header || (open && !key.empty() && key == other.key);
}

std::optional<Finding> Columns::repeated(const Layout& layout) const {
  // Of names that nobody knows those alike may be two, but where any of them may be an answer.
  const bool open = layout.native() && layout.survey() == nullptr;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& one = columns_[i];
    if (is_blank(one.header) || one.use == Use::dropped || one.use == Use::not_needed) {
      continue;
    }
    for (std::size_t j = i + 1; j < columns_.size(); ++j) {
      if (one.same_as(columns_[j], open)) {
        return stands_twice(one.printed, columns_[j].printed);
      }
    }
  }
  return std::nullopt;
}

bool Columns::gives(std::string_view field) const {
  return std::ranges::any_of(
      columns_, [&](const Column& column) { return column.known && column.name == field; });
}

bool Columns::gives(const Domain& domain) const {
  if (domain.derived_from == "age") {
    return gives(domain.id) || gives("age");
  }
  return !domain.derived_from.empty() || gives(domain.id);
}

std::string Columns::unread_words() const {
  std::string words;
  std::size_t count = 0;
  for (const Column& column : columns_) {
    if (column.unread() && count++ < most_columns_named) {
      words += (words.empty() ? "" : ", ") + in_quotes(column.printed);
    }
  }
  if (count == 0) {
    return {};
  }
  const std::string more = count > most_columns_named
                               ? " and " + std::to_string(count - most_columns_named) + " more"
                               : "";
  return " Not read: " + words + more + ".";
}

Finding Columns::field_missing(std::string_view field, const Layout& layout) const {
  std::vector<std::string> wanted{name_key(field)};
  for (std::size_t m = 0; !layout.native() && m < layout.adapter()->map.size(); ++m) {
    if (layout.adapter()->map[m].field == field) {
      wanted.insert(wanted.end(), layout.path_keys()[m].begin(), layout.path_keys()[m].end());
    }
  }
  std::vector<std::string> keys;
  std::vector<std::string> printed;
  for (const Column& column : columns_) {
    if (!column.known && !column.key.empty() && column.use != Use::dropped) {
      keys.push_back(column.key);
      printed.push_back(column.printed);
    }
  }
  const auto at = nearest(wanted, keys);
  Finding finding = found(problem::field_missing,
                          "No column gives the field " + std::string(field) +
                              (at ? "; the nearest header is " + in_quotes(printed[*at]) : "") +
                              "." + unread_words());
  finding.pointer = "/" + std::string(field);
  return finding;
}

std::optional<HeaderFault> Columns::missing(const Layout& layout) const {
  if (layout.adapter() != nullptr) {
    for (const std::string& field : layout.adapter()->must_send) {
      if (!gives(field)) {
        return HeaderFault{.finding = field_missing(field, layout), .refused = true};
      }
    }
  }
  if (layout.survey() == nullptr) {
    return std::nullopt;
  }
  if (auto fault = missing_for(*layout.survey(), layout)) {
    return HeaderFault{.finding = *std::move(fault)};
  }
  return std::nullopt;
}

std::optional<Finding> Columns::missing_for(const Survey& survey, const Layout& layout) const {
  if (!gives("completed_at")) {
    return field_missing("completed_at", layout);
  }
  const auto wanted = std::ranges::find_if(
      survey.domains, [&](const Domain& domain) { return domain.required && !gives(domain); });
  if (wanted != survey.domains.end()) {
    return field_missing(wanted->id, layout);
  }
  const bool answered = std::ranges::any_of(survey.items, [&](const Item& item) {
    return item.kind == Item::Kind::scale && gives(std::string(answers_prefix) + item.id);
  });
  if (answered) {
    return std::nullopt;
  }
  return found(problem::no_known_answer,
               "No column gives an answer of the survey." + unread_words());
}

Submission Columns::read(std::vector<std::string>&& cells, std::string&& raw, std::size_t index,
                         std::uint64_t line) const {
  const bool surplus =
      cells.size() > columns_.size() &&
      std::any_of(cells.begin() + static_cast<std::ptrdiff_t>(columns_.size()), cells.end(),
                  [](const std::string& cell) { return !cell.empty(); });
  if (cells.size() < columns_.size() || surplus) {
    return ragged(cells, raw, index, line);
  }
  Submission submission;
  submission.index = index;
  submission.line = line;
  submission.fields.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (!cells[i].empty()) {
      put(std::move(cells[i]), columns_[i], submission);
    }
  }
  submission.content = sha256(canonical_text(submission.fields));
  submission.original = sha256(raw);
  submission.raw = std::move(raw);
  return submission;
}

void Columns::put(std::string&& cell, const Column& column, Submission& to) {
  switch (column.use) {
    case Use::field:
      to.fields.push_back(
          {.name = column.name, .pointer = column.pointer, .value = std::move(cell)});
      break;
    case Use::dropped:
      ++to.dropped;
      break;
    case Use::unmapped:
      if (!is_blank(cell)) {
        to.unread.push_back(unread_field(column, cell));
      }
      ++to.unmapped;
      break;
    case Use::not_needed:
      ++to.unmapped;
      break;
  }
}

Submission Columns::ragged(const std::vector<std::string>& cells, const std::string& raw,
                           std::size_t index, std::uint64_t line) const {
  Submission ragged = undecoded(
      raw, index,
      {.code = std::string(problem::ragged_row),
       .message = "Line " + std::to_string(line) + " has " + std::to_string(cells.size()) +
                  " cells; the first line has " + std::to_string(columns_.size()) + "."});
  ragged.line = line;
  ragged.claims = claims(cells);
  return ragged;
}

Field Columns::unread_field(const Column& column, const std::string& cell) {
  return {.name = column.printed, .pointer = column.header, .value = cell};
}

std::vector<Field> Columns::unread(const std::vector<std::string>& cells) const {
  std::vector<Field> unread;
  for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
    if (columns_[i].unread() && !is_blank(cells[i])) {
      unread.push_back(unread_field(columns_[i], cells[i]));
    }
  }
  return unread;
}

std::vector<Field> Columns::claims(const std::vector<std::string>& cells) const {
  std::vector<Field> claims;
  // Cells after a stray or a lost delimiter stand under another's name.
  const bool moved_on = cells.size() != columns_.size();
  for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
    const Column& column = columns_[i];
    if (column.use == Use::field && column.known &&
        (moved_on ? names_someone(column.name) : describes_someone(column.name))) {
      claims.push_back({.name = column.name, .pointer = column.pointer, .value = cells[i]});
    }
  }
  for (const std::string& cell : cells) {
    if (moved_on && !cell.empty() && cell.size() <= longest_group) {
      claims.push_back({.value = cell});
    }
  }
  return claims;
}

bool Columns::repeats_header(const std::vector<std::string>& cells) const {
  if (cells.size() < columns_.size()) {
    return false;
  }
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string_view key = i < columns_.size() ? columns_[i].key : std::string_view();
    if (name_key(cells[i]) != key) {
      return false;
    }
  }
  return true;
}

}  // namespace soundings::receive
