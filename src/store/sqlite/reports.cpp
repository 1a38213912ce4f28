// Reports in the file. Only the newest report of a month can be changed, and only while it is a
// draft; the triggers of the tables hold the second.
#include "sqlite/reports.h"

#include <algorithm>
#include <utility>

#include <SQLiteCpp/Savepoint.h>

#include "sqlite/binding.h"
#include "sqlite/database.h"

namespace soundings::store::sqlite {
namespace {

using Done = Expected<ReportLine, ReportFault>;

constexpr const char* line_columns =
    "SELECT id, number, day, release, state, made_at, made_by, made_reason, published_at,"
    " published_by, published_reason, hash, ifnull(length(bytes), 0) FROM report ";

Act act_at(const SQLite::Statement& row, int at) {
  return {.at = from_epoch_microseconds(number_at(row, at)),
          .actor = text_at(row, at + 1),
          .reason = text_at(row, at + 2)};
}

ReportLine line_at(const SQLite::Statement& row) {
  constexpr int made = 5;
  constexpr int published = 8;
  constexpr int hash = 11;
  ReportLine line{.id = text_at(row, 0),
                  .day = text_at(row, 2),
                  .number = static_cast<int>(number_at(row, 1)),
                  .release = text_at(row, 3),
                  .state = text_at(row, 4) == to_text(ReportState::draft) ? ReportState::draft
                                                                          : ReportState::published,
                  .made = act_at(row, made),
                  .published = std::nullopt,
                  .digest = {},
                  .bytes = number_at(row, hash + 1)};
  if (optional_at(row, published)) {
    line.published = act_at(row, published);
    line.digest = hash_at(row, hash);
  }
  return line;
}

std::optional<ReportLine> find_line(const SQLite::Database& database, const std::string& id) {
  SQLite::Statement read(database, std::string(line_columns) + "WHERE id = ?");
  return prepare(read, id).executeStep() ? std::optional(line_at(read)) : std::nullopt;
}

std::vector<ReportWords> words_of(const SQLite::Database& database, const std::string& id) {
  SQLite::Statement read(database,
                         "SELECT aim, kind, text, at, actor FROM report_words WHERE report = ?"
                         " ORDER BY aim, kind");
  std::vector<ReportWords> all;
  for (prepare(read, id); read.executeStep();) {
    all.push_back({.aim = text_at(read, 0),
                   .kind = parse_words_kind(text_at(read, 1)).value_or(WordsKind::commentary),
                   .text = text_at(read, 2),
                   .written = {.at = from_epoch_microseconds(number_at(read, 3)),
                               .actor = text_at(read, 4),
                               .reason = ""}});
  }
  return all;
}

std::vector<ReportSignOff> sign_offs_of(const SQLite::Database& database, const std::string& id) {
  SQLite::Statement read(database,
                         "SELECT aim, content, at, actor FROM report_sign_off WHERE report = ?"
                         " ORDER BY aim");
  std::vector<ReportSignOff> all;
  for (prepare(read, id); read.executeStep();) {
    all.push_back({.aim = text_at(read, 0),
                   .content = hash_at(read, 1),
                   .signed_at = {.at = from_epoch_microseconds(number_at(read, 2)),
                                 .actor = text_at(read, 3),
                                 .reason = ""}});
  }
  return all;
}

std::string file_of(const SQLite::Database& database, const std::string& id) {
  SQLite::Statement read(database, "SELECT bytes FROM report WHERE id = ? AND bytes IS NOT NULL");
  if (!prepare(read, id).executeStep()) {
    return "";
  }
  const Bytes bytes = blob_at(read, 0);
  return {bytes.begin(), bytes.end()};
}

/// Changes a draft within a transaction. change: of the database; what it has done stands in the
/// audit.
template <typename Change>
Done changed(Session& session, std::string_view given, const std::vector<AuditRow>& noted,
             const Change& change) {
  const std::string id(given);
  Done answer = unexpected(ReportFault::unknown);
  session.write([&](SQLite::Transaction& transaction) {
    SQLite::Database& database = *session.database;
    const auto line = find_line(database, id);
    if (!line) {
      return;
    }
    if (line->state != ReportState::draft) {
      answer = unexpected(ReportFault::published);
      return;
    }
    SQLite::Statement later(database,
                            "SELECT 1 FROM report a JOIN report b ON b.month = a.month"
                            " WHERE a.id = ? AND b.number > a.number");
    if (prepare(later, id).executeStep()) {
      answer = unexpected(ReportFault::superseded);
      return;
    }
    change(database, id);
    answer = find_line(database, id).value_or(*line);
    for (const AuditRow& row : noted) {
      session.writer->audit.append(row);
    }
    transaction.commit();
  });
  return answer;
}

AuditRow noted(const Act& act, std::string action, std::string subject, std::string detail) {
  return {.at = act.at,
          .actor = act.actor,
          .action = std::move(action),
          .subject = std::move(subject),
          .detail = std::move(detail)};
}

/// The newest report of a month; nothing where there is none.
std::optional<ReportLine> newest_of(const SQLite::Database& database, std::int64_t month) {
  SQLite::Statement read(
      database, std::string(line_columns) + "WHERE month = ? ORDER BY number DESC LIMIT 1");
  return prepare(read, month).executeStep() ? std::optional(line_at(read)) : std::nullopt;
}

bool is_published_release(const SQLite::Database& database, const std::string& release) {
  SQLite::Statement read(database, "SELECT 1 FROM release WHERE id = ? AND state = 'published'");
  return prepare(read, release).executeStep();
}

}  // namespace

std::vector<ReportLine> report_lines(const SQLite::Database& database) {
  SQLite::Statement read(database, std::string(line_columns) + "ORDER BY month DESC, number DESC");
  std::vector<ReportLine> lines;
  while (read.executeStep()) {
    lines.push_back(line_at(read));
  }
  return lines;
}

std::optional<Report> find_report(SQLite::Database& database, std::string_view given) {
  const std::string id(given);
  // Of a report that is written in or published meanwhile all is read as it stood at one moment.
  SQLite::Savepoint savepoint(database, "one_report");
  std::optional<Report> found;
  if (auto line = find_line(database, id)) {
    found = Report{.line = *std::move(line),
                   .words = words_of(database, id),
                   .sign_offs = sign_offs_of(database, id),
                   .file = file_of(database, id)};
  }
  savepoint.release();
  return found;
}

Done begin_report(Session& session, const std::string& day, const std::string& release,
                  const Act& act) {
  const std::string month = day.substr(0, 7);
  const std::int64_t index = parse_month(month).value_or(Month()).index();
  Done answer = unexpected(ReportFault::unknown_release);
  session.write([&](SQLite::Transaction& transaction) {
    SQLite::Database& database = *session.database;
    if (!is_published_release(database, release)) {
      return;
    }
    const auto before = newest_of(database, index);
    const std::int64_t number = before ? before->number + 1 : 1;
    const std::string id = month + "." + std::to_string(number);
    run_once(database,
             "INSERT INTO report (id, month, number, day, release, state, made_at, made_by,"
             " made_reason) VALUES (?, ?, ?, ?, ?, 'draft', ?, ?, ?)",
             id, index, number, day, release, epoch_microseconds(act.at), act.actor, act.reason);
    if (before) {
      run_once(database,
               "INSERT INTO report_words (report, aim, kind, text, at, actor)"
               " SELECT ?, aim, kind, text, at, actor FROM report_words WHERE report = ?",
               id, before->id);
    }
    answer = *find_line(database, id);
    session.writer->audit.append(noted(act, "report_drafted", id, release + ": " + act.reason));
    transaction.commit();
  });
  return answer;
}

Done write_words(Session& session, std::string_view id, const ReportWords& words, const Act& act) {
  const std::string kind(to_text(words.kind));
  return changed(
      session, id,
      {noted(act, "report_words_written", std::string(id) + "/" + words.aim + "/" + kind,
             std::to_string(words.text.size()) + " bytes, SHA-256 " + to_hex(sha256(words.text)))},
      [&](SQLite::Database& database, const std::string& report) {
        run_once(database,
                 "INSERT INTO report_words (report, aim, kind, text, at, actor)"
                 " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (report, aim, kind) DO UPDATE SET"
                 " text = excluded.text, at = excluded.at, actor = excluded.actor",
                 report, words.aim, kind, words.text, epoch_microseconds(act.at), act.actor);
        run_once(database, "DELETE FROM report_sign_off WHERE report = ? AND aim = ?", report,
                 words.aim);
      });
}

Done sign_aims(Session& session, std::string_view id, const std::vector<ReportSignOff>& sign_offs,
               const Act& act) {
  std::vector<AuditRow> rows;
  rows.reserve(sign_offs.size());
  for (const ReportSignOff& one : sign_offs) {
    rows.push_back(noted(act, "report_signed_off", std::string(id) + "/" + one.aim,
                         "SHA-256 " + to_hex(one.content)));
  }
  return changed(session, id, rows, [&](SQLite::Database& database, const std::string& report) {
    for (const ReportSignOff& one : sign_offs) {
      run_once(database, "DELETE FROM report_sign_off WHERE report = ? AND aim = ?", report,
               one.aim);
      run_once(database,
               "INSERT INTO report_sign_off (report, aim, content, at, actor)"
               " VALUES (?, ?, ?, ?, ?)",
               report, one.aim, Blob(one.content), epoch_microseconds(act.at), act.actor);
    }
  });
}

Done publish_report(Session& session, std::string_view id, const std::string& file,
                    const Act& act) {
  const Sha256 hash = sha256(file);
  return changed(session, id,
                 {noted(act, "report_published", std::string(id),
                        "SHA-256 " + to_hex(hash) + ": " + act.reason)},
                 [&](SQLite::Database& database, const std::string& report) {
                   const Bytes bytes(file.begin(), file.end());
                   run_once(database,
                            "UPDATE report SET state = 'published', published_at = ?,"
                            " published_by = ?, published_reason = ?, hash = ?, bytes = ?"
                            " WHERE id = ?",
                            epoch_microseconds(act.at), act.actor, act.reason, Blob(hash),
                            Blob(bytes), report);
                 });
}

std::string changed_report(const SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT id, hash, bytes FROM report WHERE state = 'published'");
  while (read.executeStep()) {
    const Bytes bytes = blob_at(read, 2);
    if (!std::ranges::equal(blob_at(read, 1), sha256(std::string(bytes.begin(), bytes.end())))) {
      return text_at(read, 0);
    }
  }
  return "";
}

}  // namespace soundings::store::sqlite
