#include "record.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "soundings/receive/problem.h"

#include "json_text.h"

namespace soundings::receive {
namespace {

constexpr std::string_view answers_member = "answers";
constexpr std::array native_names = std::to_array<std::string_view>(
    {"source_response_id", "completed_at", "modified_at", "invited_at", "respondent_id", "survey",
     "npu", "contact_channel", "crime_group", "age", "age_band", "sex", "ethnic_group", "comment"});
constexpr std::size_t longest_pointer_told = 200;
constexpr std::size_t most_digits_told = 6;

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

/// A name as definitions have them, which cannot be a person's: "q_overall", not "Jane Doe".
bool plain_segment(std::string_view segment) {
  std::size_t digits = 0;
  for (const char c : segment) {
    const char lower = static_cast<char>(c | 0x20);
    const bool digit = c >= '0' && c <= '9';
    digits += digit ? 1U : 0U;
    if (!digit && !(lower >= 'a' && lower <= 'z') && c != '_' && c != '-' && c != '.') {
      return false;
    }
  }
  return digits <= most_digits_told;
}

/// As far as its names are plain: messages and pointers are kept and sent in clear.
std::string told_pointer(std::string_view pointer) {
  std::size_t kept = 0;
  while (kept < pointer.size()) {
    const std::size_t end = std::min(pointer.find('/', kept + 1), pointer.size());
    if (!plain_segment(pointer.substr(kept + 1, end - kept - 1)) || end > longest_pointer_told) {
      break;
    }
    kept = end;
  }
  return std::string(pointer.substr(0, kept));
}

Finding found(std::string_view code, const std::string& given, std::string message) {
  std::string pointer = told_pointer(given);
  return {.code = std::string(code), .pointer = std::move(pointer), .message = std::move(message)};
}

std::string_view words(std::string_view defect) {
  if (defect == problem::duplicate_key) {
    return "An object has the same key twice.";
  }
  if (defect == problem::string_too_long) {
    return "A string is longer than the limit.";
  }
  return "A number is too large to be kept exactly.";
}

/// What makes a record unusable before any field is looked at.
std::optional<Finding> defect_of(const JsonDocument& document, std::uint32_t node,
                                 const Limits& limits) {
  const JsonNode& record = document.nodes[node];
  if (record.kind != JsonKind::object) {
    return found(problem::not_an_object, {}, "This item is not a JSON object.");
  }
  for (const JsonDefect& defect : document.defects) {
    if (defect.node >= node && defect.node < record.end) {
      return found(defect.code, document.pointer(node, defect.node),
                   std::string(words(defect.code)));
    }
  }
  std::size_t keys = 0;
  for (std::uint32_t i = node + 1; i < record.end; ++i) {
    keys += document.nodes[i].key.empty() ? 0U : 1U;
  }
  if (keys > limits.json_keys) {
    return found(problem::too_many_keys, {},
                 "This item has " + std::to_string(keys) + " keys; the limit is " +
                     std::to_string(limits.json_keys) + ".");
  }
  return std::nullopt;
}

Finding not_scalar(const std::string& pointer) {
  return found(problem::field_malformed, pointer,
               "This field holds an object or an array; a single value is needed.");
}

void read_native_answers(const JsonDocument& document, std::uint32_t answers, Submission& to) {
  if (document.nodes[answers].kind == JsonKind::null) {
    return;
  }
  if (document.nodes[answers].kind != JsonKind::object) {
    to.problem = found(problem::field_malformed, "/answers", "The answers are not an object.");
    return;
  }
  for (std::uint32_t i = answers + 1; i < document.nodes[answers].end; i = document.nodes[i].end) {
    const JsonNode& node = document.nodes[i];
    std::string pointer = "/answers/" + pointer_segment(node.key);
    if (document.container(i)) {
      to.problem = not_scalar(pointer);
      return;
    }
    to.fields.push_back(
        {.name = "answers/" + node.key, .pointer = std::move(pointer), .value = scalar(node)});
  }
}

void read_native(const JsonDocument& document, std::uint32_t record, Submission& to) {
  for (std::uint32_t i = record + 1; i < document.nodes[record].end && !to.problem;
       i = document.nodes[i].end) {
    const JsonNode& node = document.nodes[i];
    if (node.key == answers_member) {
      read_native_answers(document, i, to);
    } else if (!native_field(node.key)) {
      ++to.unmapped;
    } else if (document.container(i)) {
      to.problem = not_scalar("/" + node.key);
    } else {
      to.fields.push_back({.name = node.key, .pointer = "/" + node.key, .value = scalar(node)});
    }
  }
}

/// Whether an element of an array is the one that "[name=value]" asks for.
bool selected(const JsonDocument& document, std::uint32_t element, std::string_view selector) {
  const std::size_t equals = selector.find('=');
  if (equals == std::string_view::npos) {
    return false;
  }
  const std::uint32_t member = document.child(element, selector.substr(0, equals));
  if (member == 0 || document.nodes[element].kind != JsonKind::object) {
    return false;
  }
  const JsonNode& node = document.nodes[member];
  const std::string_view wanted = selector.substr(equals + 1);
  return node.kind == JsonKind::integer ? std::to_string(node.integer) == wanted
                                        : node.kind == JsonKind::string && node.text == wanted;
}

std::string unescaped(std::string_view segment) {
  std::string text;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (segment[i] == '~' && i + 1 < segment.size()) {
      ++i;
      text += segment[i] == '1' ? '/' : '~';
    } else {
      text += segment[i];
    }
  }
  return text;
}

/// Whether a segment may take any of several elements: "*" or "[name=value]".
bool is_pattern(std::string_view segment) {
  return segment == "*" || (segment.starts_with('[') && segment.ends_with(']'));
}

/// True when a pattern takes `element`.
bool matches(const JsonDocument& document, std::uint32_t element, std::string_view segment) {
  return segment == "*" || selected(document, element, segment.substr(1, segment.size() - 2));
}

/// Whether `take` holds for a node at `path` under `node`, tried in the order written; of a key
/// that stands twice both are tried.
template <typename Take>
bool any_at(const JsonDocument& document, std::uint32_t node, std::string_view path,
            const Take& take) {
  if (path.empty()) {
    return take(node);
  }
  if (path.front() != '/') {
    return false;
  }
  const std::size_t next = path.find('/', 1);
  const std::string_view segment = path.substr(1, next == std::string_view::npos ? next : next - 1);
  const std::string_view rest = next == std::string_view::npos ? "" : path.substr(next);
  const bool pattern = is_pattern(segment);
  if (!pattern && document.nodes[node].kind == JsonKind::array) {
    const std::uint32_t at = document.child(node, segment);
    return at != 0 && any_at(document, at, rest, take);
  }
  const std::string name = pattern ? std::string{} : unescaped(segment);
  for (std::uint32_t i = node + 1; document.container(node) && i < document.nodes[node].end;
       i = document.nodes[i].end) {
    const bool here = pattern ? matches(document, i, segment) : document.nodes[i].key == name;
    if (here && any_at(document, i, rest, take)) {
      return true;
    }
  }
  return false;
}

/// The node that gives a mapping its value: at the first of its paths that leads to one. A null
/// gives way to a later path, so that a date not yet there can be taken from another.
std::uint32_t source_of(const JsonDocument& document, std::uint32_t record,
                        const FieldMapping& mapping) {
  std::uint32_t null = 0;
  for (const std::string& path : mapping.paths) {
    const std::uint32_t at = resolve(document, record, path);
    if (at != 0 && document.nodes[at].kind != JsonKind::null) {
      return at;
    }
    null = null == 0 ? at : null;
  }
  return null;
}

/// Hands back the nodes that the adapter drops.
std::vector<std::uint32_t> read_adapted(const JsonDocument& document, std::uint32_t record,
                                        const Adapter& adapter, Submission& to) {
  const std::uint32_t end = document.nodes[record].end;
  std::vector<bool> spoken_for(end - record, false);
  for (const FieldMapping& mapping : adapter.map) {
    const std::uint32_t at = source_of(document, record, mapping);
    if (at == 0) {
      continue;
    }
    std::string pointer = document.pointer(record, at);
    if (document.container(at)) {
      to.problem = not_scalar(pointer);
      return {};
    }
    spoken_for[at - record] = true;
    to.fields.push_back({.name = mapping.field,
                         .pointer = std::move(pointer),
                         .value = scalar(document.nodes[at])});
  }
  std::vector<std::uint32_t> dropped;
  for (const std::string& path : adapter.drop) {
    any_at(document, record, path, [&](std::uint32_t at) {
      if (at != record) {
        ++to.dropped;
        dropped.push_back(at);
        std::fill(spoken_for.begin() + (at - record),
                  spoken_for.begin() + (document.nodes[at].end - record), true);
      }
      return false;
    });
  }
  for (std::uint32_t i = record + 1; i < end; ++i) {
    to.unmapped += !document.container(i) && !spoken_for[i - record] ? 1U : 0U;
  }
  return dropped;
}

bool defective(const JsonDocument& document, std::uint32_t node) {
  return std::ranges::find(document.defects, node, &JsonDefect::node) != document.defects.end();
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

}  // namespace

bool native_field(std::string_view name) noexcept {
  return std::ranges::find(native_names, name) != native_names.end();
}

bool names_someone(std::string_view field) noexcept {
  return field == "source_response_id" || field == "respondent_id" || field == "pseudonym";
}

bool describes_someone(std::string_view field) noexcept {
  return field != "comment" && field != "survey" && !field.ends_with("_at") &&
         !field.starts_with("answers/");
}

std::vector<Field> claims_of(const JsonDocument& document, std::uint32_t record,
                             const Adapter* adapter) {
  std::vector<Field> claims;
  const auto take = [&](const std::string& name, const std::string& path) {
    any_at(document, record, path, [&](std::uint32_t at) {
      std::ranges::move(claims_at(document, at, name, path), std::back_inserter(claims));
      return false;
    });
  };
  if (adapter == nullptr || adapter->map.empty()) {
    for (const std::string_view name : native_names) {
      if (describes_someone(name)) {
        take(std::string(name), "/" + std::string(name));
      }
    }
    return claims;
  }
  for (const FieldMapping& mapping : adapter->map) {
    for (const std::string& path : mapping.paths) {
      if (describes_someone(mapping.field)) {
        take(mapping.field, path);
      }
    }
  }
  return claims;
}

std::uint32_t resolve(const JsonDocument& document, std::uint32_t node, std::string_view path) {
  std::uint32_t first = 0;
  any_at(document, node, path, [&](std::uint32_t at) {
    first = at;
    return true;
  });
  return first;
}

Submission undecoded(std::string_view raw, std::size_t index, Finding problem) {
  Submission submission;
  submission.index = index;
  submission.original = sha256(raw);
  submission.content = submission.original;
  submission.raw = std::string(raw);
  submission.problem = std::move(problem);
  return submission;
}

Submission read_record(const JsonDocument& document, std::uint32_t node, std::string_view raw,
                       std::size_t index, const Adapter* adapter, const Limits& limits) {
  const auto broken = [&](Finding problem) {
    Submission unread = undecoded(raw, index, std::move(problem));
    unread.claims = claims_of(document, node, adapter);
    return unread;
  };
  if (auto defect = defect_of(document, node, limits)) {
    return broken(std::move(*defect));
  }
  Submission submission;
  submission.index = index;
  submission.fields.reserve(16);
  std::vector<std::uint32_t> dropped;
  if (adapter != nullptr && !adapter->map.empty()) {
    dropped = read_adapted(document, node, *adapter, submission);
  } else {
    read_native(document, node, submission);
  }
  if (submission.problem) {
    return broken(std::move(*submission.problem));
  }
  // Without an id, what is dropped may be all that tells two people apart.
  if (std::ranges::none_of(submission.fields,
                           [](const Field& field) { return field.name == "source_response_id"; })) {
    dropped.clear();
  }
  submission.content = sha256(canonical_text(document, node, dropped));
  submission.original = sha256(raw);
  submission.raw = std::string(raw);
  return submission;
}

Submission restore(std::string_view kept) {
  const auto document = parse_json(kept, Limits{});
  if (!document) {
    return undecoded(kept, 0, document.error());
  }
  if (auto defect = defect_of(*document, 0, Limits{})) {
    return undecoded(kept, 0, std::move(*defect));
  }
  Submission submission;
  for (std::uint32_t i = 1; i < document->nodes[0].end; i = document->nodes[i].end) {
    const JsonNode& node = document->nodes[i];
    if (node.key == answers_member) {
      read_native_answers(*document, i, submission);
    } else if (!document->container(i)) {
      submission.fields.push_back(
          {.name = node.key, .pointer = "/" + node.key, .value = scalar(node)});
    }
  }
  submission.content = sha256(canonical_text(*document, 0));
  submission.original = sha256(kept);
  return submission;
}

}  // namespace soundings::receive
