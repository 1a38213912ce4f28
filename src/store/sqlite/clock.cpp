// What the audit has seen of time, which shows whether a clock can be believed.
#include "sqlite/binding.h"
#include "sqlite/retention.h"

namespace soundings::store::sqlite {
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

std::optional<Instant> seen(const SQLite::Database& database) {
  const auto sure = last_sure(database);
  return sure ? std::optional(reached(database, *sure)) : latest(database);
}

Due due(const SQLite::Database& database, const Definitions& definitions, Instant now) {
  return {.at = now, .seen = seen(database), .expired = expired(database, definitions, now)};
}

void note_look(Session& session, const Due& due, const Act& act) {
  const auto sure = last_sure(*session.database);
  const bool doubtful = clock_ahead(due);
  const bool behind = due.seen && *due.seen - due.at > longest_step;
  const bool soon = sure && due.at - sure->at < between_looks;
  if (!due.seen || behind || soon || (doubtful && sure)) {
    return;
  }
  note(session, {.row = 0,
                 .at = doubtful ? *due.seen : due.at,
                 .actor = act.actor,
                 .action = looked,
                 .subject = "retention",
                 .detail = doubtful ? "the clock is ahead: " + rfc3339(due.at) : ""});
}

void accept_clock(Session& session, const Due& due, const Act& act) {
  note(session,
       {.row = 0,
        .at = due.at,
        .actor = act.actor,
        .action = accepted,
        .subject = "retention",
        .detail = "seen before: " + (due.seen ? rfc3339(*due.seen) : std::string("nothing"))});
}

}  // namespace soundings::store::sqlite
