#include "json_text.h"

#include <algorithm>
#include <list>
#include <utility>
#include <vector>

#include "soundings/base/number.h"
#include "soundings/base/text.h"
#include "soundings/receive/receive.h"

#include "unicode.h"

namespace soundings::receive {
namespace {

constexpr std::string_view answers_prefix = "answers/";

/// text: valid UTF-8. Only what RFC 8259 says must be escaped is.
void append_quoted(std::string& to, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  to += '"';
  std::size_t plain = 0;  // where the run began that needs no escape
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x20 && byte != '"' && byte != '\\') {
      continue;
    }
    to.append(text, plain, at - plain);
    plain = at + 1;
    if (byte < 0x20) {
      to += "\\u00";
      to += digits[byte >> 4U];
      to += digits[byte & 0xFU];
    } else {
      to += '\\';
      to += text[at];
    }
  }
  to.append(text, plain);
  to += '"';
}

void append_quoted_nfc(std::string& to, std::string_view text) {
  if (is_ascii(text)) {
    append_quoted(to, text);
    return;
  }
  std::string composed;
  append_nfc(composed, text);
  append_quoted(to, composed);
}

/// A document less the nodes that are left out of it.
struct Part {
  const JsonDocument& document;
  std::span<const std::uint32_t> left_out;

  [[nodiscard]] bool has(std::uint32_t node) const {
    return std::ranges::find(left_out, node) == left_out.end();
  }
};

void append_canonical(std::string& to, const Part& part, std::uint32_t at);

void append_members(std::string& to, const Part& part, std::uint32_t object) {
  const JsonDocument& document = part.document;
  std::vector<std::pair<std::string_view, std::uint32_t>> members;
  std::list<std::string> composed;  // keys that NFC may change; others are used where they stand
  members.reserve(document.children(object));
  for (std::uint32_t i = object + 1; i < document.nodes[object].end; i = document.nodes[i].end) {
    std::string_view key = document.nodes[i].key;
    if (!is_ascii(key)) {
      append_nfc(composed.emplace_back(), key);
      key = composed.back();
    }
    members.emplace_back(key, i);
  }
  std::ranges::sort(members);
  to += '{';
  for (const auto& [key, member] : members) {
    if (!part.has(member)) {
      continue;
    }
    if (to.back() != '{') {
      to += ',';
    }
    append_quoted(to, key);
    to += ':';
    append_canonical(to, part, member);
  }
  to += '}';
}

void append_elements(std::string& to, const Part& part, std::uint32_t array) {
  const JsonDocument& document = part.document;
  to += '[';
  for (std::uint32_t i = array + 1; i < document.nodes[array].end; i = document.nodes[i].end) {
    if (!part.has(i)) {
      continue;
    }
    if (to.back() != '[') {
      to += ',';
    }
    append_canonical(to, part, i);
  }
  to += ']';
}

void append_canonical(std::string& to, const Part& part, std::uint32_t at) {
  const JsonNode& node = part.document.nodes[at];
  switch (node.kind) {
    case JsonKind::null:
      to += "null";
      return;
    case JsonKind::boolean:
      to += node.boolean ? "true" : "false";
      return;
    case JsonKind::integer:
      to += std::to_string(node.integer);
      return;
    case JsonKind::real:
      to += node.text;
      return;
    case JsonKind::string:
      append_quoted_nfc(to, node.text);
      return;
    case JsonKind::object:
      append_members(to, part, at);
      return;
    case JsonKind::array:
      append_elements(to, part, at);
      return;
  }
}

void append_scalar(std::string& to, const Scalar& value) {
  if (const auto* flag = std::get_if<bool>(&value)) {
    to += *flag ? "true" : "false";
  } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    to += std::to_string(*integer);
  } else if (const auto* real = std::get_if<double>(&value)) {
    to += shortest(*real);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    append_quoted(to, *text);
  } else {
    to += "null";
  }
}

bool blank(const Field& field) {
  return std::holds_alternative<std::monostate>(field.value);
}

/// Bytes of a field as it is printed, where nothing of it must be escaped.
std::size_t size_of(const Field& field) {
  constexpr std::size_t punctuation = 6;
  constexpr std::size_t number = 8;
  const auto* text = std::get_if<std::string>(&field.value);
  return field.name.size() + punctuation + (text == nullptr ? number : text->size());
}

}  // namespace

std::string canonical_text(const JsonDocument& document, std::uint32_t node,
                           std::span<const std::uint32_t> left_out) {
  constexpr std::size_t usual_size = 24;  // of a node, with its name
  std::string text;
  text.reserve(document.nodes.size() * usual_size);
  append_canonical(text, {document, left_out}, node);
  return text;
}

std::string canonical_text(std::span<const Field> fields) {
  std::vector<const Field*> sorted;
  for (const Field& field : fields) {
    if (!blank(field)) {
      sorted.push_back(&field);
    }
  }
  std::ranges::sort(sorted, {}, &Field::name);
  std::string text = "{";
  for (const Field* field : sorted) {
    if (text.size() > 1) {
      text += ',';
    }
    append_quoted(text, field->name);
    text += ':';
    if (const auto* value = std::get_if<std::string>(&field->value)) {
      append_quoted_nfc(text, *value);
    } else {
      append_scalar(text, field->value);
    }
  }
  text += '}';
  return text;
}

std::string keep(std::span<const Field* const> fields) {
  std::size_t size = 0;
  for (const Field* field : fields) {
    size += size_of(*field);
  }
  std::string plain;
  std::string answers;
  plain.reserve(size);
  answers.reserve(size);
  plain += '{';
  for (const Field* kept : fields) {
    const Field& field = *kept;
    if (blank(field)) {
      continue;
    }
    const bool answer = field.name.starts_with(answers_prefix);
    std::string& to = answer ? answers : plain;
    if (!to.empty() && to.back() != '{') {
      to += ',';
    }
    append_quoted(to, answer ? std::string_view(field.name).substr(answers_prefix.size())
                             : std::string_view(field.name));
    to += ':';
    append_scalar(to, field.value);
  }
  if (!answers.empty()) {
    plain += plain.size() > 1 ? ",\"answers\":{" : "\"answers\":{";
    plain += answers;
    plain += '}';
  }
  plain += '}';
  return plain;
}

}  // namespace soundings::receive
