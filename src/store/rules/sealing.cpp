// libsodium behind a plain face.
#include "rules/sealing.h"

#include <stdexcept>

#include <sodium.h>

#include "soundings/base/digest.h"

namespace soundings::store {
namespace {

static_assert(master_key_size == crypto_secretbox_KEYBYTES);

void start_sodium() {
  if (sodium_init() < 0) {
    throw std::runtime_error("libsodium could not be started");
  }
}

const std::uint8_t* bytes_of(std::string_view text) {
  return reinterpret_cast<const std::uint8_t*>(text.data());
}

}  // namespace

Bytes seal(std::string_view plain, std::span<const std::uint8_t> key) {
  start_sodium();
  Bytes sealed = random_bytes(crypto_secretbox_NONCEBYTES);
  sealed.resize(crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES + plain.size());
  crypto_secretbox_easy(sealed.data() + crypto_secretbox_NONCEBYTES, bytes_of(plain), plain.size(),
                        sealed.data(), key.data());
  return sealed;
}

std::optional<std::string> unseal(std::span<const std::uint8_t> sealed,
                                  std::span<const std::uint8_t> key) {
  constexpr std::size_t overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (sealed.size() < overhead || key.size() != master_key_size) {
    return std::nullopt;
  }
  start_sodium();
  Bytes plain(sealed.size() - overhead);
  const auto boxed = sealed.subspan(crypto_secretbox_NONCEBYTES);
  if (crypto_secretbox_open_easy(plain.data(), boxed.data(), boxed.size(), sealed.data(),
                                 key.data()) != 0) {
    return std::nullopt;
  }
  return std::string(plain.begin(), plain.end());
}

}  // namespace soundings::store
