#include "form.h"

#include <algorithm>
#include <optional>
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
  const std::size_t opening = name.find('[');
  if (opening != std::string::npos && name.ends_with(']') &&
      names_answers(name.substr(0, opening))) {
    return "answers/" + name.substr(opening + 1, name.size() - opening - 2);
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

/// The fields of a form, in its order, and the first thing that is wrong with it.
struct Form {
  std::vector<std::string> names;
  std::vector<std::string> values;
  std::optional<Finding> fault;

  void refuse(std::string_view code, std::string message) {
    if (!fault) {
      fault = {.code = std::string(code), .message = std::move(message)};
    }
  }

  /// pair: as in the body, "name=value" or "name".
  void add(std::string_view pair, const Limits& limits) {
    const std::size_t equals = pair.find('=');
    auto name = form_decoded(pair.substr(0, equals));
    auto value =
        equals == std::string_view::npos ? std::string{} : form_decoded(pair.substr(equals + 1));
    if (!name || !value) {
      refuse(problem::malformed_form, "A percent escape of the form is broken.");
      return;
    }
    const std::string_view code =
        unusable(*name, limits).empty() ? unusable(*value, limits) : unusable(*name, limits);
    if (!code.empty()) {
      refuse(code, "A field of the form has bytes that cannot be used.");
      return;
    }
    std::string known = field_name(std::move(*name));
    if (std::ranges::find(names, known) != names.end()) {
      refuse(problem::duplicate_key, "The form gives one field twice.");
    }
    names.push_back(std::move(known));
    values.push_back(std::move(*value));
  }
};

}  // namespace

Submission read_form(std::string_view body, const Layout& layout, const Limits& limits) {
  Form form;
  std::string_view rest = body;
  while (!rest.empty()) {
    const std::size_t end = rest.find('&');
    const std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    if (!pair.empty()) {
      form.add(pair, limits);
    }
  }
  if (form.names.size() > limits.json_keys) {
    form.refuse(problem::too_many_keys, "The form has more fields than the limit.");
  }
  const auto columns = Columns::from(form.names, layout, Columns::Of::form);
  if (!form.fault && !columns) {
    form.fault = columns.error().finding;
    // In a form two names of one field are what two keys are in an object.
    if (columns.error().refused) {
      form.fault->code = problem::duplicate_key;
    }
  }
  if (form.fault) {
    Submission unread = undecoded(body, 0, std::move(*form.fault));
    const Columns each = Columns::each(form.names, layout);
    unread.claims = each.claims(form.values);
    unread.unread = each.unread(form.values);
    return unread;
  }
  return columns->read(std::move(form.values), std::string(body), 0, 0);
}

}  // namespace soundings::receive
