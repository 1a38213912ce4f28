// Whatever a sender calls a column or a field, safeguarding reads it, and a name that only
// looks like one that it reads holds the item.
#include "soundings/receive/names.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "soundings/normalise/normalise.h"
#include "soundings/normalise/safeguard.h"
#include "soundings/receive/receive.h"

#include "support/spellings.h"

using namespace soundings;
using normalise::Interpreted;
using support::cell_of;
using support::json_of;
using support::spellings_of;

namespace {

const Definitions& definitions() {
  static const Definitions read = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  return read;
}

const Survey& victims() {
  return *definitions().find_survey("victim_satisfaction");
}

Interpreted interpret(const receive::Submission& submission, const Adapter* adapter) {
  normalise::Context context;
  context.definitions = &definitions();
  context.survey = &victims();
  context.adapter = adapter;
  context.source = "wmnow";
  context.received_at = *parse_rfc3339("2019-07-01T12:00:00Z");
  context.pepper = {1, 2, 3};
  return normalise::normalise(submission, context);
}

Interpreted read_as(const std::string& media_type, const std::string& body,
                    const Adapter* adapter) {
  Delivery delivery;
  delivery.media_type = media_type;
  delivery.body = body;
  const receive::Layout layout(adapter, &victims());
  return interpret(receive::decode(delivery, layout).submissions.at(0), adapter);
}

/// A row of WMNow's export that is right in every way, with columns put before or in place of its
/// own.
struct Row {
  std::vector<std::pair<std::string, std::string>> cells = {
      {"Response ID", "s1"}, {"Completed", "15/05/2019 14:02"},
      {"NPU", "Sandwell"},   {"How reported", "101"},
      {"Overall", "2"},      {"Treatment", "3"}};

  [[nodiscard]] Interpreted read(const Adapter& adapter) const {
    std::string header;
    std::string row;
    for (const auto& [name, value] : cells) {
      header += (header.empty() ? "" : ",") + cell_of(name);
      row += (row.empty() ? "" : ",") + cell_of(value);
    }
    return read_as("text/csv", header + "\n" + row + "\n", &adapter);
  }
  [[nodiscard]] Row with(const std::string& name, const std::string& value) const {
    Row more = *this;
    more.cells.emplace_back(name, value);
    return more;
  }
};

const Adapter& export_of_wmnow() {
  return *definitions().find_adapter("wmnow_csv");
}

Interpreted read_json(const std::string& name, const std::string& value,
                      const std::string& more = {}) {
  return read_as("application/json",
                 R"({"source_response_id":"j1","completed_at":"2019-05-15T14:02:47Z",)"
                 R"("npu":"Sandwell","contact_channel":"101","answers":{"whole_experience":2})" +
                     more + "," + json_of(name) + ":" + value + "}",
                 nullptr);
}

Interpreted read_form(const std::string& name, const std::string& value) {
  const auto escaped = [](const std::string& text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string form;
    for (const char c : text) {
      form.append("%").append(1, digits[static_cast<unsigned char>(c) >> 4U]);
      form += digits[static_cast<unsigned char>(c) & 0xFU];
    }
    return form;
  };
  return read_as("application/x-www-form-urlencoded",
                 "source_response_id=f1&completed_at=2019-05-15T14%3A02%3A47Z&npu=Sandwell&" +
                     escaped(name) + "=" + escaped(value) + "&answers[whole_experience]=2",
                 nullptr);
}

std::string held_for(const Interpreted& interpreted) {
  return interpreted.hold ? interpreted.hold->code : "(not held)";
}

constexpr auto guarded = "safeguarding_exclusion";

}  // namespace

TEST_CASE("safeguarding reads a column whatever the spelling of its header", "[normalise]") {
  const Adapter& adapter = export_of_wmnow();
  for (const std::string header : {"Crime", "crime_group"}) {
    for (const std::string& spelling : spellings_of(header)) {
      CAPTURE(spelling);
      CHECK(held_for(Row().with(spelling, "domestic abuse").read(adapter)) == guarded);
      CHECK(held_for(Row().with(spelling, "burglary").read(adapter)) == "(not held)");
    }
  }
  for (const std::string header : {"Age", "Age band"}) {
    for (const std::string& spelling : spellings_of(header)) {
      CAPTURE(spelling);
      const bool band = header == "Age band";
      CHECK(held_for(Row().with(spelling, band ? "under 18" : "15").read(adapter)) == guarded);
      CHECK(held_for(Row().with(spelling, band ? "25-34" : "34").read(adapter)) == "(not held)");
    }
  }
}

