// All that is kept, read once more: a row that its body does not say is found whoever wrote it, and
// definitions that have changed since are distinguished from that.
#include "soundings/intake/readings_check.h"

#include <functional>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "soundings/base/uuid.h"
#include "soundings/intake/intake.h"
#include "soundings/intake/quarantine.h"
#include "soundings/store/engine.h"
#include "soundings/store/removal.h"

#include "support/sender.h"
#include "support/store.h"

using namespace soundings;
using intake::Reread;
using store::Outcome;
using testing::signed_delivery;
using testing::victim_response;

namespace {

const Instant noon = from_epoch_microseconds(1'558'000'000'000'000);  // 2019-05-16
const store::Act patel{.at = noon, .actor = "s.patel", .reason = "SAR-17"};
constexpr auto survey_id = "victim_satisfaction";

Definitions definitions() {
  return read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
}

/// The definitions after `change` to the victim survey.
Definitions changed(const std::function<void(Survey&)>& change) {
  Definitions made = definitions();
  for (Survey& survey : made.surveys) {
    if (survey.id == survey_id) {
      change(survey);
    }
  }
  return made;
}

std::string with(const std::string& id, const std::string& members) {
  return victim_response(id).insert(1, members);
}

std::string full(const std::string& id) {
  return with(id, R"("respondent_id":"member-7","modified_at":"2019-05-14T10:00:00Z",)"
                  R"("invited_at":"2019-04-30T22:30:00Z","comment":"They  came\tsoon.",)"
                  R"("age":34,)");
}

/// An intake over a database, and what reading it again says.
struct Process {
  explicit Process(Definitions used = definitions())
      : defs(std::move(used)),
        intake(defs, testing::open_store(database), std::vector<std::uint8_t>(32, 7), metrics) {
    intake.with_store(
        [](store::Store& store) { store.keys().add(testing::sender_key("wmnow"), noon, "test"); });
  }

  store::Recorded deliver(const std::string& webhook_id, const std::string& body) {
    return intake.deliver(signed_delivery(webhook_id, body, noon)).value().receipts.at(0).recorded;
  }

  /// What the way in makes of a body, for a test to change before it is kept.
  store::Entry read(const std::string& body) {
    store::HeldOriginal original;
    original.item.receipt = uuid_v7(noon);
    original.item.source = "wmnow";
    original.item.survey = survey_id;
    original.item.received_at = noon;
    original.delivery = uuid_v7(noon);
    original.bytes = body;
    original.form = "json";
    original.whole = true;
    store::Entry entry = intake.reread(original, {});
    entry.form = "json";
    entry.body = sha256(body);
    return entry;
  }

  store::Recorded keep(const store::Entry& entry) {
    std::vector<store::Recorded> kept;
    intake.with_store(
        [&](store::Store& store) { kept = store.ledger().commit({&entry, 1}, defs); });
    return kept.at(0);
  }

  std::vector<std::string> failing() {
    std::vector<std::string> names;
    intake.with_store([&](store::Store& store) {
      for (const store::Check& check : store.maintenance().verify(defs)) {
        if (!check.passed) {
          names.push_back(check.name + ": " + check.detail);
        }
      }
    });
    return names;
  }

  Reread reread(const Definitions& by) {
    Reread found;
    intake.with_store([&](store::Store& store) { found = intake::read_all_again(store, by); });
    return found;
  }
  Reread reread() { return reread(defs); }

  testing::Folder folder;
  std::filesystem::path database = folder.file("soundings.db");
  Definitions defs;
  Metrics metrics;
  intake::Intake intake;
};

std::string failed(const Reread& reread) {
  std::string text;
  for (const store::Check& check : reread.checks) {
    text += check.passed ? "" : check.name + ": " + check.detail + "\n";
  }
  return text;
}

std::string detail(const Reread& reread, const std::string& name) {
  for (const store::Check& check : reread.checks) {
    if (check.name == name) {
      return check.detail;
    }
  }
  return "no check " + name;
}

/// As many responses, repeats, versions and held items as the way in distinguishes.
void keep_of_every_kind(Process& process) {
  CHECK(process.deliver("msg_1", full("1")).outcome == Outcome::accepted);
  CHECK(process.deliver("msg_2", full("1")).outcome == Outcome::duplicate);
  std::string later = full("1");
  later.replace(later.find("10:00:00Z"), 9, "11:00:00Z");
  CHECK(process.deliver("msg_3", later).outcome == Outcome::accepted);
  std::string older = full("1");
  older.replace(older.find("10:00:00Z"), 9, "09:30:00Z");
  CHECK(process.deliver("msg_4", older).outcome == Outcome::older_version);
  const std::string other = victim_response("2", "Sandwell", 5);
  CHECK(process.deliver("msg_5", victim_response("2")).outcome == Outcome::accepted);
  CHECK(process.deliver("msg_6", other).outcome == Outcome::conflict);
  CHECK(process.deliver("msg_7", victim_response("3", "Atlantis")).outcome == Outcome::quarantined);
  CHECK(process.deliver("msg_8", victim_response("4", "Birmingham")).outcome == Outcome::accepted);
  CHECK(process.deliver("msg_9", R"({"source_response_id":)").outcome == Outcome::quarantined);
  CHECK(process.deliver("msg_10", with("5", R"("respondent_id":"NULL",)")).outcome ==
        Outcome::accepted);
  CHECK(process
            .deliver("msg_11", R"({"completed_at":"2019-05-14T09:12:44Z","npu":"Sandwell",)"
                               R"("answers":{"whole_experience":2}})")
            .outcome == Outcome::accepted);
}

}  // namespace

TEST_CASE("all that is kept reads as it did", "[intake]") {
  Process process;
  keep_of_every_kind(process);
  const Reread found = process.reread();
  CHECK(failed(found).empty());
  CHECK(found.notes.empty());
  CHECK(detail(found, "bodies_read_the_same") == "7 bodies were read again");
  CHECK(detail(found, "originals_read_the_same") == "3 held originals were read again");
}

TEST_CASE("a row that its body does not say is found, field by field, though all else agrees",
          "[intake]") {
  Process process;
  struct Field {
    std::string name;
    std::function<void(store::Entry&)> change;
  };
  const std::vector<Field> fields{
      {"npu", [](store::Entry& one) { one.response->domains["npu"] = "BW"; }},
      {"contact_channel",
       [](store::Entry& one) { one.response->domains.erase("contact_channel"); }},
      {"age_band", [](store::Entry& one) { one.response->domains["age_band"] = "75+"; }},
      {"answers/whole_experience",
       [](store::Entry& one) {
         for (Answer& answer : one.response->answers) {
           answer.code = answer.item == "whole_experience" ? 1 : answer.code;
         }
       }},
      {"completed_at",
       [](store::Entry& one) { one.response->completed_at += std::chrono::minutes(1); }},
      {"invited_at",
       [](store::Entry& one) { *one.response->invited_at += std::chrono::minutes(1); }},
      {"modified_at", [](store::Entry& one) { *one.modified_at += std::chrono::minutes(1); }},
      {"respondent", [](store::Entry& one) { one.response->person = std::string(64, 'a'); }},
      {"comment",
       [](store::Entry& one) { one.response->free_texts.at(0).text = "They never came."; }},
      {"findings",
       [](store::Entry& one) { one.response->findings.push_back({.code = "partial"}); }},
      {"source_response_id", [](store::Entry& one) { one.source_response_id = "another"; }},
      {"content", [](store::Entry& one) { one.content = sha256("other"); }},
  };
  for (const Field& field : fields) {
    store::Entry entry = process.read(full("of " + field.name));
    REQUIRE(entry.response);
    field.change(entry);
    const store::Recorded kept = process.keep(entry);
    INFO(field.name << " " << kept.code);
    REQUIRE(kept.outcome == Outcome::accepted);
    const std::string found = failed(process.reread());
    const bool named = found.find(kept.receipt + " (" + field.name + ")") != std::string::npos;
    CHECK((named || found.find(" more") != std::string::npos));
  }
  CHECK(process.failing().empty());
  CHECK_THAT(failed(process.reread()), Catch::Contains("; and 2 more"));
}

TEST_CASE("what its body does not say fails until the survey has another version, then it is noted",
          "[intake]") {
  Process process;
  store::Entry entry = process.read(full("1"));
  entry.response->domains["npu"] = "BW";
  const std::string receipt = process.keep(entry).receipt;
  CHECK_THAT(failed(process.reread()), Catch::Contains(receipt + " (npu)"));
  const Reread later = process.reread(changed([](Survey& survey) { survey.version = "99.0.0"; }));
  CHECK(failed(later).empty());
  REQUIRE(later.notes.size() == 1);
  CHECK(later.notes[0] ==
        "read differently today, by a newer version of their survey: " + receipt + " (npu)");
}

TEST_CASE("a dictionary with two codes changed about is found by the bodies", "[intake]") {
  Process process;
  process.deliver("msg_1", victim_response("1", "Sandwell"));
  process.deliver("msg_2", victim_response("2", "Solihull"));
  SQLite::Database(process.database.string(), SQLite::OPEN_READWRITE)
      .exec(
          "UPDATE domain_code SET code = 'x' WHERE domain = 'npu' AND code = 'SW';"
          "UPDATE domain_code SET code = 'SW' WHERE domain = 'npu' AND code = 'SH';"
          "UPDATE domain_code SET code = 'SH' WHERE domain = 'npu' AND code = 'x'");
  const std::string found = failed(process.reread());
  CHECK_THAT(found, Catch::Contains("bodies_read_the_same"));
  CHECK_THAT(found, Catch::Contains("(npu"));
}

TEST_CASE("a response stands in the months of its times, by whatever definitions", "[intake]") {
  Process process;
  store::Entry entry = process.read(full("1"));
  CHECK(entry.response->invited_month == Month(2019, 4));
  entry.response->month = Month(2019, 6);
  entry.response->invited_month = Month(2019, 5);
  process.keep(entry);
  const auto later = changed([](Survey& survey) { survey.version = "99.0.0"; });
  CHECK_THAT(failed(process.reread(later)),
             Catch::Contains("responses_have_months") && Catch::Contains("(month, invited_month)"));
}

TEST_CASE("a response whose body is gone has codes that the definitions have", "[intake]") {
  Process process;
  const std::string receipt = process.deliver("msg_1", full("1")).receipt;
  process.intake.with_store([&](store::Store& store) {
    const auto due = store.removal().due(process.defs, noon + std::chrono::hours(24 * 200));
    for (const store::Expired& one : due.expired) {
      store.removal().purge(one, {.from = 0, .items = one.items}, process.defs, patel);
    }
  });
  const Reread whole = process.reread();
  CHECK(failed(whole).empty());
  CHECK(detail(whole, "bodies_read_the_same") == "0 bodies were read again");
  CHECK(detail(whole, "codes_are_defined") ==
        "1 response has no body any more, and codes of today's definitions");
  const auto less = [](Survey& survey) {
    for (Domain& domain : survey.domains) {
      if (domain.id == "contact_channel") {
        std::erase_if(domain.codes, [](const DomainCode& code) { return code.id == "101"; });
      }
    }
    survey.scales.at(survey.find_item("whole_experience")->scale).points.clear();
  };
  const std::string fields = receipt + " (contact_channel, answers/";
  CHECK_THAT(failed(process.reread(changed(less))),
             Catch::Contains("codes_are_defined") && Catch::Contains(fields));
  const Reread newer = process.reread(changed([&](Survey& survey) {
    less(survey);
    survey.version = "99.0.0";
  }));
  CHECK(failed(newer).empty());
  REQUIRE(newer.notes.size() == 1);
  CHECK_THAT(newer.notes[0], Catch::Contains("not defined today: " + fields));
}

TEST_CASE("held items are read again from their originals, as far as there is a key", "[intake]") {
  Process process;
  const std::string held = process.deliver("msg_1", victim_response("1", "Brum Est")).receipt;
  CHECK(failed(process.reread()).empty());

  Definitions mended = definitions();
  std::vector<Area> areas = mended.areas.areas();
  for (Area& area : areas) {
    if (area.id == "BE") {
      area.aliases.emplace_back("Brum Est");
    }
  }
  mended.areas = AreaRegister(std::move(areas));
  const Reread since = process.reread(mended);
  CHECK(failed(since).empty());
  REQUIRE(since.notes.size() == 1);
  CHECK_THAT(since.notes[0], Catch::Contains("quarantine replay") && Catch::Contains(held));

  const auto without_key = store::open_for_reading(process.database).value();
  const Reread closed = intake::read_all_again(*without_key, process.defs);
  CHECK(failed(closed).empty());
  REQUIRE(closed.notes.size() == 1);
  CHECK(closed.notes[0] == "1 held original was not read: the key that opens them is not here");

  SQLite::Database(process.database.string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE submission SET source_response_id = 'another'");
  CHECK_THAT(failed(process.reread()),
             Catch::Contains("originals_read_the_same: " + held + " (source_response_id)"));
}

TEST_CASE("an admitted item reads as it was admitted, and an erased one is not read", "[intake]") {
  Process process;
  const intake::Reader reader(process.database, testing::test_key());
  const intake::Quarantine quarantine(process.defs, process.intake, reader);
  const std::string held = process.deliver("msg_1", victim_response("1", "Atlantis")).receipt;
  REQUIRE(quarantine.admit(held, patel));
  CHECK(process.deliver("msg_2", full("2")).outcome == Outcome::accepted);
  CHECK(failed(process.reread()).empty());
  CHECK(detail(process.reread(), "bodies_read_the_same") == "2 bodies were read again");
  process.intake.with_store([](store::Store& store) {
    const auto records = store.removal().records({.source = "wmnow", .source_response_id = "2"});
    REQUIRE(records.size() == 1);
    store.removal().erase({&records[0].receipt, 1}, patel);
  });
  CHECK(failed(process.reread()).empty());
  CHECK(detail(process.reread(), "bodies_read_the_same") == "1 body was read again");
}

TEST_CASE("a person who keeps a first pseudonym reads the same after the pepper has changed",
          "[intake]") {
  Process process;
  process.deliver("msg_1", full("1"));
  process.intake.with_store([&](store::Store& store) {
    store.peppers().change({.version = 2, .check = "ab12"}, patel);
    process.intake.change_pepper(std::vector<std::uint8_t>(32, 9));
  });
  CHECK(process.deliver("msg_2", full("2")).outcome == Outcome::accepted);
  CHECK(failed(process.reread()).empty());
  store::Entry entry = process.read(full("3"));
  entry.response->person = std::string(64, 'b');
  entry.response->former_persons.clear();
  const std::string receipt = process.keep(entry).receipt;
  CHECK_THAT(failed(process.reread()), Catch::Contains(receipt + " (respondent)"));
}
