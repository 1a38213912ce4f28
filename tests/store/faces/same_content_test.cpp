// What is the same under one id, whatever its spelling and whatever kind of hash it was kept with.
#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::HeldFault;
using store::Newer;
using store::Outcome;

namespace {

const store::Act steward{.at = parse_rfc3339("2019-06-03T09:00:00Z").value(),
                         .actor = "s.patel",
                         .reason = "they moved"};

/// As intake makes it today: known by what it says, and written as `spelled`.
store::Entry spelled(const Said& said, const std::string& spelled) {
  store::Entry made = entry(said);
  made.content = content_of(*made.response);
  made.spelling = sha256("canonical " + spelled);
  made.original = sha256(spelled);
  made.raw = spelled;
  return made;
}

/// As ledgers before schema 7 kept it: known by its canonical text.
store::Entry kept_before(const Said& said, const std::string& text) {
  store::Entry made = spelled(said, text);
  made.content = made.spelling;
  return made;
}

store::Entry at_address(store::Entry made, const std::string& survey, const std::string& form) {
  made.survey = survey;
  made.form = form;
  return made;
}

std::string audited(const Folder& folder, const std::string& action) {
  const SQLite::Database database(folder.file("a.db").string());
  SQLite::Statement read(database, "SELECT detail FROM audit WHERE action = ? ORDER BY seq DESC");
  read.bind(1, action);
  return read.executeStep() ? read.getColumn(0).getString() : "";
}

}  // namespace

