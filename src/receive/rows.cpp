#include "rows.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "soundings/receive/problem.h"

#include "json_document.h"
#include "json_text.h"
#include "record.h"
#include "unicode.h"

namespace soundings::receive {
namespace {

constexpr std::string_view answers_prefix = "answers/";
constexpr std::size_t longest_group = 64;  // bytes; no name of a group is longer

/// A header as it is compared: trimmed, without a leading '/' so that the pointers of an adapter
/// name the columns of a form or file too.
std::string_view header_name(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t from = text.find_first_not_of(space);
  if (from == std::string_view::npos) {
    return {};
  }
  text = text.substr(from, text.find_last_not_of(space) - from + 1);
  return text.starts_with('/') ? text.substr(1) : text;
}

/// The column that gives a mapping its value: that of the first of its paths that is there.
std::optional<std::size_t> column_of(const FieldMapping& mapping,
                                     const std::vector<std::string>& names) {
  for (const std::string& path : mapping.paths) {
    const auto at = std::ranges::find(names, header_name(path));
    if (at != names.end()) {
      return static_cast<std::size_t>(at - names.begin());
    }
  }
  return std::nullopt;
}

bool dropped_by(const Adapter& adapter, std::string_view header) {
  return std::ranges::any_of(adapter.drop,
                             [&](const std::string& path) { return header_name(path) == header; });
}

Finding unreadable(std::string message) {
  return {.code = std::string(problem::header_unreadable),
          .pointer = {},
          .message = std::move(message)};
}

}  // namespace

Expected<Columns, Finding> Columns::from(const std::vector<std::string>& header,
                                         const Adapter* adapter) {
  std::vector<std::string> names;
  for (const std::string& cell : header) {
    names.emplace_back(header_name(cell));
  }
  Columns columns;
  columns.columns_.resize(names.size());
  const bool native = adapter == nullptr || adapter->map.empty();
  const bool known = native ? columns.name_native(names) : columns.name_adapted(names, *adapter);
  if (!known) {
    return unexpected(unreadable("No column of the first line is a known field."));
  }
  std::vector<std::string_view> fields;
  for (const Column& column : columns.columns_) {
    if (column.use == Use::field) {
      fields.emplace_back(column.name);
    }
  }
  std::ranges::sort(fields);
  if (const auto repeated = std::ranges::adjacent_find(fields); repeated != fields.end()) {
    return unexpected(unreadable("Two columns give the same field."));
  }
  return columns;
}

bool Columns::name_native(const std::vector<std::string>& names) {
  bool known = false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) {
      continue;
    }
    const bool plain = native_field(names[i]) || names[i].starts_with(answers_prefix);
    known = known || plain;
    columns_[i] = {.use = Use::field,
                   .name = plain ? names[i] : std::string(answers_prefix) + names[i],
                   .pointer = "/" + (plain ? names[i] : pointer_segment(names[i]))};
  }
  return known;
}

bool Columns::name_adapted(const std::vector<std::string>& names, const Adapter& adapter) {
  bool known = false;
  for (std::size_t i = 0; i < names.size(); ++i) {
    columns_[i].use = dropped_by(adapter, names[i]) ? Use::dropped : Use::unmapped;
  }
  for (const FieldMapping& mapping : adapter.map) {
    if (const auto at = column_of(mapping, names)) {
      columns_[*at] = {
          .use = Use::field, .name = mapping.field, .pointer = "/" + pointer_segment(names[*at])};
      known = true;
    }
  }
  return known;
}

Submission Columns::read(std::vector<std::string>&& cells, std::string&& raw, std::size_t index,
                         std::uint64_t line) const {
  const bool surplus =
      cells.size() > columns_.size() &&
      std::any_of(cells.begin() + static_cast<std::ptrdiff_t>(columns_.size()), cells.end(),
                  [](const std::string& cell) { return !cell.empty(); });
  if (cells.size() < columns_.size() || surplus) {
    Submission ragged = undecoded(
        raw, index,
        {.code = std::string(problem::ragged_row),
         .pointer = {},
         .message = "Line " + std::to_string(line) + " has " + std::to_string(cells.size()) +
                    " cells; the first line has " + std::to_string(columns_.size()) + "."});
    ragged.line = line;
    ragged.claims = claims(cells);
    return ragged;
  }
  Submission submission;
  submission.index = index;
  submission.line = line;
  submission.fields.reserve(columns_.size());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Column& column = columns_[i];
    if (cells[i].empty()) {
      continue;
    }
    if (column.use == Use::field) {
      submission.fields.push_back(
          {.name = column.name, .pointer = column.pointer, .value = std::move(cells[i])});
    }
    submission.dropped += column.use == Use::dropped ? 1U : 0U;
    submission.unmapped += column.use == Use::unmapped ? 1U : 0U;
  }
  submission.content = sha256(canonical_text(submission.fields));
  submission.original = sha256(raw);
  submission.raw = std::move(raw);
  return submission;
}

std::vector<Field> Columns::claims(const std::vector<std::string>& cells) const {
  std::vector<Field> claims;
  // Cells after a stray or a lost delimiter stand under another's name.
  const bool moved_on = cells.size() != columns_.size();
  for (std::size_t i = 0; i < std::min(cells.size(), columns_.size()); ++i) {
    const Column& column = columns_[i];
    if (column.use == Use::field &&
        (moved_on ? names_someone(column.name) : describes_someone(column.name))) {
      claims.push_back({.name = column.name, .pointer = column.pointer, .value = cells[i]});
    }
  }
  for (const std::string& cell : cells) {
    if (moved_on && cell.size() <= longest_group) {
      claims.push_back({.name = {}, .pointer = {}, .value = cell});
    }
  }
  return claims;
}

}  // namespace soundings::receive
