// Who answered more than once: from a pseudonym's 64 bits to the rows it gave, as an
// open-addressed table of latest rows and a chain from each row to the one before.
#pragma once

#include <cstdint>
#include <vector>

namespace soundings::store {

/// Not thread-safe.
class People {
 public:
  static constexpr std::uint32_t nobody = 0xFFFFFFFFU;

  /// Row numbers rise by one from 0. named: whether `person` is known; anonymous rows are alone.
  void add(bool named, std::uint64_t person);

  /// The row the same person gave before, or nobody.
  [[nodiscard]] std::uint32_t before(std::uint32_t row) const noexcept { return before_[row]; }
  /// The last row of a person, or nobody.
  [[nodiscard]] std::uint32_t latest(std::uint64_t person) const noexcept;

 private:
  struct Slot {
    std::uint64_t person = 0;
    std::uint32_t row = nobody;
  };
  [[nodiscard]] std::size_t slot_of(std::uint64_t person) const noexcept;
  void grow();

  std::vector<Slot> slots_{std::vector<Slot>(1024)};
  std::size_t used_ = 0;
  std::vector<std::uint32_t> before_;
};

}  // namespace soundings::store
