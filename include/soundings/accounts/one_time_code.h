// The second factor: one-time codes by time (RFC 6238), and recovery codes that stand in for them.
// Pure, but for what makes new ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/time.h"

namespace soundings::accounts {

using Seed = std::vector<std::uint8_t>;

/// Which of the periods of 30 seconds since 1970 an instant lies in.
[[nodiscard]] std::int64_t step_of(Instant at) noexcept;

/// HMAC-SHA1, truncated to `digits` decimal digits (RFC 4226, 5.3).
[[nodiscard]] std::string one_time_code(std::span<const std::uint8_t> seed, std::int64_t step,
                                        std::size_t digits = 6);

/// The step whose code was given: that of `now` or one to either side, later than `used`.
[[nodiscard]] std::optional<std::int64_t> matching_step(std::span<const std::uint8_t> seed,
                                                        std::string_view code, Instant now,
                                                        std::int64_t used);

/// 160 random bits.
[[nodiscard]] Seed make_seed();

/// RFC 4648 base32 without padding: how an authenticator app takes a seed.
[[nodiscard]] std::string base32(std::span<const std::uint8_t> bytes);

/// The address that authenticator apps read from a picture or a link.
[[nodiscard]] std::string key_uri(std::string_view account, std::span<const std::uint8_t> seed);

/// Eight, of 120 random bits each: "mzxw6y-tboi4t-kobqgi-2dqnrw".
[[nodiscard]] std::vector<std::string> make_recovery_codes();

/// What is kept of one. Spaces, dashes and capitals make no difference.
[[nodiscard]] Sha256 recovery_hash(std::string_view code);

}  // namespace soundings::accounts
