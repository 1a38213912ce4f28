#include "claims.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "soundings/receive/names.h"

#include "native.h"
#include "paths.h"
#include "rows.h"

namespace soundings::receive {
namespace {

bool defective(const JsonDocument& document, std::uint32_t node) {
  return std::ranges::find(document.defects, node, &JsonDefect::node) != document.defects.end();
}

bool is_answers(const JsonDocument& document, std::uint32_t member) {
  const JsonNode& node = document.nodes[member];
  return node.kind == JsonKind::object && native_field(node.key).empty() && names_answers(node.key);
}

/// Every value at a node. An id in a list is nobody's; a group in one is named all the same.
std::vector<Field> claims_at(const JsonDocument& document, std::uint32_t at,
                             const std::string& name, const std::string& path) {
  const bool listed = document.container(at) && !names_someone(name);
  const std::uint32_t end = listed ? document.nodes[at].end : at + 1;
  std::vector<Field> claims;
  for (std::uint32_t i = at; i < end; ++i) {
    if (!document.container(i) && !defective(document, i)) {
      claims.push_back({.name = name, .pointer = path, .value = scalar(document.nodes[i])});
    }
  }
  return claims;
}

/// The answers of a member of a native record; none when it is not the answers, or is no object.
std::vector<Field> answers_in(const JsonDocument& document, std::uint32_t member) {
  std::vector<Field> claims;
  if (!is_answers(document, member)) {
    return claims;
  }
  const std::string place = "/" + pointer_segment(document.nodes[member].key) + "/";
  for (std::uint32_t i = member + 1; i < document.nodes[member].end; i = document.nodes[i].end) {
    const std::string& key = document.nodes[i].key;
    std::ranges::move(claims_at(document, i, "answers/" + key, place + pointer_segment(key)),
                      std::back_inserter(claims));
  }
  return claims;
}

}  // namespace

Scalar scalar(const JsonNode& node) {
  switch (node.kind) {
    case JsonKind::boolean:
      return node.boolean;
    case JsonKind::integer:
      return node.integer;
    case JsonKind::real:
      return node.real;
    case JsonKind::string:
      return node.text;
    case JsonKind::null:
    case JsonKind::object:
    case JsonKind::array:
      break;
  }
  return std::monostate{};
}

bool holds_nothing(const Scalar& value) {
  const auto* text = std::get_if<std::string>(&value);
  return std::holds_alternative<std::monostate>(value) || (text != nullptr && is_blank(*text));
}

bool has_value(const JsonDocument& document, std::uint32_t node) {
  const JsonNode& at = document.nodes[node];
  return at.kind != JsonKind::null && (at.kind != JsonKind::string || !is_blank(at.text));
}

bool names_someone(std::string_view field) noexcept {
  return field == "source_response_id" || field == "respondent_id" || field == "pseudonym";
}

bool describes_someone(std::string_view field) noexcept {
  return field != "comment" && field != "survey" && !field.ends_with("_at");
}

std::vector<Field> claims_of(const JsonDocument& document, std::uint32_t record,
                             const Layout& layout) {
  std::vector<Field> claims;
  const auto take = [&](const std::string& name, const std::string& path) {
    any_at(document, record, path, [&](std::uint32_t at) {
      std::ranges::move(claims_at(document, at, name, path), std::back_inserter(claims));
      return false;
    });
  };
  if (layout.native()) {
    for (const std::string_view name : native_names) {
      if (describes_someone(name)) {
        take(std::string(name), "/" + std::string(name));
      }
    }
    for (std::uint32_t i = record + 1; i < document.nodes[record].end; i = document.nodes[i].end) {
      std::ranges::move(answers_in(document, i), std::back_inserter(claims));
    }
    return claims;
  }
  for (const FieldMapping& mapping : layout.adapter()->map) {
    for (const std::string& path : mapping.paths) {
      if (describes_someone(mapping.field)) {
        take(mapping.field, path);
      }
    }
  }
  return claims;
}

void add_unread(const JsonDocument& document, std::uint32_t record, std::uint32_t member,
                std::vector<Field>& unread) {
  for (std::uint32_t i = member; i < document.nodes[member].end; ++i) {
    if (!document.container(i) && has_value(document, i) && !defective(document, i)) {
      std::string place = place_of(document, record, i);
      std::string printed = printed_name(place);
      unread.push_back({.name = std::move(printed),
                        .pointer = std::move(place),
                        .value = scalar(document.nodes[i])});
    }
  }
}

std::vector<Field> unread_beside_claims(const JsonDocument& document, std::uint32_t record,
                                        const Layout& layout) {
  std::vector<Field> unread;
  const std::uint32_t end = document.nodes[record].end;
  if (layout.native()) {
    for (std::uint32_t i = record + 1; i < end; i = document.nodes[i].end) {
      if (native_field(document.nodes[i].key).empty() && !is_answers(document, i)) {
        add_unread(document, record, i, unread);
      }
    }
    return unread;
  }
  std::vector<bool> spoken_for(end - record, false);
  const auto speak_for = [&](const std::string& path) {
    any_at(document, record, path, [&](std::uint32_t at) {
      std::fill(spoken_for.begin() + (at - record),
                spoken_for.begin() + (document.nodes[at].end - record), at != record);
      return false;
    });
  };
  const Adapter& adapter = *layout.adapter();
  for (const FieldMapping& mapping : adapter.map) {
    std::ranges::for_each(mapping.paths, speak_for);
  }
  std::ranges::for_each(adapter.drop, speak_for);
  std::ranges::for_each(adapter.not_needed, speak_for);
  for (std::uint32_t i = record + 1; i < end; ++i) {
    if (!document.container(i) && !spoken_for[i - record]) {
      add_unread(document, record, i, unread);
    }
  }
  return unread;
}

}  // namespace soundings::receive
