// Passwords: which are refused, and how they are kept. Rules of NIST SP 800-63B: length and
// guesses, no composition (docs/decisions/0031-sign-in.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace soundings::accounts {

/// Characters of the shortest password: of one that stands alone, and of one with a second factor.
inline constexpr std::size_t shortest_alone = 15;
inline constexpr std::size_t shortest_with_code = 12;
inline constexpr std::size_t longest_password = 128;

enum class PasswordFault : std::uint8_t { too_short, too_long, too_easy };

/// Why it cannot be a password of `account`; too_easy: it is on the list of common ones, or made of
/// such, so that less than 2^33 guesses find it.
[[nodiscard]] std::optional<PasswordFault> fault_of(std::string_view password,
                                                    std::string_view account, bool stands_alone);

/// In a sentence.
[[nodiscard]] std::string words_of(PasswordFault fault, bool stands_alone);

/// Argon2id, with a salt of its own; takes 64 MiB and some 70 ms. Throws std::bad_alloc.
[[nodiscard]] std::string hash_password(std::string_view password);

/// Takes as long as hashing does, whether they match or not.
[[nodiscard]] bool password_matches(const std::string& hash, std::string_view password);

/// A hash that no password matches, to be compared with where there is no account.
[[nodiscard]] const std::string& nobodys_hash();

/// A password to be handed over: "k3v9x-q2mw7-7tzpp-4dhjr".
[[nodiscard]] std::string make_password();

}  // namespace soundings::accounts
