// What arrived is counted by outcome with the commit that keeps it, and so is when a source was
// last heard.
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "support/power.h"
#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::Outcome;

namespace {

std::int64_t count_of(const store::Store& store, Outcome outcome) {
  std::int64_t items = 0;
  for (const auto& count : store.arrivals().counts()) {
    items += count.outcome == outcome ? count.items : 0;
  }
  return items;
}

/// A response that arrives so many minutes after noon.
store::Entry arriving(const std::string& id, int minutes) {
  store::Entry one = entry({.id = id});
  one.received_at += std::chrono::minutes(minutes);
  return one;
}

}  // namespace

TEST_CASE("arrivals are counted by outcome in one process and the next", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  auto store = open_store(file);
  const auto noon = entry({.id = "1"}).received_at;
  commit(*store, arriving("1", 5));
  commit(*store, arriving("2", 30));
  commit(*store, arriving("1", 20));
  const auto check = [&] {
    CHECK(count_of(*store, Outcome::accepted) == 2);
    CHECK(count_of(*store, Outcome::duplicate) == 1);
    // The third arrived before the second, which was committed first.
    CHECK(store->arrivals().last_received().front().at == noon + std::chrono::minutes(30));
  };
  check();
  store.reset();
  store = open_store(file);
  check();
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("what was rolled back, as a whole or an item of it, has not arrived", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const auto store = open_store(file);
  commit(*store, arriving("before", 0));
  const auto heard = store->arrivals().last_received().front().at;
  {
    Disk disk(file);
    disk.refuse_next_log_write();
    const auto refused = arriving("refused", 60);
    CHECK_THROWS_AS(store->ledger().commit({&refused, 1}, small_definitions()),
                    store::StoreFailure);
  }
  CHECK(count_of(*store, Outcome::accepted) == 1);
  CHECK(store->arrivals().last_received().front().at == heard);
  const auto kept = store->ledger().commit(
      batch({entry({.id = "1"}), entry({.id = std::string(5000, 'x')}), entry({.id = "2"})}),
      small_definitions());
  CHECK(kept[1].outcome == Outcome::quarantined);
  CHECK(count_of(*store, Outcome::accepted) == 3);
  CHECK(count_of(*store, Outcome::quarantined) == 1);
  CHECK(failing_checks(*store).empty());
}
