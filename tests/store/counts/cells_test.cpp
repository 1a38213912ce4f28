// Counts as the way out reads them, against counting the responses by hand.
#include "soundings/store/cells.h"

#include <map>
#include <random>
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::CellReader;
using store::Outcome;

namespace {

const Period may = Period::month(Month(2019, 5));

store::View whole_experience_by_npu(const Period& period) {
  return {.survey = "victim_satisfaction",
          .period = period,
          .item = "whole_experience",
          .columns = {"npu"}};
}

/// The same with completed responses by npu and in all, and conversations held.
store::View with_denominators(const Period& period) {
  store::View view = whole_experience_by_npu(period);
  view.completed_by = {"", "npu"};
  view.series = "livechat_conversations";
  return view;
}

/// Responses by stratum, npu and answer ("2019-05 BE 0"), as the cells have them.
std::map<std::string, std::int64_t> reported(const Cells& cells) {
  std::map<std::string, std::int64_t> reported;
  for (const Cell& cell : cells.cells) {
    reported[cells.strata[cell.stratum] + " " + cells.columns[0].codes[cell.codes[0]] + " " +
             std::to_string(cell.answer)] += cell.count;
  }
  return reported;
}

using Reported = std::map<std::string, std::int64_t>;

}  // namespace

TEST_CASE("cells count each response once, don't knows apart and outside the base", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  CHECK(reader->count(whole_experience_by_npu(may)).cells->cells.empty());

  commit(*store, entry({.id = "1", .whole_experience = 1, .npu = "BW"}));
  commit(*store, entry({.id = "2", .whole_experience = 3}));
  commit(*store, entry({.id = "2", .whole_experience = 3}));
  commit(*store, entry({.id = "3", .whole_experience = 97}));
  commit(*store, entry({.id = "4", .month = Month(2019, 4)}));

  const auto counted = reader->count(whole_experience_by_npu(may));
  CHECK(reported(*counted.cells) ==
        Reported{{"2019-05 BE -2", 1}, {"2019-05 BE 2", 1}, {"2019-05 BW 0", 1}});
  CHECK(counted.cells->units == std::vector<std::int64_t>{3});
  CHECK(counted.cells->answers == std::vector<std::string>{"1", "2", "3"});
  CHECK(counted.cells->columns[0].codes == std::vector<std::string>{"(missing)", "BE", "BW"});
  CHECK(counted.cells->repeats.empty());
  CHECK(counted.data_version == 4);

  const auto spring = Period::months(Month(2019, 3), Month(2019, 5));
  CHECK(reader->count(whole_experience_by_npu(spring)).cells->strata ==
        std::vector<std::string>{"2019-04", "2019-05"});
  CHECK(reader->months("victim_satisfaction") == std::pair{Month(2019, 4), Month(2019, 5)});
  CHECK(reader->months("public_voice") == std::nullopt);
}

TEST_CASE("a figure includes every receipt already given", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  for (std::int64_t given = 1; given <= 20; ++given) {
    commit(*store, entry({.id = std::to_string(given), .npu = given % 2 == 0 ? "BE" : "BW"}));
    std::int64_t counted = 0;
    const auto answered = reader->count(whole_experience_by_npu(may));
    for (const Cell& cell : answered.cells->cells) {
      counted += cell.count;
    }
    CHECK(counted == given);
  }
}

TEST_CASE("an answer handed out stays as it was when newer responses come", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  commit(*store, entry({.id = "1"}));
  const auto before = reader->count(whole_experience_by_npu(may)).cells;
  CHECK(reader->count(whole_experience_by_npu(may)).cells == before);
  commit(*store, entry({.id = "2"}));
  const auto after = reader->count(whole_experience_by_npu(may)).cells;
  CHECK(reported(*before) == Reported{{"2019-05 BE 0", 1}});
  CHECK(reported(*after) == Reported{{"2019-05 BE 0", 2}});
}

