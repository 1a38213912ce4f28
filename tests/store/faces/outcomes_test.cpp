// The five outcomes, as a sender and the ledger see them.
#include <map>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "soundings/base/uuid.h"

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::Outcome;

namespace {

std::map<Outcome, std::int64_t> totals(const store::Store& store) {
  std::map<Outcome, std::int64_t> totals;
  for (const auto& count : store.arrivals().counts()) {
    totals[count.outcome] += count.items;
  }
  return totals;
}

using Totals = std::map<Outcome, std::int64_t>;

}  // namespace

TEST_CASE("a response posted three times is one response and one receipt", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto first = commit(*store, entry({.id = "wmn-1"}));
  const auto second = commit(*store, entry({.id = "wmn-1"}));
  const auto third = commit(*store, entry({.id = "wmn-1"}));

  CHECK(first.outcome == Outcome::accepted);
  CHECK(first.version == 1);
  for (const auto& again : {second, third}) {
    CHECK(again.outcome == Outcome::duplicate);
    CHECK(again.receipt == first.receipt);
    CHECK(again.status == Outcome::accepted);
    CHECK(again.version == 1);
  }
  CHECK(totals(*store) == Totals{{Outcome::accepted, 1}, {Outcome::duplicate, 2}});
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a response without an id is recognised by its content", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto first = commit(*store, entry({.id = "", .whole_experience = 1}));
  CHECK(commit(*store, entry({.id = "", .whole_experience = 1})).receipt == first.receipt);
  CHECK(commit(*store, entry({.id = "", .whole_experience = 2})).outcome == Outcome::accepted);
}

TEST_CASE("the same id under two surveys is two responses", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  CHECK(commit(*store, entry({.id = "1"})).outcome == Outcome::accepted);
  CHECK(commit(*store, entry({.id = "1", .wave = 2})).outcome == Outcome::accepted);
}

