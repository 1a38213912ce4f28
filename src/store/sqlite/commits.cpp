// The bytes a commit's digest is over, and the commits whose rows are no longer those bytes.
#include "sqlite/commits.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string_view>

#include "soundings/base/number.h"

#include "sqlite/batch_committer.h"
#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

/// "first-last", as an audit row names it.
std::string to_text(CommitRange range) {
  return std::to_string(range.first) + "-" + std::to_string(range.last);
}

/// The reverse; from 0 to 0, which is no commit, when a damaged file says something else.
CommitRange commit_range(const std::string& text) {
  const auto dash = std::min(text.find('-'), text.size());
  const auto first = parse_integer(std::string_view(text).substr(0, dash));
  const auto last = parse_integer(std::string_view(text).substr(std::min(dash + 1, text.size())));
  return first && last ? CommitRange{.first = *first, .last = *last} : CommitRange{};
}

/// The commit that holds a submission. Ranges rise with the audit's rows, so the row is found by
/// halving, without an index over what the rows say.
CommitRange commit_of(SQLite::Statement& committed_until, std::int64_t rows,
                      std::int64_t submission) {
  std::int64_t from = 1;
  std::int64_t to = rows;
  while (from <= to) {
    const std::int64_t middle = from + (to - from) / 2;
    if (!prepare(committed_until, middle).executeStep()) {
      from = middle + 1;
      continue;
    }
    const CommitRange range = commit_range(text_at(committed_until, 1));
    if (submission < range.first) {
      to = number_at(committed_until, 0) - 1;
    } else if (submission > range.last) {
      from = middle + 1;
    } else {
      committed_until.reset();
      return range;
    }
  }
  throw std::runtime_error("submission " + std::to_string(submission) +
                           " is in no commit; run `soundings verify`");
}

/// Before the digest of a commit that covers more than what came under which receipt.
constexpr std::string_view whole_rows = "2:";

constexpr const char* submissions_between =
    "SELECT s.seq, s.source, s.survey, s.delivery, s.position, s.outcome, s.receipt, s.first,"
    " s.item_key, s.source_response_id, s.modified_at, s.content, s.original,"
    " d.id, d.webhook_id, d.received_at, d.body, d.survey, d.form, d.header,"
    " r.version, r.completed_at, r.invited_at, r.month, r.invited_month, r.wave, r.person,"
    " r.layout, r.codes, r.given"
    " FROM submission s LEFT JOIN delivery d ON d.seq = s.delivery"
    " LEFT JOIN response r ON r.seq = s.seq"
    " WHERE s.seq BETWEEN ? AND ? ORDER BY s.seq";

