// Encryption at rest of what the file must not give away: keys' secrets and the
// originals of held items (libsodium crypto_secretbox, a fresh nonce each).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soundings::store {

using Bytes = std::vector<std::uint8_t>;

inline constexpr std::size_t master_key_size = 32;

/// nonce, then ciphertext. key: master_key_size bytes.
[[nodiscard]] Bytes seal(std::string_view plain, std::span<const std::uint8_t> key);

/// Nothing when the bytes were changed or sealed under another key.
[[nodiscard]] std::optional<std::string> unseal(std::span<const std::uint8_t> sealed,
                                                std::span<const std::uint8_t> key);

}  // namespace soundings::store
