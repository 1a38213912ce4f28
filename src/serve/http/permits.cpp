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

std::optional<Permits::Permit> Permits::take(std::optional<std::chrono::milliseconds> longest) {
  std::unique_lock lock(mutex_);
  if (free_ == 0 && waiting_ >= most_waiting_) {
    return std::nullopt;
  }
  ++waiting_;
  const auto settled = [this] { return free_ > 0 || closed_; };
  if (longest) {
    freed_.wait_for(lock, *longest, settled);
  } else {
    freed_.wait(lock, settled);
  }
  --waiting_;
  if (free_ == 0 || closed_) {
    return std::nullopt;
  }
  --free_;
  return std::optional<Permit>(std::in_place, *this);
}

void Permits::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  freed_.notify_all();
}

}  // namespace soundings::serve
