// Deliveries that are kept in several commits, and where each stands: they are found here and not
// by an index, which every other delivery would pay for with a page of each commit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace soundings::store {

/// For as long as the file is open: no delivery goes on after its process. Of one that is no longer
/// known, past `most` later ones or after the file was opened anew, what still comes is kept as a
/// delivery of its own.
class PartDeliveries {
 public:
  static constexpr std::size_t most = 1024;

  /// The row of a delivery that has been begun, in this transaction or an earlier one.
  [[nodiscard]] std::optional<std::int64_t> find(const std::string& delivery) const {
    for (const auto& known : {std::cref(begun_), std::cref(fresh_)}) {
      for (const auto& [id, row] : known.get()) {
        if (id == delivery) {
          return row;
        }
      }
    }
    return std::nullopt;
  }

  void add(const std::string& delivery, std::int64_t row) { fresh_.emplace_back(delivery, row); }

  /// After a transaction's commit.
  void settle() {
    begun_.insert(begun_.end(), fresh_.begin(), fresh_.end());
    fresh_.clear();
    while (begun_.size() > most) {
      begun_.pop_front();
    }
  }

  /// After its rollback.
  void forget() noexcept { fresh_.clear(); }

 private:
  using Row = std::pair<std::string, std::int64_t>;
  std::deque<Row> begun_;  // oldest first
  std::deque<Row> fresh_;  // of the transaction under way
};

}  // namespace soundings::store
