#include "soundings/accounts/lock_out.h"

#include <algorithm>

namespace soundings::accounts {
namespace {

std::chrono::seconds wait_of(const store::Failures& failures, int free, Instant now) {
  constexpr int most_doublings = 10;
  if (failures.count < free) {
    return std::chrono::seconds(0);
  }
  const auto whole =
      std::min(longest_wait,
               std::chrono::seconds(1) * (1 << std::min(failures.count - free, most_doublings)));
  return std::chrono::ceil<std::chrono::seconds>(failures.last + whole - now);
}

}  // namespace

std::optional<std::chrono::seconds> wait_before(const Tried& tried, Instant now) {
  auto wait = wait_of(tried.here, free_here, now);
  if (!tried.signed_in_here) {
    wait = std::max({wait, wait_of(tried.on_account, free_on_account, now),
                     wait_of(tried.by_address, free_by_address, now)});
  }
  return wait > std::chrono::seconds(0) ? std::optional(wait) : std::nullopt;
}

}  // namespace soundings::accounts
