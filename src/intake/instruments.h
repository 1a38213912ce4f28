// What the way in counts: its metrics by name.
// A safeguarding hold is counted under the reason `other`, so that no public number
// says how many there are.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "soundings/base/metrics.h"
#include "soundings/intake/intake.h"
#include "soundings/receive/names.h"
#include "soundings/receive/receive.h"
#include "soundings/store/arrivals.h"
#include "soundings/store/entries.h"
#include "soundings/store/held_items.h"
#include "soundings/store/ledger.h"

namespace soundings::intake {

/// Thread-safe. Begins where the store stands.
class Instruments {
 public:
  Instruments(Metrics& metrics, const store::Arrivals& arrived, const store::HeldItems& waiting);

  void committed(std::span<const std::span<const store::Entry>> deliveries,
                 std::span<const store::Recorded> results, double seconds);
  /// A person must see to a safeguarding hold the same day: a warning in the log, which says where
  /// it lies and nothing of what it holds.
  void alert(const std::string& source, const std::string& survey, const std::string& receipt);
  void commit_failed();
  void refused(const std::string& source, std::string_view reason);
  void skew(const std::string& source, std::chrono::seconds skew);
  /// Counted; a name that a source had not sent since the start is a warning in the log, so that a
  /// vendor who renames a field is seen the same day.
  void unread(const std::string& source, const receive::UnreadNames& names);
  /// All that unread() was ever given, by source and name.
  [[nodiscard]] std::vector<store::UnreadField> named_unread() const;
  enum class When { at_leisure, now_or_never };
  /// Writes what unread() was given since the last time: at leisure at most once a minute, or where
  /// a name is new. Throws StoreFailure; then it is written the next time.
  void keep_unread(store::Ledger& ledger, When when);
  void queued(std::size_t items);
  void wal(std::uintmax_t bytes);
  /// Counts what is held now anew.
  void held(const store::HeldItems& waiting);

 private:
  using Reason = std::pair<std::string, std::string>;  // source and code

  [[nodiscard]] std::string reason_held(const store::Entry& entry, const store::Recorded& recorded);
  void show_held(const std::map<Reason, std::int64_t>& moved);

  Metrics& metrics_;
  mutable std::mutex mutex_;
  std::map<std::string, Instant> last_;
  using Unread = std::map<std::pair<std::string, std::string>, std::int64_t>;  // by source and name
  Unread unread_;
  Unread unwritten_;  ///< what is yet to be written to the store
  bool new_name_ = false;
  std::chrono::steady_clock::time_point next_write_{};
  std::set<std::pair<std::string, std::string>> logged_;
  std::map<Reason, std::int64_t> held_;  // of the writer's thread
};

}  // namespace soundings::intake
