// One writer for each file, files that are taken away from under a ledger, and a tail that is lost.
#include <fstream>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::Outcome;
using Kind = store::OpenFault::Kind;
namespace fs = std::filesystem;

namespace {

store::OpenFault refusal(const fs::path& file, const store::Remembered& remembered = {}) {
  const auto store = store::open_for_writing(file, test_key(), remembered);
  REQUIRE_FALSE(store);
  return store.error();
}

std::unique_ptr<store::Store> open_remembering(const fs::path& file, const fs::path& newest) {
  auto store = store::open_for_writing(file, test_key(), {.file = newest});
  INFO((store ? "" : store.error().message));
  REQUIRE(store);
  return std::move(*store);
}

/// As a process killed at this moment would leave it: with or without its WAL.
void copy_as_it_lies(const fs::path& from, const fs::path& to, bool with_wal) {
  fs::copy_file(from, to, fs::copy_options::overwrite_existing);
  fs::remove(to.string() + "-wal");
  fs::remove(to.string() + "-shm");
  if (with_wal) {
    fs::copy_file(from.string() + "-wal", to.string() + "-wal");
  }
}

void fill(store::Store& store, int from, int until) {
  for (int i = from; i < until; ++i) {
    commit(store, entry({.id = std::to_string(i)}));
  }
}

}  // namespace

TEST_CASE("a file has one writer, whatever symbolic link leads to it", "[store]") {
  const Folder folder;
  fs::create_directory(folder.file("real"));
  fs::create_directory_symlink(folder.file("real"), folder.file("other"));
  const auto file = folder.file("real") / "a.db";
  fs::create_symlink(file, folder.file("link.db"));
  {
    // The first writer comes by a link to a file that is not there yet.
    const auto store = open_store(folder.file("link.db"));
    commit(*store, entry({.id = "1"}));
    CHECK(store->maintenance().backlog_bytes() > 0);
    for (const auto& name : {file, folder.file("link.db"), folder.file("other") / "a.db"}) {
      CHECK(refusal(name).kind == Kind::in_use);
    }
    const pid_t child = ::fork();
    if (child == 0) {
      const auto second = store::open_for_writing(file, test_key());
      ::_exit(!second && second.error().kind == Kind::in_use ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WEXITSTATUS(status) == 0);
  }
  CHECK(open_store(file)->arrivals().receipts("wmnow", "1").size() == 1);
}

TEST_CASE("a file with several names is refused under each of them", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  commit(*open_store(file), entry({.id = "1"}));
  fs::create_hard_link(file, folder.file("b.db"));
  for (const auto& name : {file, folder.file("b.db")}) {
    CHECK(refusal(name).kind == Kind::unreadable);
    CHECK_THAT(refusal(name).message, Catch::Contains("has 2 names (hard links)"));
    CHECK_FALSE(store::open_for_reading(name));
  }
  fs::remove(folder.file("b.db"));
  CHECK(open_store(file)->arrivals().receipts("wmnow", "1").size() == 1);
}

TEST_CASE("what is in memory alone is no database", "[store]") {
  for (const std::string name : {"", ":memory:", "file:a.db?mode=memory"}) {
    CHECK(refusal(name).kind == Kind::unreadable);
    CHECK_FALSE(store::open_for_reading(fs::path(name)));
  }
  CHECK_FALSE(fs::exists(":memory:"));
}

TEST_CASE("after a file of the database is taken away nothing is acknowledged", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const auto store = open_store(file);
  commit(*store, entry({.id = "before"}));
  const std::string suffix = GENERATE("", "-wal", "-shm");
  const fs::path gone = file.string() + suffix;
  const bool replaced = GENERATE(false, true);
  fs::rename(gone, folder.file("aside"));
  if (replaced) {
    fs::copy_file(folder.file("aside"), gone);
  }
  const auto refused = Catch::Contains("was removed or replaced while it is open");
  const auto one = entry({.id = "after"});
  CHECK_THROWS_WITH(store->ledger().commit({&one, 1}, small_definitions()), refused);
  CHECK_THROWS_WITH(
      store->audit().note({.row = 0, .actor = "a", .action = "b", .subject = "c", .detail = "d"}),
      refused);
  CHECK_THROWS_WITH(store->maintenance().forget_deleted(), refused);
  CHECK_THROWS_WITH(store->maintenance().reopen(), refused);
  fs::rename(folder.file("aside"), gone);
  CHECK(commit(*store, one).outcome == Outcome::duplicate);
  CHECK(commit(*store, entry({.id = "again"})).outcome == Outcome::accepted);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a ledger that is closed leaves one file", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  {
    const auto store = open_store(file);
    fill(*store, 0, 20);
  }
  const auto beside = fs::directory_iterator(file.parent_path());
  CHECK(std::distance(begin(beside), end(beside)) == 1);
  {
    // A reader that stays keeps the WAL's file, but nothing in it.
    const auto reader = store::open_for_reading(file);
    REQUIRE(reader);
    commit(*open_store(file), entry({.id = "20"}));
    CHECK(fs::file_size(file.string() + "-wal") == 0);
    CHECK((*reader)->arrivals().receipts("wmnow", "20").size() == 1);
  }
  CHECK(failing_checks(*open_store(file)).empty());
}

