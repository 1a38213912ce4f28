// The ledger against itself: every total counted again from the rows under it.
#include "sqlite/verify.h"

#include <algorithm>

#include "sqlite/binding.h"
#include "sqlite/commits.h"
#include "sqlite/count_rows.h"
#include "sqlite/releases.h"
#include "sqlite/reports.h"

namespace soundings::store::sqlite {
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
    {"accepted_have_responses",
     "each accepted submission that was not erased has one response, no other has any",
     "SELECT 'submission ' || s.seq FROM submission s LEFT JOIN response r ON r.seq = s.seq"
     " LEFT JOIN held h ON h.seq = s.seq"
     " LEFT JOIN erased e ON e.source = s.source AND e.mark = s.content"
     " WHERE ((s.outcome = 0 OR ifnull(h.state, '') = 'admitted') AND e.mark IS NULL)"
     " <> (r.seq IS NOT NULL)"},
    {"erased_left_nothing", "of what was erased nothing is left but its outcome and receipt",
     "SELECT 'submission ' || s.seq FROM erased e"
     " JOIN submission s ON s.source = e.source AND s.content = e.mark"
     " LEFT JOIN held h ON h.seq = s.seq"
     " WHERE s.source_response_id <> '' OR s.item_key IS NOT NULL OR s.kept IS NOT NULL"
     " OR s.modified_at IS NOT NULL OR s.original <> zeroblob(32) OR h.original IS NOT NULL"
     " OR ifnull(h.state, '') = 'held' OR EXISTS (SELECT 1 FROM comment c WHERE c.seq = s.seq)"
     " OR EXISTS (SELECT 1 FROM finding f WHERE f.source = s.source AND f.submission = s.seq)"},
    {"one_current_version", "each response stands once",
     "SELECT 'response ' || s.source_response_id FROM response r JOIN submission s USING (seq)"
     " WHERE s.source_response_id <> '' GROUP BY r.source, r.survey, s.source_response_id"
     " HAVING sum(r.current) > 1 OR count(DISTINCT r.version) <> count(*)"},
    {"content_kept_once", "no content is counted twice",
     "SELECT 'content of submission ' || min(seq) FROM submission WHERE item_key IS NOT NULL"
     " GROUP BY source, survey, source_response_id, content HAVING count(*) > 1"},
    {"repeats_are_found", "each submission and webhook id stands under its key",
     "SELECT 'submission ' || s.seq FROM submission s LEFT JOIN filed_item f"
     " ON f.source = s.source AND f.key = s.item_key AND f.submission = s.seq"
     " WHERE s.item_key IS NOT NULL AND f.key IS NULL"
     " AND s.seq <= (SELECT seq FROM filed_until WHERE what = 'item')"
     " UNION ALL SELECT 'delivery ' || d.seq FROM delivery d LEFT JOIN filed_webhook f"
     " ON f.source = d.source AND f.key = d.webhook_key AND f.delivery = d.seq"
     " WHERE d.webhook_key IS NOT NULL AND f.key IS NULL"
     " AND d.seq <= (SELECT seq FROM filed_until WHERE what = 'webhook')"
     " UNION ALL SELECT 'key of submission ' || f.submission FROM filed_item f"
     " LEFT JOIN submission s ON s.seq = f.submission"
     " WHERE s.item_key IS NOT f.key OR s.source IS NOT f.source"
     " UNION ALL SELECT 'how far keys are filed' WHERE (SELECT count(*) FROM filed_until"
     " WHERE what IN ('item', 'webhook')) <> 2"},
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
    {"deliveries_have_addresses", "each delivery names the survey and the form it was sent in",
     "SELECT 'delivery ' || d.id FROM submission s JOIN delivery d ON d.seq = s.delivery"
     " WHERE d.survey <> s.survey UNION ALL SELECT 'delivery ' || id FROM delivery"
     " WHERE form NOT IN ('', 'json', 'ndjson', 'csv', 'form', 'invitations') OR length(header) <> "
     "16"
     " OR (survey IS NULL) <> (form IS NULL)"},
    {"rows_agree", "responses and deliveries name the source and survey of their submissions",
     "SELECT 'submission ' || s.seq FROM submission s JOIN response r ON r.seq = s.seq"
     " WHERE r.source <> s.source OR r.survey <> s.survey"
     " UNION ALL SELECT 'delivery ' || d.seq FROM submission s JOIN delivery d"
     " ON d.seq = s.delivery WHERE d.source <> s.source"},
    {"empty_lines_count_nobody", "lines of the count log that count nobody say nothing else",
     "SELECT 'line ' || seq FROM count_log WHERE delta = 0 AND (month <> 0 OR wave <> 0"
     " OR invited_month IS NOT NULL OR person IS NOT NULL OR length(codes) <> 0 OR layout > 0"
     " OR (survey IS NOT NULL AND survey NOT IN (SELECT no FROM survey)))"},
    {"sources_were_heard", "each source was last heard when its last delivery came",
     "SELECT 'source ' || t.source || ' survey ' || t.survey || ' outcome ' || t.outcome"
     " FROM tally t LEFT JOIN (SELECT s.source, s.survey, s.outcome, max(d.received_at) AS at"
     " FROM submission s JOIN delivery d ON d.seq = s.delivery GROUP BY 1, 2, 3) h"
     " ON h.source = t.source AND h.survey = t.survey AND h.outcome = t.outcome"
     " WHERE t.last_received IS NOT h.at"},
    {"lines_are_numbered", "since the last erasure the lines of the count log have no gap",
     "SELECT 'line ' || max(l.seq) FROM count_log l, (SELECT ifnull(max(seq), 0) AS seq"
     " FROM count_log WHERE layout = -1) e WHERE l.seq > e.seq"
     " HAVING max(l.seq) - e.seq <> count(*)"},
    {"bodies_have_hashes", "each kept body has its hash, and no other has one",
     "SELECT 'submission ' || seq FROM submission WHERE (kept IS NULL) <> (kept_hash IS NULL)"},
    {"releases_are_whole", "each release has its manifest and says how it came to its state",
     "SELECT 'release ' || r.id FROM release r LEFT JOIN release_file f"
     " ON f.release = r.id AND f.name = 'manifest.json' AND f.published = 1"
     " WHERE f.name IS NULL OR (r.state = 'draft') <> (r.published_at IS NULL)"
     " OR (r.state = 'withdrawn') <> (r.withdrawn_at IS NOT NULL)"},
    {"held_items_have_reasons", "each held submission has its reason",
     "SELECT 'submission ' || s.seq FROM submission s LEFT JOIN held h ON h.seq = s.seq"
     " WHERE (s.outcome IN (3, 4)) <> (h.seq IS NOT NULL)"},
};