TEST_CASE("a new version moves its count", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  commit(*store, entry({.id = "1", .whole_experience = 1, .person = "Ann", .modified_minute = 1}));
  CHECK(reported(*reader->count(whole_experience_by_npu(may)).cells) ==
        Reported{{"2019-05 BE 0", 1}});
  commit(
      *store,
      entry(
          {.id = "1", .whole_experience = 2, .npu = "BW", .person = "Ann", .modified_minute = 2}));
  const auto cells = reader->count(whole_experience_by_npu(may)).cells;
  CHECK(reported(*cells) == Reported{{"2019-05 BW 1", 1}});
  CHECK(cells->units == std::vector<std::int64_t>{1});
  CHECK(cells->repeats.empty());
}

TEST_CASE("someone who answers twice is one unit and a type of their own", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  commit(*store, entry({.id = "1", .whole_experience = 1, .person = "Ann"}));
  commit(*store, entry({.id = "2", .whole_experience = 2, .person = "Ann"}));
  commit(*store, entry({.id = "3", .whole_experience = 1, .person = "Bob"}));
  commit(*store, entry({.id = "4", .whole_experience = 2, .person = "Bob"}));
  commit(*store, entry({.id = "5", .whole_experience = 1, .person = "Cy"}));
  commit(*store, entry({.id = "6", .whole_experience = 1, .person = "Cy"}));
  commit(*store, entry({.id = "7", .whole_experience = 1, .person = "Di"}));
  commit(*store, entry({.id = "8", .whole_experience = 1}));
  commit(*store, entry({.id = "9", .person = "Di", .month = Month(2019, 4)}));

  const auto cells = reader->count(whole_experience_by_npu(may)).cells;
  CHECK(cells->units == std::vector<std::int64_t>{5});
  REQUIRE(cells->repeats.size() == 2);
  CHECK(cells->repeats[0].cells == std::vector<std::uint32_t>{0, 1});
  CHECK(cells->repeats[0].held == std::vector<double>{1.0, 1.0});
  CHECK(cells->repeats[0].people == 2);
  CHECK(cells->repeats[1].cells == std::vector<std::uint32_t>{0});
  CHECK(cells->repeats[1].held == std::vector<double>{2.0});
  CHECK(cells->repeats[1].people == 1);

  const auto both = Period::months(Month(2019, 4), Month(2019, 5));
  const auto spring = reader->count(whole_experience_by_npu(both)).cells;
  CHECK(spring->units == std::vector<std::int64_t>{1, 5});
  CHECK(spring->repeats.size() == 3);
}

TEST_CASE("waves are strata of their own", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  commit(*store, entry({.id = "1", .wave = 1}));
  commit(*store, entry({.id = "2", .wave = 3}));
  const auto counted = reader->count({.survey = "public_voice",
                                      .period = Period::waves(1, 4),
                                      .item = "follow_up",
                                      .columns = {}});
  CHECK(counted.cells->strata == std::vector<std::string>{"wave-1", "wave-3"});
  CHECK(counted.cells->cells.size() == 2);
}

TEST_CASE("completed responses are those with an opinion on any item", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  commit(*store, entry({.id = "1", .whole_experience = 97, .follow_up = 1}));
  commit(*store, entry({.id = "2", .whole_experience = 97, .follow_up = 97}));
  commit(*store, entry({.id = "3", .npu = "BW"}));
  const auto counted = reader->count(with_denominators(may));
  CHECK(counted.completed.at("") == Reported{{"", 2}});
  CHECK(counted.completed.at("npu") == Reported{{"BE", 1}, {"BW", 1}});

  SECTION("they belong to the month they were invited in, where it is known") {
    store::Entry late = entry({.id = "4", .month = Month(2019, 6)});
    late.response->invited_month = Month(2019, 5);
    commit(*store, late);
    CHECK(reader->count(with_denominators(may)).completed.at("") == Reported{{"", 3}});
    const Period june = Period::month(Month(2019, 6));
    CHECK(reader->count(with_denominators(june)).completed.at("").empty());
  }
}

