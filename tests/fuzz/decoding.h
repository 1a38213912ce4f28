// What holds of every body that is decoded, whatever its form.
#pragma once

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/text.h"
#include "soundings/receive/problem.h"
#include "soundings/receive/receive.h"

#include "must.h"

namespace soundings::fuzz {

using receive::Decoded;
using receive::Submission;

/// Limits that short texts reach.
inline receive::Limits small_limits() {
  return {.json_depth = 6, .json_keys = 12, .string_bytes = 64, .batch_items = 8, .file_items = 12};
}

/// Adapters with every kind of path: pointers, patterns, several paths, what is dropped.
inline const std::array<Adapter, 2>& adapters() {
  static const std::array<Adapter, 2> all = [] {
    std::array<Adapter, 2> made;
    made[0].records = {"/responses", ""};
    made[0].drop = {"/contact/name", "/questions/*/note", "/ip"};
    const auto field = [](std::string name, std::vector<std::string> paths) {
      FieldMapping mapping;
      mapping.field = std::move(name);
      mapping.paths = std::move(paths);
      return mapping;
    };
    made[0].map = {field("source_response_id", {"/id"}),
                   field("completed_at", {"/date_ended", "/date_modified"}),
                   field("npu", {"/custom/npu", "/custom/area"}),
                   field("answers/overall", {"/questions/[id=7]/value", "/q~1overall"}),
                   field("comment", {"/questions/[id=c]/value"})};
    made[1].drop = {"Name", "E-mail"};
    made[1].map = {field("source_response_id", {"Response ID", "id"}),
                   field("completed_at", {"Completed", "Date completed"}),
                   field("crime_group", {"Crime"}), field("answers/overall", {"Overall"}),
                   field("comment", {"Comment"})};
    return made;
  }();
  return all;
}

/// 0: the native shape.
inline const receive::Layout& layout_of(std::size_t choice) {
  static const std::array<receive::Layout, 3> layouts{
      receive::Layout(), receive::Layout(&adapters()[0]), receive::Layout(&adapters()[1])};
  return layouts.at(choice);
}

inline Delivery delivery_of(std::string_view media_type, std::string_view body) {
  Delivery delivery;
  delivery.media_type = media_type;
  delivery.body = body;
  return delivery;
}

inline bool same(const std::optional<Finding>& one, const std::optional<Finding>& other) {
  return one.has_value() == other.has_value() && (!one || one->code == other->code);
}

inline bool same(const std::vector<receive::Field>& one, const std::vector<receive::Field>& other) {
  return std::ranges::equal(one, other, [](const auto& a, const auto& b) {
    return a.name == b.name && a.pointer == b.pointer && a.value == b.value;
  });
}

inline bool same(const Submission& one, const Submission& other) {
  return one.index == other.index && one.line == other.line && one.raw == other.raw &&
         one.content == other.content && same(one.problem, other.problem) &&
         same(one.fields, other.fields) && same(one.claims, other.claims);
}

inline void must_be_same(const std::vector<Submission>& one, const std::vector<Submission>& other,
                         const char* what) {
  must(std::ranges::equal(one, other, [](const auto& a, const auto& b) { return same(a, b); }),
       what);
}

/// Whether a field is text that JSON can hold.
inline bool readable(const receive::Field& field) {
  const auto plain = [](std::string_view text) {
    return is_utf8(text) && text.find('\0') == std::string_view::npos;
  };
  const auto* value = std::get_if<std::string>(&field.value);
  return plain(field.name) && (value == nullptr || plain(*value));
}

/// Submissions are numbered as sent; each stands for its bytes; a problem has a known code and
/// leaves no field; what is kept of one is read as the same again.
inline void must_account(const Decoded& decoded) {
  std::size_t index = 0;
  for (const Submission& each : decoded.submissions) {
    must(each.index == index++, "submissions are numbered in the order sent");
    must(each.original == sha256(each.raw), "the original is the digest of the bytes");
    if (each.problem) {
      must(each.fields.empty(), "a submission with a problem has no fields");
      must(std::ranges::count(receive::problem::all, each.problem->code) == 1,
           "a problem has a code of the list");
      continue;
    }
    if (!std::ranges::all_of(each.fields, readable)) {
      continue;  // held by normalise, and not kept in this form
    }
    std::set<std::string> names;
    std::vector<const receive::Field*> fields;
    for (const auto& field : each.fields) {
      names.insert(field.name);
      fields.push_back(&field);
    }
    if (names.size() < fields.size()) {
      continue;  // without a survey to know them by, the columns "x" and "answers/x" are two
    }
    const std::string kept = receive::keep(fields);
    const Submission again = receive::restore(kept);
    must(!again.problem, "what is kept can be read again");
    std::vector<const receive::Field*> read;
    for (const auto& field : again.fields) {
      read.push_back(&field);
    }
    must(receive::keep(read) == kept, "what is kept is read as it was");
  }
}

}  // namespace soundings::fuzz
