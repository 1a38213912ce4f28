#include "form.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "soundings/base/text.h"
#include "soundings/receive/problem.h"

#include "record.h"
#include "rows.h"
#include "unicode.h"

namespace soundings::receive {
namespace {

/// '+' is a space; nothing for a broken escape.
std::optional<std::string> form_decoded(std::string_view text) {
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  return percent_decoded(spaced);
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
    auto name = form_decoded(pair.substr(0, equals));
    auto value =
        equals == std::string_view::npos ? std::string{} : form_decoded(pair.substr(equals + 1));
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
