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
  const auto reader = store::open_cells(folder.file("a.db"), definitions);
  const auto counted = reader->count({.survey = "victim_satisfaction",
                                      .period = Period::month(Month(2019, 5)),
                                      .completed_by = {"npu"}});
  const auto& by_npu = counted.completed.at("npu");
  const auto found = by_npu.find(npu);
  return found == by_npu.end() ? 0 : found->second;
}

}  // namespace

TEST_CASE("a held item gives its bytes back and is admitted once read", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto held = commit(*store, unreadable({.id = "1"}, "area_unknown"));
  const auto original = store->held().original(held.receipt);
  REQUIRE(original);
  CHECK(original->bytes == entry({.id = "1"}).raw);
  CHECK(original->item.code == "area_unknown");
  CHECK(original->item.errors == held.errors);

  const auto admitted =
      store->held().admit(held.receipt, entry({.id = "1"}), steward, small_definitions());
  REQUIRE(admitted);
  CHECK(admitted->receipt == held.receipt);
  CHECK(admitted->version == 1);
  CHECK(counted(folder, "BE") == 1);
  CHECK(store->held().list({.limit = 1}).front().state == store::HeldState::admitted);
  CHECK_FALSE(store->held().original(held.receipt));

  SECTION("its outcome stays quarantined, in the totals and to the sender") {
    REQUIRE(store->arrivals().counts().size() == 1);
    CHECK(store->arrivals().counts().front().outcome == Outcome::quarantined);
    const auto again = commit(*store, unreadable({.id = "1"}, "area_unknown"));
    CHECK(again.outcome == Outcome::duplicate);
    CHECK(again.status == Outcome::quarantined);
  }
  SECTION("it is decided once") {
    CHECK(store->held().discard(held.receipt, steward).error() == HeldFault::already_decided);
    CHECK(store->held()
              .admit(held.receipt, entry({.id = "1"}), steward, small_definitions())
              .error() == HeldFault::already_decided);
  }
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a held item that a later version overtook is not counted", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto held = commit(*store, unreadable({.id = "1", .modified_minute = 5}, "area_unknown"));
  commit(*store, entry({.id = "1", .whole_experience = 2, .modified_minute = 9}));
  const auto late = store->held().admit(held.receipt, entry({.id = "1", .modified_minute = 5}),
                                        steward, small_definitions());
  CHECK(late.error() == HeldFault::superseded);
  CHECK(counted(folder, "BE") == 1);
  CHECK(store->held().discard(held.receipt, steward));
  CHECK(store->held().list({.limit = 1}).front().state == store::HeldState::discarded);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("an admitted conflict takes the place of the version that counted", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, entry({.id = "1", .npu = "BE"}));
  const auto conflict = commit(*store, entry({.id = "1", .npu = "BW"}));
  CHECK(counted(folder, "BW") == 0);
  const auto admitted = store->held().admit(conflict.receipt, entry({.id = "1", .npu = "BW"}),
                                            steward, small_definitions());
  REQUIRE(admitted);
  CHECK(admitted->outcome == Outcome::conflict);
  CHECK(admitted->version == 2);
  CHECK(counted(folder, "BE") == 0);
  CHECK(counted(folder, "BW") == 1);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a replay that finds another reason keeps the item and says so", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto held = commit(*store, unreadable({.id = "1"}, "area_unknown"));
  const std::vector<Finding> errors{
      {.code = "timestamp_future", .pointer = "/completed_at", .message = "it is in the future"}};
  store::Entry later = unreadable({.id = "1"}, "timestamp_future");
  later.errors = errors;
  const auto replayed = store->held().replay(held.receipt, later, steward, small_definitions());
  REQUIRE(replayed);
  CHECK(replayed->status == Outcome::quarantined);
  CHECK(store->held().list({.limit = 1}).front().errors == errors);
  CHECK(store->held().original(held.receipt)->item.code == "timestamp_future");
  CHECK(store->held().discard("nobody's receipt", steward).error() == HeldFault::unknown_receipt);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("an item found to be of an excluded group takes the version before it out of the figures",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, entry({.id = "1", .modified_minute = 10}));
  const auto held =
      commit(*store,
             unreadable({.id = "1", .whole_experience = 2, .modified_minute = 20}, "code_unknown"));
  CHECK(counted(folder, "BE") == 1);
  const store::Entry today = unreadable({.id = "1", .whole_experience = 2, .modified_minute = 20},
                                        "safeguarding_exclusion");
  CHECK(store->held().would_become(held.receipt, today)->status == Outcome::quarantined);
  CHECK(counted(folder, "BE") == 1);
  REQUIRE(store->held().replay(held.receipt, today, steward, small_definitions()));
  CHECK(counted(folder, "BE") == 0);
  CHECK(store->audit().lines({.action = "count_withdrawn"}).size() == 1);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a conflict found to be of an excluded group is held for that from now on", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, entry({.id = "1"}));
  const auto held = commit(*store, entry({.id = "1", .whole_experience = 2}));
  REQUIRE(held.outcome == Outcome::conflict);
  REQUIRE(store->held().replay(
      held.receipt, unreadable({.id = "1", .whole_experience = 2}, "safeguarding_exclusion"),
      steward, small_definitions()));
  CHECK(counted(folder, "BE") == 0);
  CHECK(store->held().find(held.receipt)->code == "safeguarding_exclusion");
  CHECK(store->held().find(held.receipt)->outcome == Outcome::conflict);
  CHECK(commit(*store, entry({.id = "1", .whole_experience = 3, .modified_minute = 30})).outcome ==
        Outcome::conflict);
  CHECK(counted(folder, "BE") == 0);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("an entry its survey cannot hold is not admitted", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto held = commit(*store, unreadable({.id = "1"}, "area_unknown"));
  store::Entry off_scale = entry({.id = "1"});
  off_scale.response->answers[0].code = 55;
  CHECK(store->held().admit(held.receipt, off_scale, steward, small_definitions()).error() ==
        HeldFault::not_readable);
  CHECK(store->held()
            .admit(held.receipt, unreadable({.id = "1"}, "area_unknown"), steward,
                   small_definitions())
            .error() == HeldFault::not_readable);
  CHECK(store->held().list({.limit = 1}).front().errors == held.errors);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("the response that counts under a held item's id is read back", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto first = entry({.id = "1", .modified_minute = 5});
  commit(*store, first);
  const auto held = commit(*store, entry({.id = "1", .npu = "WS", .modified_minute = 5}));
  REQUIRE(held.outcome == Outcome::conflict);
  const auto counted = store->held().counted(held.receipt);
  REQUIRE(counted);
  CHECK(counted->domains == first.response->domains);
  CHECK(counted->completed_at == first.response->completed_at);
  CHECK(counted->modified_at == first.modified_at);
  const auto alone = commit(*store, unreadable({.id = "2"}, "area_unknown"));
  CHECK_FALSE(store->held().counted(alone.receipt));
}

TEST_CASE("held items are counted with the age of the oldest", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  auto later = unreadable({.id = "1"}, "area_unknown");
  const auto first = unreadable({.id = "2"}, "area_unknown");
  later.received_at = first.received_at + std::chrono::hours(2);
  commit(*store, later);
  commit(*store, first);
  const auto counts = store->held().counts({});
  REQUIRE(counts.size() == 1);
  CHECK(counts[0].items == 2);
  CHECK(counts[0].oldest == first.received_at);
}
