#include "soundings/accounts/one_time_code.h"

#include <array>
#include <chrono>

#include "soundings/base/text.h"

namespace soundings::accounts {
namespace {

constexpr std::int64_t seconds_of_a_step = 30;
constexpr std::size_t recovery_codes = 8;
constexpr std::size_t recovery_bytes = 15;
constexpr std::size_t seed_bytes = 20;

bool same(std::string_view a, std::string_view b) {
  return constant_time_equal(std::vector<std::uint8_t>(a.begin(), a.end()),
                             std::vector<std::uint8_t>(b.begin(), b.end()));
}

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

}  // namespace

std::int64_t step_of(Instant at) noexcept {
  return std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count() /
         seconds_of_a_step;
}

std::string one_time_code(std::span<const std::uint8_t> seed, std::int64_t step,
                          std::size_t digits) {
  std::string counter(8, '\0');
  for (std::size_t at = 0; at < counter.size(); ++at) {
    counter[counter.size() - 1 - at] =
        static_cast<char>((static_cast<std::uint64_t>(step) >> (8 * at)) & 0xffU);
  }
  const Sha1 mac = hmac_sha1(seed, counter);
  const std::size_t offset = mac.back() & 0x0fU;
  std::uint32_t number = mac[offset] & 0x7fU;
  for (std::size_t at = 1; at < 4; ++at) {
    number = number << 8U | mac[offset + at];
  }
  std::string code(digits, '0');
  for (std::size_t at = digits; at > 0; --at) {
    code[at - 1] = static_cast<char>('0' + number % 10);
    number /= 10;
  }
  return code;
}

std::optional<std::int64_t> matching_step(std::span<const std::uint8_t> seed, std::string_view code,
                                          Instant now, std::int64_t used) {
  std::optional<std::int64_t> found;
  for (std::int64_t step = step_of(now) - 1; step <= step_of(now) + 1; ++step) {
    if (same(one_time_code(seed, step), code) && step > used) {
      found = step;
    }
  }
  return found;
}

Seed make_seed() {
  return random_bytes(seed_bytes);
}

std::string base32(std::span<const std::uint8_t> bytes) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string text;
  std::uint32_t waiting = 0;
  unsigned bits = 0;
  for (const std::uint8_t byte : bytes) {
    waiting = (waiting << 8U | byte) & 0xfffU;
    for (bits += 8; bits >= 5; bits -= 5) {
      text += letters[waiting >> (bits - 5) & 0x1fU];
    }
  }
  if (bits > 0) {
    text += letters[waiting << (5 - bits) & 0x1fU];
  }
  return text;
}

std::string key_uri(std::string_view account, std::span<const std::uint8_t> seed) {
  return "otpauth://totp/Soundings:" + percent_encoded(account) + "?secret=" + base32(seed) +
         "&issuer=Soundings";
}

std::vector<std::string> make_recovery_codes() {
  std::vector<std::string> codes;
  for (std::size_t made = 0; made < recovery_codes; ++made) {
    const std::string letters = base32(random_bytes(recovery_bytes));
    std::string code;
    for (std::size_t at = 0; at < letters.size(); ++at) {
      code += at > 0 && at % 6 == 0 ? "-" : "";
      code += lower(letters[at]);
    }
    codes.push_back(std::move(code));
  }
  return codes;
}

Sha256 recovery_hash(std::string_view code) {
  std::string plain;
  for (const char c : code) {
    if (c != ' ' && c != '-') {
      plain += lower(c);
    }
  }
  return sha256(plain);
}

}  // namespace soundings::accounts
