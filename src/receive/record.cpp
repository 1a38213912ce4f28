#include "record.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <vector>

#include "soundings/receive/problem.h"

#include "claims.h"
#include "json_text.h"
#include "paths.h"

namespace soundings::receive {
namespace {

constexpr std::size_t longest_pointer_shown = 200;
constexpr std::size_t most_digits_shown = 6;

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
  return digits <= most_digits_shown;
}

/// As far as its names are plain: messages and pointers are kept and sent in clear.
std::string shown_pointer(std::string_view pointer) {
  std::size_t kept = 0;
  while (kept < pointer.size()) {
    const std::size_t end = std::min(pointer.find('/', kept + 1), pointer.size());
    if (!plain_segment(pointer.substr(kept + 1, end - kept - 1)) || end > longest_pointer_shown) {
      break;
    }
    kept = end;
  }
  return std::string(pointer.substr(0, kept));
}

Finding found(std::string_view code, const std::string& given, std::string message) {
  std::string pointer = shown_pointer(given);
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
  const std::string place = "/" + pointer_segment(document.nodes[answers].key);
  if (document.nodes[answers].kind != JsonKind::object) {
    to.problem = found(problem::field_malformed, place, "The answers are not an object.");
    return;
  }
  const std::string within = place + "/";
  for (std::uint32_t i = answers + 1; i < document.nodes[answers].end; i = document.nodes[i].end) {
    const JsonNode& node = document.nodes[i];
    std::string pointer = within + pointer_segment(node.key);
    if (document.container(i)) {
      to.problem = not_scalar(pointer);
      return;
    }
    to.fields.push_back(
        {.name = "answers/" + node.key, .pointer = std::move(pointer), .value = scalar(node)});
  }
}

/// Of two spellings of one field a blank gives way to a value; two values are one too many.
void settle_spellings(Submission& to) {
  std::vector<Field> settled;
  settled.reserve(to.fields.size());
  for (Field& field : to.fields) {
    const auto before = std::ranges::find(settled, field.name, &Field::name);
    if (before == settled.end()) {
      settled.push_back(std::move(field));
    } else if (holds_nothing(before->value)) {
      *before = std::move(field);
    } else if (!holds_nothing(field.value)) {
      to.problem = found(problem::duplicate_key, field.pointer,
                         "Two keys are spellings of the field " + before->name + ".");
      return;
    }
  }
  to.fields = std::move(settled);
}

void read_native(const JsonDocument& document, std::uint32_t record, Submission& to) {
  bool exact = true;
  for (std::uint32_t i = record + 1; i < document.nodes[record].end && !to.problem;
       i = document.nodes[i].end) {
    const JsonNode& node = document.nodes[i];
    const std::string_view field = native_field(node.key);
    exact = exact && (field.empty() || field == node.key);
    if (field.empty() && names_answers(node.key)) {
      exact = exact && node.key == "answers";
      read_native_answers(document, i, to);
    } else if (field.empty()) {
      ++to.unmapped;
      add_unread(document, record, i, to.unread);
    } else if (document.container(i)) {
      to.problem = not_scalar("/" + pointer_segment(node.key));
    } else {
      to.fields.push_back({.name = std::string(field),
                           .pointer = "/" + pointer_segment(node.key),
                           .value = scalar(node)});
    }
  }
  if (!exact && !to.problem) {
    settle_spellings(to);
  }
}

/// The nodes that may give a mapping its value.
struct Sources {
  std::uint32_t taken = 0;  ///< 0: none
  bool twice = false;       ///< two spellings of one name have a value
};

/// The first of a mapping's paths that leads to a node. A null gives way to a later path, so that a
/// date not yet there can be taken from another.
Sources sources_of(const JsonDocument& document, std::uint32_t record,
                   const FieldMapping& mapping) {
  Sources sources;
  std::uint32_t null = 0;
  for (const std::string& path : mapping.paths) {
    std::uint32_t at = 0;
    std::size_t values = 0;
    const bool one_place = !has_pattern(path);
    any_at(document, record, path, [&](std::uint32_t node) {
      const bool better = at == 0 || (one_place && values == 0 && has_value(document, node));
      at = better ? node : at;
      values += has_value(document, node) ? 1U : 0U;
      return !one_place;
    });
    if (at != 0 && document.nodes[at].kind != JsonKind::null) {
      sources.taken = at;
      sources.twice = one_place && values > 1;
      return sources;
    }
    null = null == 0 ? at : null;
  }
  sources.taken = null;
  return sources;
}

/// A later path that leads to the same value, or to none, says nothing that is not read.
void pass_over_the_same(const JsonDocument& document, std::uint32_t record,
                        const FieldMapping& mapping, std::uint32_t taken,
                        std::vector<bool>& spoken_for) {
  for (std::size_t i = 1; i < mapping.paths.size(); ++i) {
    any_at(document, record, mapping.paths[i], [&](std::uint32_t at) {
      const bool same = !document.container(at) && at != record &&
                        scalar(document.nodes[at]) == scalar(document.nodes[taken]);
      if (same) {
        spoken_for[at - record] = true;
      }
      return false;
    });
  }
}

/// The fields that the adapter maps. Hands back the nodes that they speak for, counted from the
/// record.
std::vector<bool> read_mapped(const JsonDocument& document, std::uint32_t record,
                              const Adapter& adapter, Submission& to) {
  std::vector<bool> spoken_for(document.nodes[record].end - record, false);
  for (const FieldMapping& mapping : adapter.map) {
    const auto [at, twice] = sources_of(document, record, mapping);
    if (at == 0) {
      continue;
    }
    std::string pointer = document.pointer(record, at);
    if (document.container(at) || twice) {
      to.problem = twice ? found(problem::duplicate_key, pointer,
                                 "Two keys are spellings of the field " + mapping.field + ".")
                         : not_scalar(pointer);
      return spoken_for;
    }
    spoken_for[at - record] = true;
    pass_over_the_same(document, record, mapping, at, spoken_for);
    to.fields.push_back({.name = mapping.field,
                         .pointer = std::move(pointer),
                         .value = scalar(document.nodes[at])});
  }
  return spoken_for;
}

/// A node with all that it contains.
void speak_for(const JsonDocument& document, std::uint32_t record, std::uint32_t at,
               std::vector<bool>& spoken_for) {
  std::fill(spoken_for.begin() + (at - record),
            spoken_for.begin() + (document.nodes[at].end - record), true);
}

/// Hands back the nodes that the adapter drops.
std::vector<std::uint32_t> drop(const JsonDocument& document, std::uint32_t record,
                                const Adapter& adapter, std::vector<bool>& spoken_for) {
  std::vector<std::uint32_t> dropped;
  for (const std::string& path : adapter.drop) {
    any_at(document, record, path, [&](std::uint32_t at) {
      if (at != record) {
        dropped.push_back(at);
        speak_for(document, record, at, spoken_for);
      }
      return false;
    });
  }
  return dropped;
}

/// What no field has taken and the adapter does not drop.
void count_unmapped(const JsonDocument& document, std::uint32_t record, const Adapter& adapter,
                    std::vector<bool>& spoken_for, Submission& to) {
  for (const std::string& path : adapter.not_needed) {
    any_at(document, record, path, [&](std::uint32_t at) {
      if (at != record && !spoken_for[at - record]) {
        ++to.unmapped;
        speak_for(document, record, at, spoken_for);
      }
      return false;
    });
  }
  for (std::uint32_t i = record + 1; i < document.nodes[record].end; ++i) {
    if (!document.container(i) && !spoken_for[i - record]) {
      ++to.unmapped;
      add_unread(document, record, i, to.unread);
    }
  }
}

/// Hands back the nodes that the adapter drops.
std::vector<std::uint32_t> read_adapted(const JsonDocument& document, std::uint32_t record,
                                        const Adapter& adapter, Submission& to) {
  std::vector<bool> spoken_for = read_mapped(document, record, adapter, to);
  if (to.problem) {
    return {};
  }
  std::vector<std::uint32_t> dropped = drop(document, record, adapter, spoken_for);
  to.dropped += dropped.size();
  count_unmapped(document, record, adapter, spoken_for, to);
  return dropped;
}

}  // namespace

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
                       std::size_t index, const Layout& layout, const Limits& limits) {
  const auto broken = [&](Finding problem) {
    Submission unread = undecoded(raw, index, std::move(problem));
    unread.claims = claims_of(document, node, layout);
    unread.unread = unread_beside_claims(document, node, layout);
    return unread;
  };
  if (auto defect = defect_of(document, node, limits)) {
    return broken(std::move(*defect));
  }
  constexpr std::size_t most_usual = 64;  // fields
  Submission submission;
  submission.index = index;
  submission.fields.reserve(std::min<std::size_t>(document.nodes[node].end - node, most_usual));
  std::vector<std::uint32_t> dropped;
  if (layout.native()) {
    read_native(document, node, submission);
  } else {
    dropped = read_adapted(document, node, *layout.adapter(), submission);
  }
  if (submission.problem) {
    return broken(std::move(*submission.problem));
  }
  // Without an id, what is dropped may be all that distinguishes two people.
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
    if (node.key == "answers") {
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
