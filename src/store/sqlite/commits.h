// What the audit says each commit kept: digests over its submissions, restated when an erasure
// takes content away or an item that was held is counted.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/base/time.h"
#include "soundings/store/entries.h"

#include "sqlite/audit.h"
#include "sqlite/binding.h"

namespace soundings::store::sqlite {

/// Submissions kept by one commit.
struct CommitRange {
  std::int64_t first = 0;
  std::int64_t last = 0;

  friend auto operator<=>(const CommitRange&, const CommitRange&) = default;
};

// What a commit's digest is over: of each submission its row, but for the body, that of its
// delivery and that of its response. What may change later without anybody's deed is not in it.

struct DigestedSubmission {
  std::int64_t seq = 0;
  std::int64_t source = 0;
  std::int64_t survey = 0;
  std::int64_t delivery = 0;
  std::int64_t position = 0;
  Outcome outcome = Outcome::accepted;
  std::string_view receipt;
  std::optional<std::int64_t> first;
  std::optional<std::int64_t> item_key;
  std::string_view source_response_id;
  std::optional<std::int64_t> modified_at;
  Blob content;
  Blob original;
};
void append_kept(std::string& text, const DigestedSubmission& submission);

struct DigestedDelivery {
  std::string_view id;
  std::string_view webhook_id;
  std::int64_t received_at = 0;
  Blob body;
  std::optional<std::int64_t> survey;
  std::string_view form;
  Blob header;
};
void append_kept(std::string& text, const DigestedDelivery& delivery);

/// person: empty for nobody known.
struct DigestedResponse {
  std::int64_t version = 0;
  std::int64_t completed_at = 0;
  std::optional<std::int64_t> invited_at;
  std::int64_t month = 0;
  std::optional<std::int64_t> invited_month;
  std::int64_t wave = 0;
  Blob person;
  std::int64_t layout = 0;
  Blob codes;
  Blob given;
};
void append_kept(std::string& text, const DigestedResponse& response);

/// The detail of a commit's audit row.
[[nodiscard]] std::string commit_detail(const std::string& kept);

/// Appends a row `restated` for every commit that holds one of `submissions`: from here on its
/// digest is that of what is left. Within the caller's transaction.
void restate(SQLite::Database& database, AuditTrail& audit,
             const std::set<std::int64_t>& submissions, Instant at, const std::string& actor);

/// The first range of submissions that is not what its commit was audited with; empty when all
/// are, and none is outside.
[[nodiscard]] std::string changed_commit(const SQLite::Database& database);

}  // namespace soundings::store::sqlite
