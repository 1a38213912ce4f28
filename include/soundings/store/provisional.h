// Provisional figures: what leads read of a month before its release. What was printed is added to
// and never changed, because later figures are held against it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/time.h"

namespace soundings::store {

/// A day on which answers were looked at, and the data version of then. One a day.
struct ProvisionalLook {
  std::string day;  ///< "2019-05-14", in London
  std::int64_t data_version = 0;

  friend bool operator==(const ProvisionalLook&, const ProvisionalLook&) = default;
};

/// A figure of one area as it was printed, and what it was printed of.
struct ProvisionalFigure {
  std::string survey;
  std::string period;  ///< "2019-05"
  std::string item;
  std::string area;
  std::string day;            ///< when it was printed
  ProvisionalLook counted{};  ///< the look whose answers it counts
  std::int64_t base = 0;      ///< as printed
  std::int64_t per_cent = 0;  ///< as printed, in thousandths
  std::int64_t people = 0;    ///< the true numbers below; they do not leave
  std::int64_t answers = 0;
  std::int64_t satisfied = 0;

  friend bool operator==(const ProvisionalFigure&, const ProvisionalFigure&) = default;
};

/// What was looked at and printed, oldest first.
struct ProvisionalHistory {
  std::vector<ProvisionalLook> looks{};
  std::vector<ProvisionalFigure> figures{};
};

class ProvisionalFigures {
 public:
  virtual ~ProvisionalFigures() = default;

  [[nodiscard]] virtual ProvisionalHistory history() const = 0;

  /// Adds a look and what is printed after it, with a row of the audit that counts them. False, and
  /// nothing is added, where the day has a look already.
  virtual bool add(const ProvisionalLook& look, std::span<const ProvisionalFigure> figures,
                   Instant at, std::string_view actor) = 0;
};

}  // namespace soundings::store
