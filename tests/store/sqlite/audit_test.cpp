// Rows of the audit altered, removed or moved by another program, one family of changes after
// another: `audit verify` finds them. What it cannot find stands in docs/command-line.md.
#include "sqlite/audit.h"

#include <algorithm>
#include <functional>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "soundings/base/digest.h"

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
namespace fs = std::filesystem;

namespace {

const Instant noon = parse_rfc3339("2019-05-14T12:00:00Z").value();

/// Commits, which carry a sum, and looks, which change nothing.
void fill(const fs::path& file) {
  const auto store = open_store(file);
  for (const std::string id : {"one", "two", "three"}) {
    commit(*store, entry({.id = id}));
    store->audit().note({.row = 0,
                         .at = noon,
                         .actor = "s.patel",
                         .action = "item_read",
                         .subject = id,
                         .detail = "body"});
  }
}

/// Runs `change` on a copy, past what the ledger forbids, and hands back what the checks say: that
/// of the chain, that of the codes, that of the newest row.
std::vector<std::string> said_after(const fs::path& whole,
                                    const std::function<void(SQLite::Database&)>& change) {
  const Folder folder;
  const auto copy = folder.file("copy.db");
  fs::copy_file(whole, copy);
  const store::Newest newest = store::open_for_reading(whole, test_key()).value()->audit().newest();
  {
    SQLite::Database database(copy.string(), SQLite::OPEN_READWRITE);
    database.exec(
        "DROP TRIGGER audit_is_never_changed; DROP TRIGGER audit_is_never_shortened;"
        " PRAGMA ignore_check_constraints=ON");
    change(database);
  }
  const auto store = store::open_for_reading(copy, test_key());
  REQUIRE(store);
  auto checks = (*store)->maintenance().verify_audit();
  checks.push_back((*store)->maintenance().expect(newest));
  std::vector<std::string> said;
  for (const store::Check& check : checks) {
    said.push_back(check.passed ? "" : check.detail);
  }
  return said;
}

bool found(const std::vector<std::string>& said) {
  return std::ranges::any_of(said, [](const auto& text) { return !text.empty(); });
}

std::int64_t rows_of(const fs::path& file) {
  return SQLite::Database(file.string(), SQLite::OPEN_READONLY)
      .execAndGet("SELECT count(*) FROM audit")
      .getInt64();
}

std::string number(std::int64_t row) {
  return std::to_string(row);
}

/// All digests from a row on made anew from what the rows say, as anybody can who knows how.
void restate(SQLite::Database& database) {
  SQLite::Statement rows(database,
                         "SELECT seq, at, actor, action, subject, detail FROM audit ORDER BY seq");
  SQLite::Statement set(database, "UPDATE audit SET digest = ? WHERE seq = ?");
  Sha256 digest{};
  while (rows.executeStep()) {
    digest =
        store::sqlite::chained(digest, {.at = from_epoch_microseconds(rows.getColumn(1).getInt64()),
                                        .actor = rows.getColumn(2).getString(),
                                        .action = rows.getColumn(3).getString(),
                                        .subject = rows.getColumn(4).getString(),
                                        .detail = rows.getColumn(5).getString()});
    set.bind(1, digest.data(), static_cast<int>(digest.size()));
    set.bind(2, rows.getColumn(0).getInt64());
    set.exec();
    set.reset();
  }
}

}  // namespace

TEST_CASE("a whole audit passes", "[store]") {
  const Folder folder;
  fill(folder.file("a.db"));
  CHECK_FALSE(found(said_after(folder.file("a.db"), [](SQLite::Database&) {})));
}

TEST_CASE("an altered cell of any row of the audit is found", "[store]") {
  const Folder folder;
  const auto whole = folder.file("a.db");
  fill(whole);
  const std::int64_t rows = rows_of(whole);
  REQUIRE(rows >= 6);
  for (const std::string cell :
       {"at = at + 1", "actor = actor || 'x'", "action = action || 'x'", "subject = subject || 'x'",
        "detail = detail || 'x'", "digest = zeroblob(32)", "sum = zeroblob(32)", "sum = NULL"}) {
    for (std::int64_t row = 1; row <= rows; ++row) {
      INFO(cell << " of row " << row);
      const auto said = said_after(whole, [&](SQLite::Database& database) {
        database.exec("UPDATE audit SET " + cell + " WHERE seq = " + number(row));
      });
      CHECK(found(said));
      if (!cell.starts_with("sum") && !cell.starts_with("digest")) {
        CHECK(said[0] == "row " + number(row) + " is not as it was written");
      }
    }
  }
}

