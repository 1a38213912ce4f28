#include "soundings/normalise/normalise.h"

#include <catch2/catch.hpp>

#include "soundings/normalise/reason.h"
#include "soundings/receive/receive.h"

#include "support/small_survey.h"

using namespace soundings;
using normalise::Interpreted;

namespace {

const Definitions& definitions() {
  static const Definitions made = support::small_definitions();
  return made;
}

normalise::Context context_of(const Survey& survey) {
  normalise::Context context;
  context.definitions = &definitions();
  context.survey = &survey;
  context.source = "wmnow";
  context.received_at = *parse_rfc3339("2019-07-01T12:00:00Z");
  context.pepper = {'p', 'e', 'p', 'p', 'e', 'r'};
  return context;
}

receive::Submission submission_of(const std::string& body, const Adapter* adapter = nullptr) {
  Delivery delivery;
  delivery.media_type = "application/json";
  delivery.body = body;
  return receive::decode(delivery, adapter).submissions.at(0);
}

Interpreted read(const std::string& body) {
  return normalise::normalise(submission_of(body), context_of(definitions().surveys[0]));
}

Interpreted read_poll(const std::string& completed_at) {
  return normalise::normalise(
      submission_of(R"({"npu":"SW","answers":{"confidence":2},"completed_at":")" + completed_at +
                    "\"}"),
      context_of(definitions().surveys[1]));
}

/// A response that is right in every way, with `more` put before its fields.
std::string good(const std::string& more, const std::string& npu = R"("npu":"Sandwell")") {
  return "{" + more + (more.empty() ? "" : ",") + npu +
         R"(,"source_response_id":"a1","completed_at":"2019-05-14T09:12:44Z"})";
}

std::string with_answers(const std::string& answers) {
  return good("\"answers\":{" + answers + "}");
}

std::string held_for(const Interpreted& interpreted) {
  CHECK_FALSE((interpreted.hold && interpreted.response));
  return interpreted.hold ? interpreted.hold->code : "(not held)";
}

std::string pointer_held(const Interpreted& interpreted) {
  return interpreted.hold ? interpreted.hold->errors.at(0).pointer : "(not held)";
}

bool remarked(const Interpreted& interpreted, std::string_view code) {
  for (const Finding& finding : interpreted.response.value().findings) {
    if (finding.code == code) {
      return true;
    }
  }
  return false;
}

Answer answer(const Interpreted& interpreted, const std::string& item) {
  for (const Answer& candidate : interpreted.response.value().answers) {
    if (candidate.item == item) {
      return candidate;
    }
  }
  FAIL("no answer to " << item);
  return {};
}

std::string domain(const Interpreted& interpreted, const std::string& id) {
  const auto& domains = interpreted.response.value().domains;
  const auto at = domains.find(id);
  return at == domains.end() ? "(none)" : at->second;
}

std::string npu_of(const std::string& name) {
  return domain(read(good("", "\"npu\":\"" + name + "\"")), "npu");
}

}  // namespace

TEST_CASE("a normal delivery becomes a response", "[normalise]") {
  const Interpreted interpreted = read(
      R"({"source_response_id":"wmn-884213","completed_at":"2019-05-14T09:12:44Z",
          "npu":"Sandwell","crime_group":"burglary","contact_channel":"101","age":34,
          "answers":{"whole_experience":"Fairly satisfied"},"comment":" Thank  you "})");
  REQUIRE(interpreted.response);
  const Response& response = *interpreted.response;
  CHECK(response.source == "wmnow");
  CHECK(response.survey == "victim_satisfaction");
  CHECK(response.definition_version == "2.0.0");
  CHECK(response.source_response_id == "wmn-884213");
  CHECK(response.month == Month(2019, 5));
  CHECK(response.domains == std::map<std::string, std::string>{{"npu", "SW"},
                                                               {"crime_group", "burglary"},
                                                               {"contact_channel", "101"},
                                                               {"age_band", "25-34"},
                                                               {"local_authority", "E08000028"}});
  CHECK(answer(interpreted, "whole_experience") ==
        Answer{.item = "whole_experience", .code = 3, .absence = std::nullopt});
  CHECK(response.comment == "Thank you");
  CHECK(response.answers.size() == 5);
}