TEST_CASE("invitations and denominators come with the snapshot and move its version", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  const std::vector<Invitation> sent{{.survey = "victim_satisfaction",
                                      .period = may,
                                      .npu = "BE",
                                      .crime_group = "",
                                      .invited = 100,
                                      .bounced = 3,
                                      .ineligible = 1}};
  store->reference().put_invitations(sent, Instant{}, "test");
  const auto counted = reader->count(whole_experience_by_npu(may));
  REQUIRE(counted.invitations.size() == 1);
  CHECK(counted.invitations[0].eligible() == 96);
  CHECK(counted.data_version == 1);

  store->reference().put_invitations(sent, Instant{}, "test");
  CHECK(reader->count(whole_experience_by_npu(may)).invitations.size() == 1);

  const std::vector<store::SeriesPoint> points{
      {.series = "livechat_conversations", .month = Month(2019, 4), .value = 40},
      {.series = "livechat_conversations", .month = Month(2019, 5), .value = 2}};
  store->reference().put_series(points, Instant{}, "test");
  CHECK(reader->count(with_denominators(may)).events == 2);
  CHECK(reader->count(with_denominators(Period::months(Month(2019, 4), Month(2019, 5)))).events ==
        42);
  CHECK(reader->count(with_denominators(Period::waves(1, 2))).events == 0);
  CHECK_FALSE(reader->count(whole_experience_by_npu(may)).events);
  CHECK(reader->data_version() == 3);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a code the definition does not list has its place after those it does", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  commit(*store, entry({.id = "1", .npu = "unknown_npu"}));
  CHECK(reported(*reader->count(whole_experience_by_npu(may)).cells) ==
        Reported{{"2019-05 unknown_npu 0", 1}});
  commit(*store, entry({.id = "2", .npu = "birmingham"}));
  const auto cells = reader->count(whole_experience_by_npu(may)).cells;
  CHECK(cells->columns[0].codes ==
        std::vector<std::string>{"(missing)", "BE", "BW", "birmingham", "unknown_npu"});
  CHECK(reported(*cells) == Reported{{"2019-05 birmingham 0", 1}, {"2019-05 unknown_npu 0", 1}});
}