TEST_CASE("a later modification is a new version, an earlier one changes nothing", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto first = commit(*store, entry({.id = "1", .modified_minute = 10}));
  const auto newer =
      commit(*store, entry({.id = "1", .whole_experience = 2, .modified_minute = 20}));
  const auto older =
      commit(*store, entry({.id = "1", .whole_experience = 3, .modified_minute = 15}));

  CHECK(newer.outcome == Outcome::accepted);
  CHECK(newer.version == 2);
  CHECK(newer.receipt != first.receipt);
  CHECK(older.outcome == Outcome::older_version);
  CHECK(older.version == 0);

  SECTION("the first version sent once more is a duplicate of itself") {
    const auto again = commit(*store, entry({.id = "1", .modified_minute = 10}));
    CHECK(again.outcome == Outcome::duplicate);
    CHECK(again.receipt == first.receipt);
    CHECK(again.version == 1);
  }
  SECTION("the older one sent once more keeps its status") {
    const auto again =
        commit(*store, entry({.id = "1", .whole_experience = 3, .modified_minute = 15}));
    CHECK(again.outcome == Outcome::duplicate);
    CHECK(again.status == Outcome::older_version);
  }
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("other content at the same time is a conflict for a person", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const bool stamped = GENERATE(true, false);
  const auto minute = stamped ? std::optional(10) : std::nullopt;
  const auto first = commit(*store, entry({.id = "1", .modified_minute = minute}));
  const auto other =
      commit(*store, entry({.id = "1", .whole_experience = 3, .modified_minute = minute}));

  CHECK(other.outcome == Outcome::conflict);
  CHECK(other.code == "version_conflict");
  CHECK(other.receipt != first.receipt);
  REQUIRE(store->held().list({}).size() == 1);
  CHECK(store->held().list({}).front().state == store::HeldState::held);

  const auto again =
      commit(*store, entry({.id = "1", .whole_experience = 3, .modified_minute = minute}));
  CHECK(again.outcome == Outcome::duplicate);
  CHECK(again.status == Outcome::conflict);
  CHECK(again.receipt == other.receipt);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("another body under a used webhook-id is never a second accepted row", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  CHECK(commit(*store, entry({.id = "1", .webhook_id = "msg_1"})).outcome == Outcome::accepted);
  const auto other = commit(*store, entry({.id = "2", .webhook_id = "msg_1"}));
  CHECK(other.outcome == Outcome::conflict);
  CHECK(other.code == "webhook_id_reused");

  SECTION("the first body under it again is a duplicate") {
    CHECK(commit(*store, entry({.id = "1", .webhook_id = "msg_1"})).outcome == Outcome::duplicate);
  }
  SECTION("the second body under it again is a duplicate of the conflict") {
    const auto again = commit(*store, entry({.id = "2", .webhook_id = "msg_1"}));
    CHECK(again.outcome == Outcome::duplicate);
    CHECK(again.status == Outcome::conflict);
  }
  SECTION("the second body under its own id is then a duplicate of what is held") {
    const auto again = commit(*store, entry({.id = "2", .webhook_id = "msg_2"}));
    CHECK(again.outcome == Outcome::duplicate);
    CHECK(again.receipt == other.receipt);
  }
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("safeguarding comes before a used webhook-id", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  CHECK(commit(*store, entry({.id = "1", .webhook_id = "msg_1"})).outcome == Outcome::accepted);
  const auto guarded =
      commit(*store, unreadable({.id = "2", .webhook_id = "msg_1"}, "safeguarding_exclusion"));
  CHECK(guarded.outcome == Outcome::quarantined);
  CHECK(guarded.code == "safeguarding_exclusion");
}

TEST_CASE("a version of an excluded group takes the one before it out of the figures", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  const auto first = commit(*store, entry({.id = "1", .modified_minute = 10}));
  CHECK(completed_in_may(*reader) == 1);
  const auto minute =
      GENERATE(std::optional<int>(20), std::optional<int>(10), std::optional<int>());
  const auto guarded =
      commit(*store, unreadable({.id = "1", .whole_experience = 2, .modified_minute = minute},
                                "safeguarding_exclusion"));
  CHECK(guarded.outcome == Outcome::quarantined);
  CHECK(completed_in_may(*reader) == 0);
  const auto audit = store->audit().lines({.action = "count_withdrawn"});
  REQUIRE(audit.size() == 1);
  CHECK(audit.front().subject == first.receipt);
  CHECK(audit.front().detail == "a version under its id is held");

  SECTION("what came before is still reported, and still does not count") {
    const auto again = commit(*store, entry({.id = "1", .modified_minute = 10}));
    CHECK(again.outcome == Outcome::duplicate);
    CHECK(again.receipt == first.receipt);
    CHECK(completed_in_may(*reader) == 0);
  }
  SECTION("a second such version withdraws nothing more") {
    commit(*store, unreadable({.id = "1", .whole_experience = 3, .modified_minute = 25},
                              "safeguarding_exclusion"));
    CHECK(store->audit().lines({.action = "count_withdrawn"}).size() == 1);
  }
  SECTION("a version with a time that is not later waits for a person") {
    const auto other = commit(*store, entry({.id = "1", .whole_experience = 3}));
    CHECK(other.outcome == Outcome::conflict);
    CHECK(completed_in_may(*reader) == 0);
  }
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("after a version of an excluded group only a later one counts", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const bool counted_before = GENERATE(true, false);
  if (counted_before) {
    commit(*store, entry({.id = "1", .modified_minute = 10}));
  }
  commit(*store, unreadable({.id = "1", .whole_experience = 2, .modified_minute = 20},
                            "safeguarding_exclusion"));
  const auto between =
      commit(*store, entry({.id = "1", .whole_experience = 3, .modified_minute = 15}));
  CHECK(between.outcome == Outcome::older_version);
  const auto same =
      commit(*store, entry({.id = "1", .whole_experience = 3, .modified_minute = 20}));
  CHECK(same.outcome == Outcome::conflict);
  const auto later =
      commit(*store, entry({.id = "1", .whole_experience = 3, .modified_minute = 30}));
  CHECK(later.outcome == Outcome::accepted);
  CHECK(later.version == (counted_before ? 2 : 1));
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("an older version of an excluded group does not withdraw what its sender corrected",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  commit(*store, entry({.id = "1", .modified_minute = 20}));
  commit(*store, unreadable({.id = "1", .whole_experience = 2, .modified_minute = 10},
                            "safeguarding_exclusion"));
  CHECK(completed_in_may(*reader) == 1);
  const auto later =
      commit(*store, entry({.id = "1", .whole_experience = 2, .modified_minute = 30}));
  CHECK(later.outcome == Outcome::accepted);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a held item sent again gives the first receipt, its code and its errors", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto first = commit(*store, unreadable({.id = "1"}, "area_unknown"));
  const auto again = commit(*store, unreadable({.id = "1"}, "area_unknown"));

  CHECK(first.outcome == Outcome::quarantined);
  CHECK(first.code == "area_unknown");
  CHECK(again.outcome == Outcome::duplicate);
  CHECK(again.status == Outcome::quarantined);
  CHECK(again.receipt == first.receipt);
  CHECK(again.code == "area_unknown");
  CHECK(again.errors == first.errors);

  SECTION("a corrected body under the same id is the first version") {
    const auto corrected = commit(*store, entry({.id = "1", .whole_experience = 2}));
    CHECK(corrected.outcome == Outcome::accepted);
    CHECK(corrected.version == 1);
  }
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a batch sent twice adds its number to received and to duplicates, nothing else",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto fifty = [] {
    std::vector<store::Entry> entries;
    for (int i = 0; i < 45; ++i) {
      entries.push_back(entry({.id = "w5-" + std::to_string(i)}));
    }
    entries.push_back(entry({.id = "w5-0"}));  // a pair that collapses
    entries.push_back(unreadable({.id = "w5-46"}, "area_unknown"));
    entries.push_back(unreadable({.id = "w5-47"}, "timestamp_future"));
    entries.push_back(unreadable({.id = "w5-48"}, "safeguarding_exclusion"));
    entries.push_back(unreadable({.id = ""}, "not_an_object"));
    return batch(std::move(entries));
  };
  const auto first = store->ledger().commit(fifty(), small_definitions());
  REQUIRE(first.size() == 50);
  CHECK(first[45].outcome == Outcome::duplicate);
  CHECK(first[45].receipt == first[0].receipt);
  CHECK(totals(*store) ==
        Totals{{Outcome::accepted, 45}, {Outcome::duplicate, 1}, {Outcome::quarantined, 4}});

  const auto second = store->ledger().commit(fifty(), small_definitions());
  for (std::size_t i = 0; i < second.size(); ++i) {
    CHECK(second[i].outcome == Outcome::duplicate);
    CHECK(second[i].receipt == first[i].receipt);
    CHECK(second[i].status == first[i].status);
  }
  CHECK(totals(*store) ==
        Totals{{Outcome::accepted, 45}, {Outcome::duplicate, 51}, {Outcome::quarantined, 4}});
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("an item that breaks a limit on its own is held and its batch is kept", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const std::string endless(5000, 'x');
  store::Entry unplaced = entry({.id = "off-scale"});
  unplaced.response->answers[0].code = 55;
  const auto recorded = store->ledger().commit(
      batch({entry({.id = "1"}), entry({.id = endless}), unplaced, entry({.id = "3"})}),
      small_definitions());

  CHECK(recorded[0].outcome == Outcome::accepted);
  CHECK(recorded[1].outcome == Outcome::quarantined);
  CHECK(recorded[1].code == "not_storable");
  CHECK(recorded[2].code == "not_storable");
  CHECK(recorded[3].outcome == Outcome::accepted);
  CHECK(commit(*store, entry({.id = endless})).outcome == Outcome::duplicate);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a sender reads its own ledger, oldest first", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto held = commit(*store, unreadable({.id = "1", .npu = "Brum Est"}, "area_unknown"));
  const auto kept = commit(*store, entry({.id = "1"}));
  const auto lines = store->arrivals().receipts("wmnow", "1");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].receipt == held.receipt);
  CHECK(lines[0].code == "area_unknown");
  CHECK(lines[1].receipt == kept.receipt);
  CHECK(lines[1].version == 1);
  CHECK(store->arrivals().receipts("livechat", "1").empty());
  CHECK(store->arrivals().receipts("wmnow", "").empty());
}

TEST_CASE("a delivery kept in several commits is one delivery", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  // The second breaks a limit of the store, and is held by itself.
  auto all = batch({entry({.id = "1"}), entry({.id = std::string(5000, 'x')}), entry({.id = "2"}),
                    entry({.id = "3"})});
  for (store::Entry& one : all) {
    one.in_parts = true;
  }
  const std::span<const store::Entry> entries(all);
  CHECK(store->ledger().commit(entries.first(3), small_definitions())[1].code == "not_storable");
  CHECK(commit(*store, entry({.id = "between"})).outcome == Outcome::accepted);
  CHECK(store->ledger().commit(entries.last(1), small_definitions())[0].outcome ==
        Outcome::accepted);
  CHECK(failing_checks(*store).empty());
  const SQLite::Database file(folder.file("a.db").string(), SQLite::OPEN_READONLY);
  SQLite::Statement kept(file, "SELECT items FROM delivery WHERE id = ?");
  kept.bind(1, all.front().delivery);
  REQUIRE(kept.executeStep());
  CHECK(kept.getColumn(0).getInt() == 4);
  CHECK_FALSE(kept.executeStep());
  CHECK(store->arrivals().last_received().front().at == all.front().received_at);
}

TEST_CASE("verification finds a response under a submission that was not accepted", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, entry({.id = "1"}));
  commit(*store, unreadable({.id = "held"}, "area_unknown"));
  commit(*store, entry({.id = "1", .whole_experience = 2}));
  commit(*store, entry({.id = "1"}));
  REQUIRE(failing_checks(*store).empty());
  // Submission 2 is quarantined, 3 a conflict, 4 a duplicate.
  const std::string seq = GENERATE("2", "3", "4");
  SQLite::Database hand(folder.file("a.db").string(), SQLite::OPEN_READWRITE);
  hand.exec("INSERT INTO response SELECT " + seq +
            ", source, survey, 9, 0, completed_at, invited_at, month, invited_month, wave, person,"
            " layout, codes, given FROM response WHERE seq = 1");
  const auto failing = failing_checks(*store);
  // What the commit was audited with is no longer what stands there, either.
  REQUIRE(failing.size() == 2);
  CHECK(failing.front() == "accepted_have_responses: submission " + seq);
  CHECK(failing.back().starts_with("commits_unchanged: "));
}

TEST_CASE("verification says what it added up", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, entry({.id = "1", .modified_minute = 10}));
  commit(*store, entry({.id = "1", .whole_experience = 2, .modified_minute = 20}));
  commit(*store, entry({.id = "1", .whole_experience = 3, .modified_minute = 15}));
  commit(*store, entry({.id = "1", .modified_minute = 10}));
  commit(*store, entry({.id = "2"}));
  commit(*store, unreadable({.id = "3"}, "area_unknown"));
  std::map<std::string, std::string> said;
  for (const store::Check& check : store->maintenance().verify(small_definitions())) {
    CHECK(check.passed);
    said[check.name] = check.detail;
  }
  CHECK(said.at("tallies_equal_submissions") ==
        "6 received = 3 accepted + 1 duplicate + 1 older_version + 0 conflict + 1 quarantined");
  CHECK(said.at("counts_equal_responses") == "2 current responses = 2 in the count log");
}
