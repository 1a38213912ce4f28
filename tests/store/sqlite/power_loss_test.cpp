// A disk whose power is cut under the ledger (R2): what was
// acknowledged is there, whatever of the rest reached the disk.
#include <cstdlib>
#include <random>
#include <string>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "support/power.h"
#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::Outcome;

namespace {

// Before any ledger of this program is opened.
const bool stands = [] {
  stand_under_sqlite();
  return true;
}();

/// Cuts tried: a thousand by hand, fewer in the tests.
int cuts() {
  const char* reported = ::secure_getenv("SOUNDINGS_POWER_CUTS");
  return reported == nullptr ? 250 : std::atoi(reported);
}

enum class Reported { after_commit, before_commit };

/// Commits groups of responses named 1, 2, 3, ... with a checkpoint now and then.
void fill(store::Store& store, Disk& disk, Reported reported) {
  std::mt19937_64 chance(20190531);
  const Definitions definitions = small_definitions();
  int number = 0;
  for (int group = 0; group < 60; ++group) {
    std::vector<store::Entry> entries;
    for (auto items = 1 + chance() % 12; items > 0; --items) {
      entries.push_back(entry({.id = std::to_string(++number), .comment = std::string(400, 'x')}));
    }
    if (reported == Reported::before_commit) {
      disk.acknowledge(number);
    }
    CHECK(store.ledger().commit(entries, definitions).size() == entries.size());
    if (reported == Reported::after_commit) {
      disk.acknowledge(number);
    }
    if (group % 13 == 12) {
      CHECK(store.maintenance().forget_deleted());
    }
  }
}

/// In how many of the cuts something acknowledged is missing. `count`: how many of the numbers from
/// 1 to ?1 are kept.
int cuts_that_lost(const Disk& disk, const std::filesystem::path& copy, const char* count) {
  std::mt19937_64 chance(41);
  int lost = 0;
  for (int cut = 0; cut < cuts(); ++cut) {
    const int acknowledged = disk.lay_down(chance() % (disk.events() + 1), chance, copy);
    SQLite::Database database(copy.string(), SQLite::OPEN_READWRITE);
    CHECK(database.execAndGet("PRAGMA integrity_check").getString() == "ok");
    SQLite::Statement kept(database, count);
    kept.bind(1, acknowledged);
    REQUIRE(kept.executeStep());
    lost += kept.getColumn(0).getInt() == acknowledged ? 0 : 1;
  }
  return lost;
}

/// A new database with a log, no ledger.
SQLite::Database plain_database(const std::filesystem::path& file) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  CHECK(database.execAndGet("PRAGMA journal_mode=WAL").getString() == "wal");
  return database;
}

constexpr const char* responses_kept =
    "SELECT count(*) FROM submission s JOIN response r USING (seq)"
    " WHERE CAST(s.source_response_id AS INTEGER) BETWEEN 1 AND ?1";

}  // namespace

TEST_CASE("R2: a cut of the power loses nothing that was acknowledged", "[store]") {
  REQUIRE(stands);
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  Disk disk(folder.file("a.db"));
  fill(*store, disk, Reported::after_commit);
  const auto copy = folder.file("copy.db");
  CHECK(cuts_that_lost(disk, copy, responses_kept) == 0);

  std::mt19937_64 chance(7);
  for (int cut = 0; cut < 10; ++cut) {
    static_cast<void>(disk.lay_down(chance() % (disk.events() + 1), chance, copy));
    CHECK(failing_checks(*open_store(copy)).empty());
  }
}

TEST_CASE("R2, the control: whoever acknowledges before the commit loses some", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  Disk disk(folder.file("a.db"));
  fill(*store, disk, Reported::before_commit);
  CHECK(cuts_that_lost(disk, folder.file("copy.db"), responses_kept) > 0);
}

TEST_CASE("R2, the control: a log that is not synced at each commit loses some", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  SQLite::Database database = plain_database(file);
  database.exec("CREATE TABLE kept (number INTEGER PRIMARY KEY, text TEXT) STRICT");
  const char* numbers_kept = "SELECT count(*) FROM kept WHERE number BETWEEN 1 AND ?1";
  const auto lost = [&](const char* synchronous) {
    database.exec(std::string("PRAGMA synchronous=") + synchronous);
    database.exec("DELETE FROM kept");
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    Disk disk(file);
    for (int number = 1; number <= 60; ++number) {
      database.exec("INSERT INTO kept VALUES (" + std::to_string(number) +
                    ", hex(randomblob(2000)))");
      disk.acknowledge(number);
    }
    return cuts_that_lost(disk, folder.file("copy.db"), numbers_kept);
  };
  CHECK(lost("FULL") == 0);
  CHECK(lost("NORMAL") > 0);
}

TEST_CASE("a log that cannot be written keeps nothing of the commit and all of the next",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  CHECK(commit(*store, entry({.id = "1"})).outcome == Outcome::accepted);
  Disk disk(folder.file("a.db"));
  disk.refuse_next_log_write();
  const auto refused = entry({.id = "2"});
  CHECK_THROWS_AS(store->ledger().commit({&refused, 1}, small_definitions()), store::StoreFailure);
  CHECK(store->arrivals().receipts("wmnow", "2").empty());
  CHECK(commit(*store, entry({.id = "2"})).outcome == Outcome::accepted);
  CHECK(commit(*store, entry({.id = "1"})).outcome == Outcome::duplicate);
  CHECK(failing_checks(*store).empty());
}