TEST_CASE("two spellings of one response are one response", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto first = commit(*store, spelled({.id = "1", .comment = "ok"}, "a label"));
  const auto again = commit(*store, spelled({.id = "1", .comment = "ok"}, "its code"));
  CHECK(again.outcome == Outcome::duplicate);
  CHECK(again.receipt == first.receipt);
  CHECK(commit(*store, spelled({.id = "1", .comment = "other"}, "a label!")).outcome ==
        Outcome::conflict);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a repeat of what an older ledger kept is a duplicate in its spelling and in another",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Said said{.id = "1", .person = "m1", .modified_minute = 5, .comment = "ok"};
  const auto first = commit(*store, kept_before(said, "a label"));
  for (const std::string text : {"a label", "its code"}) {
    const auto again = commit(*store, spelled(said, text));
    CHECK(again.outcome == Outcome::duplicate);
    CHECK(again.receipt == first.receipt);
  }
  Said other = said;
  other.follow_up = 2;
  CHECK(commit(*store, spelled(other, "another")).outcome == Outcome::conflict);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("equal bytes are a duplicate whatever they read as today", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto first = commit(*store, spelled({.id = "1", .npu = "BE"}, "bytes"));
  store::Entry today = spelled({.id = "1", .npu = "BW"}, "bytes");
  today.spelling = sha256("what is dropped has changed");
  CHECK(commit(*store, today).receipt == first.receipt);

  SECTION("the bytes of a row only under the first line they stood under") {
    store::Entry row = spelled({.id = "2", .npu = "BE"}, "2,BE");
    row.header = std::make_shared<const std::string>("id,area");
    CHECK(commit(*store, row).outcome == Outcome::accepted);
    store::Entry moved = spelled({.id = "2", .npu = "BW"}, "2,BE");
    moved.spelling = sha256("other names");
    moved.header = row.header;
    CHECK(commit(*store, moved).outcome == Outcome::duplicate);
    moved.header = std::make_shared<const std::string>("id,place");
    CHECK(commit(*store, moved).outcome == Outcome::conflict);
  }
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("an item that a person admitted is known in another spelling", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto held = commit(*store, unreadable({.id = "1"}, "area_unknown"));
  REQUIRE(store->held().admit(held.receipt, spelled({.id = "1"}, "read"), steward,
                              small_definitions()));
  CHECK(commit(*store, spelled({.id = "1"}, "other words")).receipt == held.receipt);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a version of another respondent is a conflict whatever its time", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const int minute = GENERATE(5, 10, 20);
  commit(*store, spelled({.id = "1", .person = "m1", .modified_minute = 10}, "one"));
  const auto other =
      commit(*store, spelled({.id = "1", .person = "m2", .modified_minute = minute}, "two"));
  CHECK(other.outcome == Outcome::conflict);
  CHECK(other.code == "respondent_differs");
  const auto own = commit(
      *store,
      spelled({.id = "1", .whole_experience = 2, .person = "m1", .modified_minute = 30}, "three"));
  CHECK(own.outcome == Outcome::accepted);
  CHECK(own.version == 2);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a version without a respondent does not hide whose the one before was", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto say = [&](const std::string& person, int minute) {
    return commit(*store, spelled({.id = "1", .person = person, .modified_minute = minute},
                                  person + std::to_string(minute)))
        .outcome;
  };
  CHECK(say("m1", 1) == Outcome::accepted);
  CHECK(say("", 2) == Outcome::accepted);
  CHECK(say("m2", 3) == Outcome::conflict);
  CHECK(say("m1", 4) == Outcome::accepted);
}

TEST_CASE("a version whose respondent was lost is a conflict where an earlier one names theirs",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto lost = [&](const std::string& id, int minute) {
    store::Entry made =
        spelled({.id = id, .modified_minute = minute}, "NULL" + std::to_string(minute));
    made.response->findings.push_back({.code = "respondent_unusable"});
    return commit(*store, made);
  };
  const auto named = [&](int minute) {
    return commit(*store, spelled({.id = "1", .person = "m1", .modified_minute = minute},
                                  "m1" + std::to_string(minute)));
  };
  CHECK(named(10).outcome == Outcome::accepted);
  for (const int minute : {5, 10, 20}) {
    const auto later = lost("1", minute);
    CHECK(later.outcome == Outcome::conflict);
    CHECK(later.code == "respondent_differs");
  }
  CHECK(named(30).outcome == Outcome::accepted);
  CHECK(lost("2", 10).outcome == Outcome::accepted);
  CHECK(lost("2", 20).outcome == Outcome::accepted);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a delivery at another address is held under its used webhook-id, once", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const store::Entry sent = at_address(spelled({.id = "1", .webhook_id = "msg_1"}, "bytes"),
                                       "victim_satisfaction", "json");
  CHECK(commit(*store, sent).outcome == Outcome::accepted);
  CHECK(commit(*store, sent).outcome == Outcome::duplicate);
  const auto [survey, form] =
      GENERATE(std::pair{"public_voice", "json"}, std::pair{"victim_satisfaction", "ndjson"});
  store::Entry captured = at_address(sent, survey, form);
  captured.receipt = "another receipt";
  const auto held = commit(*store, captured);
  CHECK(held.outcome == Outcome::conflict);
  CHECK(held.code == "webhook_id_reused");
  const auto again = commit(*store, captured);
  CHECK(again.outcome == Outcome::duplicate);
  CHECK(again.receipt == held.receipt);
  CHECK(commit(*store, sent).receipt == sent.receipt);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("an older conflict replaces a newer answer only by an explicit word", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, spelled({.id = "1", .modified_minute = 10}, "first"));
  const Said disputed{.id = "1", .whole_experience = 3, .modified_minute = 10};
  const auto conflict = commit(*store, spelled(disputed, "disputed"));
  REQUIRE(conflict.outcome == Outcome::conflict);
  CHECK(store->held()
            .would_admit(conflict.receipt, spelled(disputed, "disputed"), Newer::stands)
            ->version == 2);
  const auto later =
      commit(*store, spelled({.id = "1", .whole_experience = 2, .modified_minute = 20}, "later"));

  const auto versions = store->held().versions(conflict.receipt);
  REQUIRE(versions.size() == 2);
  CHECK_FALSE(versions[0].newer);
  CHECK_FALSE(versions[0].counts);
  CHECK(versions[1].receipt == later.receipt);
  CHECK(versions[1].newer);
  CHECK(versions[1].counts);
  CHECK(versions[1].version == 2);
  CHECK(rfc3339(versions[1].changed_at.value()) == "2019-05-14T12:20:00Z");

  CHECK(store->held()
            .admit(conflict.receipt, spelled(disputed, "disputed"), steward, small_definitions())
            .error() == HeldFault::newer_version);
  CHECK(store->held().find(conflict.receipt)->state == store::HeldState::held);
  const auto admitted = store->held().admit(conflict.receipt, spelled(disputed, "disputed"),
                                            steward, small_definitions(), Newer::gives_way);
  REQUIRE(admitted);
  CHECK(admitted->version == 3);
  CHECK(audited(folder, "item_admitted") ==
        "they moved; version 3 in place of version 2, receipt " + later.receipt +
            ", which is newer");
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a sender is reported what became of a held item", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto held = commit(*store, unreadable({.id = "1"}, "area_unknown"));
  CHECK(store->arrivals().receipts("wmnow", "1").front().state == store::HeldState::held);
  REQUIRE(store->held().admit(held.receipt, spelled({.id = "1"}, "read"), steward,
                              small_definitions()));
  const auto line = store->arrivals().receipts("wmnow", "1").front();
  CHECK(line.outcome == Outcome::quarantined);
  CHECK(line.state == store::HeldState::admitted);
  CHECK(line.decided_at == steward.at);
}
