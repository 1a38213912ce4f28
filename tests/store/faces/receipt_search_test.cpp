// A record is found by its receipt, whether receipts rise with their submissions or not.
#include <catch2/catch.hpp>

#include "soundings/base/uuid.h"

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::Outcome;

namespace {

constexpr int many = 9000;  // more than one look around the right place takes in

/// Commits `many` responses, each received `step` after the one before. Every third is sent again.
void fill(store::Store& store, std::chrono::milliseconds step) {
  const Definitions definitions = small_definitions();
  Instant at = parse_rfc3339("2019-05-14T12:00:00Z").value();
  std::vector<store::Entry> entries;
  for (int i = 0; i < many; ++i) {
    store::Entry made = entry({.id = std::to_string(i)});
    made.receipt = uuid_v7(at);
    entries.push_back(made);
    if (i % 3 == 0) {
      made.receipt = uuid_v7(at);
      entries.push_back(made);
    }
    at += step;
  }
  for (const store::Recorded& recorded : store.ledger().commit(batch(entries), definitions)) {
    REQUIRE((recorded.outcome == Outcome::accepted || recorded.outcome == Outcome::duplicate));
  }
}

std::string receipt_of(const store::Store& store, int id) {
  const auto lines = store.arrivals().receipts("wmnow", std::to_string(id));
  REQUIRE(lines.size() == (id % 3 == 0 ? 2 : 1));
  return lines.front().receipt;
}

}  // namespace

TEST_CASE("a record is found and erased by its receipt", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  SECTION("receipts rise") {
    fill(*store, std::chrono::milliseconds(3));
  }
  SECTION("receipts fall, as under a clock that is set back") {
    fill(*store, std::chrono::milliseconds(-3));
  }
  SECTION("receipts of one moment") {
    fill(*store, std::chrono::milliseconds(0));
  }
  const store::Act officer{.at = Instant{}, .actor = "s.patel", .reason = "SAR-17"};
  for (const int id : {0, 1, 3000, 4711, many - 1}) {
    const std::string receipt = receipt_of(*store, id);
    const auto found = store->removal().records({.receipts = {receipt}});
    REQUIRE(found.size() == 1);
    CHECK(found.front().receipt == receipt);
    store->removal().erase({&receipt, 1}, officer);
    CHECK(store->arrivals().receipts("wmnow", std::to_string(id)).empty());
  }
  const std::string unknown = uuid_v7(Instant{});
  store->removal().erase({&unknown, 1}, officer);
  CHECK(store->audit().lines({.action = "erased"}).size() == 5);
  CHECK(failing_checks(*store).empty());
}