TEST_CASE("names of areas are looked up and never guessed at", "[normalise]") {
  CHECK(npu_of("B'ham East") == "BE");
  CHECK(npu_of("BE") == "BE");
  CHECK(npu_of("Brum West") == "BW");
  CHECK(npu_of("Bham W NPU") == "BW");
  CHECK(npu_of("wolves") == "WV");
  CHECK(npu_of("W’ton") == "WV");
  CHECK(npu_of("ＢＷ") == "BW");
  CHECK(npu_of("  birmingham   EAST ") == "BE");
  const Interpreted unknown = read(good("", R"("npu":"Brum Est")"));
  CHECK(held_for(unknown) == "area_unknown");
  CHECK(pointer_held(unknown) == "/npu");
}

TEST_CASE("an area that holds several units is kept at its parent", "[normalise]") {
  for (const std::string name : {"Birmingham", "B'ham", "Brum"}) {
    const Interpreted interpreted = read(good("", "\"npu\":\"" + name + "\""));
    CHECK(domain(interpreted, "npu") == "unknown_npu");
    CHECK(remarked(interpreted, "area_ambiguous"));
    // Both units of the city lie in one local authority, so that much is known.
    CHECK(domain(interpreted, "local_authority") == "E08000025");
  }
  const Interpreted force = read(good("", R"("npu":"WMP")"));
  CHECK(domain(force, "npu") == "unknown_npu");
  CHECK(domain(force, "local_authority") == "(none)");
}

TEST_CASE("a required area that is missing is said to be", "[normalise]") {
  for (const std::string npu : {R"("npu":null)", R"("npu":"")", R"("sex":"x")"}) {
    const Interpreted interpreted = read(good("", npu));
    CHECK(held_for(interpreted) == "field_missing");
    CHECK(pointer_held(interpreted) == "/npu");
  }
}

TEST_CASE("an answer off its scale is held with its field named", "[normalise]") {
  for (const std::string off : {"8", "0", "-1", "1.5", "\"8\"", "\"Quite satisfied\"", "true"}) {
    const Interpreted interpreted = read(with_answers("\"whole_experience\":" + off));
    CHECK(held_for(interpreted) == "answer_out_of_scale");
    CHECK(pointer_held(interpreted) == "/answers/whole_experience");
    CHECK_FALSE(interpreted.response);
    CHECK(interpreted.source_response_id == "a1");
  }
}

TEST_CASE("an answer is read by code, label or spelling in any language", "[normalise]") {
  for (const std::string one :
       {"1", "1.0", "\"1\"", "\" 1 \"", "\"Completely satisfied\"", "\"COMPLETELY  satisfied\"",
        "\"Całkowicie zadowolony(-a)\"", "\"całkowicie zadowolony (-a)\""}) {
    CAPTURE(one);
    CHECK(answer(read(with_answers("\"whole_experience\":" + one)), "whole_experience").code == 1);
  }
}

TEST_CASE("replies without an opinion keep the reason", "[normalise]") {
  const auto absence = [](const std::string& reply) {
    return answer(read(with_answers("\"follow_up\":" + reply)), "follow_up").absence;
  };
  CHECK(absence("\"n/a\"") == Absence::not_applicable);
  CHECK(absence("\"N/A\"") == Absence::not_applicable);
  CHECK(absence("97") == Absence::dont_know);
  CHECK(absence("\"Don’t know\"") == Absence::dont_know);
  CHECK(absence("99") == Absence::refused);
  CHECK(absence("\"\"") == Absence::blank);
  CHECK(absence("\"-\"") == Absence::blank);
  CHECK(absence("\"no answer\"") == Absence::blank);
  CHECK(absence("null") == Absence::blank);
  CHECK(absence("5") == std::nullopt);
}

