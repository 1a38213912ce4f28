// What becomes of held items: outcomes stay, states move, every act leaves its trace.
#include <catch2/catch.hpp>

#include "soundings/store/cells.h"

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::HeldFault;
using store::Outcome;

namespace {

const store::Act steward{.at = parse_rfc3339("2019-06-03T09:00:00Z").value(),
                         .actor = "s.patel",
                         .reason = "alias added"};

std::int64_t counted(const Folder& folder, const std::string& npu) {
  const Definitions definitions = small_definitions();
  store::CellReader reader(folder.file("a.db"), definitions);
  const auto counted = reader.count({.survey = "victim_satisfaction",
                                     .period = Period::month(Month(2019, 5)),
                                     .item = {},
                                     .columns = {},
                                     .completed_by = {"npu"},
                                     .series = {}});
  const auto& by_npu = counted.completed.at("npu");
  const auto found = by_npu.find(npu);
  return found == by_npu.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("a held item gives its bytes back and is admitted once read", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  const auto held = commit(*ledger, unreadable({.id = "1"}, "area_unknown"));
  const auto original = ledger->original(held.receipt);
  REQUIRE(original);
  CHECK(original->bytes == entry({.id = "1"}).raw);
  CHECK(original->item.code == "area_unknown");
  CHECK(original->item.errors == held.errors);

  const auto admitted =
      ledger->admit(held.receipt, entry({.id = "1"}), steward, small_definitions());
  REQUIRE(admitted);
  CHECK(admitted->receipt == held.receipt);
  CHECK(admitted->version == 1);
  CHECK(counted(folder, "BE") == 1);
  CHECK(ledger->held({.limit = 1}).front().state == "admitted");
  CHECK_FALSE(ledger->original(held.receipt));

  SECTION("its outcome stays quarantined, in the totals and to the sender") {
    REQUIRE(ledger->counts().size() == 1);
    CHECK(ledger->counts().front().outcome == Outcome::quarantined);
    const auto again = commit(*ledger, unreadable({.id = "1"}, "area_unknown"));
    CHECK(again.outcome == Outcome::duplicate);
    CHECK(again.status == Outcome::quarantined);
  }
  SECTION("it is decided once") {
    CHECK(ledger->discard(held.receipt, steward).error() == HeldFault::already_decided);
    CHECK(ledger->admit(held.receipt, entry({.id = "1"}), steward, small_definitions()).error() ==
          HeldFault::already_decided);
  }
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("a held item that a later version overtook is not counted", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  const auto held = commit(*ledger, unreadable({.id = "1", .modified_minute = 5}, "area_unknown"));
  commit(*ledger, entry({.id = "1", .whole_experience = 2, .modified_minute = 9}));
  const auto late = ledger->admit(held.receipt, entry({.id = "1", .modified_minute = 5}), steward,
                                  small_definitions());
  CHECK(late.error() == HeldFault::superseded);
  CHECK(counted(folder, "BE") == 1);
  CHECK(ledger->discard(held.receipt, steward));
  CHECK(ledger->held({.limit = 1}).front().state == "discarded");
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("an admitted conflict takes the place of the version that counted", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  commit(*ledger, entry({.id = "1", .npu = "BE"}));
  const auto conflict = commit(*ledger, entry({.id = "1", .npu = "BW"}));
  CHECK(counted(folder, "BW") == 0);
  const auto admitted = ledger->admit(conflict.receipt, entry({.id = "1", .npu = "BW"}), steward,
                                      small_definitions());
  REQUIRE(admitted);
  CHECK(admitted->outcome == Outcome::conflict);
  CHECK(admitted->version == 2);
  CHECK(counted(folder, "BE") == 0);
  CHECK(counted(folder, "BW") == 1);
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("a replay that finds another reason keeps the item and says so", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  const auto held = commit(*ledger, unreadable({.id = "1"}, "area_unknown"));
  const std::vector<Finding> errors{
      {.code = "timestamp_future", .pointer = "/completed_at", .message = "it is in the future"}};
  store::Entry later = unreadable({.id = "1"}, "timestamp_future");
  later.errors = errors;
  const auto replayed = ledger->replay(held.receipt, later, steward, small_definitions());
  REQUIRE(replayed);
  CHECK(replayed->status == Outcome::quarantined);
  CHECK(ledger->held({.limit = 1}).front().errors == errors);
  CHECK(ledger->original(held.receipt)->item.code == "timestamp_future");
  CHECK(ledger->discard("nobody's receipt", steward).error() == HeldFault::unknown_receipt);
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("an item found to be of an excluded group takes the version before it out of the figures",
          "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  commit(*ledger, entry({.id = "1", .modified_minute = 10}));
  const auto held =
      commit(*ledger,
             unreadable({.id = "1", .whole_experience = 2, .modified_minute = 20}, "code_unknown"));
  CHECK(counted(folder, "BE") == 1);
  const store::Entry today = unreadable({.id = "1", .whole_experience = 2, .modified_minute = 20},
                                        "safeguarding_exclusion");
  CHECK(ledger->would_become(held.receipt, today)->status == Outcome::quarantined);
  CHECK(counted(folder, "BE") == 1);
  REQUIRE(ledger->replay(held.receipt, today, steward, small_definitions()));
  CHECK(counted(folder, "BE") == 0);
  CHECK(ledger->audit({.action = "count_withdrawn"}).size() == 1);
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("a conflict found to be of an excluded group is held for that from now on", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  commit(*ledger, entry({.id = "1"}));
  const auto held = commit(*ledger, entry({.id = "1", .whole_experience = 2}));
  REQUIRE(held.outcome == Outcome::conflict);
  REQUIRE(ledger->replay(held.receipt,
                         unreadable({.id = "1", .whole_experience = 2}, "safeguarding_exclusion"),
                         steward, small_definitions()));
  CHECK(counted(folder, "BE") == 0);
  CHECK(ledger->held_item(held.receipt)->code == "safeguarding_exclusion");
  CHECK(ledger->held_item(held.receipt)->outcome == Outcome::conflict);
  CHECK(commit(*ledger, entry({.id = "1", .whole_experience = 3, .modified_minute = 30})).outcome ==
        Outcome::conflict);
  CHECK(counted(folder, "BE") == 0);
  CHECK(failing_checks(*ledger).empty());
}

TEST_CASE("an entry its survey cannot hold is not admitted", "[store]") {
  const Folder folder;
  const auto ledger = open_ledger(folder.file("a.db"));
  const auto held = commit(*ledger, unreadable({.id = "1"}, "area_unknown"));
  store::Entry off_scale = entry({.id = "1"});
  off_scale.response->answers[0].code = 55;
  CHECK(ledger->admit(held.receipt, off_scale, steward, small_definitions()).error() ==
        HeldFault::not_readable);
  CHECK(ledger
            ->admit(held.receipt, unreadable({.id = "1"}, "area_unknown"), steward,
                    small_definitions())
            .error() == HeldFault::not_readable);
  CHECK(ledger->held({.limit = 1}).front().errors == held.errors);
  CHECK(failing_checks(*ledger).empty());
}
