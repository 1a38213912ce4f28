// Purging beside posts, and one person under two peppers, through the way in.
#include "soundings/intake/retention.h"

#include <catch2/catch.hpp>

#include "soundings/store/cells.h"

#include "support/sender.h"
#include "support/store.h"

using namespace soundings;
using intake::Doubts;
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

struct RunningIntake {
  RunningIntake()
      : intake(definitions(), testing::open_store(folder.file("soundings.db")),
               std::vector<std::uint8_t>(32, 1), metrics) {
    intake.with_store(
        [](store::Store& store) { store.keys().add(testing::sender_key("wmnow"), noon, "test"); });
  }

  store::Recorded deliver(const std::string& webhook_id, const std::string& body) {
    return intake.deliver(signed_delivery(webhook_id, body, noon)).value().receipts.at(0).recorded;
  }

  std::vector<std::int64_t> people() {
    const auto reader = store::open_cells(folder.file("soundings.db"), definitions());
    return reader
        ->count({.survey = "victim_satisfaction",
                 .period = Period::month(Month(2019, 5)),
                 .item = "whole_experience"})
        .cells->units;
  }

  intake::Found found(const store::Erasure& erasure, const std::string& respondent) {
    intake::Found found;
    intake.with_store([&](store::Store& store) {
      found = intake::find_records(intake, store, erasure, respondent);
    });
    return found;
  }

  intake::Found found(const std::string& source, const std::string& respondent) {
    return found({.persons = intake.pseudonyms(source, respondent), .source = source}, respondent);
  }

  /// What it took, and what it left for a person.
  intake::Found erase(const intake::Found& meant) {
    std::vector<std::string> receipts;
    for (const store::Record& record : meant.records) {
      receipts.push_back(record.receipt);
    }
    intake.with_store([&](store::Store& store) { store.removal().erase(receipts, officer); });
    return meant;
  }
  intake::Found erase(const std::string& source, const std::string& respondent) {
    return erase(found(source, respondent));
  }
  intake::Found erase(const store::Erasure& erasure, const std::string& respondent) {
    return erase(found(erasure, respondent));
  }

  testing::Folder folder;
  Metrics metrics;
  intake::Intake intake;
};

}  // namespace

TEST_CASE("a respondent who answers before and after a change of pepper is one person",
          "[intake]") {
  RunningIntake running;
  REQUIRE(running.deliver("msg_1", from_member("r1", "m-881")).outcome == Outcome::accepted);
  REQUIRE(running.deliver("msg_2", from_member("r2", "m-882")).outcome == Outcome::accepted);
  const auto before = running.intake.pseudonyms("wmnow", "m-881");
  CHECK(before.size() == 1);
  running.intake.with_store([&](store::Store& store) {
    store.peppers().change({.version = 2, .check = "ab"}, officer);
    running.intake.change_pepper(std::vector<std::uint8_t>(32, 2));
  });
  REQUIRE(running.deliver("msg_3", from_member("r3", "m-881")).outcome == Outcome::accepted);
  REQUIRE(running.deliver("msg_4", from_member("r4", "m-883")).outcome == Outcome::accepted);
  CHECK(running.people() == std::vector<std::int64_t>{3});

  const auto known = running.intake.pseudonyms("wmnow", "m-881");
  REQUIRE(known.size() == 2);
  CHECK(known[1] == before[0]);
  running.intake.with_store([&](store::Store& store) {
    const store::Erasure erasure{.persons = known};
    CHECK(store.removal().records(erasure).size() == 2);
  });
}

TEST_CASE("what is past its retention goes in steps, and posts go on", "[intake]") {
  RunningIntake running;
  for (int i = 0; i < 3; ++i) {
    running.deliver("msg_" + std::to_string(i), victim_response("r" + std::to_string(i)));
  }
  const Instant later = noon + std::chrono::hours(24 * 91);
  store::Due due;
  running.intake.with_store(
      [&](store::Store& store) { due = store.removal().due(definitions(), later); });
  const auto waits = intake::purge(running.intake, definitions(), due, officer, Doubts::wait);
  CHECK(waits.purged.empty());
  REQUIRE(waits.waiting.size() == 1);
  CHECK(waits.waiting[0].why == store::PurgeDoubt::clock_ahead);
  CHECK(waits.waiting[0].items == 3);
  const auto report = intake::purge(running.intake, definitions(), due, officer, Doubts::accepted);
  REQUIRE(report.purged.size() == 1);
  CHECK(report.purged[0].what == store::Kept::body);
  CHECK(report.purged[0].items == 3);
  CHECK(report.wal_emptied);
  CHECK(running.deliver("msg_9", victim_response("r0")).outcome == Outcome::duplicate);
  CHECK(running.people() == std::vector<std::int64_t>{3});
}

