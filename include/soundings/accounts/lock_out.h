// How long somebody waits before they may try to sign in again. Pure. Nobody can lock everybody
// out: what is counted by account or by address holds off only those who never signed in to that
// account from that address (docs/decisions/0031-sign-in.md).
#pragma once

#include <chrono>
#include <optional>

#include "soundings/base/time.h"
#include "soundings/store/accounts.h"

namespace soundings::accounts {

/// What was refused so far.
struct Tried {
  store::Failures here;         ///< of this account, from this address
  store::Failures on_account;   ///< of this account, from anywhere
  store::Failures by_address;   ///< of any account, from this address
  bool signed_in_here = false;  ///< the account was signed in from this address lately
};

/// Refusals that nobody waits for.
inline constexpr int free_here = 5;
inline constexpr int free_on_account = 20;
inline constexpr int free_by_address = 20;
inline constexpr std::chrono::seconds longest_wait{900};

/// Nothing: it may be tried now. Each refusal beyond the free ones doubles the wait after the last.
[[nodiscard]] std::optional<std::chrono::seconds> wait_before(const Tried& tried, Instant now);

}  // namespace soundings::accounts
