// The secrets by which sources prove who they are, as an operator makes and ends them.
// All of it takes effect as soon as the writer is free, without a restart
// (docs/decisions/0004-secrets-under-a-key-outside.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/intake/intake.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/delivery.h"

namespace soundings::intake {

/// A key to be made. secret: "whsec_" and base64 of 24 to 64 bytes, the prefix optional; empty for
/// one of our own making. Holds from not_before, at once when there is none.
struct KeyWish {
  std::string source;
  std::string label;
  std::string secret;
  std::optional<Instant> not_before;
  std::optional<Instant> not_after;
  KeyScope scope = KeyScope::responses;
};

/// A key as it may be listed: without its secret.
struct ListedKey {
  std::string id;
  std::string source;
  std::string label;
  Instant not_before;
  std::optional<Instant> not_after;
  std::optional<Instant> last_used;
  KeyScope scope = KeyScope::responses;
};

/// A new key with its secret, "whsec_...", which is shown this once; and those that end because of
/// it.
struct MadeKey {
  ListedKey key;
  std::string secret;
  std::vector<ListedKey> ending;
};

enum class KeyFault { unknown_source, secret_malformed, dates_reversed, unknown_key };

/// Errors: unknown_source, secret_malformed, dates_reversed.
[[nodiscard]] Expected<MadeKey, KeyFault> create_key(Intake& intake, const Definitions& definitions,
                                                     const KeyWish& wish, Instant now,
                                                     std::string_view actor);

/// Makes a key and ends the source's others of its scope at `until`, those that end sooner
/// excepted. Errors: as create_key's; dates_reversed when `until` is past.
[[nodiscard]] Expected<MadeKey, KeyFault> rotate_keys(Intake& intake,
                                                      const Definitions& definitions,
                                                      const KeyWish& wish, Instant until,
                                                      Instant now, std::string_view actor);

/// Ends a key now. Errors: unknown_key, also for one that has ended.
[[nodiscard]] Expected<void, KeyFault> revoke_key(Intake& intake, const std::string& id,
                                                  Instant now, std::string_view actor);

/// source: empty for every one.
[[nodiscard]] std::vector<ListedKey> list_keys(Intake& intake, const std::string& source);

}  // namespace soundings::intake
