#include "field_cursor.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/normalise/reason.h"
#include "soundings/receive/names.h"
#include "soundings/receive/problem.h"

#include "utf8.h"

namespace soundings::normalise {
namespace {

std::string scalar_text(const receive::Scalar& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return std::string(trimmed(*text));
  }
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    return std::to_string(*integer);
  }
  if (const auto* real = std::get_if<double>(&value)) {
    return shortest(*real);
  }
  if (const auto* flag = std::get_if<bool>(&value)) {
    return *flag ? "true" : "false";
  }
  return {};
}

constexpr std::string_view answers_prefix = "answers/";
constexpr std::string_view set_aside = "/";  // no field's name

/// A pointer as its sender wrote the names in it.
std::string unescaped(std::string_view pointer) {
  std::string name;
  for (std::size_t i = pointer.starts_with('/') ? 1 : 0; i < pointer.size(); ++i) {
    const bool escape = pointer[i] == '~' && i + 1 < pointer.size();
    i += escape ? 1U : 0U;
    name += !escape ? pointer[i] : pointer[i] == '1' ? '/' : '~';
  }
  return name;
}

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

std::size_t characters(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// Digits and the marks of a date, at most one T and one Z: "31/02/2019", "2031-01-01T00:00:00Z".
bool looks_like_a_date(std::string_view value) noexcept {
  const std::string_view body = value.ends_with('Z') ? value.substr(0, value.size() - 1) : value;
  std::size_t run = 0;
  std::size_t longest = 0;
  std::size_t marks = 0;
  for (const char c : body) {
    const bool mark = c == '/' || c == '-' || c == ':' || c == '.';
    if (!is_digit(c) && !mark && c != 'T' && c != ' ') {
      return false;
    }
    run = is_digit(c) ? run + 1 : 0;
    longest = std::max(longest, run);
    marks += c == '/' || c == '-' ? 1U : 0U;
  }
  return marks == 2 && longest <= 4 && std::ranges::count(body, 'T') <= 1;
}

/// "B6 6AA", "ws11aa": one or two letters, a digit, perhaps a digit or letter, a digit, two
/// letters.
bool looks_like_a_postcode(std::string_view value) {
  std::string shape;
  for (const char c : value) {
    const char lower = static_cast<char>(c | 0x20);
    if (c != ' ') {
      shape += is_digit(c) ? '9' : lower >= 'a' && lower <= 'z' ? 'A' : '?';
    }
  }
  constexpr std::array shapes = std::to_array<std::string_view>(
      {"A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA"});
  return std::ranges::find(shapes, shape) != shapes.end();
}

/// Whether a value a sender gave may stand in a message, which is kept in clear: a number of up to
/// 6 digits, a date, or a short coded text. Never what can be an address, a telephone number, a
/// postcode or a sentence.
bool may_be_shown(std::string_view value, std::string_view marks) {
  constexpr std::size_t longest_number = 6;
  constexpr std::size_t longest_text = 24;
  constexpr std::size_t most_digits = 4;  // in a text that is no date
  if (std::ranges::all_of(value, is_digit)) {
    return value.size() <= longest_number;
  }
  if (characters(value) > longest_text) {
    return false;
  }
  if (looks_like_a_date(value)) {
    return true;
  }
  const bool plain = std::ranges::all_of(value, [&](char c) {
    const char lower = static_cast<char>(c | 0x20);
    return is_digit(c) || (lower >= 'a' && lower <= 'z') || marks.find(c) != std::string_view::npos;
  });
  return plain && std::ranges::count_if(value, is_digit) <= std::ptrdiff_t{most_digits} &&
         !looks_like_a_postcode(value);
}

constexpr std::string_view marks_in_a_word = "'/-:.";
constexpr std::string_view marks_in_an_area = " '/-:.";

std::string words_of(std::string_view value, std::string_view marks) {
  return may_be_shown(value, marks)
             ? "\"" + std::string(value) + "\""
             : "a text of " + std::to_string(characters(value)) + " characters";
}

}  // namespace

FieldCursor::FieldCursor(const receive::Submission& submission, const Context& context)
    : submission_(submission), context_(context), taken_(submission.fields.size(), false) {
  settle_spellings();
}

void FieldCursor::settle_spellings() {
  for (std::size_t i = 0; i < submission_.fields.size(); ++i) {
    const std::string_view name = submission_.fields[i].name;
    if (!name.starts_with(answers_prefix) ||
        survey().find_item(name.substr(answers_prefix.size())) != nullptr) {
      continue;
    }
    const std::string key = receive::name_key(name.substr(answers_prefix.size()));
    const auto item = std::ranges::find_if(survey().items, [&](const Item& candidate) {
      return !key.empty() && receive::name_key(candidate.id) == key;
    });
    if (item != survey().items.end()) {
      settle_spelling(i, std::string(answers_prefix) + item->id);
    }
  }
}

void FieldCursor::settle_spelling(std::size_t at, std::string name) {
  const receive::Field& field = submission_.fields[at];
  names_.resize(submission_.fields.size());
  for (std::size_t i = 0; i < submission_.fields.size(); ++i) {
    if (i == at || name_of(i) != name) {
      continue;
    }
    // Of two spellings of one field a blank gives way to a value.
    if (scalar_text(submission_.fields[i].value).empty()) {
      names_[i] = std::string(set_aside);
    } else if (scalar_text(field.value).empty()) {
      return;
    } else {
      hold_firmly(receive::problem::duplicate_key, field.pointer,
                  "Two keys are spellings of the field " + name + ".");
      static_cast<void>(held_for_group(field));
      names_[at] = std::string(set_aside);
      return;
    }
  }
  names_[at] = std::move(name);
}

