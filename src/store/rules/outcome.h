// The rule of the five outcomes, as a function of what is already kept under the
// same id. Pure; docs/decisions names its source.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/time.h"
#include "soundings/store/entries.h"

namespace soundings::store {

/// Why a version of a group that must not answer this way is held. It comes before every other
/// reason to hold an item, and keeps company with none.
inline constexpr std::string_view guarded_code = "safeguarding_exclusion";

/// What is found of a response whose respondent's id several people get.
inline constexpr std::string_view lost_respondent = "respondent_unusable";

/// A submission kept earlier under the same source, survey and id (or content, without an id).
struct Earlier {
  std::int64_t seq = 0;
  Sha256 content{};
  Sha256 original{};
  std::optional<std::vector<std::uint8_t>> header;  ///< as in the delivery
  bool same = false;  ///< what the new submission says is what this one said
  /// Of the response it brought; empty for nobody.
  std::vector<std::uint8_t> person;
  Outcome outcome = Outcome::accepted;
  std::string receipt;
  int version = 0;  ///< of the response it brought; 0 for none
  bool current = false;
  std::optional<Instant> modified_at;
  Instant completed_at;  ///< of the response it brought
  bool guarded = false;  ///< held for guarded_code
};

struct Decision {
  Outcome outcome = Outcome::accepted;
  const Earlier* repeats = nullptr;  ///< duplicate: the submission it repeats
  /// accepted: the version it takes the place of; quarantined: one that no longer counts.
  const Earlier* replaces = nullptr;
  int version = 0;   ///< accepted: its version, from 1
  std::string code;  ///< conflict: why it is held
};

/// When a version was last changed, as far as that is known, and its number on arrival.
struct Stamp {
  std::optional<Instant> changed_at;
  std::int64_t seq = 0;
};

/// Whether `one` was changed later than `other`. Where the times do not say, whether it came later.
[[nodiscard]] bool newer(const Stamp& one, const Stamp& other) noexcept;

/// How a delivery's webhook-id was used before.
enum class WebhookId { none, first_use, same_body, other_body, other_address };

/// What is known of a submission beside its entry. person: its respondent, as responses name them.
struct Arriving {
  WebhookId webhook_id = WebhookId::none;
  std::vector<std::uint8_t> person;
};

/// Same content as any earlier one: duplicate. A reused webhook-id: conflict. Unreadable:
/// quarantined; held for guarded_code it takes the current version out of the count, unless that
/// one is known to be later, and from then on only versions later than it are accepted.
/// Another respondent than the newest version that names one, or one that was lost: conflict,
/// whatever the times.
/// Nothing current: accepted as the next version. modified_at later than the current
/// one's: accepted, earlier: older version, equal or absent: conflict. A current response without
/// modified_at was last changed when it was completed.
[[nodiscard]] Decision decide(const Entry& entry, const Arriving& arriving,
                              std::span<const Earlier> earlier);

}  // namespace soundings::store
