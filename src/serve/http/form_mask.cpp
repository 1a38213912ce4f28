#include "http/form_mask.h"

#include <vector>

#include "soundings/base/digest.h"

namespace soundings::serve {
namespace {

std::string under(const std::vector<std::uint8_t>& mask, std::vector<std::uint8_t> bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] ^= mask[i];
  }
  return to_hex(bytes);
}

}  // namespace

std::string masked(std::string_view token) {
  const auto bytes = from_hex(token).value_or(std::vector<std::uint8_t>{});
  const auto mask = random_bytes(bytes.size());
  return to_hex(mask) + under(mask, bytes);
}

std::string unmasked(std::string_view text) {
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() % 2 != 0) {
    return {};
  }
  const auto middle = bytes->begin() + static_cast<std::ptrdiff_t>(bytes->size() / 2);
  return under({bytes->begin(), middle}, {middle, bytes->end()});
}

}  // namespace soundings::serve
