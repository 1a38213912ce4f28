// Purging beside posts, and one person under two peppers, through the way in.
#include "soundings/intake/keeping.h"

#include <catch2/catch.hpp>

#include "soundings/store/cells.h"

#include "support/sender.h"
#include "support/store.h"

using namespace soundings;
using store::Outcome;
using testing::signed_delivery;
using testing::victim_response;

namespace {

const Instant noon = from_epoch_microseconds(1'558'000'000'000'000);  // 2019-05-16
const store::Act officer{.at = noon, .actor = "s.patel", .reason = "SAR-17"};

const Definitions& definitions() {
  static const Definitions read = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  return read;
}

std::string from_member(const std::string& id, const std::string& member) {
  std::string body = victim_response(id);
  return body.insert(1, "\"respondent_id\":\"" + member + "\",");
}

struct House {
  House()
      : intake(definitions(), testing::open_ledger(folder.file("soundings.db")),
               std::vector<std::uint8_t>(32, 1), metrics) {
    intake.with_ledger(
        [](store::Ledger& ledger) { ledger.add_key(testing::sender_key("wmnow"), noon, "test"); });
  }

  store::Recorded deliver(const std::string& webhook_id, const std::string& body) {
    return intake.deliver(signed_delivery(webhook_id, body, noon)).value().receipts.at(0).recorded;
  }

  std::vector<std::int64_t> people() {
    store::CellReader reader(folder.file("soundings.db"), definitions());
    return reader
        .count({.survey = "victim_satisfaction",
                .period = Period::month(Month(2019, 5)),
                .item = "whole_experience",
                .columns = {}})
        .cells->units;
  }

  testing::Folder folder;
  Metrics metrics;
  intake::Intake intake;
};

}  // namespace

TEST_CASE("a respondent who answers before and after a change of pepper is one person",
          "[intake]") {
  House house;
  REQUIRE(house.deliver("msg_1", from_member("r1", "m-881")).outcome == Outcome::accepted);
  REQUIRE(house.deliver("msg_2", from_member("r2", "m-882")).outcome == Outcome::accepted);
  const auto before = house.intake.pseudonyms("wmnow", "m-881");
  CHECK(before.size() == 1);
  house.intake.with_ledger([&](store::Ledger& ledger) {
    ledger.change_pepper({.version = 2, .check = "ab"}, officer);
    house.intake.change_pepper(std::vector<std::uint8_t>(32, 2));
  });
  REQUIRE(house.deliver("msg_3", from_member("r3", "m-881")).outcome == Outcome::accepted);
  REQUIRE(house.deliver("msg_4", from_member("r4", "m-883")).outcome == Outcome::accepted);
  CHECK(house.people() == std::vector<std::int64_t>{3});

  const auto known = house.intake.pseudonyms("wmnow", "m-881");
  REQUIRE(known.size() == 2);
  CHECK(known[1] == before[0]);
  house.intake.with_ledger([&](store::Ledger& ledger) {
    const store::Erasure erasure{
        .persons = known, .receipts = {}, .source = {}, .source_response_id = {}};
    CHECK(ledger.records(erasure).size() == 2);
  });
}

TEST_CASE("what is past its retention goes in steps, and posts go on", "[intake]") {
  House house;
  for (int i = 0; i < 3; ++i) {
    house.deliver("msg_" + std::to_string(i), victim_response("r" + std::to_string(i)));
  }
  const Instant later = noon + std::chrono::hours(24 * 91);
  std::vector<store::Expired> expired;
  house.intake.with_ledger(
      [&](store::Ledger& ledger) { expired = ledger.expired(definitions(), later); });
  const auto report = intake::purge(house.intake, definitions(), expired, officer);
  REQUIRE(report.purged.size() == 1);
  CHECK(report.purged[0].what == store::Kept::body);
  CHECK(report.purged[0].items == 3);
  CHECK(report.wal_emptied);
  CHECK(house.deliver("msg_9", victim_response("r0")).outcome == Outcome::duplicate);
  CHECK(house.people() == std::vector<std::int64_t>{3});
}

TEST_CASE("an id that stands in a held original is found for a person to look at", "[intake]") {
  House house;
  std::string unplaced = from_member("r1", "m-881");
  unplaced.replace(unplaced.find("Sandwell"), 8, "Atlantis");
  const auto held = house.deliver("msg_1", unplaced);
  house.deliver("msg_2", "not json, from m-8812");
  house.intake.with_ledger([&](store::Ledger& ledger) {
    CHECK(ledger.held_with("wmnow", "m-881") == std::vector<std::string>{held.receipt});
    CHECK(ledger.held_with("livechat", "m-881").empty());
  });
}
