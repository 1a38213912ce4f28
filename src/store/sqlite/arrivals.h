// What arrived, read back from its rows.
#pragma once

#include <string_view>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/store/arrivals.h"

namespace soundings::store::sqlite {

[[nodiscard]] std::vector<SourceCount> counts(const SQLite::Database& database);

[[nodiscard]] std::vector<LastReceived> last_received(const SQLite::Database& database);

[[nodiscard]] std::vector<ArrivalsOfHour> by_hour(const SQLite::Database& database, Instant since,
                                                  Instant until, std::string_view apart);

[[nodiscard]] std::vector<LatestInvitations> latest_invitations(const SQLite::Database& database);

[[nodiscard]] std::vector<ReceiptLine> receipts(const SQLite::Database& database,
                                                std::string_view source,
                                                std::string_view source_response_id);

/// Of the responses that count, by when they were completed.
[[nodiscard]] std::vector<AnswerCounts> answer_counts(const SQLite::Database& database,
                                                      const Definitions& definitions, Instant now,
                                                      int days);

}  // namespace soundings::store::sqlite
