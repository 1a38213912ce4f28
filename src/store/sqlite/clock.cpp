// Whether a clock can be believed: what the ledger has seen of time, and when a purge waits for a
// person. A machine may start with a clock a year ahead; what a purge removes does not come back.
#include "sqlite/binding.h"
#include "sqlite/state.h"

namespace soundings::store {
namespace {

constexpr const char* looked = "retention_looked";
constexpr const char* accepted = "clock_accepted";
constexpr auto between_looks = std::chrono::hours(12);

/// A row of the audit whose time is known to be right.
struct Sure {
  std::int64_t row = 0;
  Instant at;
};

std::optional<Sure> last_sure(const SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT seq, at FROM audit WHERE action IN (?, ?)"
                         " ORDER BY seq DESC LIMIT 1");
  const std::string one = looked;
  const std::string other = accepted;
  if (!prepare(read, one, other).executeStep()) {
    return std::nullopt;
  }
  return Sure{.row = number_at(read, 0), .at = from_epoch_microseconds(number_at(read, 1))};
}

/// Without a time known to be right: the latest of all.
std::optional<Instant> latest(const SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT max(at) FROM audit");
  read.executeStep();
  const auto at = optional_at(read, 0);
  return at ? std::optional(from_epoch_microseconds(*at)) : std::nullopt;
}

/// How far the rows after a sure one reach, without a gap.
Instant reached(const SQLite::Database& database, const Sure& sure) {
  SQLite::Statement read(database,
                         "SELECT DISTINCT at FROM audit WHERE seq > ? AND at > ? ORDER BY at");
  Instant seen = sure.at;
  for (prepare(read, sure.row, epoch_microseconds(sure.at)); read.executeStep();) {
    const Instant next = from_epoch_microseconds(number_at(read, 0));
    if (next - seen > longest_step) {
      break;
    }
    seen = next;
  }
  return seen;
}

}  // namespace

std::string_view doubt_code(PurgeDoubt doubt) noexcept {
  switch (doubt) {
    case PurgeDoubt::clock_ahead:
      return "clock_ahead";
    case PurgeDoubt::large_share:
      return "large_share";
  }
  return "";
}

bool clock_ahead(const Due& due) noexcept {
  return due.seen && due.at - *due.seen > longest_step;
}

std::optional<PurgeDoubt> doubt(const Due& due, const Expired& expired) noexcept {
  if (clock_ahead(due)) {
    return PurgeDoubt::clock_ahead;
  }
  const auto going = static_cast<std::int64_t>(expired.submissions.size());
  if (going > small_purge && going * 2 > expired.kept) {
    return PurgeDoubt::large_share;
  }
  return std::nullopt;
}

std::optional<Instant> Ledger::seen() const {
  const SQLite::Database& database = *state_->database;
  const auto sure = last_sure(database);
  return sure ? std::optional(reached(database, *sure)) : latest(database);
}

Due Ledger::due(const Definitions& definitions, Instant now) const {
  return {.at = now, .seen = seen(), .expired = expired(definitions, now)};
}

void Ledger::note_look(const Due& due, const Act& act) {
  const auto sure = last_sure(*state_->database);
  const bool doubtful = clock_ahead(due);
  const bool behind = due.seen && *due.seen - due.at > longest_step;
  const bool soon = sure && due.at - sure->at < between_looks;
  if (!due.seen || behind || soon || (doubtful && sure)) {
    return;
  }
  note({.seq = 0,
        .at = doubtful ? *due.seen : due.at,
        .actor = act.actor,
        .action = looked,
        .subject = "retention",
        .detail = doubtful ? "the clock is ahead: " + rfc3339(due.at) : ""});
}

void Ledger::accept_clock(const Due& due, const Act& act) {
  note({.seq = 0,
        .at = due.at,
        .actor = act.actor,
        .action = accepted,
        .subject = "retention",
        .detail = "seen before: " + (due.seen ? rfc3339(*due.seen) : std::string("nothing"))});
}

}  // namespace soundings::store
