// Held items as an operator decides on them: what today's definitions make of each, what a
// person's word may do, what safeguarding keeps from both.
#include "soundings/intake/quarantine.h"

#include <algorithm>
#include <fstream>
#include <thread>

#include <catch2/catch.hpp>

#include "soundings/intake/keys.h"
#include "soundings/normalise/normalise.h"
#include "soundings/store/cells.h"

#include "support/sender.h"
#include "support/store.h"

using namespace soundings;
using intake::Body;
using intake::QuarantineFault;
using intake::Replaying;
using intake::Scope;
using store::Outcome;
using testing::signed_delivery;
using testing::victim_response;

namespace {

const Instant noon = from_epoch_microseconds(1'558'000'000'000'000);
const store::Act patel{
    .at = noon + std::chrono::hours(24), .actor = "s.patel", .reason = "looked at"};

Definitions mended(const std::string& alias) {
  Definitions definitions = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  if (alias.empty()) {
    return definitions;
  }
  std::vector<Area> areas = definitions.areas.areas();
  for (Area& area : areas) {
    if (area.id == "BE") {
      area.aliases.push_back(alias);
    }
  }
  definitions.areas = AreaRegister(std::move(areas));
  return definitions;
}

/// A process over a database: its definitions, its intake, its reader.
struct Process {
  explicit Process(const testing::Folder& folder, const std::string& alias = {})
      : database(folder.file("soundings.db")),
        definitions(mended(alias)),
        intake(definitions, testing::open_store(database), std::vector<std::uint8_t>(32, 7),
               metrics),
        reader(database, testing::test_key()),
        quarantine(definitions, intake, reader) {
    intake.with_store([](store::Store& store) {
      if (store.keys().list("wmnow").empty()) {
        store.keys().add(testing::sender_key("wmnow"), noon, "test");
      }
    });
  }

  store::Recorded deliver(const std::string& webhook_id, const std::string& body) {
    return intake.deliver(signed_delivery(webhook_id, body, noon)).value().receipts.at(0).recorded;
  }

  std::int64_t counted(const std::string& npu) {
    std::int64_t responses = 0;
    const auto cells = store::open_cells(database, definitions);
    const auto found = cells->count({.survey = "victim_satisfaction",
                                     .period = Period::month(Month(2019, 5)),
                                     .item = "whole_experience",
                                     .columns = {"npu"}});
    for (const auto& cell : found.cells->cells) {
      if (found.cells->columns[0].codes[cell.codes[0]] == npu) {
        responses += cell.count;
      }
    }
    return responses;
  }

  store::Recorded replay(const std::string& receipt, Replaying how) {
    return quarantine.replay({}, {receipt}, how, patel).items.at(0).now.value();
  }

  std::vector<store::AuditLine> audit(const std::string& action) {
    std::vector<store::AuditLine> lines;
    reader.read(
        [&](const store::Store& store) { lines = store.audit().lines({.action = action}); });
    return lines;
  }

  std::vector<std::string> failing() {
    std::vector<std::string> names;
    intake.with_store([&](store::Store& store) {
      for (const auto& check : store.maintenance().verify(definitions)) {
        if (!check.passed) {
          names.push_back(check.name);
        }
      }
    });
    return names;
  }

  std::filesystem::path database;
  Definitions definitions;
  Metrics metrics;
  intake::Intake intake;
  intake::Reader reader;
  intake::Quarantine quarantine;
};

std::string safeguarded(const std::string& id) {
  std::string body = victim_response(id);
  return body.replace(body.find("burglary"), 8, "domestic_abuse");
}

}  // namespace

TEST_CASE("a replay says first what it would do, then does it once, and each is audited",
          "[intake]") {
  const testing::Folder folder;
  std::string receipt;
  {
    Process before(folder);
    receipt = before.deliver("msg_1", victim_response("1", "Brum Est")).receipt;
    const auto same = before.replay(receipt, Replaying::apply);
    CHECK(same.status == Outcome::quarantined);
    CHECK(same.code == "area_unknown");
    REQUIRE(before.audit("item_replayed").size() == 1);
    CHECK(before.audit("item_replayed")[0].detail == "quarantined area_unknown: looked at");
  }
  Process after(folder, "Brum Est");
  const auto would_be = after.replay(receipt, Replaying::preview);
  CHECK(would_be.status == Outcome::accepted);
  CHECK(would_be.version == 1);
  CHECK(after.counted("BE") == 0);
  CHECK(after.audit("item_replayed").size() == 1);

  CHECK(after.replay(receipt, Replaying::apply).status == Outcome::accepted);
  CHECK(after.counted("BE") == 1);
  const auto shown = after.quarantine.show(receipt, Scope::everyday, Body::left_closed, patel);
  CHECK(shown->item.received_at == noon);
  CHECK(shown->item.outcome == Outcome::quarantined);
  CHECK(shown->item.state == store::HeldState::admitted);
  CHECK(shown->item.decided_at == patel.at);
  CHECK(after.quarantine.replay({}, {receipt}, Replaying::apply, patel).items[0].now.error() ==
        QuarantineFault::already_decided);
  CHECK(after.audit("item_replayed").size() == 2);
  CHECK(after.failing().empty());
}

TEST_CASE("what operators decide leaves the count of what is held", "[intake]") {
  const testing::Folder folder;
  Process process(folder);
  const auto shows = [&](const std::string& items) {
    const std::string line =
        R"(soundings_held_items{source="wmnow",reason="area_unknown"} )" + items + "\n";
    for (int i = 0; i < 500 && process.metrics.text().find(line) == std::string::npos; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return process.metrics.text().find(line) != std::string::npos;
  };
  const auto first = process.deliver("msg_1", victim_response("1", "Brum Est"));
  const auto second = process.deliver("msg_2", victim_response("2", "Brum Est"));
  CHECK(shows("2"));
  CHECK(process.quarantine.admit(first.receipt, patel));
  CHECK(shows("1"));
  CHECK(process.quarantine.discard(second.receipt, Scope::everyday, patel));
  CHECK(shows("0"));
  CHECK(process.quarantine.discard(
      process.deliver("msg_3", victim_response("3", "Atlantis")).receipt, Scope::everyday, patel));
  CHECK(shows("0"));
}

TEST_CASE("an item that a correction overtook is not counted by a replay", "[intake]") {
  const testing::Folder folder;
  std::string receipt;
  {
    Process before(folder);
    const auto timed = [](const std::string& area, const std::string& minute) {
      std::string body = victim_response("1", area);
      return body.insert(1, R"("modified_at":"2019-05-14T10:)" + minute + R"(:00Z",)");
    };
    receipt = before.deliver("msg_1", timed("Brum Est", "00")).receipt;
    CHECK(before.deliver("msg_2", timed("Dudley", "30")).outcome == Outcome::accepted);
  }
  Process after(folder, "Brum Est");
  CHECK(after.replay(receipt, Replaying::preview).status == Outcome::older_version);
  const auto replayed = after.replay(receipt, Replaying::apply);
  CHECK(replayed.status == Outcome::older_version);
  CHECK(replayed.code == "superseded");
  CHECK(after.counted("BE") == 0);
  CHECK(after.quarantine.admit(receipt, patel).error() == QuarantineFault::superseded);
  CHECK(after.quarantine.discard(receipt, Scope::everyday, patel));
  CHECK(after.failing().empty());
}

TEST_CASE("a body under a reused webhook id is counted by a person's word alone", "[intake]") {
  const testing::Folder folder;
  Process process(folder);
  CHECK(process.deliver("msg_1", victim_response("1")).outcome == Outcome::accepted);
  const auto reused = process.deliver("msg_1", victim_response("2"));
  CHECK(reused.outcome == Outcome::conflict);
  CHECK(process.replay(reused.receipt, Replaying::apply).status == Outcome::conflict);
  CHECK(process.counted("SW") == 1);
  CHECK(process.quarantine.admit(reused.receipt, patel)->version == 1);
  CHECK(process.counted("SW") == 2);
  CHECK(process.failing().empty());
}

TEST_CASE("a person may set aside an answer that cannot be read, never a whole reading",
          "[intake]") {
  const testing::Folder folder;
  Process process(folder);
  const auto off_scale = process.deliver("msg_1", victim_response("1", "Sandwell", 8));
  CHECK(off_scale.code == "answer_out_of_scale");
  store::Act without = patel;
  without.reason.clear();
  CHECK(process.quarantine.admit(off_scale.receipt, without).error() ==
        QuarantineFault::reason_missing);
  CHECK(process.quarantine.admit(off_scale.receipt, patel));
  const auto broken = process.deliver("msg_2", "not json");
  CHECK(process.quarantine.admit(broken.receipt, patel).error() == QuarantineFault::not_readable);
  const auto nowhere = process.deliver("msg_3", victim_response("3", "Atlantis"));
  CHECK(process.quarantine.admit(nowhere.receipt, patel));
  CHECK(process.counted("unknown_npu") == 1);
  CHECK(process.failing().empty());
}

TEST_CASE("what safeguarding holds is seen and ended under its own scope only", "[intake]") {
  const testing::Folder folder;
  Process process(folder);
  const auto held = process.deliver("msg_1", safeguarded("1"));
  const auto& quarantine = process.quarantine;

  const auto page = quarantine.list({}, Scope::everyday, patel);
  CHECK(page.items.empty());
  CHECK(page.counts == std::map<std::string, std::int64_t>{{"other", 1}});
  CHECK(quarantine.list({.code = "safeguarding_exclusion"}, Scope::everyday, patel).items.empty());
  const auto shown = quarantine.show(held.receipt, Scope::everyday, Body::left_closed, patel);
  CHECK(shown->item.code == "held");
  CHECK(shown->item.errors.empty());
  CHECK(shown->item.source_response_id.empty());
  CHECK(quarantine.show(held.receipt, Scope::everyday, Body::opened, patel).error() ==
        QuarantineFault::safeguarded);
  CHECK(quarantine.admit(held.receipt, patel).error() == QuarantineFault::safeguarded);
  CHECK(quarantine.replay({}, {held.receipt}, Replaying::apply, patel).items[0].now.error() ==
        QuarantineFault::safeguarded);
  CHECK(quarantine.replay({}, {}, Replaying::apply, patel).items.empty());
  CHECK(quarantine.discard(held.receipt, Scope::everyday, patel).error() ==
        QuarantineFault::safeguarded);
  CHECK(process.audit("items_listed").empty());
  CHECK(process.audit("item_read").empty());

  CHECK(quarantine.list({}, Scope::safeguarding, patel).items.at(0).code ==
        "safeguarding_exclusion");
  CHECK(quarantine.show(held.receipt, Scope::safeguarding, Body::opened, patel)->body ==
        safeguarded("1"));
  CHECK(process.audit("items_listed").size() == 1);
  CHECK(process.audit("item_read").at(0).detail == "safeguarding body: looked at");
  CHECK(quarantine.discard(held.receipt, Scope::safeguarding, patel));
  CHECK(process.failing().empty());
}

TEST_CASE("a safeguarded answer under a reused webhook id is answered as held and stays apart",
          "[intake]") {
  const testing::Folder folder;
  Process process(folder);
  CHECK(process.deliver("msg_1", victim_response("1")).outcome == Outcome::accepted);
  const auto reported = process.deliver("msg_1", safeguarded("2"));
  CHECK(reported.outcome == Outcome::quarantined);
  CHECK(reported.code == "held");
  CHECK(reported.errors.empty());
  CHECK(process.quarantine.list({}, Scope::everyday, patel).items.empty());
  CHECK(process.quarantine.admit(reported.receipt, patel).error() == QuarantineFault::safeguarded);
}

TEST_CASE("pages of the list follow each other and leave nothing out", "[intake]") {
  const testing::Folder folder;
  Process process(folder);
  std::vector<std::string> receipts;
  for (int i = 0; i < 5; ++i) {
    const std::string number = std::to_string(i);
    receipts.push_back(
        process.deliver("msg_" + number, victim_response(number, "Atlantis")).receipt);
  }
  std::vector<std::string> listed;
  intake::HeldFilter filter{.state = store::HeldState::held, .limit = 2};
  do {
    const auto page = process.quarantine.list(filter, Scope::everyday, patel);
    CHECK(page.counts.at("area_unknown") == 5);
    for (const auto& item : page.items) {
      listed.push_back(item.receipt);
      CHECK(item.value_classes.at(0) == "short_text");
    }
    filter.after = page.next;
  } while (!filter.after.empty());
  CHECK(std::vector<std::string>(listed.rbegin(), listed.rend()) == receipts);
  filter = {.since = noon + std::chrono::seconds(1)};
  CHECK(process.quarantine.list(filter, Scope::everyday, patel).items.empty());
  filter = {.until = noon + std::chrono::seconds(1)};
  CHECK(process.quarantine.list(filter, Scope::everyday, patel).items.size() == 5);
}

TEST_CASE("a row is read again under the first line of its file, by its own adapter", "[intake]") {
  const testing::Folder folder;
  std::string receipt;
  {
    Process before(folder);
    std::ofstream(folder.file("answers.csv"))
        << "Response ID;Completed;NPU;Crime;How reported;Overall\n"
        << "7;14/05/2019 10:00;\"Brum Est\";burglary dwelling;101 call;Very satisfied\n";
    const auto report = before.intake.import_file(
        folder.file("answers.csv").string(), "wmnow", "victim_satisfaction", "text/csv",
        before.definitions.find_adapter("wmnow_csv"), noon,
        [&](const intake::Receipt& row) { receipt = row.recorded.receipt; }, {});
    REQUIRE(report);
  }
  Process after(folder, "Brum Est");
  CHECK(after.replay(receipt, Replaying::apply).status == Outcome::accepted);
  CHECK(after.counted("BE") == 1);
  CHECK(after.failing().empty());
}

TEST_CASE("a rotated key holds until its end, beside the new one", "[intake]") {
  const testing::Folder folder;
  Process process(folder);
  const Instant end = noon + std::chrono::hours(1);
  const auto made = intake::rotate_keys(process.intake, process.definitions,
                                        {.source = "wmnow", .label = "second"}, end, noon, "test");
  REQUIRE(made);
  CHECK(made->secret.starts_with("whsec_"));
  CHECK(made->ending.size() == 1);
  const auto at = [&](Instant when) {
    return process.intake
        .authenticate(signed_delivery("msg_1", "", when), access::Permission::read_receipts)
        .has_value();
  };
  CHECK(at(end - std::chrono::seconds(1)));
  CHECK_FALSE(at(end + std::chrono::seconds(1)));
  const auto keys = intake::list_keys(process.intake, "wmnow");
  REQUIRE(keys.size() == 2);
  CHECK(std::count_if(keys.begin(), keys.end(), [&](const auto& key) {
          return key.last_used == end - std::chrono::seconds(1);
        }) == 1);

  using intake::KeyFault;
  const auto refused = [&](const intake::KeyWish& wish) {
    return intake::create_key(process.intake, process.definitions, wish, noon, "test").error();
  };
  CHECK(refused({.source = "nobody"}) == KeyFault::unknown_source);
  CHECK(refused({.source = "wmnow", .secret = "whsec_c2hvcnQ="}) == KeyFault::secret_malformed);
  CHECK(refused({.source = "wmnow", .not_after = noon}) == KeyFault::dates_reversed);
  CHECK(intake::revoke_key(process.intake, "key_nobody_made", noon, "test").error() ==
        KeyFault::unknown_key);
}
