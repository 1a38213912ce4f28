// Counts as the way out reads them, against counting the responses by hand.
#include "soundings/store/cells.h"

#include <catch2/catch.hpp>

#include "store/counts/views.h"
#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::Outcome;

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
  const auto counted =
      reader->count({.survey = "public_voice", .period = Period::waves(1, 4), .item = "follow_up"});
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

TEST_CASE("answers are counted by when they came to count", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  const auto counted = [&](const store::Arrived& arrived) {
    return reported(*reader->only(arrived)->count(whole_experience_by_npu(may)).cells);
  };
  CHECK(counted({}).empty());
  commit(*store, entry({.id = "1", .whole_experience = 1}));
  commit(*store, entry({.id = "2", .whole_experience = 2}));
  commit(*store, entry({.id = "3", .whole_experience = 3}));
  const std::int64_t first = reader->data_version();
  commit(*store, entry({.id = "4", .whole_experience = 1, .npu = "BW"}));
  commit(*store, entry({.id = "2", .whole_experience = 2, .npu = "BW", .modified_minute = 3}));
  const auto records = store->removal().records({.source = "wmnow", .source_response_id = "3"});
  REQUIRE(records.size() == 1);
  store->removal().erase({&records[0].receipt, 1}, {.at = {}, .actor = "them", .reason = "asked"});

  CHECK(counted({.until = first}) == Reported{{"2019-05 BE 0", 1}});
  CHECK(counted({.after = first}) == Reported{{"2019-05 BW 0", 1}, {"2019-05 BW 1", 1}});
  CHECK(counted({.until = first, .now = store::Arrived::Now::taken_back}) ==
        Reported{{"2019-05 BE 1", 1}});
  CHECK(counted({.after = first, .now = store::Arrived::Now::taken_back}).empty());
}

TEST_CASE("a reader of some answers follows what is committed", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Definitions definitions = small_definitions();
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  commit(*store, entry({.id = "1", .whole_experience = 1}));
  const auto early = reader->only({.until = reader->data_version()});
  CHECK(reported(*early->count(whole_experience_by_npu(may)).cells) ==
        Reported{{"2019-05 BE 0", 1}});
  commit(*store, entry({.id = "2", .whole_experience = 2}));
  CHECK(reported(*early->count(whole_experience_by_npu(may)).cells) ==
        Reported{{"2019-05 BE 0", 1}});
  commit(*store, entry({.id = "1", .whole_experience = 2, .modified_minute = 3}));
  CHECK(reported(*early->count(whole_experience_by_npu(may)).cells).empty());
}