constexpr const char* without_key = "not compared: the master key is not here";

Check ask(const SQLite::Database& database, const Question& question) {
  SQLite::Statement read(database, question.sql);
  if (!read.executeStep()) {
    return {.name = question.name, .passed = true, .detail = question.said_when_passed};
  }
  return {.name = question.name, .passed = false, .detail = text_at(read, 0)};
}

Check from_fault(const char* name, const std::string& fault, const std::string& said_when_passed) {
  return {
      .name = name, .passed = fault.empty(), .detail = fault.empty() ? said_when_passed : fault};
}

std::string number_of(const SQLite::Database& database, const std::string& what) {
  SQLite::Statement read(database, "SELECT " + what);
  read.executeStep();
  return std::to_string(number_at(read, 0));
}

std::string mistallied(const SQLite::Database& database) {
  SQLite::Statement read(
      database,
      "SELECT 'source ' || source || ' survey ' || survey || ' outcome ' || outcome FROM ("
      " SELECT source, survey, outcome, items FROM tally UNION ALL"
      " SELECT source, survey, outcome, -count(*) FROM submission GROUP BY source, survey, outcome)"
      " GROUP BY source, survey, outcome HAVING sum(items) <> 0");
  return read.executeStep() ? text_at(read, 0) : "";
}

/// "6 received = 3 accepted + 1 duplicate + ...", as added up from the rows.
std::string outcome_sum(const SQLite::Database& database) {
  std::string sum = number_of(database, "ifnull(sum(items), 0) FROM delivery") + " received";
  const char* sign = " = ";
  for (const Outcome outcome : {Outcome::accepted, Outcome::duplicate, Outcome::older_version,
                                Outcome::conflict, Outcome::quarantined}) {
    const std::string code = std::to_string(static_cast<int>(outcome));
    sum += sign + number_of(database, "count(*) FROM submission WHERE outcome = " + code) + " ";
    sum += to_text(outcome);
    sign = " + ";
  }
  return sum;
}

std::string count_sum(const SQLite::Database& database) {
  return number_of(database, "count(*) FROM response WHERE current = 1") +
         " current responses = " + number_of(database, "ifnull(sum(delta), 0) FROM count_log") +
         " in the count log";
}

