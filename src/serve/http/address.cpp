#include "http/address.h"

#include <algorithm>
#include <utility>

#include "soundings/base/text.h"

namespace soundings::serve {
namespace {

bool is_control(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 || byte == 0x7f;
}

/// The text up to `separator`, which is taken off `rest` with it.
std::string_view next_part(std::string_view& rest, char separator) {
  const auto end = rest.find(separator);
  const auto part = rest.substr(0, end);
  rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
  return part;
}

Problem broken_query(std::string_view name, std::string code, const std::string& message) {
  return {.status = 400,
          .code = "bad_query",
          .detail = message,
          .errors = {
              {.code = std::move(code), .pointer = "/" + std::string(name), .message = message}}};
}

/// Whatever somebody may have pasted: its handler judges the characters, and can show them the form
/// again.
std::optional<std::string> text_of_lines(std::string_view text) {
  auto decoded = percent_decoded(text);
  return decoded && is_utf8(*decoded) ? std::move(decoded) : std::nullopt;
}

/// decode: a value, by the name of its field; nothing for one that is refused.
template <typename Decode>
Expected<std::map<std::string, std::string>, Problem> read_pairs(std::string_view query,
                                                                 const Decode& decode) {
  std::map<std::string, std::string> values;
  while (!query.empty()) {
    const std::string_view pair = next_part(query, '&');
    if (pair.empty()) {
      continue;
    }
    std::string text(pair);
    std::replace(text.begin(), text.end(), '+', ' ');
    std::string_view rest = text;
    const auto name = plain_text(next_part(rest, '='));
    const auto value = name ? decode(*name, rest) : std::nullopt;
    if (!name || !value) {
      return unexpected(broken_query({}, "broken_escape",
                                     "The query has a broken escape, a control character or "
                                     "bytes that are not UTF-8."));
    }
    if (!values.emplace(*name, *value).second) {
      return unexpected(broken_query(*name, "repeated_parameter",
                                     "The parameter '" + *name + "' is given twice."));
    }
  }
  return values;
}

}  // namespace

std::optional<std::string> plain_text(std::string_view text) {
  auto decoded = percent_decoded(text);
  if (!decoded || std::any_of(decoded->begin(), decoded->end(), is_control) || !is_utf8(*decoded)) {
    return std::nullopt;
  }
  return decoded;
}

Expected<std::map<std::string, std::string>, Problem> read_query(std::string_view query) {
  return read_pairs(query,
                    [](std::string_view, std::string_view value) { return plain_text(value); });
}

Expected<std::map<std::string, std::string>, Problem> read_form(std::string_view body) {
  return read_pairs(body, [](std::string_view name, std::string_view value) {
    return name.ends_with("_text") ? text_of_lines(value) : plain_text(value);
  });
}

std::optional<std::map<std::string, std::string>> match(std::string_view pattern,
                                                        std::string_view path) {
  std::map<std::string, std::string> values;
  if (std::count(pattern.begin(), pattern.end(), '/') !=
      std::count(path.begin(), path.end(), '/')) {
    return std::nullopt;
  }
  while (!pattern.empty() || !path.empty()) {
    const auto wanted = next_part(pattern, '/');
    const auto given = next_part(path, '/');
    const auto close = wanted.find('}');
    if (close == std::string_view::npos) {
      if (wanted != given) {
        return std::nullopt;
      }
      continue;
    }
    const auto suffix = wanted.substr(close + 1);
    if (!given.ends_with(suffix) || given.size() == suffix.size()) {
      return std::nullopt;
    }
    const auto value = plain_text(given.substr(0, given.size() - suffix.size()));
    if (!value) {
      return std::nullopt;
    }
    values.emplace(wanted.substr(1, close - 1), *value);
  }
  return values;
}

std::string media_type_of(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  type.erase(type.find_last_not_of(" \t") + 1);
  std::transform(type.begin(), type.end(), type.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  const bool lines = type == "application/ndjson" || type == "application/jsonl";
  return lines ? "application/x-ndjson" : type;
}

}  // namespace soundings::serve
