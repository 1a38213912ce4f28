// A reader of cells: without responses, after a failure, in several threads and beside commits.
#include <thread>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "soundings/store/cells.h"

#include "store/counts/views.h"
#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;

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
    while (last < std::int64_t{commits} * 5) {
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