/// Whether answers as given are counted in these bytes.
bool makes(const std::vector<Answer>& given, const Bytes& codes, const Layout& layout) {
  bool agrees = codes.size() == layout.columns.size() + layout.items.size();
  for (std::size_t i = 0; agrees && i < layout.items.size(); ++i) {
    agrees = answer_byte(given.at(i), layout.items[i]) == codes[layout.columns.size() + i];
  }
  return agrees;
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
    if (!given || !makes(*given, codes, layout)) {
      return "response " + std::to_string(number_at(read, 0));
    }
  }
  return "";
}

/// The first delivery of a webhook id stands under its key, and no other does.
std::string misfiled_webhook(const SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT min(seq), webhook_id, webhook_key, count(webhook_key)"
                         " FROM delivery GROUP BY source, webhook_id");
  while (read.executeStep()) {
    const std::string id = text_at(read, 1);
    const auto key = optional_at(read, 2);
    const bool right = id.empty() ? number_at(read, 3) == 0
                                  : number_at(read, 3) == 1 && key == first_bits(sha256(id));
    if (!right) {
      return "delivery " + std::to_string(number_at(read, 0));
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

Check audit_chain(const SQLite::Database& database) {
  return from_fault("audit_chain", chain_faults(database), "the audit chain is whole");
}

}  // namespace

Check expect(const Session& session, const Newest& expected) {
  return from_fault("newest_kept", lacking(*session.database, expected),
                    "row " + std::to_string(expected.row) + " of the audit stands as it was kept");
}

Check expect_remembered(const Session& session, const std::filesystem::path& file) {
  // Read before the database is: what is remembered has been committed.
  const NewestKept kept(file, session.file);
  if (!kept.fault().empty()) {
    return from_fault("newest_kept", kept.fault(), "");
  }
  const auto expected = kept.expected(lineage_of(*session.database));
  if (expected && expected->row > 0) {
    return expect(session, *expected);
  }
  const bool acted =
      session.database->execAndGet("SELECT EXISTS(SELECT 1 FROM audit)").getInt() != 0;
  return from_fault("newest_kept", "",
                    acted ? "NOT KNOWN: the file beside the key that remembers the newest row of "
                            "the audit has nothing of this database, so that a lost tail would "
                            "not be seen"
                          : "nothing is remembered of it yet");
}

std::vector<Check> verify(const Session& session, const Definitions& definitions) {
  SQLite::Database& database = *session.database;
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
  checks.push_back(
      from_fault("tallies_equal_submissions", mistallied(database), outcome_sum(database)));
  checks.push_back(from_fault("counts_equal_responses", miscounted(database), count_sum(database)));
  checks.push_back(from_fault("codes_equal_answers", miscoded(database),
                              "counted codes equal the answers as given"));
  checks.push_back(from_fault("webhook_ids_have_keys", misfiled_webhook(database),
                              "each webhook id stands under its key, once"));
  const bool keyed = !session.master_key.empty();
  checks.push_back(from_fault("rows_unchanged", changed_rows(database, session.master_key),
                              keyed ? "names, codes, comments, findings, held items, keys and "
                                      "denominators are as they were written"
                                    : without_key));
  checks.push_back(from_fault("bodies_unchanged", changed_body(database),
                              "bodies have the hashes they were kept with"));
  checks.push_back(from_fault(
      "originals_unchanged", changed_original(database, session.master_key),
      keyed ? "held originals open and have the hashes they arrived with" : without_key));
  checks.push_back(from_fault("releases_unchanged", changed_release_file(database),
                              "files of releases have the hashes they were kept with"));
  checks.push_back(from_fault("reports_unchanged", changed_report(database),
                              "published reports have the hashes they were kept with"));
  checks.push_back(from_fault("commits_unchanged", changed_commit(database),
                              "every commit holds what it was audited with"));
  checks.push_back(audit_chain(database));
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

std::vector<Check> verify_audit(const Session& session) {
  SQLite::Database& database = *session.database;
  const SQLite::Transaction snapshot(database);
  const std::string number = number_of(database, "count(*) FROM audit");
  return {
      from_fault("audit_chain", chain_faults(database), "each of " + number + " rows follows on"),
      from_fault("audit_codes", unsealed_row(database, session.master_key),
                 session.master_key.empty() ? without_key
                                            : "each row has the code that the master key makes")};
}

}  // namespace soundings::store::sqlite
