#include "http/permits.h"

namespace soundings::serve {

Permits::Permit::~Permit() {
  if (from_ != nullptr) {
    {
      const std::lock_guard lock(from_->mutex_);
      ++from_->free_;
    }
    from_->freed_.notify_one();
  }
}

std::optional<Permits::Permit> Permits::take(std::chrono::milliseconds patience) {
  std::unique_lock lock(mutex_);
  if (!freed_.wait_for(lock, patience, [this] { return free_ > 0; })) {
    return std::nullopt;
  }
  --free_;
  return std::optional<Permit>(std::in_place, *this);
}

}  // namespace soundings::serve