TEST_CASE("a database that lacks what was kept last is not opened for writing", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const auto newest = folder.file("a.db.key.newest");
  {
    const auto store = open_remembering(file, newest);
    fill(*store, 0, 3);
  }
  fs::copy_file(file, folder.file("older"));
  fs::path lost = file;
  {
    const auto store = open_remembering(file, newest);
    fill(*store, 3, 6);
    SECTION("the WAL was lost") {
      lost = folder.file("left.db");
      copy_as_it_lies(file, lost, false);
    }
    SECTION("an older copy stands in its place") {
      lost = folder.file("older");
    }
    SECTION("nothing is in its place") {
      lost = folder.file("nothing");
    }
    SECTION("an empty file is in its place") {
      lost = folder.file("empty");
      const std::ofstream made(lost);
    }
    SECTION("another database stands in its place") {
      lost = folder.file("other.db");
      fill(*open_store(lost), 0, 30);
    }
  }
  fs::remove(file);
  if (fs::exists(lost)) {
    fs::rename(lost, file);
  }
  const bool there = fs::exists(file);
  const auto fault = refusal(file, {.file = newest});
  CHECK(fault.kind == Kind::tail_lost);
  CHECK_THAT(fault.message, Catch::Contains("soundings accept"));
  CHECK(fs::exists(file) == there);
  if (there && fs::file_size(file) > 0) {
    CHECK_FALSE(
        store::open_for_reading(file).value()->maintenance().expect_remembered(newest).passed);
  }
  const store::Act act{.actor = "s.patel", .reason = "the disk was replaced"};
  {
    const auto accepted =
        store::open_for_writing(file, test_key(), {.file = newest, .accepted = act});
    REQUIRE(accepted);
    const auto rows = (*accepted)->audit().lines({.action = "tail_accepted"});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].actor == "s.patel");
    CHECK(failing_checks(**accepted).empty());
  }
  const auto again = open_remembering(file, newest);
  CHECK(again->maintenance().expect_remembered(newest).passed);
}

TEST_CASE("a killed process and a moved database lack nothing", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const auto newest = folder.file("key.newest");
  {
    const auto store = open_remembering(file, newest);
    fill(*store, 0, 6);
    copy_as_it_lies(file, folder.file("killed.db"), true);
    fs::copy_file(newest, folder.file("killed.newest"));
  }
  const auto killed = open_remembering(folder.file("killed.db"), folder.file("killed.newest"));
  CHECK(killed->arrivals().receipts("wmnow", "5").size() == 1);
  fs::rename(file, folder.file("moved.db"));
  const auto moved = open_remembering(folder.file("moved.db"), newest);
  CHECK(moved->maintenance().expect_remembered(newest).passed);
  CHECK(moved->maintenance().remembers());
  // Another database may be made with the same key.
  const auto other = open_remembering(folder.file("other.db"), newest);
  fill(*other, 0, 2);
  fill(*moved, 6, 9);
  CHECK(other->maintenance().expect_remembered(newest).passed);
  CHECK(moved->maintenance().expect_remembered(newest).passed);
}

TEST_CASE("a copy that lies elsewhere is compared with what it was made of", "[store]") {
  const Folder folder;
  const auto newest = folder.file("key.newest");
  const auto store = open_remembering(folder.file("a.db"), newest);
  fill(*store, 0, 3);
  copy_as_it_lies(folder.file("a.db"), folder.file("copy.db"), true);
  fill(*store, 3, 5);
  CHECK(refusal(folder.file("copy.db"), {.file = newest}).kind == Kind::tail_lost);
  const auto copy = store::open_for_reading(folder.file("copy.db"));
  REQUIRE(copy);
  CHECK_FALSE((*copy)->maintenance().expect(store->audit().newest()).passed);
  CHECK(store->maintenance().expect((*copy)->audit().newest()).passed);
}

TEST_CASE("records of the newest rows that cannot be understood wait for a person", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const auto newest = folder.file("key.newest");
  fill(*open_remembering(file, newest), 0, 3);
  std::ofstream(newest, std::ios::trunc) << std::string(128, '\0');
  CHECK(refusal(file, {.file = newest}).kind == Kind::tail_lost);
  const store::Act act{.actor = "s.patel", .reason = "looked at"};
  REQUIRE(store::open_for_writing(file, test_key(), {.file = newest, .accepted = act}));
  CHECK(open_remembering(file, newest)->maintenance().expect_remembered(newest).passed);
}

TEST_CASE("where the newest row cannot be remembered, the ledger says so and works", "[store]") {
  const Folder folder;
  const auto store = open_remembering(folder.file("a.db"), folder.file("no such folder") / "n");
  CHECK(commit(*store, entry({.id = "1"})).outcome == Outcome::accepted);
  CHECK_FALSE(store->maintenance().remembers());
}
