// The face through which responses come in: it commits a batch, whole or not at all.
#pragma once

#include <span>
#include <vector>

#include "soundings/store/entries.h"
#include "soundings/survey/definitions.h"

namespace soundings::store {

/// Belongs to the thread that writes.
class Ledger {
 public:
  virtual ~Ledger() = default;

  /// Commits a batch in one transaction: a span for each delivery, one result for each entry, in
  /// order. Deliveries, outcomes, responses and what they add to the count log are on disk when
  /// this returns. Throws StoreFailure: then nothing of the batch is stored
  /// (docs/decisions/0002-one-writer-group-commit.md).
  [[nodiscard]] virtual std::vector<Recorded> commit_deliveries(
      std::span<const std::span<const Entry>> deliveries, const Definitions& definitions) = 0;

  /// Adds to what unread_fields() of arrivals gives. At most 500 names are kept.
  virtual void count_unread(std::span<const UnreadField> more) = 0;

  /// As commit_deliveries(), for entries in a row. Entries of one delivery stand together.
  [[nodiscard]] std::vector<Recorded> commit(std::span<const Entry> entries,
                                             const Definitions& definitions);
};

}  // namespace soundings::store
