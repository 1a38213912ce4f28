// Copies of a ledger in use, the way back, and files of an older schema.
#include <csignal>
#include <fstream>
#include <map>
#include <random>
#include <set>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "soundings/store/cells.h"
#include "soundings/store/engine.h"

#include "support/power.h"
#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::Outcome;

namespace {

std::string text_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What migrations of `file` kept of it.
std::vector<std::filesystem::path> backups_beside(const std::filesystem::path& file) {
  std::vector<std::filesystem::path> backups;
  for (const auto& beside : std::filesystem::directory_iterator(file.parent_path())) {
    const std::string name = beside.path().filename();
    if (name.starts_with(file.filename().string() + ".before-version-")) {
      backups.push_back(beside.path());
    }
  }
  return backups;
}

/// Makes the ledger that an older version of the schema left behind
/// (tests/store/sqlite/version_*.sql).
void lay_down_version(int version, const std::filesystem::path& file) {
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec(text_of(SOUNDINGS_SOURCE_DIR "/tests/store/sqlite/version_" + std::to_string(version) +
                    ".sql"));
}

std::map<Outcome, std::int64_t> totals(const store::Store& store) {
  std::map<Outcome, std::int64_t> totals;
  for (const auto& count : store.arrivals().counts()) {
    totals[count.outcome] += count.items;
  }
  return totals;
}

int newest_version(const std::filesystem::path& file) {
  SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
  return database.execAndGet("PRAGMA user_version").getInt();
}

/// Opens a file to bring it forward when a word comes, in a process of its own.
pid_t open_on_a_word(const std::filesystem::path& file, int words) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    char word = 0;
    if (::read(words, &word, 1) == 1) {
      const auto opened = store::open_for_writing(file, test_key());
      ::_exit(opened ? 0 : 1);
    }
    ::_exit(2);
  }
  return child;
}

/// Whether a file is a whole database of schema version 1 by now.
bool whole_version_1(const std::filesystem::path& file) {
  try {
    SQLite::Database database(file.string(), SQLite::OPEN_READONLY);
    return database.execAndGet("PRAGMA user_version").getInt() == 1 &&
           database.execAndGet("PRAGMA quick_check(1)").getString() == "ok";
  } catch (const SQLite::Exception&) {
    return false;
  }
}

}  // namespace

