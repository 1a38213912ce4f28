// One response as the sender gave it: verified, decoded, mapped to the fields of
// the native shape, not yet interpreted.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/finding.h"

namespace soundings::receive {

/// A decoded scalar. std::monostate is JSON null.
using Scalar = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

/// A field of the native shape and where its value came from.
struct Field {
  std::string name;     ///< "npu", "answers/whole_experience", "comment"
  std::string pointer;  ///< in the sender's own body: "/answers/q_overall", or a header
  Scalar value;
};

/// One submission of a delivery. `problem`: it could not be decoded ("not_an_object",
/// "too_deep", ...); then `fields` is empty and `claims` says whose it is and of what group, as far
/// as that can be read: ids, domains and answers, a name as often as it was given. A claim without
/// a name is a cell of a row whose columns may have shifted.
struct Submission {
  std::size_t index = 0;   ///< from 0, in the order sent
  std::uint64_t line = 0;  ///< first line in a file, from 1; 0 for JSON bodies
  std::vector<Field> fields;
  /// Of the canonical content: keys sorted, strings NFC, no white space, dropped fields left out.
  Sha256 content{};
  Sha256 original{};  ///< of the bytes as sent
  std::string raw;    ///< the item as sent, for an encrypted hold; never logged
  std::shared_ptr<const std::string> header;  ///< of a CSV row: its file's first line
  std::size_t dropped = 0;                    ///< personal fields removed
  std::size_t unmapped = 0;                   ///< fields no one asked for, removed
  std::optional<Finding> problem;
  std::vector<Field> claims;
  /// Fields with a value that no one asked for. name: as it is printed. pointer: the sender's own
  /// name. They are not kept; a name or a text among them may still hold the item.
  std::vector<Field> unread;
};

}  // namespace soundings::receive
