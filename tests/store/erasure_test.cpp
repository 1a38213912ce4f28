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
using store::Ledger;
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

void erase(Ledger& ledger, const store::Erasure& erasure) {
  std::vector<std::int64_t> submissions;
  for (const store::Record& record : ledger.records(erasure)) {
    submissions.push_back(record.submission);
  }
  ledger.erase(submissions, officer);
}

store::Erasure by_id(const std::string& id) {
  return {.persons = {}, .receipts = {}, .source = "wmnow", .source_response_id = id};
}

std::map<Outcome, std::int64_t> totals(const Ledger& ledger) {
  std::map<Outcome, std::int64_t> totals;
  for (const auto& count : ledger.counts()) {
    totals[count.outcome] += count.items;
  }
  return totals;
}

}  // namespace

TEST_CASE("to keep a record and erase it is to return to the start", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  CellReader reader(folder.file("a.db"), definitions);
  for (int i = 0; i < 12; ++i) {
    commit(*ledger, entry({.id = std::to_string(i),
                           .whole_experience = 1 + i % 3,
                           .npu = i % 2 == 0 ? "BE" : "BW",
                           .person = i % 4 == 0 ? "regular" : ""}));
  }
  const std::string overall = cells_of(reader, "whole_experience");
  const std::string follow_up = cells_of(reader, "follow_up");
  const auto version = reader.data_version();

  commit(*ledger, entry({.id = "x", .whole_experience = 3, .npu = "BW", .person = "regular"}));
  commit(*ledger, entry({.id = "x",
                         .whole_experience = 1,
                         .npu = "BW",
                         .person = "regular",
                         .modified_minute = 5}));
  CHECK(cells_of(reader, "whole_experience") != overall);

  erase(*ledger, by_id("x"));
  CHECK(cells_of(reader, "whole_experience") == overall);
  CHECK(cells_of(reader, "follow_up") == follow_up);
  CHECK(reader.data_version() > version);
  CellReader fresh(folder.file("a.db"), definitions);
  CHECK(cells_of(fresh, "whole_experience") == overall);
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("a retry or a new version of an erased record is counted and not kept", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  const auto kept = commit(*ledger, entry({.id = "x", .webhook_id = "msg_1", .comment = "words"}));
  commit(*ledger, entry({.id = "x", .webhook_id = "msg_1", .comment = "words"}));
  erase(*ledger, by_id("x"));

  for (const auto& again : {entry({.id = "x", .webhook_id = "msg_1", .comment = "words"}),
                            entry({.id = "x", .modified_minute = 9, .comment = "new words"}),
                            unreadable({.id = "x", .npu = "?"}, "area_unknown")}) {
    const auto told = commit(*ledger, again);
    CHECK(told.outcome == Outcome::duplicate);
    CHECK(told.status == Outcome::accepted);
    CHECK(told.receipt == kept.receipt);
    CHECK(told.version == 1);
    CHECK(told.code == "erased");
    CHECK(told.errors.empty());
  }
  CHECK(totals(*ledger) ==
        std::map<Outcome, std::int64_t>{{Outcome::accepted, 1}, {Outcome::duplicate, 4}});
  CHECK(ledger->receipts("wmnow", "x").empty());
  CHECK(ledger->records(by_id("x")).empty());
  CHECK(commit(*ledger, entry({.id = "y", .webhook_id = "msg_2"})).outcome == Outcome::accepted);
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("a tombstone holds after the ledger is opened again, and only for its source",
          "[store]") {
  const Folder folder;
  {
    const auto ledger = open_ledger(folder.file("a.db"));
    commit(*ledger, entry({.id = "x"}));
    erase(*ledger, by_id("x"));
  }
  const auto ledger = open_ledger(folder.file("a.db"));
  CHECK(commit(*ledger, entry({.id = "x"})).code == "erased");
  store::Entry other = entry({.id = "x"});
  other.source = "livechat";
  CHECK(commit(*ledger, other).outcome == Outcome::accepted);
}

TEST_CASE("what has no id is known by its content, and erased by its receipt", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  const auto kept = commit(*ledger, entry({.id = "", .follow_up = 2}));
  commit(*ledger, entry({.id = "", .follow_up = 3}));
  erase(*ledger,
        {.persons = {}, .receipts = {kept.receipt}, .source = {}, .source_response_id = {}});
  CHECK(commit(*ledger, entry({.id = "", .follow_up = 2})).code == "erased");
  CHECK(commit(*ledger, entry({.id = "", .follow_up = 3})).code.empty());
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("nothing of an erased record is left in the bytes of the file", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const auto ledger = open_ledger(file);
  const std::string words = "a comment that only this person would write";
  for (int i = 0; i < 50; ++i) {
    commit(*ledger, entry({.id = "other-" + std::to_string(i), .comment = std::string(500, 'o')}));
  }
  const auto written =
      entry({.id = "their-own-id", .person = "m-881", .webhook_id = "msg_x", .comment = words});
  commit(*ledger, written);
  commit(*ledger, written);
  REQUIRE(ledger->empty_wal());
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
  erase(*ledger, by_id("their-own-id"));
  REQUIRE(ledger->empty_wal());
  const std::string after = bytes_of(file) + bytes_of(file.string() + "-wal");
  for (const std::string& trace : traces) {
    CHECK(after.find(trace) == std::string::npos);
  }
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("erasing a person takes every record they gave, conflicts and held ones too", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  commit(*ledger, entry({.id = "1", .person = "m-881"}));
  commit(*ledger, entry({.id = "1", .follow_up = 3, .person = "m-881"}));  // a conflict
  commit(*ledger, entry({.id = "2", .person = "m-881", .month = Month(2019, 4)}));
  commit(*ledger, entry({.id = "3", .person = "m-882"}));
  const auto held = commit(*ledger, unreadable({.id = "4"}, "area_unknown"));

  store::Erasure erasure{.persons = {to_hex(sha256("m-881"))},
                         .receipts = {held.receipt},
                         .source = {},
                         .source_response_id = {}};
  const auto records = ledger->records(erasure);
  REQUIRE(records.size() == 3);
  CHECK(records[0].submissions == 2);
  CHECK(records[0].counted);
  CHECK(records[2].receipt == held.receipt);
  CHECK_FALSE(records[2].counted);
  erase(*ledger, erasure);
  CHECK(ledger->records(erasure).empty());
  CHECK_FALSE(ledger->original(held.receipt));
  const auto items = ledger->held({});
  CHECK(std::all_of(items.begin(), items.end(),
                    [](const auto& item) { return item.state == "discarded"; }));
  CHECK(ledger->receipts("wmnow", "3").size() == 1);
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("a held item cannot bring back what was erased since", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  store::Entry unnamed = unreadable({.id = "x"}, "not_an_object");
  unnamed.source_response_id.clear();
  const auto held = commit(*ledger, unnamed);
  commit(*ledger, entry({.id = "x"}));
  erase(*ledger, by_id("x"));
  const auto told = ledger->admit(held.receipt, entry({.id = "x", .modified_minute = 9}), officer,
                                  small_definitions());
  REQUIRE_FALSE(told);
  CHECK(told.error() == store::HeldFault::superseded);
}

TEST_CASE("an erasure that is undone on disk, or half done, shows", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  for (int i = 0; i < 40; ++i) {
    commit(*ledger, entry({.id = std::to_string(i)}));
  }
  for (const int i : {0, 7, 19, 39}) {
    erase(*ledger, by_id(std::to_string(i)));
    CHECK(failing_checks(*ledger).empty());
  }
}

TEST_CASE("one person before and after a change of pepper is one person", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  CellReader reader(folder.file("a.db"), definitions);
  const auto people = [&] {
    return reader
        .count({.survey = "victim_satisfaction", .period = may, .item = "follow_up", .columns = {}})
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
  commit(*ledger, given("1", "anna under pepper 1", {}));
  ledger->change_pepper({.version = 2, .check = "ab"}, officer);
  CHECK(ledger->pepper().version == 2);
  CHECK(ledger->pepper().check == "ab");
  commit(*ledger, given("2", "anna under pepper 2", {"anna under pepper 1"}));
  commit(*ledger, given("3", "ben under pepper 2", {"ben under pepper 1"}));
  commit(*ledger, given("4", "carl under pepper 1", {}));  // was on its way when the pepper changed
  commit(*ledger, given("5", "carl under pepper 2", {"carl under pepper 1"}));
  CHECK(people() == std::vector<std::int64_t>{3});

  ledger->change_pepper({.version = 3, .check = "cd"}, officer);
  commit(*ledger,
         given("6", "anna under pepper 3", {"anna under pepper 2", "anna under pepper 1"}));
  commit(*ledger, given("7", "ben under pepper 3", {"ben under pepper 2", "ben under pepper 1"}));
  CHECK(people() == std::vector<std::int64_t>{3});

  store::Erasure anna{.persons = {}, .receipts = {}, .source = {}, .source_response_id = {}};
  for (const std::string pepper : {"1", "2", "3"}) {
    anna.persons.push_back(to_hex(sha256("anna under pepper " + pepper)));
  }
  CHECK(ledger->records(anna).size() == 3);
  erase(*ledger, anna);
  CHECK(people() == std::vector<std::int64_t>{2});
  CHECK(failing_checks(*ledger).empty());
}
