// What goes when its time is over, and what stays; time is given, not read.
#include <fstream>

#include <catch2/catch.hpp>

#include "soundings/store/cells.h"

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::clock_ahead;
using store::doubt;
using store::Kept;
using store::Outcome;

namespace {

const Instant arrived = parse_rfc3339("2019-05-14T12:00:00Z").value();  // of every entry

Instant after(int days) {
  return arrived + std::chrono::hours(24) * days + std::chrono::minutes(1);
}

Definitions kept_for(const Retention& retention) {
  Definitions definitions = small_definitions();
  definitions.surveys[0].retention = retention;
  return definitions;
}

/// "kind count", in the order of the store.
std::vector<std::string> reported(const std::vector<store::Expired>& expired) {
  std::vector<std::string> lines;
  for (const auto& one : expired) {
    lines.push_back(std::string(to_text(one.what)) + " " + std::to_string(one.items));
  }
  return lines;
}

void purge(store::Store& store, const Definitions& definitions, Instant now) {
  for (const auto& one : store.removal().due(definitions, now).expired) {
    store.removal().purge(one, {.from = 0, .items = one.items}, definitions,
                          {.at = now, .actor = "retention", .reason = "retention"});
  }
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("each kind of thing goes when its own time is over", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions =
      kept_for({.raw_payload_days = 60, .free_text_days = 365, .answers_days = 2192});
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  commit(*store, entry({.id = "1", .comment = "words"}));
  commit(*store, entry({.id = "2"}));
  commit(*store, entry({.id = "2"}));
  const auto held = commit(*store, unreadable({.id = "3"}, "area_unknown"));

  CHECK(reported(store->removal().due(definitions, after(59)).expired).empty());
  CHECK(reported(store->removal().due(definitions, after(60)).expired) ==
        Lines{"held originals 1", "bodies 2"});
  purge(*store, definitions, after(60));
  CHECK(reported(store->removal().due(definitions, after(60)).expired).empty());
  CHECK_FALSE(store->held().original(held.receipt));
  CHECK(store->held().list({.limit = 1}).front().state == store::HeldState::held);
  CHECK(failing_checks(*store).empty());

  CHECK(reported(store->removal().due(definitions, after(365)).expired) == Lines{"free text 1"});
  purge(*store, definitions, after(365));
  CHECK(completed_in_may(*reader) == 2);
  CHECK(failing_checks(*store).empty());

  CHECK(reported(store->removal().due(definitions, after(2192)).expired) == Lines{"answers 3"});
  purge(*store, definitions, after(2192));
  CHECK(reader->months("victim_satisfaction") == std::nullopt);
  CHECK(commit(*store, entry({.id = "1", .comment = "words"})).code == "erased");
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("an original is held 90 days at most, however long bodies are kept", "[store]") {
  const Retention long_lived{.raw_payload_days = 400, .free_text_days = 365, .answers_days = 2192};
  CHECK(store::cutoffs(long_lived, after(0)).held_original == after(-90));
  CHECK(store::cutoffs(long_lived, after(0)).body == after(-400));
  const Retention brief{.raw_payload_days = 7, .free_text_days = 365, .answers_days = 2192};
  CHECK(store::cutoffs(brief, after(0)).held_original == after(-7));
}

TEST_CASE("free text leaves a body that is kept for longer", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  Definitions definitions =
      kept_for({.raw_payload_days = 90, .free_text_days = 30, .answers_days = 2192});
  Item why;
  why.id = "why";
  why.kind = Item::Kind::free_text;
  definitions.surveys[0].items.push_back(why);
  store::Entry wordy = entry({.id = "1", .comment = "spoken in the table"});
  wordy.kept =
      R"({"answers":{"follow_up":1,"why":"spoken in an answer"},"comment":"spoken beside",)"
      R"("npu":"BE"})";
  commit(*store, wordy);
  store::Entry older = entry({.id = "1", .modified_minute = -5});
  older.kept = R"({"comment":"spoken of in an older version","npu":"BE"})";
  store::Entry newer = entry({.id = "1", .modified_minute = 5});
  newer.kept = R"({"npu":"BE"})";
  commit(*store, newer);
  CHECK(commit(*store, older).outcome == Outcome::older_version);

  CHECK(reported(store->removal().due(definitions, after(30)).expired) == Lines{"free text 2"});
  purge(*store, definitions, after(30));
  CHECK(reported(store->removal().due(definitions, after(30)).expired).empty());
  CHECK(reported(store->removal().due(definitions, after(90)).expired) == Lines{"bodies 3"});
  REQUIRE(store->maintenance().forget_deleted());
  std::ifstream in(folder.file("a.db"), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  CHECK(bytes.find("spoken") == std::string::npos);
  CHECK(bytes.find(R"("npu":"BE")") != std::string::npos);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a record lasts as long as its latest version; a repeat does not renew it", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions =
      kept_for({.raw_payload_days = 90, .free_text_days = 90, .answers_days = 100});
  const auto at = [](store::Entry made, int days) {
    made.received_at = after(days);
    return made;
  };
  commit(*store, at(entry({.id = "edited"}), 0));
  commit(*store, at(entry({.id = "repeated"}), 0));
  commit(*store, at(entry({.id = "edited", .modified_minute = 5}), 50));
  commit(*store, at(entry({.id = "repeated"}), 50));
  const auto expired = store->removal().due(definitions, after(101)).expired;
  REQUIRE(expired.back().what == Kept::answers);
  CHECK(expired.back().items == 1);
  purge(*store, definitions, after(101));
  CHECK(store->arrivals().receipts("wmnow", "edited").size() == 2);
  CHECK(store->arrivals().receipts("wmnow", "repeated").empty());
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a survey that nobody defines any more is kept for the usual time", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, entry({.id = "1"}));
  CHECK(reported(store->removal().due({}, after(89)).expired).empty());
  CHECK(reported(store->removal().due({}, after(90)).expired) == Lines{"bodies 1"});
}

TEST_CASE("a clock that runs ahead of all that was seen makes a purge wait", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  CHECK_FALSE(store->removal().seen());
  CHECK_FALSE(clock_ahead(store->removal().due(definitions, after(4000))));
  commit(*store, entry({.id = "1"}));
  CHECK(store->removal().seen() == arrived);
  CHECK_FALSE(clock_ahead(store->removal().due(definitions, after(6))));
  const auto due = store->removal().due(definitions, after(400));
  REQUIRE(due.expired.size() == 1);
  CHECK(doubt(due, due.expired[0]) == store::PurgeDoubt::clock_ahead);
}

TEST_CASE("what is done by a wrong clock does not make that clock a right one", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto at = [](store::Entry made, int days) {
    made.received_at = after(days);
    return made;
  };
  const auto look = [&](int days) {
    const auto due = store->removal().due(definitions, after(days));
    store->removal().note_look(due, {.at = after(days), .actor = "retention"});
    return clock_ahead(due);
  };
  commit(*store, entry({.id = "1"}));
  SECTION("before the first look") {}
  SECTION("after looks at a right one") {
    CHECK_FALSE(look(0));
    CHECK_FALSE(look(1));
  }
  CHECK(look(400));
  commit(*store, at(entry({.id = "2"}), 400));
  CHECK(look(400));
  CHECK(look(402));
  commit(*store, at(entry({.id = "3"}), 402));
  CHECK(look(403));
  // Back to the right time, and on day by day.
  for (int day = 2; day < 30; ++day) {
    CHECK_FALSE(look(day));
  }
  CHECK(look(400));
  // A person says that it is so late.
  store->removal().accept_clock(store->removal().due(definitions, after(401)),
                                {.at = after(401), .actor = "s.patel"});
  CHECK_FALSE(look(402));
  CHECK(store->audit().lines({.action = "clock_accepted"}).size() == 1);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("looks at the clock are noted twice a day at most", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  commit(*store, entry({.id = "1"}));
  for (int hour = 0; hour < 48; ++hour) {
    const Instant now = arrived + std::chrono::hours(hour);
    store->removal().note_look(store->removal().due(definitions, now),
                               {.at = now, .actor = "retention"});
  }
  CHECK(store->audit().lines({.action = "retention_looked"}).size() == 4);
}

TEST_CASE("a purge of more than half of what a survey keeps of a kind waits", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto fill = [&](int from, int until, int days) {
    for (int i = from; i < until; ++i) {
      store::Entry made = entry({.id = std::to_string(i)});
      made.received_at = after(days);
      commit(*store, made);
    }
  };
  const auto doubts = [&](int answers_days) {
    const auto due = store->removal().due(
        kept_for({.raw_payload_days = 3650, .free_text_days = 3650, .answers_days = answers_days}),
        after(6));
    REQUIRE(due.expired.size() == 1);
    return doubt(due, due.expired[0]);
  };
  fill(0, 30, 0);
  fill(30, 61, 4);
  CHECK(doubts(3) == std::nullopt);  // 30 of 61
  fill(61, 62, 0);                   // no older than those of the fourth day, which came before it
  CHECK(doubts(3) == std::nullopt);
  CHECK(doubts(1) == store::PurgeDoubt::large_share);
}

TEST_CASE("a few things may go whatever their share", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto definitions =
      kept_for({.raw_payload_days = 3, .free_text_days = 3650, .answers_days = 3650});
  for (int i = 0; i < store::small_purge; ++i) {
    commit(*store, entry({.id = std::to_string(i)}));
  }
  auto due = store->removal().due(definitions, after(6));
  REQUIRE(due.expired.size() == 1);
  CHECK(doubt(due, due.expired[0]) == std::nullopt);
  commit(*store, entry({.id = "one more"}));
  due = store->removal().due(definitions, after(6));
  CHECK(doubt(due, due.expired[0]) == store::PurgeDoubt::large_share);
}

TEST_CASE("what a slow clock dated too early is no older than what came before it", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto definitions =
      kept_for({.raw_payload_days = 90, .free_text_days = 365, .answers_days = 2192});
  const auto at = [](store::Entry made, int days) {
    made.received_at = after(days);
    return made;
  };
  commit(*store, entry({.id = "1", .comment = "words"}));
  commit(*store, at(entry({.id = "2", .comment = "words"}), -4000));
  commit(*store, at(unreadable({.id = "3"}, "area_unknown"), -4000));
  CHECK(reported(store->removal().due(definitions, after(1)).expired).empty());
  CHECK(reported(store->removal().due(definitions, after(92)).expired) ==
        Lines{"held originals 1", "bodies 2"});
}
