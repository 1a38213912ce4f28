// That the answers of a database are invented, as the database itself knows it: every file that is
// made of it says so (docs/decisions/0049-a-database-knows-that-it-is-a-sample.md).
#pragma once

#include "soundings/store/act.h"

namespace soundings::store {

class SampleMark {
 public:
  virtual ~SampleMark() = default;

  [[nodiscard]] virtual bool stands() const = 0;

  /// Sets the mark, which is never taken away, with its row of the audit. False: it stood already,
  /// and nothing is written.
  virtual bool set(const Act& act) = 0;
};

}  // namespace soundings::store
