// What arrived and what became of it, read back: totals, receipts, and how answers were spread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/finding.h"
#include "soundings/base/time.h"
#include "soundings/store/entries.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/period.h"

namespace soundings::store {

struct SourceCount {
  std::string source;
  std::string survey;
  Outcome outcome = Outcome::accepted;
  std::int64_t items = 0;
};

struct LastReceived {
  std::string source;
  Instant at;
};

/// One arrival of a sender's own response, repeats included.
struct ReceiptLine {
  std::string receipt;
  std::string source_response_id;
  Instant received_at;
  Outcome outcome = Outcome::accepted;
  int version = 0;
  std::string code;
  std::optional<HeldState> state;     ///< of an item that was held
  std::optional<Instant> decided_at;  ///< when that was decided
  std::string webhook_id;             ///< of its delivery; empty when it had none
  std::vector<Finding> findings;      ///< about a response that was accepted
};

/// Valid answers to one ordinal item from one source, by position on its scale as defined today
/// (0: best), in recent days and in the 90 days before those.
struct AnswerCounts {
  std::string source;
  std::string survey;
  std::string item;
  std::vector<std::int64_t> recent;
  std::vector<std::int64_t> before;
};

/// What came from a source in the hour that begins at `hour`. held: how many of it waited or wait
/// for a person.
struct ArrivalsOfHour {
  std::string source;
  Instant hour;
  std::int64_t items = 0;
  std::int64_t held = 0;
};

/// Invitations of the latest month or wave for which a survey has any.
struct LatestInvitations {
  std::string survey;
  Period period;
  std::int64_t invited = 0;
  std::int64_t bounced = 0;
  std::int64_t ineligible = 0;
};

struct KeptItem;

/// Each call reads one snapshot.
class Arrivals {
 public:
  virtual ~Arrivals() = default;

  [[nodiscard]] virtual std::vector<SourceCount> counts() const = 0;

  /// When each source was last heard.
  [[nodiscard]] virtual std::vector<LastReceived> last_received() const = 0;

  /// What came from `since` on and before `until`, the beginnings of hours, by source and hour.
  /// apart: items that are held with an error of this code are counted as received and not as held.
  [[nodiscard]] virtual std::vector<ArrivalsOfHour> by_hour(Instant since, Instant until,
                                                            std::string_view apart) const = 0;

  [[nodiscard]] virtual std::vector<LatestInvitations> latest_invitations() const = 0;

  /// By source and name.
  [[nodiscard]] virtual std::vector<UnreadField> unread_fields() const = 0;

  /// Every arrival under an id, oldest first.
  [[nodiscard]] virtual std::vector<ReceiptLine> receipts(
      std::string_view source, std::string_view source_response_id) const = 0;

  /// Of the responses that count, by when they were completed: recent is the last `days` days up
  /// to `now`. Sorted by source, survey and item. An item without a response in either is absent.
  [[nodiscard]] virtual std::vector<AnswerCounts> answer_counts(const Definitions& definitions,
                                                                Instant now, int days) const = 0;

  /// Hands every submission of which something is kept to `take`, oldest first, one at a time in
  /// memory (store/kept_items.h).
  virtual void kept_items(const std::function<void(const KeptItem&)>& take) const = 0;
};

}  // namespace soundings::store
