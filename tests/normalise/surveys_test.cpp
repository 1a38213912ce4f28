// The five surveys as survey_defs has them, each given a native response of its own.
#include <catch2/catch.hpp>

#include "soundings/normalise/normalise.h"
#include "soundings/receive/receive.h"

using namespace soundings;
using normalise::Interpreted;

namespace {

const Definitions& definitions() {
  static const Definitions read = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  return read;
}

Interpreted read_as(const std::string& survey, const std::string& body,
                    const std::string& adapter = {},
                    const std::string& media_type = "application/json") {
  Delivery delivery;
  delivery.media_type = media_type;
  delivery.body = body;
  const Adapter* shape = adapter.empty() ? nullptr : definitions().find_adapter(adapter);
  normalise::Context context;
  context.definitions = &definitions();
  context.survey = definitions().find_survey(survey);
  context.adapter = shape;
  context.source = "wmnow";
  context.received_at = *parse_rfc3339("2019-07-01T12:00:00Z");
  context.pepper = {1, 2, 3};
  return normalise::normalise(receive::decode(delivery, shape).submissions.at(0), context);
}

std::map<std::string, int> opinions(const Interpreted& interpreted) {
  std::map<std::string, int> codes;
  for (const Answer& answer : interpreted.response.value().answers) {
    if (!answer.absence) {
      codes[answer.item] = answer.code;
    }
  }
  return codes;
}

using Codes = std::map<std::string, int>;
using Domains = std::map<std::string, std::string>;

}  // namespace

TEST_CASE("a victim's response is read by the definition as it stands", "[normalise]") {
  for (const std::string survey : {"victim_satisfaction", "citizen_satisfaction_pilot"}) {
    CAPTURE(survey);
    const Interpreted interpreted = read_as(
        survey,
        R"json({"source_response_id":"a","completed_at":"2019-05-14T09:12:44Z","npu":"West Brom",
                "contact_channel":"101 non-emergency call","crime_group":"burglary","age":75,
                "sex":"F",
                "answers":{"ease_of_contact":"Very satisfied","police_attended":"Tak",
                           "actions":"Raczej zadowolony(-a)","follow_up":"n/a","treatment":4,
                           "whole_experience":"Fairly satisfied","told_of_victims_code":false}})json");
    REQUIRE(interpreted.response);
    CHECK(opinions(interpreted) == Codes{{"ease_of_contact", 2},
                                         {"police_attended", 1},
                                         {"actions", 3},
                                         {"treatment", 4},
                                         {"whole_experience", 3},
                                         {"told_of_victims_code", 2}});
    CHECK(interpreted.response->domains == Domains{{"npu", "SW"},
                                                   {"contact_channel", "101"},
                                                   {"crime_group", "burglary"},
                                                   {"age_band", "75+"},
                                                   {"sex", "female"}});
    CHECK(interpreted.unmapped == 0);
  }
}

TEST_CASE("a member of the public has a wave and a local authority", "[normalise]") {
  const Interpreted interpreted = read_as(
      "public_voice",
      R"({"completed_at":"2019-05-31T22:30:00Z","npu":"Brum East","contact_channel":"No contact",
          "age":16,"ethnic_group":"Asian or Asian British",
          "answers":{"local_police_good_job":"Good","confidence_in_wmp":2,"wmp_good_job":5}})");
  REQUIRE(interpreted.response);
  CHECK(interpreted.response->wave == 4);
  CHECK(interpreted.response->domains == Domains{{"npu", "BE"},
                                                 {"contact_channel", "none"},
                                                 {"age_band", "16-24"},
                                                 {"ethnic_group", "asian"},
                                                 {"local_authority", "E08000025"}});
  CHECK(opinions(interpreted) ==
        Codes{{"local_police_good_job", 2}, {"confidence_in_wmp", 2}, {"wmp_good_job", 5}});
}

