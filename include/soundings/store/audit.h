// The audit: who did what, to what, in a chain that is only ever added to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/time.h"

namespace soundings::store {

/// A row of the audit chain. row: its place in the chain, from 1; 0 before it is added.
struct AuditLine {
  std::int64_t row = 0;
  Instant at;
  std::string actor;
  std::string action;
  std::string subject;
  std::string detail;
};

/// Which rows of the audit chain; an empty text asks for any.
struct AuditQuery {
  std::string actor;
  std::string action;
  std::string subject;
  std::string detail;            ///< how the detail begins
  std::optional<Instant> since;  ///< from this instant on
  std::optional<Instant> until;  ///< before this one
  bool commits = false;          ///< also what no person did: commits, and looks at the clock
  std::int64_t before = 0;       ///< only rows before this one; 0 for every one
  std::size_t skip = 0;          ///< how many of the latest are left out
  std::size_t limit = 100;
};

/// The newest row of the audit chain and its digest, in hexadecimal: all that was ever committed
/// stands under it. Row 0: there is none.
struct Newest {
  std::int64_t row = 0;
  std::string digest;
};

class Audit {
 public:
  virtual ~Audit() = default;

  /// The latest first.
  [[nodiscard]] virtual std::vector<AuditLine> lines(const AuditQuery& query) const = 0;

  /// How many there are, whatever `skip` and `limit` say.
  [[nodiscard]] virtual std::int64_t count(const AuditQuery& query) const = 0;

  [[nodiscard]] virtual Newest newest() const = 0;

  /// Adds a row for what changes nothing else: that something was read. It is on disk when this
  /// returns.
  virtual void note(const AuditLine& line) = 0;
};

}  // namespace soundings::store
