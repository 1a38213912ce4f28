// Rows of the audit chain for what only reads: whoever is shown something that must leave a trace
// appends it first, and shows nothing when that fails.
#pragma once

#include <string>

#include "soundings/base/time.h"
#include "soundings/intake/intake.h"

namespace soundings::intake {

/// Who read what, and why.
struct AuditRow {
  Instant at;
  std::string actor;
  std::string action;  ///< "item_read"
  std::string subject;
  std::string detail;
};

/// Thread-safe. The intake outlives it.
class AuditTrail {
 public:
  explicit AuditTrail(Intake& intake) noexcept : intake_(intake) {}

  /// Waits for the writer and returns when the row is committed. Throws when the disk fails or the
  /// writer has stopped; the row is not in the chain then.
  void append(const AuditRow& row) const;

 private:
  Intake& intake_;
};

}  // namespace soundings::intake