TEST_CASE("a row removed from the audit is found, and named but for the last", "[store]") {
  const Folder folder;
  const auto whole = folder.file("a.db");
  fill(whole);
  const std::int64_t rows = rows_of(whole);
  for (std::int64_t row = 1; row <= rows; ++row) {
    INFO(row);
    const auto said = said_after(whole, [&](SQLite::Database& database) {
      database.exec("DELETE FROM audit WHERE seq = " + number(row));
    });
    if (row < rows) {
      CHECK(said[0] == "row " + number(row) + " is missing");
    } else {
      // Only what is remembered outside the database knows of it.
      CHECK(said[0].empty());
      CHECK(said[2] == "its audit ends at row " + number(rows - 1) + ", and row " + number(rows) +
                           " was kept");
    }
  }
}

TEST_CASE("rows removed from the audit whose followers took their numbers are found", "[store]") {
  const Folder folder;
  const auto whole = folder.file("a.db");
  fill(whole);
  CHECK(said_after(whole, [&](SQLite::Database& database) {
          database.exec("DELETE FROM audit WHERE seq = 3");
          database.exec("UPDATE audit SET seq = -seq WHERE seq > 3");
          database.exec("UPDATE audit SET seq = -seq - 1 WHERE seq < 0");
        })[0] == "row 3 is not as it was written");
}

TEST_CASE("two rows of the audit in each other's place are found", "[store]") {
  const Folder folder;
  const auto whole = folder.file("a.db");
  fill(whole);
  const std::int64_t rows = rows_of(whole);
  for (std::int64_t first = 1; first < rows; ++first) {
    for (std::int64_t second = first + 1; second <= rows; ++second) {
      INFO(first << " and " << second);
      const auto said = said_after(whole, [&](SQLite::Database& database) {
        database.exec("UPDATE audit SET seq = -1 WHERE seq = " + number(first));
        database.exec("UPDATE audit SET seq = " + number(first) + " WHERE seq = " + number(second));
        database.exec("UPDATE audit SET seq = " + number(second) + " WHERE seq = -1");
      });
      CHECK(said[0].starts_with("row " + number(first) + " is not as it was written; row "));
    }
  }
}

TEST_CASE("a row slipped into the audit is found", "[store]") {
  const Folder folder;
  const auto whole = folder.file("a.db");
  fill(whole);
  const std::int64_t rows = rows_of(whole);
  const auto said = said_after(whole, [&](SQLite::Database& database) {
    database.exec(
        "INSERT INTO audit SELECT seq + 1, at, actor, action, 'more', detail, digest, sum"
        " FROM audit WHERE seq = " +
        number(rows));
  });
  CHECK(said[0] == "row " + number(rows + 1) + " is not as it was written");
}

TEST_CASE("an audit whose digests were all made anew is found by who has the master key",
          "[store]") {
  const Folder folder;
  const auto whole = folder.file("a.db");
  fill(whole);
  const auto said = said_after(whole, [](SQLite::Database& database) {
    database.exec("UPDATE audit SET actor = 'nobody' WHERE seq = 2");
    restate(database);
  });
  CHECK(said[0].empty());
  CHECK(said[1] == "the sum of the small tables in row 2 of the audit does not open");
}

TEST_CASE("the audit is checked without the master key but for its codes", "[store]") {
  const Folder folder;
  fill(folder.file("a.db"));
  const auto store = store::open_for_reading(folder.file("a.db"));
  REQUIRE(store);
  const auto checks = (*store)->maintenance().verify_audit();
  REQUIRE(checks.size() == 2);
  CHECK(checks[0].passed);
  CHECK(checks[1].passed);
  CHECK(checks[1].detail == "not compared: the master key is not here");
}