std::string_view FieldCursor::name_of(std::size_t at) const {
  return names_.empty() || names_[at].empty() ? std::string_view(submission_.fields[at].name)
                                              : std::string_view(names_[at]);
}

template <typename Is>
const receive::Field* FieldCursor::take_first(const Is& is) {
  const auto& fields = submission_.fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (is(name_of(i))) {
      taken_[i] = true;
      return &fields[i];
    }
  }
  return nullptr;
}

const receive::Field* FieldCursor::take(std::string_view name) {
  return take_first([name](std::string_view given) { return given == name; });
}

const receive::Field* FieldCursor::take_answer(std::string_view item) {
  return take_first([item](std::string_view given) {
    return given.size() == answers_prefix.size() + item.size() && given.ends_with(item) &&
           given.starts_with(answers_prefix);
  });
}

const FieldMapping* FieldCursor::mapping(std::string_view field) const noexcept {
  if (context_.adapter == nullptr) {
    return nullptr;
  }
  const auto at = std::ranges::find(context_.adapter->map, field, &FieldMapping::field);
  return at == context_.adapter->map.end() ? nullptr : &*at;
}

std::string FieldCursor::text(const receive::Field& field) const {
  std::string given = scalar_text(field.value);
  const FieldMapping* mapped = mapping(field.name);
  if (mapped == nullptr || mapped->values.empty() || given.empty()) {
    return given;
  }
  if (const auto at = mapped->values.find(given); at != mapped->values.end()) {
    return at->second;
  }
  const std::string key = match_key(given);
  for (const auto& [word, ours] : mapped->values) {
    if (match_key(word) == key) {
      return ours;
    }
  }
  return given;
}

bool FieldCursor::hold(std::string_view code, std::string pointer, std::string message) {
  const bool waived = code != hold::safeguarding_exclusion &&
                      std::ranges::find(context_.waived, code) != context_.waived.end();
  if (waived) {
    note(code, std::move(pointer), std::move(message));
  } else {
    hold_firmly(code, std::move(pointer), std::move(message));
  }
  return waived;
}

void FieldCursor::hold_firmly(std::string_view code, std::string pointer, std::string message) {
  const auto field = std::ranges::find(submission_.fields, pointer, &receive::Field::pointer);
  const bool given = field != submission_.fields.end();
  value_classes_.emplace_back(given ? value_class(field->value) : std::string_view{});
  errors_.push_back(
      {.code = std::string(code), .pointer = std::move(pointer), .message = std::move(message)});
}

const Safeguard& FieldCursor::safeguard() {
  if (context_.safeguard != nullptr) {
    return *context_.safeguard;
  }
  if (!safeguard_) {
    safeguard_.emplace(*context_.definitions, survey(), context_.adapter);
  }
  return *safeguard_;
}

bool FieldCursor::held_for_group(const receive::Field& field) {
  const std::string* reason = safeguard().group_named(field.value);
  if (reason == nullptr) {
    reason = safeguard().group_named(text(field));
  }
  if (reason == nullptr) {
    return false;
  }
  hold_group(*reason, field);
  return true;
}

bool FieldCursor::hold_value(std::string_view code, const receive::Field& field,
                             std::string message) {
  return !held_for_group(field) && hold(code, field.pointer, std::move(message));
}

void FieldCursor::hold_value_firmly(std::string_view code, const receive::Field& field,
                                    std::string message) {
  if (!held_for_group(field)) {
    hold_firmly(code, field.pointer, std::move(message));
  }
}

void FieldCursor::hold_group(std::string_view reason, const receive::Field& field) {
  hold(reason, field.pointer, "The definition holds this group for a person.");
}

void FieldCursor::note(std::string_view code, std::string pointer, std::string message) {
  findings_.push_back(
      {.code = std::string(code), .pointer = std::move(pointer), .message = std::move(message)});
}

std::vector<const receive::Field*> FieldCursor::known() const {
  std::vector<const receive::Field*> fields;
  fields.reserve(taken_.size() + 1);
  for (std::size_t i = 0; i < taken_.size(); ++i) {
    if (taken_[i]) {
      fields.push_back(&submission_.fields[i]);
    }
  }
  return fields;
}

std::vector<receive::Field> FieldCursor::unread() const {
  std::vector<receive::Field> unread;
  for (std::size_t i = 0; i < taken_.size(); ++i) {
    const receive::Field& field = submission_.fields[i];
    if (!taken_[i] && name_of(i) != set_aside && !scalar_text(field.value).empty()) {
      std::string own = unescaped(field.pointer);
      std::string printed = receive::printed_name(own);
      unread.push_back(
          {.name = std::move(printed), .pointer = std::move(own), .value = field.value});
    }
  }
  return unread;
}

std::size_t FieldCursor::unknown() const noexcept {
  return static_cast<std::size_t>(std::ranges::count(taken_, false));
}

std::string_view value_class(const receive::Scalar& value) {
  if (std::holds_alternative<bool>(value)) {
    return "boolean";
  }
  if (std::holds_alternative<std::int64_t>(value)) {
    return "whole_number";
  }
  if (std::holds_alternative<double>(value)) {
    return "number";
  }
  const std::string text = scalar_text(value);
  if (text.empty()) {
    return "blank";
  }
  if (std::ranges::all_of(text, is_digit)) {
    return "digits";
  }
  if (looks_like_a_date(text)) {
    return "date";
  }
  constexpr std::size_t longest_short = 24;
  return characters(text) <= longest_short ? "short_text" : "long_text";
}

std::string value_words(std::string_view value) {
  return words_of(value, marks_in_a_word);
}

std::string area_words(std::string_view value) {
  return words_of(value, marks_in_an_area);
}

}  // namespace soundings::normalise
