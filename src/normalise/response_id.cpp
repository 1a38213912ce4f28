#include "response_id.h"

#include <algorithm>
#include <array>
#include <variant>

#include "soundings/normalise/reason.h"

#include "utf8.h"

namespace soundings::normalise {
namespace {

constexpr std::size_t longest_id = 200;

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

std::string lower(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return folded;
}

/// Takes digits from the front; how many there were.
std::size_t take_digits(std::string_view& text) {
  const auto end = std::ranges::find_if_not(text, is_digit);
  const auto count = static_cast<std::size_t>(end - text.begin());
  text.remove_prefix(count);
  return count;
}

bool take(std::string_view& text, std::string_view marks) {
  const bool there = !text.empty() && marks.find(text.front()) != std::string_view::npos;
  text.remove_prefix(there ? 1 : 0);
  return there;
}

/// "2.01905E+11", "2,01905e11", "12345.0": a number that was kept with its first digits alone, or
/// as one with a fraction.
bool rounded_number(std::string_view text) {
  take(text, "+-");
  if (take_digits(text) == 0) {
    return false;
  }
  const bool point = take(text, ".,");
  const std::string_view fraction = text.substr(0, text.find_first_of("eE"));
  const std::size_t digits = take_digits(text);
  if (take(text, "eE")) {
    const bool sign = take(text, "+-");
    // "2E11" may be a sender's own code; a spreadsheet writes a point or a sign.
    return take_digits(text) > 0 && text.empty() && (point || sign);
  }
  return point && digits > 0 && text.empty() &&
         std::ranges::count(fraction, '0') == static_cast<std::ptrdiff_t>(digits);
}

/// "#####", "#REF!", "#N/A", "#NAME?".
bool cell_in_error(std::string_view text) {
  if (!text.starts_with('#') || text.size() < 2) {
    return false;
  }
  constexpr std::array errors = std::to_array<std::string_view>(
      {"#n/a", "#ref!", "#value!", "#name?", "#div/0!", "#num!", "#null!", "#spill!", "#calc!",
       "#field!", "#blocked!", "#getting_data", "#error!"});
  return std::ranges::all_of(text, [](char c) { return c == '#'; }) ||
         std::ranges::find(errors, lower(text)) != errors.end();
}

/// As a spreadsheet writes it: "Mar". A sender's own "mar-05" is none.
bool month_name(std::string_view text) {
  constexpr std::array months = std::to_array<std::string_view>(
      {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"});
  return std::ranges::find(months, text) != months.end();
}

/// "05-Mar", "Mar-05", "5/3/2019": what a spreadsheet makes of "5-3".
bool turned_into_date(std::string_view text) {
  const std::size_t dash = text.find('-');
  if (dash != std::string_view::npos) {
    std::string_view before = text.substr(0, dash);
    std::string_view after = text.substr(dash + 1);
    const bool month_last = month_name(after);
    std::string_view& number = month_last ? before : after;
    const std::size_t digits = month_last || month_name(before) ? take_digits(number) : 0;
    return digits > 0 && digits <= 2 && number.empty();
  }
  for (const bool last : {false, false, true}) {
    const std::size_t digits = take_digits(text);
    if (digits == 0 || digits > (last ? 4U : 2U) || (!last && !take(text, "/"))) {
      return false;
    }
  }
  return text.empty();
}

bool word_for_none(std::string_view text) {
  constexpr std::array words =
      std::to_array<std::string_view>({"null",
                                       "(null)",
                                       "<null>",
                                       "[null]",
                                       "\\n",
                                       "none",
                                       "(none)",
                                       "nil",
                                       "nan",
                                       "n/a",
                                       "na",
                                       "undefined",
                                       "(undefined)",
                                       "unknown",
                                       "missing",
                                       "blank",
                                       "(blank)",
                                       "empty",
                                       "(empty)",
                                       "not available",
                                       "not applicable",
                                       "not known",
                                       "no id",
                                       "tbc",
                                       "tba",
                                       "true",
                                       "false",
                                       "[object object]",
                                       "system.object",
                                       "00000000-0000-0000-0000-000000000000"});
  constexpr std::string_view fillers = "-.?*_";
  const bool filler = fillers.find(text.front()) != std::string_view::npos &&
                      text.find_first_not_of(text.front()) == std::string_view::npos;
  return filler || std::ranges::find(words, lower(text)) != words.end();
}

}  // namespace

bool lost_id(std::string_view id) {
  return !id.empty() &&
         (rounded_number(id) || cell_in_error(id) || turned_into_date(id) || word_for_none(id));
}

std::string read_response_id(FieldCursor& cursor) {
  const receive::Field* field = cursor.take("source_response_id");
  if (field == nullptr) {
    return {};
  }
  std::string id = cursor.text(*field);
  const bool printable = std::ranges::none_of(
      id, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '\x7F'; });
  if (id.size() > longest_id || !printable) {
    cursor.hold(hold::id_malformed, field->pointer,
                "A response id has at most 200 bytes and no control characters.");
    return {};
  }
  // A number with a fraction or an exponent has lost digits before it was written.
  if (lost_id(id) || std::holds_alternative<double>(field->value) ||
      std::holds_alternative<bool>(field->value)) {
    cursor.hold(hold::id_unusable, field->pointer,
                "The response id reads as a rounded number, a cell in error, a date or a word for "
                "none; several people get such an id.");
    return {};
  }
  return nfc(id).value_or(std::string{});
}

}  // namespace soundings::normalise
