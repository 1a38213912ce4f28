// The ledger against itself: every total counted again from the rows under it.
#include <algorithm>

#include "binding.h"
#include "state.h"

namespace soundings::store {
namespace {

/// One check of rows that should not be there: passed when the query finds none.
struct Question {
  const char* name;
  const char* said_when_passed;
  const char* sql;  ///< rows that break the rule, the first column naming one
};

constexpr Question questions[] = {
    {"outcomes_sum_to_received", "every delivery has the submissions it arrived with",
     "SELECT 'delivery ' || d.id || ': ' || d.items || ' arrived, ' || count(s.seq) || ' kept'"
     " FROM delivery d LEFT JOIN submission s ON s.delivery = d.seq GROUP BY d.seq"
     " HAVING count(s.seq) <> d.items"},
    {"tallies_equal_submissions", "the five outcomes sum to the submissions",
     "SELECT 'source ' || source || ' survey ' || survey || ' outcome ' || outcome FROM ("
     " SELECT source, survey, outcome, items FROM tally UNION ALL"
     " SELECT source, survey, outcome, -count(*) FROM submission GROUP BY source, survey, outcome)"
     " GROUP BY source, survey, outcome HAVING sum(items) <> 0"},
    {"accepted_have_responses", "each accepted submission has one response, no other has any",
     "SELECT 'submission ' || s.seq FROM submission s LEFT JOIN response r ON r.seq = s.seq"
     " LEFT JOIN held h ON h.seq = s.seq"
     " WHERE (s.outcome = 0 OR ifnull(h.state, '') = 'admitted') <> (r.seq IS NOT NULL)"},
    {"one_current_version", "each response stands once",
     "SELECT 'response ' || s.source_response_id FROM response r JOIN submission s USING (seq)"
     " WHERE s.source_response_id <> '' GROUP BY r.source, r.survey, s.source_response_id"
     " HAVING sum(r.current) > 1 OR count(DISTINCT r.version) <> count(*)"},
    {"content_kept_once", "no content is counted twice",
     "SELECT 'content of submission ' || min(seq) FROM submission WHERE item_key IS NOT NULL"
     " GROUP BY source, survey, source_response_id, content HAVING count(*) > 1"},
    {"duplicates_name_originals", "each duplicate names the submission it repeats",
     "SELECT 'submission ' || d.seq FROM submission d LEFT JOIN submission o ON o.seq = d.first"
     " WHERE d.outcome = 1 AND (o.seq IS NULL OR o.outcome = 1 OR o.content <> d.content"
     " OR o.receipt <> d.receipt)"},
    {"numbers_have_names", "every source, survey and layout that rows name is described",
     "SELECT 'source ' || source FROM submission WHERE source NOT IN (SELECT no FROM source)"
     " UNION ALL SELECT 'survey ' || survey FROM submission"
     " WHERE survey NOT IN (SELECT no FROM survey)"
     " UNION ALL SELECT 'source ' || source FROM delivery"
     " WHERE source NOT IN (SELECT no FROM source)"
     " UNION ALL SELECT 'layout ' || layout FROM response"
     " WHERE layout NOT IN (SELECT no FROM layout WHERE layout.survey = response.survey)"},
    {"held_items_have_reasons", "each held submission has its reason",
     "SELECT 'submission ' || s.seq FROM submission s LEFT JOIN held h ON h.seq = s.seq"
     " WHERE (s.outcome IN (3, 4)) <> (h.seq IS NOT NULL)"},
};

Check ask(const SQLite::Database& database, const Question& question) {
  SQLite::Statement read(database, question.sql);
  if (!read.executeStep()) {
    return {.name = question.name, .passed = true, .detail = question.said_when_passed};
  }
  return {.name = question.name, .passed = false, .detail = text_at(read, 0)};
}

Check from_fault(const char* name, const std::string& fault, const char* said_when_passed) {
  return {
      .name = name, .passed = fault.empty(), .detail = fault.empty() ? said_when_passed : fault};
}

using Counted = std::map<std::string, std::int64_t>;

/// What a line of the log and a response must agree on, as one key.
std::string count_key(const SQLite::Statement& row, std::optional<std::int64_t> person) {
  std::string key;
  for (int at = 0; at < 5; ++at) {  // survey, month, invited_month, wave, layout
    key += std::to_string(optional_at(row, at).value_or(-1)) + " ";
  }
  const auto codes = blob_at(row, 5);
  key.append(codes.begin(), codes.end());
  return key + (person ? std::to_string(*person) : "");
}

/// Adds the log and takes the current responses away: nothing must be left.
std::string uncounted(const SQLite::Database& database) {
  Counted left;
  SQLite::Statement log(database,
                        "SELECT survey, month, invited_month, wave, layout, codes, person, delta"
                        " FROM count_log WHERE delta <> 0");
  while (log.executeStep()) {
    left[count_key(log, optional_at(log, 6))] += number_at(log, 7);
  }
  SQLite::Statement responses(database,
                              "SELECT survey, month, invited_month, wave, layout, codes, person"
                              " FROM response WHERE current = 1");
  while (responses.executeStep()) {
    const auto person = blob_at(responses, 6);
    left[count_key(responses, person.empty() ? std::nullopt : std::optional(first_bits(person)))] -=
        1;
  }
  const auto wrong =
      std::count_if(left.begin(), left.end(), [](const auto& entry) { return entry.second != 0; });
  return wrong == 0 ? "" : std::to_string(wrong) + " kinds of response are counted wrongly";
}

/// Whether each response's counted bytes are what its answers as given make under its layout.
std::string miscoded(const SQLite::Database& database) {
  std::map<std::int64_t, Layout> layouts;
  SQLite::Statement read_layouts(database, "SELECT no, parts FROM layout");
  while (read_layouts.executeStep()) {
    layouts[number_at(read_layouts, 0)] = parse_layout(text_at(read_layouts, 1));
  }
  SQLite::Statement read(database, "SELECT seq, layout, codes, given FROM response");
  while (read.executeStep()) {
    const Layout& layout = layouts[number_at(read, 1)];
    const auto codes = blob_at(read, 2);
    const auto given = parse_given(blob_at(read, 3), layout);
    bool agrees = given && codes.size() == layout.columns.size() + layout.items.size();
    for (std::size_t i = 0; agrees && i < layout.items.size(); ++i) {
      agrees = answer_byte((*given)[i], layout.items[i]) == codes[layout.columns.size() + i];
    }
    if (!agrees) {
      return "response " + std::to_string(number_at(read, 0));
    }
  }
  return "";
}

std::string changed_body(const SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT seq, kept, kept_hash FROM submission WHERE kept IS NOT NULL");
  while (read.executeStep()) {
    const auto hash = blob_at(read, 2);
    const Sha256 now = sha256(text_at(read, 1));
    if (hash.empty() || !std::equal(hash.begin(), hash.end(), now.begin())) {
      return "submission " + std::to_string(number_at(read, 0));
    }
  }
  return "";
}

std::string changed_original(const SQLite::Database& database, const Bytes& master_key) {
  if (master_key.empty()) {
    return "";
  }
  SQLite::Statement read(database,
                         "SELECT h.seq, h.original, s.original FROM held h"
                         " JOIN submission s USING (seq) WHERE h.original IS NOT NULL");
  while (read.executeStep()) {
    const auto opened = unseal(blob_at(read, 1), master_key);
    const auto hash = blob_at(read, 2);
    const bool hashed = std::any_of(hash.begin(), hash.end(), [](auto byte) { return byte != 0; });
    const Sha256 now = sha256(opened.value_or(""));
    if (!opened || (hashed && !std::equal(hash.begin(), hash.end(), now.begin()))) {
      return "submission " + std::to_string(number_at(read, 0));
    }
  }
  return "";
}

/// The digests of what each commit kept, against the submissions as they stand.
std::string changed_commit(SQLite::Database& database) {
  SQLite::Statement commits(database,
                            "SELECT subject, detail FROM audit WHERE action = 'committed'"
                            " ORDER BY seq");
  SQLite::Statement rows(database,
                         "SELECT seq, receipt, outcome, content FROM submission"
                         " WHERE seq BETWEEN ? AND ? ORDER BY seq");
  std::int64_t next = 1;
  while (commits.executeStep()) {
    const std::string subject = text_at(commits, 0);
    const auto dash = subject.find('-');
    const std::int64_t first = std::stoll(subject);
    const std::int64_t last = std::stoll(subject.substr(dash + 1));
    std::string kept;
    for (prepare(rows, first, last); rows.executeStep();) {
      append_kept(kept, number_at(rows, 0), text_at(rows, 1),
                  static_cast<Outcome>(number_at(rows, 2)), blob_at(rows, 3));
    }
    if (first != next || to_hex(sha256(kept)) != text_at(commits, 1)) {
      return "submissions " + subject;
    }
    next = last + 1;
  }
  const std::int64_t last = database.execAndGet("SELECT ifnull(max(seq), 0) FROM submission");
  return last == next - 1 ? "" : "submissions from " + std::to_string(next);
}

}  // namespace

std::vector<Check> Ledger::verify(const Definitions& definitions) const {
  SQLite::Database& database = *state_->database;
  const SQLite::Transaction snapshot(database);
  std::vector<Check> checks;
  const std::string integrity = database.execAndGet("PRAGMA integrity_check(1)").getString();
  checks.push_back({.name = "integrity", .passed = integrity == "ok", .detail = integrity});
  SQLite::Statement foreign(database, "PRAGMA foreign_key_check");
  const bool orphan = foreign.executeStep();
  checks.push_back({.name = "foreign_keys",
                    .passed = !orphan,
                    .detail = orphan ? "a row of " + text_at(foreign, 0) + " has no parent"
                                     : std::string("every row has its parents")});
  for (const Question& question : questions) {
    checks.push_back(ask(database, question));
  }
  checks.push_back(from_fault("counts_equal_responses", uncounted(database),
                              "the count log equals the current responses"));
  checks.push_back(from_fault("codes_equal_answers", miscoded(database),
                              "counted codes equal the answers as given"));
  checks.push_back(from_fault("bodies_unchanged", changed_body(database),
                              "kept bodies have the hashes they arrived with"));
  checks.push_back(from_fault("originals_unchanged", changed_original(database, state_->master_key),
                              "held originals open and have the hashes they arrived with"));
  checks.push_back(from_fault("commits_unchanged", changed_commit(database),
                              "every commit holds what it was audited with"));
  checks.push_back(from_fault("audit_chain", first_break(database), "the audit chain is whole"));
  SQLite::Statement surveys(database,
                            "SELECT DISTINCT su.id FROM response r JOIN survey su"
                            " ON su.no = r.survey");
  std::string unknown;
  while (surveys.executeStep()) {
    if (definitions.find_survey(text_at(surveys, 0)) == nullptr) {
      unknown = "responses to " + text_at(surveys, 0) + ", which no definition describes";
    }
  }
  checks.push_back(from_fault("surveys_are_defined", unknown, "every survey has its definition"));
  return checks;
}

}  // namespace soundings::store