TEST_CASE("an answer against the routing is kept, flagged and out of the base", "[normalise]") {
  const Interpreted conflict = read(good(
      R"("contact_channel":"not applicable","answers":{"ease_of_contact":2,"whole_experience":2})"));
  CHECK(answer(conflict, "ease_of_contact") ==
        Answer{.item = "ease_of_contact", .code = 2, .absence = Absence::routing_conflict});
  CHECK(remarked(conflict, "routing_conflict"));

  const Interpreted by_item =
      read(with_answers(R"("police_attended":"No","actions":3,"whole_experience":2)"));
  CHECK(answer(by_item, "actions").absence == Absence::routing_conflict);
  const Interpreted attended =
      read(with_answers(R"("police_attended":"Tak","actions":3,"whole_experience":2)"));
  CHECK(answer(attended, "actions").absence == std::nullopt);
  CHECK_FALSE(remarked(attended, "routing_conflict"));
}

TEST_CASE("an item that was not asked and not answered was not asked", "[normalise]") {
  const Interpreted interpreted =
      read(good(R"("contact_channel":"n/a","answers":{"police_attended":2})"));
  CHECK(answer(interpreted, "ease_of_contact").absence == Absence::not_asked);
  CHECK(answer(interpreted, "actions").absence == Absence::not_asked);
  const Interpreted unknown = read(with_answers(R"("whole_experience":2)"));
  CHECK(answer(unknown, "ease_of_contact").absence == Absence::blank);
}

TEST_CASE("an unknown item is counted and its answer not kept", "[normalise]") {
  const Interpreted interpreted =
      read(with_answers(R"("q17":"my name is Jane","whole_experience":2)"));
  REQUIRE(interpreted.response);
  CHECK(interpreted.unmapped == 1);
  CHECK(interpreted.kept.find("Jane") == std::string::npos);
  CHECK(interpreted.kept.find("\"whole_experience\":2") != std::string::npos);
}

TEST_CASE("a return without the overall item is partial and counts for the others", "[normalise]") {
  const Interpreted interpreted = read(with_answers(R"("follow_up":3)"));
  CHECK(remarked(interpreted, "partial"));
  CHECK(answer(interpreted, "follow_up").absence == std::nullopt);
  CHECK_FALSE(remarked(read(with_answers(R"("whole_experience":98)")), "partial"));
}

TEST_CASE("codes that run against the scale are held, labels still read", "[normalise]") {
  Adapter adapter;
  adapter.scale_direction = "1_is_worst";
  auto context = context_of(definitions().surveys[0]);
  context.adapter = &adapter;
  const auto code = normalise::normalise(submission_of(with_answers(R"("follow_up":1)")), context);
  CHECK(held_for(code) == "scale_reversed");
  const auto label =
      normalise::normalise(submission_of(with_answers(R"("follow_up":"Very satisfied")")), context);
  CHECK(answer(label, "follow_up").code == 2);
  adapter.scale_direction = "1_is_best";
  CHECK(normalise::normalise(submission_of(with_answers(R"("follow_up":1)")), context).response);
}

TEST_CASE("a group left out for safeguarding is held, and its sender told no more", "[normalise]") {
  const Interpreted interpreted = read(good(R"("crime_group":"Domestic abuse","age":"x")"));
  CHECK(held_for(interpreted) == "safeguarding_exclusion");
  CHECK(interpreted.hold->errors.size() == 1);
  CHECK(normalise::told_to_sender(interpreted.hold->code) == "held");
  const Interpreted other = read(good(R"("age":12)"));
  CHECK(normalise::told_to_sender(other.hold->code) == "age_out_of_range");

  auto context = context_of(definitions().surveys[0]);
  context.waived = {"safeguarding_exclusion"};
  CHECK(
      normalise::normalise(submission_of(good(R"("crime_group":"domestic_abuse")")), context).hold);
}

TEST_CASE("codes are read by their spellings, others held", "[normalise]") {
  CHECK(domain(read(good(R"("contact_channel":"101 call")")), "contact_channel") == "101");
  CHECK(domain(read(good(R"("contact_channel":999)")), "contact_channel") == "999");
  CHECK(domain(read(good(R"("crime_group":"VEHICLE CRIME")")), "crime_group") == "vehicle");
  const Interpreted unknown = read(good(R"("contact_channel":"pigeon")"));
  CHECK(held_for(unknown) == "code_unknown");
  CHECK(pointer_held(unknown) == "/contact_channel");
}

