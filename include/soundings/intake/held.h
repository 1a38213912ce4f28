// Held items as an operator or a steward asks for them and is shown them: values.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/store/entries.h"
#include "soundings/store/held.h"
#include "soundings/survey/response.h"

namespace soundings::intake {

/// Whose items: everybody's, or those that only safeguarding may see.
enum class Scope { everyday, safeguarding };

/// Which of them; an empty text, or no state, asks for any. code: as senders may read it, under the
/// everyday scope.
struct HeldFilter {
  std::string source;
  std::string survey;
  std::string code;
  std::optional<store::HeldState> state;
  std::optional<Instant> since;
  std::optional<Instant> until;
  std::string after;  ///< receipt of the last item of the page before
  std::size_t limit = 100;
};

struct HeldPage {
  std::vector<store::HeldItem> items;          ///< the latest first
  std::map<std::string, std::int64_t> counts;  ///< by code, over all pages; `other`: not listed
  /// Of those counts what the scope lists, with the age of the oldest; whatever the filter's code.
  std::vector<store::HeldCount> reasons;
  std::string next;  ///< what the next page comes after; empty on the last
};

/// Why an operator is refused.
enum class QuarantineFault {
  unknown_receipt,
  already_decided,
  newer_version,  ///< the version that counts is newer, and was not to give way
  superseded,     ///< the same or a later version counts already
  not_readable,   ///< it does not make a response, even with its reason set aside
  safeguarded,    ///< never admitted; replayed and discarded under its own scope alone
  original_gone,  ///< its bytes are past retention, or do not open
  reason_missing,
};

enum class Body { left_closed, opened };

/// body: the bytes as sent, when they were asked for and are still kept.
struct ShownItem {
  store::HeldItem item;
  std::vector<store::Version> versions;  ///< what else arrived under its id, oldest first
  std::optional<std::string> body;
};

/// What an act made, or would make, of one item.
struct Replayed {
  std::string receipt;
  std::string code;  ///< it was held for
  Expected<store::Recorded, QuarantineFault> now;
};

struct ReplayPage {
  std::vector<Replayed> items;
  std::string next;
};

/// What counts under an item's id, and what the item reads as today.
struct BothVersions {
  std::optional<Response> counted;
  std::optional<Response> held;
};

enum class Replaying { preview, apply };

}  // namespace soundings::intake
