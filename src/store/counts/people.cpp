// The table of who gave which row last, which grows by doubling.
#include "counts/people.h"

namespace soundings::store {

std::size_t People::slot_of(std::uint64_t person) const noexcept {
  constexpr std::uint64_t golden = 0x9E3779B97F4A7C15ULL;  // spreads pseudonyms of any shape
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = static_cast<std::size_t>((person * golden) >> 32U) & mask;
  while (slots_[at].row != nobody && slots_[at].person != person) {
    at = (at + 1) & mask;
  }
  return at;
}

std::uint32_t People::latest(std::uint64_t person) const noexcept {
  return slots_[slot_of(person)].row;
}

void People::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.row != nobody) {
      slots_[slot_of(slot.person)] = slot;
    }
  }
}

void People::add(bool named, std::uint64_t person) {
  const auto row = static_cast<std::uint32_t>(before_.size());
  if (!named) {
    before_.push_back(nobody);
    return;
  }
  if (used_ * 2 >= slots_.size()) {
    grow();
  }
  Slot& slot = slots_[slot_of(person)];
  used_ += slot.row == nobody ? 1 : 0;
  before_.push_back(slot.row);
  slot = {.person = person, .row = row};
}

}  // namespace soundings::store
