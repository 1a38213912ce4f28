// The count log against the responses it counts, after arrivals and erasures in any order.
#include <map>
#include <random>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "soundings/store/cells.h"

#include "store/counts/views.h"
#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::CellReader;
using store::Outcome;

TEST_CASE("the count log equals the responses after any sequence of arrivals", "[store]") {
  const std::uint32_t seed = GENERATE(1U, 2U, 3U, 4U, 5U);
  std::mt19937 random(seed);
  const auto roll = [&](int sides) {
    return static_cast<int>(random() % static_cast<unsigned>(sides));
  };
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  struct Held {
    Said said;
    int minute = -1;
  };
  std::map<std::string, Held> expected;  // what should count, by a rule of its own
  for (int round = 0; round < 40; ++round) {
    std::vector<store::Entry> arrivals;
    std::vector<Said> said;
    for (int i = 0; i < 8; ++i) {
      const int id = roll(25);
      // An id has one respondent, who is not named by every version.
      const Said one{.id = std::to_string(id),
                     .whole_experience = roll(4) == 0 ? 97 : 1 + roll(3),
                     .npu = roll(2) == 0 ? "BE" : "BW",
                     .person = roll(3) == 0 ? "" : "p" + std::to_string(id % 10),
                     .month = Month(2019, 4 + roll(2)),
                     .modified_minute = 1 + roll(30)};
      arrivals.push_back(entry(one));
      said.push_back(one);
    }
    const auto recorded = store->ledger().commit(batch(arrivals), definitions);
    for (std::size_t i = 0; i < said.size(); ++i) {
      Held& held = expected[said[i].id];
      if (*said[i].modified_minute > held.minute && recorded[i].outcome != Outcome::duplicate) {
        CHECK(recorded[i].outcome == Outcome::accepted);
        held = {.said = said[i], .minute = *said[i].modified_minute};
      } else {
        CHECK(recorded[i].outcome != Outcome::accepted);
      }
    }
  }
  Reported wanted;
  for (const auto& [id, held] : expected) {
    const int code = held.said.whole_experience;
    ++wanted[to_text(held.said.month) + " " + held.said.npu + " " +
             std::to_string(code == 97 ? does_not_know : code - 1)];
  }
  const auto spring = Period::months(Month(2019, 4), Month(2019, 5));
  const auto live = reader->count(whole_experience_by_npu(spring)).cells;
  CHECK(reported(*live) == wanted);
  const auto fresh = store::open_cells(folder.file("a.db"), definitions);
  const auto rebuilt = fresh->count(whole_experience_by_npu(spring)).cells;
  CHECK(reported(*rebuilt) == wanted);
  CHECK(rebuilt->units == live->units);
  CHECK(rebuilt->repeats.size() == live->repeats.size());
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("appending responses and erasing them again returns to the start", "[store]") {
  std::mt19937 random(20190603);
  const auto roll = [&](int sides) {
    return static_cast<int>(random() % static_cast<unsigned>(sides));
  };
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto append = [&](const std::string& series, int responses) {
    std::vector<store::Entry> arrivals;
    for (int i = 0; i < responses; ++i) {
      arrivals.push_back(entry({.id = series + std::to_string(i),
                                .whole_experience = roll(4) == 0 ? 97 : 1 + roll(3),
                                .npu = roll(2) == 0 ? "BE" : "BW",
                                .person = roll(3) == 0 ? "" : "p" + std::to_string(roll(12)),
                                .month = Month(2019, 4 + roll(2))}));
    }
    const auto kept = store->ledger().commit(batch(arrivals), definitions);
  };
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  const auto spring = Period::months(Month(2019, 4), Month(2019, 5));
  append("first", 40);
  const auto counted = reader->count(with_denominators(spring));
  const Cells start = *counted.cells;
  append("second", 40);
  CHECK(reported(*reader->count(whole_experience_by_npu(spring)).cells) != reported(start));
  {
    SQLite::Database hand(folder.file("a.db").string(), SQLite::OPEN_READWRITE);
    hand.exec(
        "INSERT INTO count_log (survey, delta, month, invited_month, wave, person, layout, codes)"
        " SELECT survey, -delta, month, invited_month, wave, person, layout, codes FROM count_log"
        " WHERE seq > " +
        std::to_string(counted.data_version) + " ORDER BY seq DESC");
  }
  const auto fresh = store::open_cells(folder.file("a.db"), definitions);
  for (CellReader* each : {reader.get(), fresh.get()}) {
    const auto again = each->count(with_denominators(spring));
    CHECK(reported(*again.cells) == reported(start));
    CHECK(again.cells->units == start.units);
    CHECK(again.completed == counted.completed);
    REQUIRE(again.cells->repeats.size() == start.repeats.size());
    for (std::size_t type = 0; type < start.repeats.size(); ++type) {
      CHECK(again.cells->repeats[type].cells == start.repeats[type].cells);
      CHECK(again.cells->repeats[type].held == start.repeats[type].held);
      CHECK(again.cells->repeats[type].people == start.repeats[type].people);
    }
  }
}
