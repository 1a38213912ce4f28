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

TEST_CASE("what arrived is counted by source and hour, repeats too", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, arriving("1", 5));
  commit(*store, arriving("2", 30));
  commit(*store, arriving("1", 65));
  auto unread = unreadable({.id = "3"}, "area_unknown");
  unread.received_at += std::chrono::minutes(70);
  commit(*store, unread);
  auto guarded = unreadable({.id = "4"}, "safeguarding_exclusion");
  guarded.received_at += std::chrono::minutes(80);
  commit(*store, guarded);
  const auto noon = entry({.id = "1"}).received_at;
  const auto hour = std::chrono::floor<std::chrono::hours>(noon);
  const auto all =
      store->arrivals().by_hour(hour, hour + std::chrono::hours(24), "safeguarding_exclusion");
  REQUIRE(all.size() == 2);
  CHECK(all[0].hour == hour);
  CHECK((all[0].items == 2 && all[0].held == 0));
  CHECK(all[1].hour == hour + std::chrono::hours(1));
  CHECK((all[1].items == 3 && all[1].held == 1));
  CHECK(store->arrivals()
            .by_hour(hour + std::chrono::hours(1), hour + std::chrono::hours(2), "")
            .size() == 1);
  CHECK(store->arrivals().by_hour(hour, hour, "").empty());
}

TEST_CASE("what arrives after a look is in the next one, however far back that reaches",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto noon = entry({.id = "1"}).received_at;
  const auto hour = std::chrono::floor<std::chrono::hours>(noon);
  const auto day = std::chrono::hours(24);
  const auto items = [&](Instant since, Instant until) {
    std::int64_t sum = 0;
    for (const store::ArrivalsOfHour& one : store->arrivals().by_hour(since, until, "")) {
      sum += one.items;
    }
    return sum;
  };
  CHECK(items(hour, hour + day) == 0);
  commit(*store, arriving("1", 5));
  commit(*store, arriving("2", 3 * 60));
  CHECK(items(hour, hour + day) == 2);
  commit(*store, arriving("3", 4 * 60));
  commit(*store, arriving("4", 9 * 60));
  CHECK(items(hour, hour + day) == 4);
  CHECK(items(hour, hour + day) == 4);
  CHECK(items(hour + std::chrono::hours(2), hour + day) == 3);
  CHECK(items(hour - 30 * day, hour + day) == 4);
  CHECK(items(hour - 30 * day, hour + std::chrono::hours(1)) == 1);
}

TEST_CASE("names of fields that nobody reads are added up and kept", "[store]") {
  const Folder folder;
  {
    const auto store = open_store(folder.file("a.db"));
    CHECK(store->arrivals().unread_fields().empty());
    store->ledger().count_unread(std::vector<store::UnreadField>{{"wmnow", "shoe_size", 2}});
    store->ledger().count_unread(
        std::vector<store::UnreadField>{{"wmnow", "shoe_size", 3}, {"panel", "shoe_size", 1}});
    CHECK(failing_checks(*store).empty());
  }
  const auto store = open_store(folder.file("a.db"));
  CHECK(store->arrivals().unread_fields() ==
        std::vector<store::UnreadField>{{"panel", "shoe_size", 1}, {"wmnow", "shoe_size", 5}});
  std::vector<store::UnreadField> many;
  for (int i = 0; i < 600; ++i) {
    many.push_back({"wmnow", "field_" + std::to_string(i), 1});
  }
  store->ledger().count_unread(many);
  CHECK(store->arrivals().unread_fields().size() == 500);
  store->ledger().count_unread(std::vector<store::UnreadField>{{"panel", "shoe_size", 1}});
  CHECK(store->arrivals().unread_fields().front() == store::UnreadField{"panel", "shoe_size", 2});
}

TEST_CASE("the latest invitations of a survey are summed over its areas", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  CHECK(store->arrivals().latest_invitations().empty());
  const auto of = [](Month month, std::string npu, std::int64_t invited) {
    return Invitation{.survey = "victim_satisfaction",
                      .period = Period::month(month),
                      .npu = std::move(npu),
                      .crime_group = "",
                      .invited = invited,
                      .bounced = 3,
                      .ineligible = 1};
  };
  const std::vector<Invitation> rows{of(Month(2019, 4), "BE", 90), of(Month(2019, 5), "BE", 50),
                                     of(Month(2019, 5), "WS", 20)};
  store->reference().put_invitations(rows, Instant{}, "test");
  const auto latest = store->arrivals().latest_invitations();
  REQUIRE(latest.size() == 1);
  CHECK(latest[0].period == Period::month(Month(2019, 5)));
  CHECK((latest[0].invited == 70 && latest[0].bounced == 6 && latest[0].ineligible == 2));
}
