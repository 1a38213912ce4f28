// What arrived is told to the row whether it has been summed up or not, in one process and the
// next.
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

constexpr int enough = 4096;  // submissions that wait before they are summed up
constexpr int a_commit = 512;

std::int64_t accepted(const store::Ledger& ledger) {
  std::int64_t items = 0;
  for (const auto& count : ledger.counts()) {
    items += count.outcome == Outcome::accepted ? count.items : 0;
  }
  return items;
}

void keep(store::Ledger& ledger, int first, int count) {
  for (int from = first; from < first + count; from += a_commit) {
    std::vector<store::Entry> group;
    for (int i = from; i < from + a_commit; ++i) {
      group.push_back(entry({.id = "r-" + std::to_string(i)}));
      group.back().received_at += std::chrono::minutes(i);
    }
    CHECK(ledger.commit(group, small_definitions()).back().outcome == Outcome::accepted);
  }
}

std::int64_t summed_up(const std::filesystem::path& file) {
  SQLite::Database read(file.string(), SQLite::OPEN_READONLY);
  return read.execAndGet("SELECT ifnull(sum(items), 0) FROM tally").getInt64();
}

}  // namespace

TEST_CASE("arrivals are told to the row, summed up or not", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  auto ledger = open_ledger(file);
  keep(*ledger, 0, a_commit);
  CHECK(summed_up(file) == 0);
  CHECK(accepted(*ledger) == a_commit);
  const auto at = ledger->last_received().front().at;

  ledger.reset();
  ledger = open_ledger(file);
  CHECK(accepted(*ledger) == a_commit);
  CHECK(ledger->last_received().front().at == at);

  keep(*ledger, a_commit, enough - a_commit);
  CHECK(summed_up(file) == enough);
  CHECK(accepted(*ledger) == enough);
  keep(*ledger, enough, a_commit);
  CHECK(summed_up(file) == enough);
  CHECK(accepted(*ledger) == enough + a_commit);
  CHECK(ledger->last_received().front().at == at + std::chrono::minutes(enough));
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("what was rolled back, as a whole or an item of it, has not arrived", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const auto ledger = open_ledger(file);
  keep(*ledger, 0, a_commit);
  {
    Disk disk(file);
    disk.refuse_next_log_write();
    const auto refused = entry({.id = "refused"});
    CHECK_THROWS_AS(ledger->commit({&refused, 1}, small_definitions()), SQLite::Exception);
  }
  const auto kept = ledger->commit(
      batch({entry({.id = "1"}), entry({.id = std::string(5000, 'x')}), entry({.id = "2"})}),
      small_definitions());
  CHECK(kept[1].outcome == Outcome::quarantined);
  keep(*ledger, a_commit, enough - a_commit);
  CHECK(summed_up(file) == enough + 3);
  CHECK(accepted(*ledger) == enough + 2);
  CHECK(failing_checks(*ledger).empty());
}
