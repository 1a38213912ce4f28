#include "commits.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string_view>

#include "soundings/base/number.h"

#include "binding.h"
#include "keeper.h"

namespace soundings::store {
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

constexpr const char* submissions_between =
    "SELECT seq, receipt, outcome, content FROM submission WHERE seq BETWEEN ? AND ? ORDER BY seq";

/// The digest of the submissions of a range as they stand, in hexadecimal.
std::string digest_of(SQLite::Statement& between, CommitRange range) {
  std::string kept;
  for (prepare(between, range.first, range.last); between.executeStep();) {
    append_kept(kept, number_at(between, 0), text_at(between, 1),
                static_cast<Outcome>(number_at(between, 2)), blob_at(between, 3));
  }
  return to_hex(sha256(kept));
}

}  // namespace

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
                  .detail = digest_of(between, range)});
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
    const auto again = restated.find(subject);
    const std::string expected = again == restated.end() ? text_at(commits, 1) : again->second;
    if (range.first != next || digest_of(between, range) != expected) {
      return "submissions " + subject;
    }
    next = range.last + 1;
  }
  SQLite::Statement newest(database, "SELECT ifnull(max(seq), 0) FROM submission");
  newest.executeStep();
  return number_at(newest, 0) == next - 1 ? "" : "submissions from " + std::to_string(next);
}

}  // namespace soundings::store