TEST_CASE("ages fall into bands, ends included, and outside them are held", "[normalise]") {
  CHECK(domain(read(good(R"("age":18)")), "age_band") == "18-24");
  CHECK(domain(read(good(R"("age":"24")")), "age_band") == "18-24");
  CHECK(domain(read(good(R"("age":25)")), "age_band") == "25-34");
  CHECK(domain(read(good(R"("age":120)")), "age_band") == "75+");
  CHECK(domain(read(good(R"("age_band":"75+")")), "age_band") == "75+");
  CHECK(domain(read(good("")), "age_band") == "(none)");
  for (const std::string age : {"17", "121", "-3", "\"forty\"", "20.5"}) {
    CHECK(held_for(read(good("\"age\":" + age))) == "age_out_of_range");
  }
}

TEST_CASE("the words of an adapter are turned into ours", "[normalise]") {
  Adapter adapter;
  FieldMapping crime;
  crime.field = "crime_group";
  crime.paths = {"/crime"};
  crime.values = {{"theft from vehicle", "vehicle"}, {"da", "domestic_abuse"}};
  FieldMapping completed;
  completed.field = "completed_at";
  completed.paths = {"/ended"};
  completed.formats = {"dd/MM/yyyy HH:mm"};
  completed.assume_zone = "Europe/London";
  FieldMapping npu;
  npu.field = "npu";
  npu.paths = {"/npu"};
  adapter.map = {crime, completed, npu};
  auto context = context_of(definitions().surveys[0]);
  context.adapter = &adapter;
  const auto read_adapted = [&](const std::string& word, const std::string& ended) {
    return normalise::normalise(
        submission_of(R"({"npu":"BE","crime":")" + word + R"(","ended":")" + ended + "\"}",
                      &adapter),
        context);
  };
  CHECK(domain(read_adapted("Theft From Vehicle", "14/05/2019 09:12"), "crime_group") == "vehicle");
  CHECK(held_for(read_adapted("DA", "14/05/2019 09:12")) == "safeguarding_exclusion");
  const auto undeclared = read_adapted("burglary", "2019-05-14T09:12:00Z");
  CHECK(held_for(undeclared) == "date_unreadable");
  CHECK(pointer_held(undeclared) == "/ended");
}

TEST_CASE("a survey named in the body must be the one addressed", "[normalise]") {
  CHECK(held_for(read(good(R"("survey":"no_such_survey")"))) == "survey_unknown");
  CHECK(held_for(read(good(R"("survey":"how_are_we_doing")"))) == "survey_mismatch");
  CHECK(read(good(R"("survey":"victim_satisfaction")")).response);
}

TEST_CASE("an instant belongs to the month it is in London", "[normalise]") {
  const auto month = [](const std::string& completed_at) {
    return read(R"({"npu":"BE","completed_at":")" + completed_at + "\"}").response.value().month;
  };
  CHECK(month("2019-05-31T23:45:00Z") == Month(2019, 6));
  CHECK(month("31/05/2019 23:50") == Month(2019, 5));
  CHECK(month("2019-05-31T22:59:59Z") == Month(2019, 5));
  CHECK(month("2019-01-31T23:45:00Z") == Month(2019, 1));
  CHECK(month("2019-06-01T00:30:00+02:00") == Month(2019, 5));
  CHECK(month("31/05/2019") == Month(2019, 5));
  CHECK(month("2019-05-31T23:50:00") == Month(2019, 5));
}

TEST_CASE("a time still to come is held past a tolerance of five minutes", "[normalise]") {
  const auto read_at = [](const std::string& completed_at) {
    return read(R"({"npu":"BE","completed_at":")" + completed_at + "\"}");
  };
  CHECK(held_for(read_at("2031-01-01T00:00:00Z")) == "timestamp_future");
  CHECK(read_at("2019-07-01T12:05:00Z").response);
  CHECK(held_for(read_at("2019-07-01T12:05:01Z")) == "timestamp_future");
  const Interpreted modified = read(good(R"("modified_at":"2031-01-01T00:00:00Z")"));
  CHECK(held_for(modified) == "timestamp_future");
  CHECK(pointer_held(modified) == "/modified_at");
}

