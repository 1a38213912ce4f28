// What arrived, read back from its rows; and names of fields that nobody reads, counted.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/store/arrivals.h"

#include "sqlite/hour_counts.h"
#include "sqlite/session.h"

namespace soundings::store::sqlite {

[[nodiscard]] std::vector<SourceCount> counts(const SQLite::Database& database);

[[nodiscard]] std::vector<LastReceived> last_received(const SQLite::Database& database);

/// counts: of this database.
[[nodiscard]] std::vector<ArrivalsOfHour> by_hour(const SQLite::Database& database,
                                                  HourCounts& counts, Instant since, Instant until,
                                                  std::string_view apart);

[[nodiscard]] std::vector<LatestInvitations> latest_invitations(const SQLite::Database& database);

[[nodiscard]] std::vector<UnreadField> unread_fields(const SQLite::Database& database);

/// Adds to them, within a transaction of its own.
void count_unread(Session& session, std::span<const UnreadField> more);

[[nodiscard]] std::vector<ReceiptLine> receipts(const SQLite::Database& database,
                                                std::string_view source,
                                                std::string_view source_response_id);

/// Of the responses that count, by when they were completed.
[[nodiscard]] std::vector<AnswerCounts> answer_counts(const SQLite::Database& database,
                                                      const Definitions& definitions, Instant now,
                                                      int days);

}  // namespace soundings::store::sqlite