TEST_CASE("safeguarding reads a field of JSON or a form whatever its spelling", "[normalise]") {
  for (const std::string& spelling : spellings_of("crime_group")) {
    CAPTURE(spelling);
    CHECK(held_for(read_json(spelling, "\"domestic_abuse\"")) == guarded);
    CHECK(held_for(read_json(spelling, "\"burglary\"")) == "(not held)");
    CHECK(held_for(read_form(spelling, "domestic abuse")) == guarded);
    CHECK(held_for(read_form(spelling, "burglary")) == "(not held)");
  }
  for (const std::string& spelling : spellings_of("age")) {
    CAPTURE(spelling);
    CHECK(held_for(read_json(spelling, "15")) == guarded);
    CHECK(held_for(read_json(spelling, "34")) == "(not held)");
    CHECK(held_for(read_form(spelling, "15")) == guarded);
  }
}

TEST_CASE("an unread name that has the name of a field of safeguarding in it holds the item",
          "[normalise]") {
  const Adapter& adapter = export_of_wmnow();
  for (const std::string name :
       {"Crime type", "Crime group 2", "crime_group2", "Type of crime", "Age years",
        "Age at incident", "Victim age", "age 2", "Age band code", "Respondent Age"}) {
    for (const std::string& spelling : spellings_of(name)) {
      CAPTURE(spelling);
      CHECK(held_for(Row().with(spelling, "17").read(adapter)) == guarded);
      CHECK(held_for(read_json(spelling, "17")) == guarded);
    }
  }
  for (const std::string name :
       {"Age (years)", "Age/years", "AGEYEARS", "Crime-type", "CRIMETYPE", "CrimeType", "crimes",
        "Ages", "AGE2", "respondentAgeYears", "age_in_years"}) {
    CAPTURE(name);
    CHECK(held_for(Row().with(name, "17").read(adapter)) == guarded);
  }
  CHECK(held_for(read_json("victim", R"({"age":17})")) == guarded);
  CHECK(held_for(read_json("people", R"([{"crimeGroup":"other"}])")) == guarded);
}

TEST_CASE("a name that only has the letters of one within a word does not", "[normalise]") {
  const Adapter& adapter = export_of_wmnow();
  for (const std::string name : {"Language", "Average wait", "Message", "page", "Agent", "Stage 2",
                                 "imageURL", "Contact manager", "villageName"}) {
    CAPTURE(name);
    const Interpreted interpreted = Row().with(name, "17").read(adapter);
    CHECK(held_for(interpreted) == "(not held)");
    CHECK(interpreted.unread == std::vector<std::string>{name});
    CHECK(held_for(read_json(name, "17")) == "(not held)");
  }
}

TEST_CASE("a blank under such a name holds nothing, for nothing is said", "[normalise]") {
  for (const std::string blank : {"", " ", "\xC2\xA0", "-"}) {
    CAPTURE(blank);
    CHECK(held_for(Row().with("Age (years)", blank).read(export_of_wmnow())) == "(not held)");
    CHECK(held_for(read_json("ageYears", json_of(blank))) == "(not held)");
  }
  CHECK(held_for(read_json("ageYears", "null")) == "(not held)");
}

TEST_CASE("an unread text that is a refused group's spelling holds the item", "[normalise]") {
  const Adapter& adapter = export_of_wmnow();
  for (const std::string said : {"domestic abuse", "DA", "Domestic Abuse - violence", "under 18",
                                 "sexual_offence", "domesticAbuse",
                                 ("DOMESTIC\xC2\xA0"
                                  "ABUSE")}) {
    CAPTURE(said);
    CHECK(held_for(Row().with("Offence", said).read(adapter)) == guarded);
    CHECK(held_for(Row().with("", said).read(adapter)) == guarded);
    CHECK(held_for(read_json("q17", json_of(said))) == guarded);
    CHECK(held_for(read_json("tags", "[\"x\"," + json_of(said) + "]")) == guarded);
    CHECK(held_for(read_form("offence", said)) == guarded);
    CHECK(held_for(read_json("x", "1", R"(,"modified_at":{"kind":)" + json_of(said) + "}")) ==
          "field_malformed");
  }
  CHECK(held_for(read_as("application/json",
                         R"({"completed_at":"2019-05-15T14:02:47Z","npu":"SW",)"
                         R"("answers":{"whole_experience":2,"crimeGroup":"domestic_abuse"}})",
                         nullptr)) == guarded);
}

