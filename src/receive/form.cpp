#include "form.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "soundings/receive/problem.h"

#include "record.h"
#include "rows.h"
#include "unicode.h"

namespace soundings::receive {
namespace {

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') {
    return static_cast<unsigned>(c - '0');
  }
  const char lower = static_cast<char>(c | 0x20);
  if (lower >= 'a' && lower <= 'f') {
    return static_cast<unsigned>(lower - 'a') + 10U;
  }
  return std::nullopt;
}

/// Nothing when a '%' is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    const auto high = i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
    if (!low) {
      return std::nullopt;
    }
    decoded += static_cast<char>(*high * 16U + *low);
    i += 2;
  }
  return decoded;
}

std::string field_name(std::string name) {
  constexpr std::string_view opening = "answers[";
  if (name.starts_with(opening) && name.ends_with(']')) {
    return "answers/" + name.substr(opening.size(), name.size() - opening.size() - 1);
  }
  return name;
}

std::string_view unusable(const std::string& text, const Limits& limits) {
  if (text.find('\0') != std::string::npos) {
    return problem::nul_byte;
  }
  if (!is_utf8(text)) {
    return problem::invalid_utf8;
  }
  return text.size() > limits.string_bytes ? problem::string_too_long : std::string_view{};
}

Submission refused(std::string_view body, std::string_view code, std::string message) {
  return undecoded(body, 0,
                   {.code = std::string(code), .pointer = {}, .message = std::move(message)});
}

}  // namespace

Submission read_form(std::string_view body, const Adapter* adapter, const Limits& limits) {
  std::vector<std::string> names;
  std::vector<std::string> values;
  std::string_view rest = body;
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (pair.empty()) {
      continue;
    }
    const std::size_t equals = pair.find('=');
    auto name = percent_decoded(pair.substr(0, equals));
    auto value =
        equals == std::string_view::npos ? std::string{} : percent_decoded(pair.substr(equals + 1));
    if (!name || !value) {
      return refused(body, problem::malformed_form, "A percent escape of the form is broken.");
    }
    for (const std::string& text : {*name, *value}) {
      if (const auto code = unusable(text, limits); !code.empty()) {
        return refused(body, code, "A field of the form has bytes that cannot be used.");
      }
    }
    std::string known = field_name(std::move(*name));
    if (std::ranges::find(names, known) != names.end()) {
      return refused(body, problem::duplicate_key, "The form gives one field twice.");
    }
    names.push_back(std::move(known));
    values.push_back(std::move(*value));
  }
  if (names.size() > limits.json_keys) {
    return refused(body, problem::too_many_keys, "The form has more fields than the limit.");
  }
  const auto columns = Columns::from(names, adapter);
  if (!columns) {
    return undecoded(body, 0, columns.error());
  }
  return columns->read(std::move(values), std::string(body), 0, 0);
}

}  // namespace soundings::receive