TEST_CASE("counts stay right when a definition turns its scale and domains round", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, entry({.id = "1", .whole_experience = 1, .npu = "BE"}));
  Definitions turned = small_definitions();
  turned.surveys[0].version = "2.0.0";
  std::swap(turned.surveys[0].domains[0], turned.surveys[0].domains[1]);
  auto& points = turned.surveys[0].scales["sat3"].points;
  std::swap(points[0], points[2]);
  const auto second = entry({.id = "2", .whole_experience = 1, .npu = "BE"});
  CHECK(store->ledger().commit({&second, 1}, turned)[0].outcome == Outcome::accepted);

  const auto reader = store::open_cells(folder.file("a.db"), turned);
  CHECK(reported(*reader->count(whole_experience_by_npu(may)).cells) ==
        Reported{{"2019-05 BE 2", 2}});
}

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
      Said one{.id = std::to_string(id),
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
  Told wanted;
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

TEST_CASE("a survey without responses counts to the columns asked for and nobody", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  const auto cells = reader->count(whole_experience_by_npu(may)).cells;
  REQUIRE(cells->columns.size() == 1);
  CHECK(cells->columns.front().id == "npu");
  CHECK(cells->columns.front().codes == std::vector<std::string>{"(missing)"});
  CHECK(cells->cells.empty());
}

TEST_CASE("a reader that failed once counts everything the next time", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  commit(*store, entry({.id = "1"}));
  {
    SQLite::Database hand(folder.file("a.db").string(), SQLite::OPEN_READWRITE);
    hand.exec("ALTER TABLE domain_code RENAME TO elsewhere");
    CHECK_THROWS(reader->count(whole_experience_by_npu(may)));
    hand.exec("ALTER TABLE elsewhere RENAME TO domain_code");
  }
  CHECK(reported(*reader->count(whole_experience_by_npu(may)).cells) ==
        Reported{{"2019-05 BE 0", 1}});
  commit(*store, entry({.id = "2", .npu = "BW"}));
  CHECK(reported(*reader->count(whole_experience_by_npu(may)).cells) ==
        Reported{{"2019-05 BE 0", 1}, {"2019-05 BW 0", 1}});
}

TEST_CASE("an answer outlives its reader, and is let go of in any thread", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  constexpr int given = 40;
  std::shared_ptr<const Cells> last;
  std::vector<int> seen(given);
  {
    const auto reader = store::open_cells(folder.file("a.db"), definitions);
    std::vector<std::jthread> holders;
    for (int i = 0; i < given; ++i) {
      commit(*store, entry({.id = std::to_string(i)}));
      last = reader->count(whole_experience_by_npu(may)).cells;
      holders.emplace_back([held = last, &count = seen[static_cast<std::size_t>(i)]]() mutable {
        count = static_cast<int>(held->cells.at(0).count);
        held.reset();
      });
    }
  }
  CHECK(reported(*last) == Reported{{"2019-05 BE 0", given}});
  for (int i = 0; i < given; ++i) {
    CHECK(seen[static_cast<std::size_t>(i)] == i + 1);
  }
}

TEST_CASE("a month without responses counts to the columns asked for and nobody", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  commit(*store, entry({.id = "1"}));
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  for (int again = 0; again < 2; ++again) {
    const auto cells = reader->count(whole_experience_by_npu(Period::month(Month(2018, 10)))).cells;
    REQUIRE(cells->columns.size() == 1);
    CHECK(cells->columns.front().id == "npu");
    CHECK(cells->cells.empty());
    CHECK(cells->strata.empty());
  }
}

TEST_CASE("completed answers are never ahead of their base while responses are being written",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  constexpr int commits = 200;
  bool in_step = true;
  {
    const std::jthread reading([&] {
      const auto reader = store::open_cells(folder.file("a.db"), definitions);
      for (std::int64_t seen = 0; seen < commits;) {
        const auto counted = reader->count(with_denominators(may));
        seen = 0;
        for (const Cell& cell : counted.cells->cells) {
          seen += cell.count;
        }
        std::int64_t by_npu = 0;
        for (const auto& [code, responses] : counted.completed.at("npu")) {
          by_npu += responses;
        }
        const auto& all = counted.completed.at("");
        in_step = in_step && seen == counted.data_version && by_npu == seen &&
                  (all.empty() ? 0 : all.at("")) == seen;
        std::this_thread::yield();
      }
    });
    for (int i = 0; i < commits; ++i) {
      commit(*store, entry({.id = std::to_string(i), .npu = i % 3 == 0 ? "BE" : "BW"}));
    }
  }
  CHECK(in_step);
}

TEST_CASE("two readers see whole commits while responses are being written", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  constexpr int commits = 60;
  const auto watch = [&](bool& whole) {
    const auto reader = store::open_cells(folder.file("a.db"), definitions);
    std::int64_t last = 0;
    while (last < commits * 5) {
      std::int64_t seen = 0;
      const auto counted = reader->count(whole_experience_by_npu(may));
      for (const Cell& cell : counted.cells->cells) {
        seen += cell.count;
      }
      whole = whole && seen % 5 == 0 && seen >= last;
      last = seen;
      std::this_thread::yield();
    }
  };
  bool first = true;
  bool second = true;
  {
    const std::jthread one([&] { watch(first); });
    const std::jthread other([&] { watch(second); });
    for (int i = 0; i < commits; ++i) {
      std::vector<store::Entry> five;
      for (int j = 0; j < 5; ++j) {
        five.push_back(entry({.id = std::to_string(i * 5 + j), .npu = j % 2 == 0 ? "BE" : "BW"}));
      }
      const auto kept = store->ledger().commit(batch(five), definitions);
    }
  }
  CHECK(first);
  CHECK(second);
}
