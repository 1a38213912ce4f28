// What becomes of the rows that people put in, with the values before and after, as the audit keeps
// it.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "soundings/store/audit.h"
#include "soundings/store/reference.h"

#include "sqlite/audit.h"

namespace soundings::store::sqlite {

/// The rows of one survey or series.
class Changes {
 public:
  /// before: empty for a row that was not there.
  void add(const std::string& place, const std::string& before, const std::string& after);
  /// A row of another source that gives way.
  void replace(const std::string& place, const std::string& before, const std::string& after);

  [[nodiscard]] const Put& put() const noexcept { return put_; }
  /// Details of the audit rows: the sums, then every change.
  [[nodiscard]] std::vector<std::string> details() const;

 private:
  Put put_;
  std::vector<std::string> lines_;
};

/// By the id of a survey or series.
using ChangesOf = std::map<std::string, Changes>;

[[nodiscard]] Put sum(const ChangesOf& all);

/// Details of audit rows that have `lines` between them: `head` begins the first of them.
[[nodiscard]] std::vector<std::string> in_rows(const std::string& head,
                                               std::span<const std::string> lines);

/// Rows of `row`'s time, actor and action for each survey or series.
void write_audit(AuditTrail& audit, const ChangesOf& all, const AuditRow& row);

}  // namespace soundings::store::sqlite