TEST_CASE("a member of WMNow need not say where they live", "[normalise]") {
  const Interpreted interpreted =
      read_as("how_are_we_doing",
              R"({"completed_at":"2019-03-04T10:00:00Z","answers":{"local_police_good_job":1}})");
  REQUIRE(interpreted.response);
  CHECK(interpreted.response->wave == 3);
  CHECK(interpreted.response->domains.empty());
  CHECK(interpreted.response->findings.at(0).code == "late_in_grace");
  CHECK(read_as("how_are_we_doing",
                R"({"completed_at":"2019-03-20T10:00:00Z","answers":{"local_police_good_job":1}})")
            .hold.value()
            .code == "wave_closed");
}

TEST_CASE("groups that must not answer online are known by the names forces give them",
          "[normalise]") {
  for (const std::string survey : {"victim_satisfaction", "citizen_satisfaction_pilot"}) {
    for (const std::string field :
         {R"("crime_group":"Sexual offences")", R"("crime_group":"Domestic abuse - violence")",
          R"("crime_group":"domestic violence")", R"("crime_group":"DA")",
          R"("crime_group":"child victim")", R"("crime_group":"Rape")", R"("age":17)",
          R"("age_band":"Under 18")"}) {
      CAPTURE(survey, field);
      const Interpreted interpreted =
          read_as(survey, R"({"completed_at":"2019-05-14T09:12:44Z","npu":"SW",)" + field + "}");
      CHECK(interpreted.hold.value().code == "safeguarding_exclusion");
    }
  }
}

TEST_CASE("a chat is rated without an area", "[normalise]") {
  const Interpreted interpreted =
      read_as("livechat",
              R"({"source_response_id":"c1","completed_at":"2019-05-14T09:12:44Z",
          "answers":{"rating":"Excellent","would_use_again":true},"comment":"Quick"})");
  REQUIRE(interpreted.response);
  CHECK(opinions(interpreted) == Codes{{"rating", 1}, {"would_use_again", 1}});
  CHECK(kept_text_of(*interpreted.response) == "Quick");
}

TEST_CASE("every spelling the register lists leads to its area", "[normalise]") {
  for (const Area* area : definitions().areas.at_level("npu")) {
    std::vector<std::string> names = area->aliases;
    names.push_back(area->id);
    names.push_back(area->name);
    names.push_back(area->name + " NPU");
    for (const std::string& name : names) {
      CAPTURE(name);
      const Interpreted interpreted =
          read_as("victim_satisfaction",
                  R"({"completed_at":"2019-05-14T09:12:44Z","answers":{"treatment":2},"npu":")" +
                      name + "\"}");
      CHECK(interpreted.response.value().domains.at("npu") == area->id);
    }
  }
}

TEST_CASE("WMNow's own shapes, posted or exported, are the same response", "[normalise]") {
  const Interpreted posted = read_as(
      "victim_satisfaction",
      R"({"responses":[{"id":"w1","date_ended":"14/05/2019 10:12","npu":"wolves","member_id":7,
          "crime":"Theft from vehicle","how_reported":"999 call","ip":"192.0.2.1",
          "answers":{"q_overall":"Fairly satisfied","q_comment":"Thanks"}}]})",
      "wmnow_json");
  const Interpreted exported = read_as(
      "victim_satisfaction",
      "Response ID;Completed;NPU;Member ID;Crime;How reported;IP address;Overall;Comment\r\n"
      "w1;14/05/2019 10:12;wolves;7;Theft from vehicle;999 call;192.0.2.1;3;Thanks\r\n",
      "wmnow_csv", "text/csv");
  REQUIRE(posted.response);
  REQUIRE(exported.response);
  CHECK(rfc3339(posted.response->completed_at) == "2019-05-14T09:12:00Z");
  CHECK(exported.response->completed_at == posted.response->completed_at);
  CHECK(exported.response->domains == posted.response->domains);
  CHECK(posted.response->domains ==
        Domains{{"npu", "WV"}, {"crime_group", "vehicle"}, {"contact_channel", "999"}});
  CHECK(exported.response->answers == posted.response->answers);
  CHECK(exported.response->person == posted.response->person);
  CHECK(kept_text_of(*exported.response) == "Thanks");
}
