// Hashes, message authentication codes and their text forms (OpenSSL behind a
// plain face). Pure functions, safe to call from any thread.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soundings {

using Sha256 = std::array<std::uint8_t, 32>;

[[nodiscard]] Sha256 sha256(std::string_view bytes);

/// HMAC-SHA256 (RFC 2104). key: any length.
[[nodiscard]] Sha256 hmac_sha256(std::span<const std::uint8_t> key, std::string_view message);

using Sha1 = std::array<std::uint8_t, 20>;

/// HMAC-SHA1, for one-time codes alone (RFC 6238). key: any length.
[[nodiscard]] Sha1 hmac_sha1(std::span<const std::uint8_t> key, std::string_view message);

/// Equal or not, in a time that depends on the lengths alone.
[[nodiscard]] bool constant_time_equal(std::span<const std::uint8_t> a,
                                       std::span<const std::uint8_t> b) noexcept;

/// Lower-case hexadecimal, and back; nothing for an odd length or a foreign character.
[[nodiscard]] std::string to_hex(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_hex(std::string_view text);

/// RFC 4648 base64 with padding, and back; nothing for stray characters or bad padding.
[[nodiscard]] std::string to_base64(std::span<const std::uint8_t> bytes);
[[nodiscard]] std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text);

/// Bytes from the system's cryptographic generator.
[[nodiscard]] std::vector<std::uint8_t> random_bytes(std::size_t count);

}  // namespace soundings
