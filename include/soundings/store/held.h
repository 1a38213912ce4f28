// Items that wait for a person, as values: what is asked for, what is shown, what can be decided.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/finding.h"
#include "soundings/base/time.h"
#include "soundings/store/entries.h"

namespace soundings::store {

/// A held item as stewards see it; `errors` never carry a personal value.
struct HeldItem {
  std::string receipt;
  std::string source;
  std::string survey;
  std::string source_response_id;
  Instant received_at;
  Outcome outcome = Outcome::quarantined;  ///< on arrival: quarantined or conflict
  std::string code;
  std::vector<Finding> errors;
  std::vector<std::string> value_classes;  ///< one an error; empty when unknown
  HeldState state = HeldState::held;
  std::optional<Instant> decided_at;
  std::string actor;  ///< who decided, and why
  std::string reason;
};

/// A held item with what replaying it needs.
struct HeldOriginal {
  HeldItem item;
  std::string delivery;
  std::uint64_t position = 0;
  std::string bytes;    ///< as sent
  std::string adapter;  ///< as Entry::adapter, form and header
  std::string form;     ///< empty for an item held before this was stored
  std::string header;
  bool whole = false;  ///< `bytes` are all of its delivery
};

/// Which held items; an empty text, or no state, asks for any.
struct HeldQuery {
  std::string source;
  std::string survey;
  std::string code;
  std::optional<HeldState> state;
  std::optional<Instant> since;  ///< received from this instant on
  std::optional<Instant> until;  ///< received before this one
  std::string apart;             ///< items with an error of this code stand apart
  enum class Which { apart_left_out, apart_alone };
  Which which = Which::apart_left_out;
  std::string after;  ///< receipt of the last item of the page before
  std::size_t limit = 100;
};

struct HeldCount {
  std::string source;
  std::string code;
  bool apart = false;
  std::int64_t items = 0;
  Instant oldest;  ///< when the first of them was received
};

/// Where the ages of held items are parted: up to a day, up to a week, and so on.
inline constexpr std::array<std::chrono::days, 4> held_ages_to{
    std::chrono::days{1}, std::chrono::days{7}, std::chrono::days{30}, std::chrono::days{90}};

/// How many items wait for one reason, by how long they have waited: those up to each of
/// held_ages_to and beyond the one before, then the older ones.
struct HeldAges {
  std::string code;
  bool apart = false;
  std::array<std::int64_t, held_ages_to.size() + 1> items{};
  Instant oldest;  ///< when it arrived
};

/// Another arrival under the id of a held item, repeats left out.
struct Version {
  std::string receipt;
  Instant received_at;
  std::optional<Instant> changed_at;  ///< modified_at; without one, when it was completed
  Outcome outcome = Outcome::accepted;
  int version = 0;      ///< of the response it brought; 0 for none
  bool counts = false;  ///< it is the version that counts
  /// Changed later than the held item. Where the times do not say so, it arrived later.
  bool newer = false;
};

/// Whether an answer that is newer than an admitted one stays, or gives way by a person's word.
enum class Newer { stands, gives_way };

/// Why a held item cannot be decided as asked.
enum class HeldFault {
  unknown_receipt,
  already_decided,  ///< it was admitted or discarded before
  newer_version,    ///< the version that counts is newer, and was not to give way
  superseded,       ///< a later version counts, or it stands already, or it was erased since
  not_readable,     ///< the entry has no response, or one its survey's layout cannot hold
};

}  // namespace soundings::store
