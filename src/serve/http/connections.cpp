#include "http/connections.h"

#include <algorithm>

#include <sys/socket.h>

namespace soundings::serve {
namespace {

/// What its client had sent by then can still be read and answered.
void end_reading(CountedConnection& connection) noexcept {
  connection.leaving = true;
  ::shutdown(connection.descriptor, SHUT_RD);
}

}  // namespace

Connections::Admission Connections::admit(const std::shared_ptr<CountedConnection>& connection) {
  std::unique_lock lock(mutex_);
  if (!connection->address.empty()) {
    const auto found = by_address_.find(connection->address);
    if (found != by_address_.end() && found->second >= most_.per_address) {
      return Admission::address_full;
    }
  }
  if (!make_room(lock)) {
    return Admission::full;
  }
  // From here on, and not only once it has a thread: a crowd that comes at once can give way too.
  connection->waiting_since = Clock::now().time_since_epoch().count();
  connections_.insert(connection);
  if (!connection->address.empty()) {
    ++by_address_[connection->address];
  }
  return Admission::welcome;
}

bool Connections::make_room(std::unique_lock<std::mutex>& lock) {
  const auto end = Clock::now() + patience;
  while (!closing_) {
    if (connections_.size() < most_.all) {
      return true;
    }
    const Way way = give_way_locked();
    if (way.given) {
      return true;
    }
    if (!way.possible_at || Clock::now() >= end) {
      return false;
    }
    left_.wait_until(lock, std::min(*way.possible_at, end));
  }
  return false;
}

void Connections::leave(const std::shared_ptr<CountedConnection>& connection) {
  {
    const std::lock_guard lock(mutex_);
    if (connections_.erase(connection) == 0) {
      return;
    }
    if (const auto found = by_address_.find(connection->address);
        found != by_address_.end() && --found->second == 0) {
      by_address_.erase(found);
    }
  }
  left_.notify_all();
}

bool Connections::give_way() {
  const std::lock_guard lock(mutex_);
  return give_way_locked().given;
}

Connections::Way Connections::give_way_locked() {
  CountedConnection* idle = nullptr;
  CountedConnection* slow = nullptr;
  for (const auto& connection : connections_) {
    const auto since = connection->waiting_since.load();
    if (since == 0 || connection->leaving) {
      continue;
    }
    CountedConnection*& longest = connection->idle ? idle : slow;
    if (longest == nullptr || since < longest->waiting_since.load()) {
      longest = connection.get();
    }
  }
  if (idle == nullptr && slow == nullptr) {
    return {};
  }
  if (idle == nullptr) {
    const Clock::time_point late =
        Clock::time_point(Clock::duration(slow->waiting_since)) + patience;
    if (Clock::now() < late) {
      return {.possible_at = late};
    }
  }
  end_reading(*(idle != nullptr ? idle : slow));
  return {.given = true};
}

std::size_t Connections::count() const {
  const std::lock_guard lock(mutex_);
  return connections_.size();
}

void Connections::end_idle() {
  const std::lock_guard lock(mutex_);
  closing_ = true;
  for (const auto& connection : connections_) {
    connection->leaving = true;  // first: whoever begins to wait after this sees it
    if (connection->waiting_since != 0) {
      end_reading(*connection);
    }
  }
  left_.notify_all();
}

void Connections::close(Clock::time_point deadline) {
  std::unique_lock lock(mutex_);
  const auto gone = [this] { return connections_.empty(); };
  if (!left_.wait_until(lock, deadline, gone)) {
    for (const auto& connection : connections_) {
      ::shutdown(connection->descriptor, SHUT_RDWR);
    }
    left_.wait(lock, gone);
  }
}

}  // namespace soundings::serve
