#include "soundings/accounts/password.h"

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>

#include <sodium.h>
#include <zxcvbn.h>

#include "soundings/base/digest.h"
#include "soundings/base/text.h"

namespace soundings::accounts {
namespace {

/// zxcvbn's score 3, "safely unguessable" even where hashes were stolen: 10^10 guesses.
constexpr double fewest_bits = 33.2;

/// The estimate takes time that grows with the square of the length, and its buffers are fixed.
constexpr std::size_t most_estimated = 100;

void start_sodium() {
  if (sodium_init() < 0) {
    throw std::runtime_error("libsodium could not be started");
  }
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

bool easily_guessed(const std::string& password, std::string_view account) {
  const std::string own(account);
  const std::string service = "soundings";
  const std::string police = "westmidlandspolice";
  std::array<const char*, 4> ours{own.c_str(), service.c_str(), police.c_str(), nullptr};
  return ZxcvbnMatch(password.substr(0, most_estimated).c_str(), ours.data(), nullptr) <
         fewest_bits;
}

}  // namespace

std::optional<PasswordFault> fault_of(std::string_view password, std::string_view account,
                                      bool stands_alone) {
  const std::string text = composed(password);
  const std::size_t length = characters(text);
  if (length < (stands_alone ? shortest_alone : shortest_with_code)) {
    return PasswordFault::too_short;
  }
  if (length > longest_password) {
    return PasswordFault::too_long;
  }
  return easily_guessed(text, account) ? std::optional(PasswordFault::too_easy) : std::nullopt;
}

std::string words_of(PasswordFault fault, bool stands_alone) {
  switch (fault) {
    case PasswordFault::too_short:
      return "The password must have at least " +
             std::to_string(stands_alone ? shortest_alone : shortest_with_code) + " characters";
    case PasswordFault::too_long:
      return "The password must have at most " + std::to_string(longest_password) + " characters";
    case PasswordFault::too_easy:
      break;
  }
  return "The password is easy to guess: it is common, or made of common words and patterns";
}

std::string hash_password(std::string_view password) {
  start_sodium();
  const std::string text = composed(password);
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str(hash.data(), text.data(), text.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                        crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0) {
    throw std::bad_alloc();
  }
  return hash.data();
}

bool password_matches(const std::string& hash, std::string_view password) {
  start_sodium();
  const std::string text = composed(password.substr(0, 4 * longest_password));
  return crypto_pwhash_str_verify(hash.c_str(), text.data(), text.size()) == 0;
}

const std::string& nobodys_hash() {
  // Of 32 random bytes that were thrown away.
  static const std::string hash =
      "$argon2id$v=19$m=65536,t=2,p=1$7671g8dykxEoimxzP6hnBw$"
      "LFVvwNSBXbvn/xK5KrPNREz04CGOTGHFlkTJ9pnQ0fQ";
  return hash;
}

std::string make_password() {
  // Without letters that are taken for others: 31 of them in 20 places are 99 bits.
  constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
  constexpr std::size_t groups = 4;
  constexpr std::size_t in_a_group = 5;
  start_sodium();
  std::string password;
  for (std::size_t group = 0; group < groups; ++group) {
    password += group == 0 ? "" : "-";
    for (std::size_t at = 0; at < in_a_group; ++at) {
      password += letters[randombytes_uniform(static_cast<std::uint32_t>(letters.size()))];
    }
  }
  return password;
}

}  // namespace soundings::accounts
