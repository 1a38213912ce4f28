// Releases in the file. A release is inserted as a draft with all it holds, and becomes a published
// one in the same transaction: the triggers of the tables let nothing be added to one afterwards.
#include "sqlite/releases.h"

#include <algorithm>
#include <mutex>
#include <span>
#include <utility>

#include <SQLiteCpp/Savepoint.h>

#include "sqlite/binding.h"
#include "sqlite/database.h"
#include "sqlite/failure.h"
#include "sqlite/provisional.h"
#include "sqlite/sample_mark.h"

namespace soundings::store::sqlite {
namespace {

using Kept = Expected<ReleaseLine, ReleaseFault>;

constexpr const char* line_columns =
    "SELECT id, month, revision, state, data_version, made_at, made_by, made_reason, published_at,"
    " published_by, published_reason, asked_at, asked_by, asked_reason, withdrawn_at, withdrawn_by,"
    " withdrawn_reason FROM release ";

/// The word in three columns from `at`; nothing where they are empty.
std::optional<ReleaseWord> word_at(const SQLite::Statement& row, int at) {
  const auto when = optional_at(row, at);
  return when ? std::optional(ReleaseWord{.at = from_epoch_microseconds(*when),
                                          .actor = text_at(row, at + 1),
                                          .reason = text_at(row, at + 2)})
              : std::nullopt;
}

ReleaseLine line_at(const SQLite::Statement& row) {
  constexpr int made = 5;
  constexpr int published = 8;
  constexpr int asked = 11;
  constexpr int withdrawn = 14;
  return {.id = text_at(row, 0),
          .month = Month::from_index(static_cast<int>(number_at(row, 1))),
          .revision = static_cast<int>(number_at(row, 2)),
          .state = parse_release_state(text_at(row, 3)).value_or(ReleaseState::withdrawn),
          .data_version = number_at(row, 4),
          .made = word_at(row, made).value_or(ReleaseWord{}),
          .published = word_at(row, published),
          .asked = word_at(row, asked),
          .withdrawn = word_at(row, withdrawn)};
}

std::optional<ReleaseLine> find_line(const SQLite::Database& database, const std::string& id) {
  SQLite::Statement read(database, std::string(line_columns) + "WHERE id = ?");
  return prepare(read, id).executeStep() ? std::optional(line_at(read)) : std::nullopt;
}

std::vector<ReleaseFile> files_of(const SQLite::Database& database, const std::string& id) {
  SQLite::Statement read(database,
                         "SELECT name, published, hash, bytes FROM release_file"
                         " WHERE release = ? ORDER BY name");
  std::vector<ReleaseFile> files;
  for (prepare(read, id); read.executeStep();) {
    const Bytes hash = blob_at(read, 2);
    const Bytes bytes = blob_at(read, 3);
    ReleaseFile file{.name = text_at(read, 0),
                     .bytes = std::string(bytes.begin(), bytes.end()),
                     .published = number_at(read, 1) != 0,
                     .digest = {}};
    std::copy_n(hash.begin(), std::min(hash.size(), file.digest.size()), file.digest.begin());
    files.push_back(std::move(file));
  }
  return files;
}

std::vector<ReleaseRow> rows_of(const SQLite::Database& database, const std::string& id) {
  SQLite::Statement read(database,
                         "SELECT survey, period, tabled_by, codes, print_class, item, answer,"
                         " weighting, value, lo, hi, n, marks, response_rate FROM release_row"
                         " WHERE release = ? ORDER BY nth");
  std::vector<ReleaseRow> rows;
  for (prepare(read, id); read.executeStep();) {
    int at = 0;
    ReleaseRow row;
    for (std::string* column :
         {&row.survey, &row.period, &row.by, &row.codes, &row.print_class, &row.item, &row.answer,
          &row.weighting, &row.value, &row.lo, &row.hi, &row.n, &row.marks, &row.response_rate}) {
      *column = text_at(read, at++);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

void insert_files(SQLite::Database& database, const std::string& id,
                  const std::vector<ReleaseFile>& files) {
  SQLite::Statement add(database,
                        "INSERT INTO release_file (release, name, published, hash, bytes)"
                        " VALUES (?, ?, ?, ?, ?)");
  for (const ReleaseFile& file : files) {
    const Sha256 hash = sha256(file.bytes);
    const Bytes bytes(file.bytes.begin(), file.bytes.end());
    run(add, id, file.name, std::int64_t{file.published}, Blob(hash), Blob(bytes));
  }
}

void insert_rows(SQLite::Database& database, const std::string& id,
                 const std::vector<ReleaseRow>& rows) {
  SQLite::Statement add(database,
                        "INSERT INTO release_row (release, nth, survey, period, tabled_by, codes,"
                        " print_class, item, answer, weighting, value, lo, hi, n, marks,"
                        " response_rate)"
                        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  std::int64_t nth = 0;
  for (const ReleaseRow& row : rows) {
    run(add, id, ++nth, row.survey, row.period, row.by, row.codes, row.print_class, row.item,
        row.answer, row.weighting, row.value, row.lo, row.hi, row.n, row.marks, row.response_rate);
  }
}

void set_published(SQLite::Database& database, const std::string& id, const Act& act) {
  run_once(database,
           "UPDATE release SET state = 'published', published_at = ?, published_by = ?,"
           " published_reason = ? WHERE id = ?",
           epoch_microseconds(act.at), act.actor, act.reason, id);
}

void note_act(Session& session, const std::string& action, const std::string& id, const Act& act) {
  session.writer->audit.append(
      {.at = act.at, .actor = act.actor, .action = action, .subject = id, .detail = act.reason});
}

/// Decides about a release within a transaction. decide: of its line; the action that the audit
/// names, or why there is none.
template <typename Decide>
Kept decided(Session& session, std::string_view given, const Act& act, const Decide& decide) {
  const std::string id(given);
  Kept answer = unexpected(ReleaseFault::unknown);
  session.write([&](SQLite::Transaction& transaction) {
    const auto line = find_line(*session.database, id);
    if (!line) {
      return;
    }
    const Expected<std::string, ReleaseFault> action = decide(*line);
    if (!action) {
      answer = unexpected(action.error());
      return;
    }
    answer = find_line(*session.database, id).value_or(*line);
    note_act(session, *action, id, act);
    transaction.commit();
  });
  return answer;
}

constexpr const char* of_a_published_release =
    " FROM release_file f JOIN release r ON r.id = f.release"
    " WHERE f.release = ? AND f.published = 1 AND r.state = 'published'";

std::vector<ReleaseFileLine> published_files(const SQLite::Database& database,
                                             const std::string& id) {
  SQLite::Statement read(database,
                         std::string("SELECT f.name, f.hash, length(f.bytes), length(f.bytes)"
                                     " - length(replace(CAST(f.bytes AS TEXT), char(10), ''))") +
                             of_a_published_release + " ORDER BY f.name");
  std::vector<ReleaseFileLine> files;
  for (prepare(read, id); read.executeStep();) {
    files.push_back({.name = text_at(read, 0),
                     .digest = hash_at(read, 1),
                     .bytes = number_at(read, 2),
                     .lines = number_at(read, 3)});
  }
  return files;
}

std::optional<ReleaseFile> published_file(const SQLite::Database& database, const std::string& id,
                                          const std::string& name) {
  SQLite::Statement read(database, std::string("SELECT f.name, f.hash, f.bytes") +
                                       of_a_published_release + " AND f.name = ?");
  if (!prepare(read, id, name).executeStep()) {
    return std::nullopt;
  }
  const Bytes bytes = blob_at(read, 2);
  return ReleaseFile{.name = text_at(read, 0),
                     .bytes = std::string(bytes.begin(), bytes.end()),
                     .published = true,
                     .digest = hash_at(read, 1)};
}

/// One connection, which its readers use in turn.
class FileReleaseReader final : public ReleaseReader {
 public:
  explicit FileReleaseReader(std::unique_ptr<SQLite::Database> database)
      : database_(std::move(database)), version_(*database_, "PRAGMA data_version") {}

  [[nodiscard]] ReleaseLines list() const override {
    const std::lock_guard lock(mutex_);
    translated([&] { read_lines(); });
    return lines_;
  }

  [[nodiscard]] std::optional<Release> find(std::string_view id) const override {
    const std::lock_guard lock(mutex_);
    auto release = translated([&] { return find_release(*database_, id); });
    return release && is_published(release->line) ? std::move(release) : std::nullopt;
  }

  [[nodiscard]] ProvisionalHistory provisional() const override {
    const std::lock_guard lock(mutex_);
    return translated([&] { return provisional_history(*database_); });
  }

  [[nodiscard]] bool is_sample() const override {
    const std::lock_guard lock(mutex_);
    sample_ = sample_ || translated([&] { return sqlite::is_sample(*database_); });
    return sample_;
  }

  [[nodiscard]] std::vector<ReleaseFileLine> files(std::string_view id) const override {
    const std::lock_guard lock(mutex_);
    return translated([&] { return published_files(*database_, std::string(id)); });
  }

  [[nodiscard]] std::optional<ReleaseFile> file(std::string_view id,
                                                std::string_view name) const override {
    const std::lock_guard lock(mutex_);
    return translated(
        [&] { return published_file(*database_, std::string(id), std::string(name)); });
  }

 private:
  static bool is_published(const ReleaseLine& line) {
    return line.state == ReleaseState::published;
  }

  /// A page asks for them a hundred times. They are read again when another connection has written.
  void read_lines() const {
    prepare(version_).executeStep();
    const std::int64_t version = number_at(version_, 0);
    version_.reset();
    if (read_at_ == version) {
      return;
    }
    auto lines = release_lines(*database_);
    std::erase_if(lines, [](const ReleaseLine& line) { return !is_published(line); });
    lines_ = std::make_shared<const std::vector<ReleaseLine>>(std::move(lines));
    read_at_ = version;
  }

  std::unique_ptr<SQLite::Database> database_;
  mutable SQLite::Statement version_;
  mutable std::optional<std::int64_t> read_at_;
  mutable ReleaseLines lines_;   ///< as of read_at_
  mutable bool sample_ = false;  ///< once marked, always marked
  mutable std::mutex mutex_;
};

}  // namespace

std::vector<ReleaseLine> release_lines(const SQLite::Database& database) {
  SQLite::Statement read(database,
                         std::string(line_columns) + "ORDER BY month DESC, revision DESC");
  std::vector<ReleaseLine> lines;
  while (read.executeStep()) {
    lines.push_back(line_at(read));
  }
  return lines;
}

std::optional<Release> find_release(SQLite::Database& database, std::string_view given) {
  const std::string id(given);
  // Of a draft that is discarded meanwhile all is read, or nothing.
  SQLite::Savepoint savepoint(database, "one_release");
  std::optional<Release> found;
  if (auto line = find_line(database, id)) {
    found = Release{
        .line = *std::move(line), .files = files_of(database, id), .rows = rows_of(database, id)};
  }
  savepoint.release();
  return found;
}

Kept keep_release(Session& session, const Release& release, const Act& act) {
  const ReleaseLine& line = release.line;
  Kept answer = unexpected(ReleaseFault::exists);
  session.write([&](SQLite::Transaction& transaction) {
    SQLite::Database& database = *session.database;
    SQLite::Statement there(database,
                            "SELECT 1 FROM release WHERE id = ? OR (month = ? AND revision = ?)");
    if (prepare(there, line.id, std::int64_t{line.month.index()}, std::int64_t{line.revision})
            .executeStep()) {
      return;
    }
    run_once(database,
             "INSERT INTO release (id, month, revision, state, data_version, made_at, made_by,"
             " made_reason) VALUES (?, ?, ?, 'draft', ?, ?, ?, ?)",
             line.id, std::int64_t{line.month.index()}, std::int64_t{line.revision},
             line.data_version, epoch_microseconds(act.at), act.actor, act.reason);
    insert_files(database, line.id, release.files);
    insert_rows(database, line.id, release.rows);
    const bool draft = line.state == ReleaseState::draft;
    if (!draft) {
      set_published(database, line.id, act);
    }
    answer = find_line(database, line.id).value_or(line);
    note_act(session, draft ? "release_drafted" : "release_published", line.id, act);
    transaction.commit();
  });
  return answer;
}

Kept approve_release(Session& session, std::string_view id, const Act& act) {
  return decided(session, id, act,
                 [&](const ReleaseLine& line) -> Expected<std::string, ReleaseFault> {
                   if (line.state != ReleaseState::draft) {
                     return unexpected(ReleaseFault::not_a_draft);
                   }
                   set_published(*session.database, line.id, act);
                   return "release_published";
                 });
}

Kept discard_release(Session& session, std::string_view id, const Act& act) {
  return decided(
      session, id, act, [&](const ReleaseLine& line) -> Expected<std::string, ReleaseFault> {
        if (line.state != ReleaseState::draft) {
          return unexpected(ReleaseFault::not_a_draft);
        }
        for (const char* sql :
             {"DELETE FROM release_row WHERE release = ?",
              "DELETE FROM release_file WHERE release = ?", "DELETE FROM release WHERE id = ?"}) {
          run_once(*session.database, sql, line.id);
        }
        return "release_discarded";
      });
}

Kept withdraw_release(Session& session, std::string_view id, std::string_view given_user,
                      const Act& act) {
  const std::string user(given_user);
  return decided(
      session, id, act, [&](const ReleaseLine& line) -> Expected<std::string, ReleaseFault> {
        if (line.state != ReleaseState::published) {
          return unexpected(ReleaseFault::not_published);
        }
        SQLite::Database& database = *session.database;
        if (!line.asked) {
          run_once(database,
                   "UPDATE release SET asked_at = ?, asked_user = ?, asked_by = ?,"
                   " asked_reason = ? WHERE id = ?",
                   epoch_microseconds(act.at), user, act.actor, act.reason, line.id);
          return "release_withdrawal_asked";
        }
        SQLite::Statement first(database, "SELECT 1 FROM release WHERE id = ? AND asked_user = ?");
        if (prepare(first, line.id, user).executeStep()) {
          return unexpected(ReleaseFault::same_person);
        }
        run_once(database,
                 "UPDATE release SET state = 'withdrawn', withdrawn_at = ?, withdrawn_by = ?,"
                 " withdrawn_reason = ? WHERE id = ?",
                 epoch_microseconds(act.at), act.actor, act.reason, line.id);
        return "release_withdrawn";
      });
}

std::unique_ptr<ReleaseReader> open_release_reader(const std::filesystem::path& file) {
  auto database = open_database(file, Access::read_only);
  if (!database) {
    throw StoreFailure(database.error().message);
  }
  return std::make_unique<FileReleaseReader>(*std::move(database));
}

std::string changed_release_file(const SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT release, name, hash, bytes FROM release_file");
  while (read.executeStep()) {
    const Bytes bytes = blob_at(read, 3);
    const Sha256 now = sha256(std::string(bytes.begin(), bytes.end()));
    if (!std::ranges::equal(blob_at(read, 2), now)) {
      return text_at(read, 1) + " of " + text_at(read, 0);
    }
  }
  return "";
}

}  // namespace soundings::store::sqlite
