// Records erased: gone from the answers, the counts and the bytes of the file, and not
// brought back by a retry; and people who stay one person when the pepper changes.
#include <fstream>
#include <map>

#include <catch2/catch.hpp>

#include "soundings/base/digest.h"
#include "soundings/store/cells.h"

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::CellReader;
using store::Outcome;

namespace {

const Period may = Period::month(Month(2019, 5));
const store::Act officer{
    .at = parse_rfc3339("2019-06-03T09:00:00Z").value(), .actor = "s.patel", .reason = "SAR-17"};

/// Cells of one item by npu with their distinct people, as text that can be compared.
std::string cells_of(CellReader& reader, const std::string& item) {
  const auto counted = reader.count({.survey = "victim_satisfaction",
                                     .period = may,
                                     .item = item,
                                     .columns = {"npu", "contact_channel"}});
  std::string text;
  for (const Cell& cell : counted.cells->cells) {
    text += counted.cells->columns[0].codes[cell.codes[0]] + " " +
            counted.cells->columns[1].codes[cell.codes[1]] + " " + std::to_string(cell.answer) +
            ": " + std::to_string(cell.count) + "\n";
  }
  for (const std::int64_t units : counted.cells->units) {
    text += "people " + std::to_string(units) + "\n";
  }
  return text;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void erase(store::Store& store, const store::Erasure& erasure) {
  std::vector<std::string> receipts;
  for (const store::Record& record : store.removal().records(erasure)) {
    receipts.push_back(record.receipt);
  }
  store.removal().erase(receipts, officer);
}

store::Erasure by_id(const std::string& id) {
  return {.source = "wmnow", .source_response_id = id};
}

std::map<Outcome, std::int64_t> totals(const store::Store& store) {
  std::map<Outcome, std::int64_t> totals;
  for (const auto& count : store.arrivals().counts()) {
    totals[count.outcome] += count.items;
  }
  return totals;
}

}  // namespace

TEST_CASE("to keep a record and erase it is to return to the start", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  for (int i = 0; i < 12; ++i) {
    commit(*store, entry({.id = std::to_string(i),
                          .whole_experience = 1 + i % 3,
                          .npu = i % 2 == 0 ? "BE" : "BW",
                          .person = i % 4 == 0 ? "regular" : ""}));
  }
  const std::string overall = cells_of(*reader, "whole_experience");
  const std::string follow_up = cells_of(*reader, "follow_up");
  const auto version = reader->data_version();

  commit(*store, entry({.id = "x", .whole_experience = 3, .npu = "BW", .person = "regular"}));
  commit(*store, entry({.id = "x",
                        .whole_experience = 1,
                        .npu = "BW",
                        .person = "regular",
                        .modified_minute = 5}));
  CHECK(cells_of(*reader, "whole_experience") != overall);

  erase(*store, by_id("x"));
  CHECK(cells_of(*reader, "whole_experience") == overall);
  CHECK(cells_of(*reader, "follow_up") == follow_up);
  CHECK(reader->data_version() > version);
  const auto fresh = store::open_cells(folder.file("a.db"), definitions);
  CHECK(cells_of(*fresh, "whole_experience") == overall);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a retry or a new version of an erased record is counted and not kept", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto kept = commit(*store, entry({.id = "x", .webhook_id = "msg_1", .comment = "words"}));
  commit(*store, entry({.id = "x", .webhook_id = "msg_1", .comment = "words"}));
  erase(*store, by_id("x"));

  for (const auto& again : {entry({.id = "x", .webhook_id = "msg_1", .comment = "words"}),
                            entry({.id = "x", .modified_minute = 9, .comment = "new words"}),
                            unreadable({.id = "x", .npu = "?"}, "area_unknown")}) {
    const auto reported = commit(*store, again);
    CHECK(reported.outcome == Outcome::duplicate);
    CHECK(reported.status == Outcome::accepted);
    CHECK(reported.receipt == kept.receipt);
    CHECK(reported.version == 1);
    CHECK(reported.code == "erased");
    CHECK(reported.errors.empty());
  }
  CHECK(totals(*store) ==
        std::map<Outcome, std::int64_t>{{Outcome::accepted, 1}, {Outcome::duplicate, 4}});
  CHECK(store->arrivals().receipts("wmnow", "x").empty());
  CHECK(store->removal().records(by_id("x")).empty());
  CHECK(commit(*store, entry({.id = "y", .webhook_id = "msg_2"})).outcome == Outcome::accepted);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a tombstone holds after the ledger is opened again, and only for its source",
          "[store]") {
  const Folder folder;
  {
    const auto store = open_store(folder.file("a.db"));
    commit(*store, entry({.id = "x"}));
    erase(*store, by_id("x"));
  }
  const auto store = open_store(folder.file("a.db"));
  CHECK(commit(*store, entry({.id = "x"})).code == "erased");
  store::Entry other = entry({.id = "x"});
  other.source = "livechat";
  CHECK(commit(*store, other).outcome == Outcome::accepted);
}

TEST_CASE("what has no id is known by its content, and erased by its receipt", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto kept = commit(*store, entry({.id = "", .follow_up = 2}));
  commit(*store, entry({.id = "", .follow_up = 3}));
  erase(*store, {.receipts = {kept.receipt}});
  CHECK(commit(*store, entry({.id = "", .follow_up = 2})).code == "erased");
  CHECK(commit(*store, entry({.id = "", .follow_up = 3})).code.empty());
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("nothing of an erased record is left in the bytes of the file", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const auto store = open_store(file);
  const std::string words = "a comment that only this person would write";
  for (int i = 0; i < 50; ++i) {
    commit(*store, entry({.id = "other-" + std::to_string(i), .comment = std::string(500, 'o')}));
  }
  const auto written =
      entry({.id = "their-own-id", .person = "m-881", .webhook_id = "msg_x", .comment = words});
  commit(*store, written);
  commit(*store, written);
  REQUIRE(store->maintenance().forget_deleted());
  const Sha256 pseudonym = sha256("m-881");
  const std::vector<std::string> traces{
      words,
      "their-own-id",
      {written.content.begin(), written.content.end()},  // of the delivery and as sent, too
      {pseudonym.begin(), pseudonym.begin() + 8}};
  const std::string before = bytes_of(file);
  for (const std::string& trace : traces) {
    CHECK(before.find(trace) != std::string::npos);
  }
  erase(*store, by_id("their-own-id"));
  REQUIRE(store->maintenance().forget_deleted());
  const std::string after = bytes_of(file) + bytes_of(file.string() + "-wal");
  for (const std::string& trace : traces) {
    CHECK(after.find(trace) == std::string::npos);
  }
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("erasing a person takes every record they gave, conflicts and held ones too", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, entry({.id = "1", .person = "m-881"}));
  commit(*store, entry({.id = "1", .follow_up = 3, .person = "m-881"}));  // a conflict
  commit(*store, entry({.id = "2", .person = "m-881", .month = Month(2019, 4)}));
  commit(*store, entry({.id = "3", .person = "m-882"}));
  const auto held = commit(*store, unreadable({.id = "4"}, "area_unknown"));

  const store::Erasure erasure{.persons = {to_hex(sha256("m-881"))}, .receipts = {held.receipt}};
  const auto records = store->removal().records(erasure);
  REQUIRE(records.size() == 3);
  CHECK(records[0].submissions == 2);
  CHECK(records[0].counted);
  CHECK(records[2].receipt == held.receipt);
  CHECK_FALSE(records[2].counted);
  erase(*store, erasure);
  CHECK(store->removal().records(erasure).empty());
  CHECK_FALSE(store->held().original(held.receipt));
  const auto items = store->held().list({});
  CHECK(std::all_of(items.begin(), items.end(),
                    [](const auto& item) { return item.state == store::HeldState::discarded; }));
  CHECK(store->arrivals().receipts("wmnow", "3").size() == 1);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a held item cannot bring back what was erased since", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  store::Entry unnamed = unreadable({.id = "x"}, "not_an_object");
  unnamed.source_response_id.clear();
  const auto held = commit(*store, unnamed);
  commit(*store, entry({.id = "x"}));
  erase(*store, by_id("x"));
  const auto reported = store->held().admit(held.receipt, entry({.id = "x", .modified_minute = 9}),
                                            officer, small_definitions());
  REQUIRE_FALSE(reported);
  CHECK(reported.error() == store::HeldFault::superseded);
}

TEST_CASE("an erasure that is undone on disk, or half done, shows", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  for (int i = 0; i < 40; ++i) {
    commit(*store, entry({.id = std::to_string(i)}));
  }
  for (const int i : {0, 7, 19, 39}) {
    erase(*store, by_id(std::to_string(i)));
    CHECK(failing_checks(*store).empty());
  }
}

TEST_CASE("one person before and after a change of pepper is one person", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  const auto people = [&] {
    return reader->count({.survey = "victim_satisfaction", .period = may, .item = "follow_up"})
        .cells->units;
  };
  const auto given = [](const std::string& id, const std::string& now,
                        const std::vector<std::string>& before) {
    store::Entry made = entry({.id = id, .person = now});
    for (const std::string& former : before) {
      made.response->former_persons.push_back(to_hex(sha256(former)));
    }
    return made;
  };
  commit(*store, given("1", "anna under pepper 1", {}));
  store->peppers().change({.version = 2, .check = "ab"}, officer);
  CHECK(store->peppers().in_use().version == 2);
  CHECK(store->peppers().in_use().check == "ab");
  commit(*store, given("2", "anna under pepper 2", {"anna under pepper 1"}));
  commit(*store, given("3", "ben under pepper 2", {"ben under pepper 1"}));
  commit(*store, given("4", "carl under pepper 1", {}));  // was on its way when the pepper changed
  commit(*store, given("5", "carl under pepper 2", {"carl under pepper 1"}));
  CHECK(people() == std::vector<std::int64_t>{3});

  store->peppers().change({.version = 3, .check = "cd"}, officer);
  commit(*store, given("6", "anna under pepper 3", {"anna under pepper 2", "anna under pepper 1"}));
  commit(*store, given("7", "ben under pepper 3", {"ben under pepper 2", "ben under pepper 1"}));
  CHECK(people() == std::vector<std::int64_t>{3});

  store::Erasure anna{};
  for (const std::string pepper : {"1", "2", "3"}) {
    anna.persons.push_back(to_hex(sha256("anna under pepper " + pepper)));
  }
  CHECK(store->removal().records(anna).size() == 3);
  erase(*store, anna);
  CHECK(people() == std::vector<std::int64_t>{2});
  CHECK(failing_checks(*store).empty());
}