TEST_CASE("an unread name that is a refused group's holds the item unless it is denied",
          "[normalise]") {
  const Adapter& adapter = export_of_wmnow();
  for (const std::string name : {"Domestic abuse", "Is domestic abuse", "Domestic abuse flag", "DA",
                                 "Sexual offence", "Under 18", "Child victim"}) {
    for (const std::string& spelling : spellings_of(name)) {
      CAPTURE(spelling);
      for (const std::string said : {"Yes", "1", "TRUE", "x", "see notes"}) {
        CHECK(held_for(Row().with(spelling, said).read(adapter)) == guarded);
      }
      for (const std::string denied : {"No", "n", "0", "FALSE", "", " ", "-", "N/A", "none"}) {
        CHECK(held_for(Row().with(spelling, denied).read(adapter)) == "(not held)");
      }
      CHECK(held_for(read_json(spelling, "true")) == guarded);
      CHECK(held_for(read_json(spelling, "1")) == guarded);
      CHECK(held_for(read_json(spelling, "false")) == "(not held)");
      CHECK(held_for(read_json(spelling, "0")) == "(not held)");
      CHECK(held_for(read_json(spelling, "null")) == "(not held)");
      CHECK(held_for(read_form(spelling, "yes")) == guarded);
    }
  }
  CHECK(held_for(read_json("flags", R"({"domestic_abuse":true})")) == guarded);
  CHECK(held_for(read_json("domestic_abuse", "true", R"(,"sex":["x"])")) == guarded);
  CHECK(held_for(read_json("data", "true")) == "(not held)");
  CHECK(held_for(read_json("grape", "true")) == "(not held)");
}

TEST_CASE("a broken item names none of its known fields as unread", "[normalise]") {
  const Interpreted twice = read_json("crimeGroup", "\"other\"", R"(,"crime_group":"burglary")");
  CHECK(held_for(twice) == "duplicate_key");
  CHECK(twice.unread.empty());
  const Interpreted more = read_json("q17", "1", R"(,"sex":["x"],"Answers":{"q9":1})");
  CHECK(more.unread == std::vector<std::string>{"q17", "Answers/q9"});
}

TEST_CASE("a broken item is held for what its unread fields say, too", "[normalise]") {
  CHECK(held_for(read_json("crimeType", "\"other\"", R"(,"sex":["x"])")) == guarded);
  CHECK(held_for(read_json("crimeGroup", "\"DA\"", R"(,"sex":["x"])")) == guarded);
  CHECK(held_for(read_json("crimeGroup", "\"DA\"", R"(,"crime_group":"burglary")")) == guarded);
  CHECK(held_for(read_json("Age", "16", R"(,"age":40)")) == guarded);
  CHECK(held_for(read_json("Age", "36", R"(,"age":40)")) == "duplicate_key");
  CHECK(held_for(read_json("Age", "40", R"(,"age":null)")) == "(not held)");
  const std::string row =
      "Response ID,Completed,NPU,Overall,Crime type\n1,15/05/2019 14:02,SW,2,\"DA\"x\n";
  CHECK(held_for(read_as("text/csv", row, &export_of_wmnow())) == guarded);
  const std::string native =
      "completed_at,npu,whole_experience,Crime type\n2019-05-15,SW,2,\"x\"y\n";
  CHECK(held_for(read_as("text/csv", native, nullptr)) == guarded);
}

TEST_CASE("an adapter may say that a name is understood and not needed", "[normalise]") {
  Adapter adapter = export_of_wmnow();
  adapter.not_needed = {"Crime reference", "Age (years)"};
  for (const std::string& spelling : spellings_of("Crime reference")) {
    CAPTURE(spelling);
    const Interpreted interpreted = Row().with(spelling, "domestic abuse").read(adapter);
    CHECK(held_for(interpreted) == "(not held)");
    CHECK(interpreted.unread.empty());
  }
  CHECK(held_for(Row().with("AGE YEARS", "17").read(adapter)) == "(not held)");
  CHECK(held_for(Row().with("Crime type", "17").read(adapter)) == guarded);
  Adapter pointers = *definitions().find_adapter("wmnow_json");
  pointers.not_needed = {"/crime_reference", "/case/*"};
  const auto posted = [&](const std::string& more) {
    return held_for(read_as("application/json",
                            R"({"id":"1","date_ended":"2019-05-15T14:02:47Z","npu":"SW",)"
                            R"("answers":{"q_overall":2},)" +
                                more + "}",
                            &pointers));
  };
  CHECK(posted(R"("crimeReference":"20/1","Case":{"crime":"DA"})") == "(not held)");
  CHECK(posted(R"("crime_type":"x")") == guarded);
  CHECK(posted(R"("Crime":"DA")") == guarded);
  CHECK(posted(R"("Crime":"burglary")") == "(not held)");
}

