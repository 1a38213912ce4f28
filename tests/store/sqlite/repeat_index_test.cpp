// Repeats are found whether their keys wait in memory or are filed, in one process and the next.
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::Outcome;

namespace {

constexpr int a_run = 8192;  // keys that wait before a run of them is filed
constexpr int a_commit = 512;

std::string id_of(int number) {
  return "r-" + std::to_string(number);
}

/// Numbers from `first` on as accepted responses, each with a webhook id of its own.
void keep(store::Store& store, int first, int count) {
  for (int from = first; from < first + count; from += a_commit) {
    std::vector<store::Entry> group;
    for (int i = from; i < from + a_commit; ++i) {
      group.push_back(entry({.id = id_of(i), .webhook_id = "w-" + std::to_string(i)}));
    }
    const auto kept = store.ledger().commit(group, small_definitions());
    REQUIRE(kept.back().outcome == Outcome::accepted);
  }
}

Outcome again(store::Store& store, int number) {
  return commit(store, entry({.id = id_of(number)})).outcome;
}

std::int64_t number(const std::filesystem::path& file, const char* sql) {
  SQLite::Database read(file.string(), SQLite::OPEN_READONLY);
  return read.execAndGet(sql).getInt64();
}

constexpr const char* filed_keys = "SELECT count(*) FROM filed_item";
constexpr const char* filed_up_to = "SELECT seq FROM filed_until WHERE what = 'item'";

}  // namespace

TEST_CASE("a repeat is found while its key waits, while its run is filed and after", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const auto store = open_store(file);
  keep(*store, 0, a_commit);
  CHECK(number(file, filed_keys) == 0);
  CHECK(again(*store, 3) == Outcome::duplicate);

  keep(*store, a_commit, a_run);
  CHECK(number(file, filed_keys) > 0);
  CHECK(number(file, filed_keys) < a_run);
  CHECK(number(file, filed_up_to) == 0);
  for (const int middle : {3, a_run / 2, a_run}) {
    CHECK(again(*store, middle) == Outcome::duplicate);
  }

  keep(*store, a_commit + a_run, a_run);
  CHECK(number(file, filed_keys) >= a_run);
  CHECK(number(file, filed_up_to) >= a_run);
  for (const int any : {3, a_run / 2, a_run + 7, 2 * a_run}) {
    CHECK(again(*store, any) == Outcome::duplicate);
  }
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("the next process finds what the last had only in memory", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  keep(*open_store(file), 0, a_run + 2 * a_commit);
  const auto store = open_store(file);
  CHECK(number(file, filed_up_to) == 0);
  CHECK(again(*store, 5) == Outcome::duplicate);
  CHECK(again(*store, a_run + a_commit + 5) == Outcome::duplicate);
  CHECK(store->arrivals().receipts("wmnow", id_of(5)).size() == 2);
  keep(*store, a_run + 2 * a_commit, a_run);
  CHECK(number(file, filed_up_to) >= a_run);
  CHECK(again(*store, 6) == Outcome::duplicate);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("another body under a used webhook id is held whether its key waits or is filed",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  keep(*store, 0, 2 * a_run + a_commit);
  const auto other = [&](const std::string& id, int webhook) {
    const auto reported = commit(
        *store, entry({.id = id, .webhook_id = "w-" + std::to_string(webhook), .body = "other"}));
    return reported.code;
  };
  CHECK(other("x-1", 1) == "webhook_id_reused");
  CHECK(other("x-2", 2 * a_run + 1) == "webhook_id_reused");
}

TEST_CASE("what was erased while its key waited is never filed", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  keep(*store, 0, a_run);
  const auto records =
      store->removal().records({.source = "wmnow", .source_response_id = id_of(100)});
  REQUIRE(records.size() == 1);
  store->removal().erase({&records[0].receipt, 1},
                         {.at = Instant{}, .actor = "test", .reason = "asked"});
  keep(*store, a_run, a_run);
  CHECK(store->arrivals().receipts("wmnow", id_of(100)).empty());
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a key that is not where it should be shows", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  {
    const auto store = open_store(file);
    keep(*store, 0, 2 * a_run);
  }
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
      .exec("DELETE FROM filed_item WHERE submission = 17");
  CHECK(failing_checks(*open_store(file)) ==
        std::vector<std::string>{"repeats_are_found: submission 17"});
}
