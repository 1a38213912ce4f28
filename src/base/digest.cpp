// OpenSSL's EVP calls behind plain functions, and the two text forms of bytes.
// Algorithms are fetched once: a fetch costs more than hashing a response.
#include "soundings/base/digest.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <stdexcept>

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include "soundings/base/per_thread.h"

namespace soundings {
namespace {

constexpr std::string_view hex_digits = "0123456789abcdef";
constexpr std::string_view base64_digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct Free {
  void operator()(EVP_MD* algorithm) const noexcept { EVP_MD_free(algorithm); }
  void operator()(EVP_MAC* algorithm) const noexcept { EVP_MAC_free(algorithm); }
  void operator()(EVP_MAC_CTX* context) const noexcept { EVP_MAC_CTX_free(context); }
};
template <typename Handle>
using Owned = std::unique_ptr<Handle, Free>;

void require(bool succeeded, const char* what) {
  if (!succeeded) {
    throw std::runtime_error(what);
  }
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

/// Throws when there is none, so that the next call tries again.
template <typename Algorithm>
Owned<Algorithm> fetched(Algorithm* algorithm) {
  require(algorithm != nullptr, "OpenSSL's algorithms are not available");
  return Owned<Algorithm>{algorithm};
}

/// A context of HMAC-SHA256, whose digest stays set while keys change: looking it up costs as much
/// as the code itself. One a thread.
EVP_MAC_CTX* hmac_context() {
  static const auto algorithm = fetched(EVP_MAC_fetch(nullptr, "HMAC", nullptr));
  Owned<EVP_MAC_CTX> context{EVP_MAC_CTX_new(algorithm.get())};
  std::string digest_name = "SHA256";
  const std::array<OSSL_PARAM, 2> options{
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest_name.data(), 0),
      OSSL_PARAM_construct_end()};
  require(context && EVP_MAC_CTX_set_params(context.get(), options.data()) == 1,
          "HMAC-SHA256 is not available");
  return context.release();
}

std::optional<std::uint8_t> value_in(std::string_view alphabet, char digit) noexcept {
  const auto at = alphabet.find(digit);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  return static_cast<std::uint8_t>(at);
}

constexpr std::uint8_t base64_foreign = 0xFF;

constexpr std::array<std::uint8_t, 256> base64_values = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(base64_foreign);
  for (std::size_t value = 0; value < base64_digits.size(); ++value) {
    values[static_cast<unsigned char>(base64_digits[value])] = static_cast<std::uint8_t>(value);
  }
  return values;
}();

}  // namespace

Sha256 sha256(std::string_view bytes) {
  static const auto algorithm = fetched(EVP_MD_fetch(nullptr, "SHA256", nullptr));
  static PerThread<EVP_MD_CTX, EVP_MD_CTX_free> contexts;
  EVP_MD_CTX* context = &contexts.get(EVP_MD_CTX_new);
  Sha256 digest{};
  unsigned int length = 0;
  require(EVP_DigestInit_ex2(context, algorithm.get(), nullptr) == 1 &&
              EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1 &&
              EVP_DigestFinal_ex(context, digest.data(), &length) == 1,
          "SHA-256 is not available");
  return digest;
}

Sha256 hmac_sha256(std::span<const std::uint8_t> key, std::string_view message) {
  static PerThread<EVP_MAC_CTX, EVP_MAC_CTX_free> contexts;
  EVP_MAC_CTX* context = &contexts.get(hmac_context);
  // A null key means "the key of before" to OpenSSL; an empty one still needs an address.
  const std::uint8_t no_key = 0;
  const auto* key_bytes = key.empty() ? &no_key : key.data();
  Sha256 code{};
  std::size_t length = 0;
  require(EVP_MAC_init(context, key_bytes, key.size(), nullptr) == 1 &&
              EVP_MAC_update(context, bytes_of(message), message.size()) == 1 &&
              EVP_MAC_final(context, code.data(), &length, code.size()) == 1,
          "HMAC-SHA256 failed");
  return code;
}

Sha1 hmac_sha1(std::span<const std::uint8_t> key, std::string_view message) {
  Sha1 code{};
  std::size_t length = 0;
  require(
      EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA1", nullptr, key.data(), key.size(),
                bytes_of(message), message.size(), code.data(), code.size(), &length) != nullptr,
      "HMAC-SHA1 failed");
  return code;
}

bool constant_time_equal(std::span<const std::uint8_t> a,
                         std::span<const std::uint8_t> b) noexcept {
  return a.size() == b.size() && (a.empty() || CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0);
}

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string text(bytes.size() * 2, '0');
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text[2 * i] = hex_digits[bytes[i] >> 4U];
    text[2 * i + 1] = hex_digits[bytes[i] & 0x0FU];
  }
  return text;
}

std::optional<std::vector<std::uint8_t>> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) {
    return std::nullopt;
  }
  std::vector<std::uint8_t> bytes;
  bytes.reserve(text.size() / 2);
  const auto nibble = [](char digit) {
    const bool capital = digit >= 'A' && digit <= 'F';
    return value_in(hex_digits, capital ? static_cast<char>(digit - 'A' + 'a') : digit);
  };
  for (std::size_t at = 0; at < text.size(); at += 2) {
    const auto high = nibble(text[at]);
    const auto low = nibble(text[at + 1]);
    if (!high || !low) {
      return std::nullopt;
    }
    bytes.push_back(static_cast<std::uint8_t>((*high << 4U) | *low));
  }
  return bytes;
}

std::string to_base64(std::span<const std::uint8_t> bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto taken = std::min<std::size_t>(3, bytes.size() - at);
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = (group << 8U) | (i < taken ? bytes[at + i] : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      text += i <= taken ? base64_digits[(group >> (18U - 6U * i)) & 0x3FU] : '=';
    }
  }
  return text;
}

std::optional<std::vector<std::uint8_t>> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) {
    return std::nullopt;
  }
  const auto padding = text.ends_with("==") ? 2U : (text.ends_with('=') ? 1U : 0U);
  std::vector<std::uint8_t> bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t pending = 0;
  unsigned pending_bits = 0;
  for (const char digit : text.substr(0, text.size() - padding)) {
    const auto value = base64_values[static_cast<unsigned char>(digit)];
    if (value == base64_foreign) {
      return std::nullopt;
    }
    pending = (pending << 6U) | value;
    pending_bits += 6;
    if (pending_bits >= 8) {
      pending_bits -= 8;
      bytes.push_back(static_cast<std::uint8_t>(pending >> pending_bits));
      pending &= (1U << pending_bits) - 1U;
    }
  }
  // Left-over bits that are not zero would make two texts of one value (RFC 4648, 3.5).
  if (pending != 0) {
    return std::nullopt;
  }
  return bytes;
}

std::vector<std::uint8_t> random_bytes(std::size_t count) {
  require(count <= static_cast<std::size_t>(std::numeric_limits<int>::max()),
          "too many random bytes at once");
  std::vector<std::uint8_t> bytes(count);
  require(RAND_bytes(bytes.data(), static_cast<int>(count)) == 1,
          "the system's random generator failed");
  return bytes;
}

}  // namespace soundings
