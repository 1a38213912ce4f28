// Compensated summation, so that the order of magnitude of what is added costs no
// digits: Neumaier (1974), Z. Angew. Math. Mech. 54, 39-51.
#pragma once

#include <cmath>

namespace soundings::weigh {

/// A running total. Equal terms in equal order give equal bytes.
class Sum {
 public:
  void add(double term) noexcept {
    const double next = total_ + term;
    lost_ += std::abs(total_) >= std::abs(term) ? (total_ - next) + term : (term - next) + total_;
    total_ = next;
  }
  [[nodiscard]] double value() const noexcept { return total_ + lost_; }

 private:
  double total_ = 0.0;
  double lost_ = 0.0;
};

}  // namespace soundings::weigh