TEST_CASE("a held item that can be read is erased with its person, however its id is written",
          "[intake]") {
  RunningIntake running;
  const auto unplaced = [](std::string body) {
    return body.replace(body.find("Sandwell"), 8, "Atlantis");
  };
  const auto escaped = running.deliver("msg_1", unplaced(from_member("r1", "\\u00e9-77")));
  const auto plain = running.deliver("msg_2", unplaced(from_member("r2", "é-77")));
  auto form =
      signed_delivery("msg_3", "source_response_id=r3&respondent_id=%C3%A9-77&npu=Atlantis", noon);
  form.media_type = "application/x-www-form-urlencoded";
  const auto posted = running.intake.deliver(form).value().receipts.at(0).recorded;
  std::string broken = from_member("r4", "\\u00e9-77");
  broken.replace(broken.find("\"answers\":{"), 11, "\"answers\":[1],\"other\":{");
  const auto unread = running.deliver("msg_4", broken);
  REQUIRE(unread.code == "field_malformed");
  const auto other = running.deliver("msg_5", unplaced(from_member("r5", "e-77")));
  CHECK(running.found("wmnow", "é-77").records.size() == 4);

  running.intake.with_store(
      [&](store::Store& store) { store.peppers().change({.version = 2, .check = "ab"}, officer); });
  running.intake.change_pepper(std::vector<std::uint8_t>(32, 2));
  CHECK(running.erase("wmnow", "é-77").unclear.empty());
  running.intake.with_store([&](store::Store& store) {
    for (const auto& gone : {escaped, plain, posted, unread}) {
      CHECK_FALSE(store.held().original(gone.receipt));
    }
    CHECK(store.held().original(other.receipt));
  });
}

TEST_CASE("a held body that cannot be read stays listed for a person to look at", "[intake]") {
  RunningIntake running;
  const auto broken = running.deliver("msg_1", "not json, from m-881");
  running.deliver("msg_2", "not json, from m-8812");
  CHECK(running.found("wmnow", "m-881").records.empty());
  CHECK(running.found("wmnow", "m-881").unclear == std::vector<std::string>{broken.receipt});
  CHECK(running.found("livechat", "m-881").unclear.empty());
}

TEST_CASE("a conflict that goes with its record is not reported as left", "[intake]") {
  RunningIntake running;
  running.deliver("msg_1", from_member("r1", "m-881"));
  std::string changed = from_member("r1", "m-881");
  changed.replace(changed.find(":3"), 2, ":2");
  REQUIRE(running.deliver("msg_2", changed).outcome == Outcome::conflict);
  const auto found = running.erase("wmnow", "m-881");
  CHECK(found.records.size() == 1);
  CHECK(found.unclear.empty());
  CHECK(running.found("wmnow", "m-881").records.empty());
}

TEST_CASE("a retry of an erased id is not kept, however early it breaks", "[intake]") {
  RunningIntake running;
  const auto kept = running.deliver("msg_1", from_member("r1", "m-881"));
  running.erase("wmnow", "m-881");
  const std::string id = "\"source_response_id\":\"r1\"";
  std::string many = id;
  for (int i = 0; i < 600; ++i) {
    many += ",\"k" + std::to_string(i) + "\":1";
  }
  int sent = 1;
  for (const std::string& body :
       {"{" + id + ",\"answers\":[1]}", "{" + id + ",\"npu\":\"BW\",\"npu\":\"BE\"}",
        "{\"source_response_id\":\"r9\"," + id + "}", "{" + many + "}",
        "{" + id + ",\"comment\":\"" + std::string(70'000, 'o') + "\"}",
        "{" + id + ",\"age\":99999999999999999999}"}) {
    const auto reported = running.deliver("msg_" + std::to_string(++sent), body);
    CHECK(reported.outcome == Outcome::duplicate);
    CHECK(reported.code == "erased");
    CHECK(reported.receipt == kept.receipt);
  }
  for (const std::string body :
       {"source_response_id=r1&npu=BW&npu=BE", "source_response_id=r1&comment=%zz"}) {
    auto form = signed_delivery("msg_" + std::to_string(++sent), body, noon);
    form.media_type = "application/x-www-form-urlencoded";
    CHECK(running.intake.deliver(form).value().receipts.at(0).recorded.code == "erased");
  }
  auto file = signed_delivery("msg_" + std::to_string(++sent),
                              "source_response_id,completed_at,npu,treatment\nr1,BW\n"
                              "r1,2019-05-14,\"BW\"x,2\n",
                              noon);
  file.media_type = "text/csv";
  const auto rows = running.intake.deliver(file).value().receipts;
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].recorded.code == "erased");
  CHECK(rows[1].recorded.code == "erased");
  running.intake.with_store([](store::Store& store) {
    CHECK(store.held().with_original("wmnow").empty());
    CHECK(store.arrivals().receipts("wmnow", "r1").empty());
  });
  CHECK(running.deliver("msg_99", "{\"source_response_id\":\"r2\",\"answers\":[1]}").code ==
        "field_malformed");
}

TEST_CASE("what broke before its record was erased goes with it by response id", "[intake]") {
  RunningIntake running;
  running.deliver("msg_1", from_member("r1", "m-881"));
  running.deliver("msg_2", "{\"source_response_id\":\"r1\",\"answers\":[1]}");
  running.deliver("msg_3", "{\"source_response_id\":\"r1\",\"source_response_id\":\"r2\"}");
  running.erase(store::Erasure{.source = "wmnow", .source_response_id = "r1"}, {});
  running.intake.with_store(
      [](store::Store& store) { CHECK(store.held().with_original("wmnow").empty()); });
}