TEST_CASE("local times that never were or were twice are held", "[normalise]") {
  const auto held_at = [](const std::string& completed_at) {
    return held_for(read(R"({"npu":"BE","completed_at":")" + completed_at + "\"}"));
  };
  CHECK(held_at("31/03/2019 01:30") == "timestamp_nonexistent");
  CHECK(held_at("31/03/2019 00:59") == "(not held)");
  CHECK(held_at("31/03/2019 02:00") == "(not held)");
  CHECK(held_at("28/10/2018 01:30") == "timestamp_ambiguous");
  CHECK(held_at("28/10/2018 00:59") == "(not held)");
  CHECK(held_at("28/10/2018 02:00") == "(not held)");
  CHECK(held_at("2018-10-28T01:30:00Z") == "(not held)");
}

TEST_CASE("dates in no declared form are refused, American ones among them", "[normalise]") {
  for (const std::string date :
       {"05/31/2019 09:00", "05/31/2019", "5/6/2019", "05/06/19", "31.05.2019", "31/04/2019",
        "31/05/2019 24:00", "31/05/2019 9:00 PM", "14 May 2019", "2019-13-01", "yesterday"}) {
    CAPTURE(date);
    const Interpreted interpreted = read(R"({"npu":"BE","completed_at":")" + date + "\"}");
    CHECK(held_for(interpreted) == "date_unreadable");
    CHECK(pointer_held(interpreted) == "/completed_at");
  }
  CHECK(held_for(read(R"({"npu":"BE","completed_at":1557825164})")) == "date_unreadable");
  CHECK(held_for(read(R"({"npu":"BE"})")) == "field_missing");
  CHECK(pointer_held(read(R"({"npu":"BE","completed_at":null})")) == "/completed_at");
}

TEST_CASE("a poll's answer belongs to the wave it was completed in", "[normalise]") {
  CHECK(read_poll("2019-02-01T00:00:00Z").response.value().wave == 3);
  CHECK(read_poll("2019-02-28T23:59:59Z").response.value().wave == 3);
  CHECK_FALSE(remarked(read_poll("2019-02-28T23:59:59Z"), "late_in_grace"));
  CHECK(remarked(read_poll("2019-03-04T10:00:00Z"), "late_in_grace"));
  CHECK(read_poll("2019-03-07T23:00:00Z").response.value().wave == 3);
  CHECK(held_for(read_poll("2019-03-08T00:00:00Z")) == "wave_closed");
  CHECK(held_for(read_poll("2019-03-20T10:00:00Z")) == "wave_closed");
  CHECK(held_for(read_poll("2019-01-31T23:59:59Z")) == "wave_unknown");
  CHECK(read_poll("2019-04-30T23:30:00Z").response.value().wave == 4);
  CHECK(read(good("")).response.value().wave == 0);
}

TEST_CASE("a person may set a reason aside, which is then a finding", "[normalise]") {
  auto context = context_of(definitions().surveys[1]);
  context.waived = {"wave_closed"};
  const auto submission = submission_of(
      R"({"npu":"SW","answers":{"confidence":2},"completed_at":"2019-03-20T10:00:00Z"})");
  const Interpreted admitted = normalise::normalise(submission, context);
  REQUIRE(admitted.response);
  CHECK(admitted.response->wave == 3);
  CHECK(remarked(admitted, "wave_closed"));
}

TEST_CASE("every error is told, the first names the hold", "[normalise]") {
  const Interpreted interpreted =
      read(R"({"npu":"Brum Est","age":12,"answers":{"whole_experience":8}})");
  REQUIRE(interpreted.hold);
  std::vector<std::string> codes;
  for (const Finding& error : interpreted.hold->errors) {
    codes.push_back(error.code);
  }
  CHECK(codes == std::vector<std::string>{"field_missing", "area_unknown", "age_out_of_range",
                                          "answer_out_of_scale"});
  CHECK(interpreted.hold->code == "field_missing");
}

