#include "http/body_slots.h"

#include <array>
#include <utility>

namespace soundings::serve {

std::shared_ptr<void> BodySlots::take(const std::string& address, const std::string& group) {
  const std::array<std::pair<std::string, int>, 3> counted{
      {{"", most_.all},
       {"address " + address, most_.per_address},
       {"group " + group + " " + address, most_.per_group}}};
  // Made before anything is counted: making it may fail for want of memory.
  const auto slot = std::make_shared<Slot>(*this);
  const std::lock_guard lock(mutex_);
  for (const auto& [key, most] : counted) {
    const auto found = taken_.find(key);
    if (found != taken_.end() && found->second >= most) {
      return nullptr;
    }
  }
  for (const auto& [key, most] : counted) {
    int& count = taken_[key];
    slot->keys.push_back(key);
    ++count;
  }
  return slot;
}

BodySlots::Slot::~Slot() {
  const std::lock_guard lock(slots.mutex_);
  for (const std::string& key : keys) {
    const auto found = slots.taken_.find(key);
    if (--found->second == 0) {
      slots.taken_.erase(found);
    }
  }
}

}  // namespace soundings::serve
