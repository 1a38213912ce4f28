// UUIDv7 with one counter for the whole process in its upper random bits (RFC 9562
// section 6.2, a randomly seeded counter): ids of one millisecond sort as they were made,
// even when callers' instants arrive out of order.
//
//   48 bits  milliseconds     4 bits version     12 bits counter, high
//    2 bits  variant         30 bits counter, low     32 bits random
#include "soundings/base/uuid.h"

#include <array>
#include <atomic>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "soundings/base/digest.h"

namespace soundings {
namespace {

constexpr unsigned counter_bits = 42;
constexpr std::uint64_t counter_mask = (std::uint64_t{1} << counter_bits) - 1;

/// Drawn from the generator 1 KiB at a time: a draw costs more than what is made of it.
std::uint64_t random_word() {
  constexpr std::size_t words = 128;
  thread_local std::array<std::uint64_t, words> drawn{};
  thread_local std::size_t left = 0;
  if (left == 0) {
    const auto bytes = random_bytes(sizeof drawn);
    std::memcpy(drawn.data(), bytes.data(), sizeof drawn);
    left = words;
  }
  return drawn[--left];
}

/// Starts in the lower half, so that two trillion ids fit before it would turn over.
std::uint64_t next_count() {
  static std::atomic<std::uint64_t> counter{random_word() & (counter_mask >> 1U)};
  return counter.fetch_add(1, std::memory_order_relaxed) & counter_mask;
}

}  // namespace

std::string uuid_v7(Instant at) {
  const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(at.time_since_epoch());
  assert(milliseconds.count() >= 0);
  const auto time = static_cast<std::uint64_t>(milliseconds.count());
  const auto count = next_count();
  constexpr std::uint64_t version = 7;
  constexpr std::uint64_t variant = 2;
  const std::uint64_t high = (time << 16U) | (version << 12U) | (count >> 30U);
  const std::uint64_t low =
      (variant << 62U) | ((count & 0x3FFF'FFFFU) << 32U) | (random_word() & 0xFFFF'FFFFU);
  std::array<std::uint8_t, 16> bytes{};
  for (std::size_t i = 0; i < 8; ++i) {
    bytes[i] = static_cast<std::uint8_t>(high >> (56U - 8U * i));
    bytes[i + 8] = static_cast<std::uint8_t>(low >> (56U - 8U * i));
  }
  std::string text = to_hex(bytes);
  for (const std::size_t dash : {20U, 16U, 12U, 8U}) {
    text.insert(dash, 1, '-');
  }
  return text;
}

}  // namespace soundings