TEST_CASE("a survey without refused groups is guarded against none", "[normalise]") {
  const normalise::Safeguard chats(definitions(), *definitions().find_survey("livechat"), nullptr);
  CHECK_FALSE(chats.find({.name = "Age", .pointer = "Age", .value = std::string("15")}));
}

TEST_CASE("a response in which no answer is known is held", "[normalise]") {
  const auto with_answers = [](const std::string& answers) {
    return held_for(read_as("application/json",
                            R"({"completed_at":"2019-05-15T14:02:47Z","npu":"SW")" + answers + "}",
                            nullptr));
  };
  CHECK(with_answers("") == "no_known_answer");
  CHECK(with_answers(R"(,"answers":null)") == "no_known_answer");
  CHECK(with_answers(R"(,"answers":{})") == "no_known_answer");
  CHECK(with_answers(R"(,"answers":{"q1":2})") == "no_known_answer");
  CHECK(with_answers(R"(,"answers":{"whole_experience":null})") == "no_known_answer");
  CHECK(with_answers(R"(,"comment":"Kind","answers":{"treatment":""})") == "no_known_answer");
  CHECK(with_answers(R"(,"answers":{"treatment":99})") == "(not held)");
  CHECK(with_answers(R"(,"answers":{"treatment":42})") == "answer_out_of_scale");
}

TEST_CASE("an answer is known by any spelling of its item, and given once", "[normalise]") {
  const auto read_answer = [](const std::string& answers) {
    return read_as("application/json",
                   R"({"completed_at":"2019-05-15T14:02:47Z","npu":"SW",)" + answers + "}",
                   nullptr);
  };
  for (const std::string& spelling : spellings_of("whole_experience")) {
    CAPTURE(spelling);
    const Interpreted interpreted = read_answer("\"Answers\":{" + json_of(spelling) + ":2}");
    REQUIRE(interpreted.response);
    const auto& answers = interpreted.response->answers;
    const auto at = std::ranges::find(answers, "whole_experience", &Answer::item);
    REQUIRE(at != answers.end());
    CHECK(at->code == 2);
    CHECK(interpreted.unread.empty());
  }
  CHECK(held_for(read_answer(R"("answers":{"whole_experience":2,"wholeExperience":3})")) ==
        "duplicate_key");
  CHECK(held_for(read_answer(R"("answers":{"wholeExperience":2,"WHOLE-EXPERIENCE":3})")) ==
        "duplicate_key");
  CHECK(held_for(read_answer(R"("answers":{"whole_experience":null,"wholeExperience":3})")) ==
        "(not held)");
  CHECK(held_for(
            read_answer(R"("answers":{"whole_experience":2},"Answers":{"wholeExperience":3})")) ==
        "duplicate_key");
}

TEST_CASE("what was not read is named, and its value never", "[normalise]") {
  const Interpreted interpreted =
      read_json("q17\r\n", "\"my name is Jane\"",
                R"(,"device":{"os":"x","ids":[1,2]},"07700900123":1,"j@example.org":1)");
  REQUIRE(interpreted.response);
  std::vector<std::string> named = interpreted.unread;
  std::ranges::sort(named);
  CHECK(named == std::vector<std::string>{"(a name of 11 characters)", "(a name of 13 characters)",
                                          "device/ids/*", "device/os", "q17"});
  const std::string longest = receive::printed_name(std::string(500, 'x'));
  CHECK(longest == std::string(64, 'x') + "\u2026");
  receive::UnreadNames many;
  for (int i = 0; i < 80; ++i) {
    many.add("q" + std::to_string(i), 2);
  }
  CHECK(many.names().size() == receive::UnreadNames::most);
  CHECK(many.unnamed() == 60);
}