TEST_CASE("a copy taken while the ledger is in use is whole and opens", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  for (int i = 0; i < 30; ++i) {
    commit(*store, entry({.id = std::to_string(i)}));
  }
  commit(*store, unreadable({.id = "held"}, "area_unknown"));
  const auto copy = store::back_up(folder.file("a.db"), folder.file("copy.db"));
  REQUIRE(copy);
  CHECK(copy->submissions == 31);
  CHECK(copy->responses == 30);
  struct stat status{};
  REQUIRE(::stat(folder.file("copy.db").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  CHECK(status.st_nlink == 1);
  commit(*store, entry({.id = "later"}));

  const auto opened = open_store(folder.file("copy.db"));
  CHECK(failing_checks(*opened).empty());
  CHECK(opened->arrivals().receipts("wmnow", "29").size() == 1);
  CHECK(opened->arrivals().receipts("wmnow", "later").empty());
}

TEST_CASE("a backup never takes the place of a file, a restore never of a database", "[store]") {
  const Folder folder;
  {
    const auto store = open_store(folder.file("a.db"));
    commit(*store, entry({.id = "1"}));
    REQUIRE(store::back_up(folder.file("a.db"), folder.file("copy.db")));
    const auto again = store::back_up(folder.file("a.db"), folder.file("copy.db"));
    REQUIRE_FALSE(again);
    CHECK(again.error().message ==
          folder.file("copy.db").string() + ": is there already; nothing is overwritten");
    const auto in_use = store::restore(folder.file("copy.db"), folder.file("a.db"));
    REQUIRE_FALSE(in_use);
  }
  const auto taken = store::restore(folder.file("copy.db"), folder.file("a.db"));
  REQUIRE_FALSE(taken);
  CHECK(taken.error().message.find("nothing is overwritten") != std::string::npos);
  REQUIRE(store::restore(folder.file("copy.db"), folder.file("b.db")));
  const auto restored = open_store(folder.file("b.db"));
  CHECK(restored->arrivals().receipts("wmnow", "1").size() == 1);
  CHECK(failing_checks(*restored).empty());
}

TEST_CASE("what is no ledger is neither copied nor restored", "[store]") {
  const Folder folder;
  std::ofstream(folder.file("a.db")) << "period,survey,measure\n";
  CHECK_FALSE(store::back_up(folder.file("a.db"), folder.file("copy.db")));
  CHECK_FALSE(store::restore(folder.file("a.db"), folder.file("b.db")));
  CHECK_FALSE(std::filesystem::exists(folder.file("copy.db")));
  CHECK_FALSE(std::filesystem::exists(folder.file("b.db")));
  CHECK_FALSE(std::filesystem::exists(folder.file("copy.db.partial")));
}

TEST_CASE("a ledger of the first schema is brought forward after a backup, whole", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  lay_down_version(1, file);
  CHECK_FALSE(store::open_for_reading(file));
  {
    const auto store = open_store(file);
    CHECK(failing_checks(*store).empty());
    CHECK(totals(*store) == std::map<Outcome, std::int64_t>{{Outcome::accepted, 5},
                                                            {Outcome::duplicate, 1},
                                                            {Outcome::older_version, 1},
                                                            {Outcome::conflict, 1},
                                                            {Outcome::quarantined, 1}});
    CHECK(store->arrivals().receipts("wmnow", "edited").size() == 3);
    CHECK(store->held().original(store->held().list({.limit = 1}).front().receipt));
    CHECK(store->keys().list("wmnow").at(0).secret == std::vector<std::uint8_t>{1, 2, 3});
    CHECK(commit(*store, entry({.id = "new"})).outcome == Outcome::accepted);
    CHECK(failing_checks(*store).empty());
  }
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(file, definitions);
  CHECK(completed_in_may(*reader) == 5);

  const auto backups = backups_beside(file);
  REQUIRE(backups.size() == 1);
  SQLite::Database backup(backups[0].string(), SQLite::OPEN_READONLY);
  CHECK(backup.execAndGet("PRAGMA user_version").getInt() == 1);
  CHECK(backup.execAndGet("PRAGMA integrity_check").getString() == "ok");
  CHECK(backup.execAndGet("SELECT count(*) FROM submission").getInt() == 9);
}

TEST_CASE("a ledger of schema 6 is brought forward with the keys and sums it had not filed yet",
          "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  lay_down_version(6, file);
  const auto store = open_store(file);
  CHECK(failing_checks(*store).empty());
  CHECK(totals(*store) == std::map<Outcome, std::int64_t>{{Outcome::accepted, 7},
                                                          {Outcome::duplicate, 2},
                                                          {Outcome::older_version, 1},
                                                          {Outcome::conflict, 1},
                                                          {Outcome::quarantined, 1}});
  CHECK(rfc3339(store->arrivals().last_received().front().at) == "2019-05-14T12:30:00Z");
  CHECK(store->arrivals().receipts("wmnow", "edited").size() == 4);
  CHECK(commit(*store, entry({.id = "waiting"})).outcome == Outcome::duplicate);
  const auto reused = entry({.id = "other", .webhook_id = "w-waiting", .body = "other"});
  CHECK(commit(*store, reused).code == "webhook_id_reused");
  CHECK(failing_checks(*store).empty());
  const auto backups = backups_beside(file);
  REQUIRE(backups.size() == 1);
  CHECK(newest_version(backups[0]) == 6);
}

TEST_CASE("a killed migration leaves the old ledger, and the next start brings it forward",
          "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  lay_down_version(1, file);
  int ends[2];
  REQUIRE(::pipe(ends) == 0);
  const pid_t child = open_on_a_word(file, ends[0]);
  {
    // Whoever holds the write lock keeps the migration from beginning, though not its backup.
    SQLite::Database other(file.string(), SQLite::OPEN_READWRITE);
    CHECK(other.execAndGet("PRAGMA journal_mode=WAL").getString() == "wal");
    const SQLite::Transaction lock(other, SQLite::TransactionBehavior::IMMEDIATE);
    REQUIRE(::write(ends[1], "x", 1) == 1);
    const auto backed_up = [&] {
      const auto backups = backups_beside(file);
      return backups.size() == 1 && whole_version_1(backups[0]);
    };
    while (!backed_up() && ::waitpid(child, nullptr, WNOHANG) == 0) {
      ::usleep(1000);
    }
    CHECK(backed_up());
    ::kill(child, SIGKILL);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));
  }
  ::close(ends[0]);
  ::close(ends[1]);
  CHECK(whole_version_1(file));
  const auto store = open_store(file);
  CHECK(failing_checks(*store).empty());
  CHECK(store->arrivals().receipts("wmnow", "edited").size() == 3);
  CHECK(commit(*store, entry({.id = "new"})).outcome == Outcome::accepted);
}

TEST_CASE("a migration that the power cuts off leaves the old ledger or the new one", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  lay_down_version(1, file);
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("PRAGMA journal_mode=WAL");
  const Disk disk(file);
  open_store(file).reset();
  std::mt19937_64 chance(5);
  std::set<int> versions;
  for (std::size_t events = 0; events <= disk.events(); ++events) {
    const auto copy = folder.file("copy.db");
    static_cast<void>(disk.lay_down(events, chance, copy));
    {
      SQLite::Database left(copy.string(), SQLite::OPEN_READWRITE);
      CHECK(left.execAndGet("PRAGMA integrity_check").getString() == "ok");
      versions.insert(left.execAndGet("PRAGMA user_version").getInt());
    }
    const auto store = open_store(copy);
    CHECK(failing_checks(*store).empty());
    CHECK(store->arrivals().receipts("wmnow", "edited").size() == 3);
  }
  CHECK(versions == std::set<int>{1, newest_version(file)});
}
