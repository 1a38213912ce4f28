// How many nodes of branch and bound a release may use: a share for each class that a part of a
// table is tried in, and a total for all of them. Nodes are counted and never timed, so that a
// release is the same on every machine.
#pragma once

#include <algorithm>
#include <cstdint>

namespace soundings::disclose {

class NodeBudget {
 public:
  NodeBudget(std::int64_t share, std::int64_t total) noexcept : share_(share), total_(total) {}

  /// What the next class may use. Hand back what it leaves before another one is taken.
  [[nodiscard]] std::int64_t take() noexcept {
    taken_ = std::max<std::int64_t>(0, std::min(share_, total_ - used_));
    return taken_;
  }

  void hand_back(std::int64_t left) noexcept { used_ += taken_ - left; }

  [[nodiscard]] std::int64_t used() const noexcept { return used_; }

 private:
  std::int64_t share_;
  std::int64_t total_;
  std::int64_t taken_ = 0;
  std::int64_t used_ = 0;
};

}  // namespace soundings::disclose