TEST_CASE("a member id becomes a pseudonym and is not kept", "[normalise]") {
  const Interpreted interpreted = read(good(R"("respondent_id":"member-7")"));
  // printf 'wmnow|member-7' | openssl dgst -sha256 -hmac 'pepper'
  const std::string pseudonym = "a405b247942b2400ee5e6d90cc806a04cb795b6ce41525dbcdf3a91dca860f49";
  CHECK(interpreted.response.value().person == pseudonym);
  CHECK(interpreted.kept.find("member-7") == std::string::npos);
  const auto again = normalise::normalise(receive::restore(interpreted.kept),
                                          context_of(definitions().surveys[0]));
  CHECK(again.response.value().person == pseudonym);
  CHECK(read(good(R"("person":"forged")")).response.value().person.empty());
}

TEST_CASE("a kept item reads again as the same response", "[normalise]") {
  const Interpreted first = read(
      good(R"("respondent_id":5,"age":40,"comment":"zażółć","answers":{"whole_experience":"n/a"})",
           R"("npu":"Birmingham")"));
  // 40 is in none of this survey's bands; read again it is held for the same reason.
  CHECK(held_for(first) == "age_out_of_range");
  const auto again =
      normalise::normalise(receive::restore(first.kept), context_of(definitions().surveys[0]));
  CHECK(again.hold.value().errors == first.hold.value().errors);
  CHECK(again.kept == first.kept);
}

TEST_CASE("what could not be decoded is held for that", "[normalise]") {
  const Interpreted interpreted = read("{");
  CHECK(held_for(interpreted) == "malformed_json");
  CHECK(interpreted.kept.empty());
}

TEST_CASE("an id of the sender is text of modest length", "[normalise]") {
  const auto read_id = [](const std::string& id) {
    return read(R"({"npu":"BE","completed_at":"2019-05-14T09:12:44Z","source_response_id":)" + id +
                "}");
  };
  CHECK(read_id("884213").source_response_id == "884213");
  CHECK(read_id("null").response.value().source_response_id.empty());
  CHECK(held_for(read_id("\"" + std::string(201, 'x') + "\"")) == "id_malformed");
  CHECK(held_for(read_id("\"a\\u0000b\"")) == "id_malformed");
}

TEST_CASE("every code is listed once", "[normalise]") {
  std::vector<std::string_view> codes(normalise::hold::all.begin(), normalise::hold::all.end());
  codes.insert(codes.end(), normalise::remark::all.begin(), normalise::remark::all.end());
  std::sort(codes.begin(), codes.end());
  CHECK(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
}

TEST_CASE("a message quotes a short coded value and only describes what may be personal",
          "[normalise]") {
  const auto message = [](const std::string& npu) {
    return read(good("", "\"npu\":\"" + npu + "\"")).hold.value().errors.at(0).message;
  };
  for (const std::string shown : {"8", "123456", "Brum Est", "2031-01-01T00:00:00Z", "31/02/2019",
                                  "Saint-Mary's", "2019-05-14 09:12"}) {
    CAPTURE(shown);
    CHECK(message(shown).find("\"" + shown + "\"") != std::string::npos);
  }
  for (const std::string hidden :
       {"jane@example.org", "07700900123", "0121 496 0000", "+44 7700 900123", "+447700900123",
        "B6 6AA", "WS11aa", "EC1A 1BB", "My neighbour Jane Doe saw it all", "1234567"}) {
    CAPTURE(hidden);
    CHECK(message(hidden).find(hidden) == std::string::npos);
    CHECK(message(hidden).find("a text of " + std::to_string(hidden.size()) + " characters") !=
          std::string::npos);
  }
  const auto answered = read(with_answers(R"("whole_experience":"07700900123")"));
  CHECK(answered.hold.value().errors.at(0).message.find("07700") == std::string::npos);
  const auto dated = read(R"({"npu":"Sandwell","completed_at":"born 12/03/1984 in Walsall"})");
  CHECK(dated.hold.value().errors.at(0).message.find("1984") == std::string::npos);
}