void append_number(std::string& text, std::optional<std::int64_t> number) {
  const std::int64_t value = number.value_or(0);
  text += number ? '+' : '-';
  text.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void append_bytes(std::string& text, std::string_view bytes) {
  const auto size = static_cast<std::uint32_t>(bytes.size());
  text.append(reinterpret_cast<const char*>(&size), sizeof size);
  text += bytes;
}

void append_bytes(std::string& text, Blob bytes) {
  append_bytes(text, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

/// One row of submissions_between.
void append_row(std::string& text, const SQLite::Statement& row) {
  const std::string receipt = text_at(row, 6);
  const std::string id = text_at(row, 9);
  const Bytes content = blob_at(row, 11);
  const Bytes original = blob_at(row, 12);
  append_kept(text, DigestedSubmission{.seq = number_at(row, 0),
                                       .source = number_at(row, 1),
                                       .survey = number_at(row, 2),
                                       .delivery = number_at(row, 3),
                                       .position = number_at(row, 4),
                                       .outcome = static_cast<Outcome>(number_at(row, 5)),
                                       .receipt = receipt,
                                       .first = optional_at(row, 7),
                                       .item_key = optional_at(row, 8),
                                       .source_response_id = id,
                                       .modified_at = optional_at(row, 10),
                                       .content = content,
                                       .original = original});
  const std::string delivery = text_at(row, 13);
  const std::string webhook_id = text_at(row, 14);
  const Bytes body = blob_at(row, 16);
  const std::string form = text_at(row, 18);
  const Bytes header = blob_at(row, 19);
  append_kept(text, DigestedDelivery{.id = delivery,
                                     .webhook_id = webhook_id,
                                     .received_at = number_at(row, 15),
                                     .body = body,
                                     .survey = optional_at(row, 17),
                                     .form = form,
                                     .header = header});
  if (!optional_at(row, 20)) {
    return;
  }
  const Bytes person = blob_at(row, 26);
  const Bytes codes = blob_at(row, 28);
  const Bytes given = blob_at(row, 29);
  append_kept(text, DigestedResponse{.version = number_at(row, 20),
                                     .completed_at = number_at(row, 21),
                                     .invited_at = optional_at(row, 22),
                                     .month = number_at(row, 23),
                                     .invited_month = optional_at(row, 24),
                                     .wave = number_at(row, 25),
                                     .person = person,
                                     .layout = number_at(row, 27),
                                     .codes = codes,
                                     .given = given});
}

/// As commits were digested before their whole rows were.
void append_briefly(std::string& text, const SQLite::Statement& row) {
  text += std::to_string(number_at(row, 0)) + " " + text_at(row, 6) + " " +
          std::to_string(number_at(row, 5)) + " ";
  const Bytes content = blob_at(row, 11);
  text.append(content.begin(), content.end());
}

/// What the audit says, or would say now, of the submissions of a range as they stand.
std::string detail_of(SQLite::Statement& between, CommitRange range, bool whole) {
  std::string kept;
  for (prepare(between, range.first, range.last); between.executeStep();) {
    if (whole) {
      append_row(kept, between);
    } else {
      append_briefly(kept, between);
    }
  }
  return whole ? commit_detail(kept) : to_hex(sha256(kept));
}

}  // namespace

void append_kept(std::string& text, const DigestedSubmission& submission) {
  for (const std::int64_t number :
       {submission.seq, submission.source, submission.survey, submission.delivery,
        submission.position, std::int64_t{static_cast<int>(submission.outcome)}}) {
    append_number(text, number);
  }
  append_bytes(text, submission.receipt);
  append_number(text, submission.first);
  append_number(text, submission.item_key);
  append_bytes(text, submission.source_response_id);
  append_number(text, submission.modified_at);
  append_bytes(text, submission.content);
  append_bytes(text, submission.original);
}

void append_kept(std::string& text, const DigestedDelivery& delivery) {
  append_bytes(text, delivery.id);
  append_bytes(text, delivery.webhook_id);
  append_number(text, delivery.received_at);
  append_bytes(text, delivery.body);
  append_number(text, delivery.survey);
  append_bytes(text, delivery.form);
  append_bytes(text, delivery.header);
}

void append_kept(std::string& text, const DigestedResponse& response) {
  append_number(text, response.version);
  append_number(text, response.completed_at);
  append_number(text, response.invited_at);
  append_number(text, response.month);
  append_number(text, response.invited_month);
  append_number(text, response.wave);
  append_bytes(text, response.person);
  append_number(text, response.layout);
  append_bytes(text, response.codes);
  append_bytes(text, response.given);
}

std::string commit_detail(const std::string& kept) {
  return std::string(whole_rows) + to_hex(sha256(kept));
}

void restate(SQLite::Database& database, AuditTrail& audit,
             const std::set<std::int64_t>& submissions, Instant at, const std::string& actor) {
  const std::int64_t rows = database.execAndGet("SELECT ifnull(max(seq), 0) FROM audit");
  SQLite::Statement committed_until(database,
                                    "SELECT seq, subject FROM audit WHERE seq <= ?"
                                    " AND action = 'committed' ORDER BY seq DESC LIMIT 1");
  std::set<CommitRange> ranges;
  for (const std::int64_t submission : submissions) {
    if (ranges.empty() || submission > ranges.rbegin()->last) {
      ranges.insert(commit_of(committed_until, rows, submission));
    }
  }
  SQLite::Statement between(database, submissions_between);
  for (const CommitRange range : ranges) {
    audit.append({.at = at,
                  .actor = actor,
                  .action = "restated",
                  .subject = to_text(range),
                  .detail = detail_of(between, range, true)});
  }
}

std::string changed_commit(const SQLite::Database& database) {
  std::map<std::string, std::string> restated;
  SQLite::Statement later(database,
                          "SELECT subject, detail FROM audit WHERE action = 'restated'"
                          " ORDER BY seq");
  while (later.executeStep()) {
    restated[text_at(later, 0)] = text_at(later, 1);
  }
  SQLite::Statement commits(database,
                            "SELECT subject, detail FROM audit WHERE action = 'committed'"
                            " ORDER BY seq");
  SQLite::Statement between(database, submissions_between);
  std::int64_t next = 1;
  while (commits.executeStep()) {
    const std::string subject = text_at(commits, 0);
    const CommitRange range = commit_range(subject);
    const auto later_detail = restated.find(subject);
    const std::string expected =
        later_detail == restated.end() ? text_at(commits, 1) : later_detail->second;
    const bool whole = expected.starts_with(whole_rows);
    if (range.first != next || detail_of(between, range, whole) != expected) {
      return "submissions " + subject;
    }
    next = range.last + 1;
  }
  SQLite::Statement newest(database, "SELECT ifnull(max(seq), 0) FROM submission");
  newest.executeStep();
  return number_at(newest, 0) == next - 1 ? "" : "submissions from " + std::to_string(next);
}

}  // namespace soundings::store::sqlite
