// A response read from end to end: who sent it, what is held and what is kept of it.
#include <catch2/catch.hpp>

#include "soundings/normalise/reason.h"

#include "read_response.h"

using namespace soundings;
using namespace soundings::test;

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
  REQUIRE(response.free_texts.size() == 1);
  CHECK(response.free_texts[0].text == "Thank you");
  CHECK(response.answers.size() == 5);
}

TEST_CASE("each free text is read for its own item, and only the first is kept", "[normalise]") {
  Survey survey = definitions().surveys[0];
  Item second;
  second.id = "what_to_improve";
  second.kind = Item::Kind::free_text;
  second.max_graphemes = 100;
  survey.items.push_back(second);
  const auto read_texts = [&survey](const std::string& more) {
    return normalise::normalise(submission_of(good(more)), context_of(survey));
  };
  const auto text_of = [](const Interpreted& interpreted) {
    return interpreted.response.value().free_texts.back();
  };
  const Interpreted both = read_texts(
      R"("comment":"Thank you","answers":{"follow_up":2,"what_to_improve":" Ring  me "})");
  REQUIRE(both.response.value().free_texts.size() == 2);
  CHECK(both.response->free_texts[0].text == "Thank you");
  CHECK(text_of(both) == FreeText{.item = "what_to_improve", .text = "Ring me"});
  CHECK(both.kept.find("Thank  you") == std::string::npos);
  CHECK(both.kept.find("Thank you") != std::string::npos);
  CHECK(both.kept.find("Ring") == std::string::npos);
  CHECK(both.unread.empty());
  const Interpreted second_alone =
      read_texts(R"("answers":{"follow_up":2,"what_to_improve":"Ring me"})");
  CHECK(second_alone.response.value().free_texts[0].text.empty());
  CHECK(text_of(second_alone).text == "Ring me");
  CHECK(second_alone.kept.find("Ring") == std::string::npos);
}

TEST_CASE("a survey named in the body must be the one addressed", "[normalise]") {
  CHECK(held_for(read(good(R"("survey":"no_such_survey")"))) == "survey_unknown");
  CHECK(held_for(read(good(R"("survey":"how_are_we_doing")"))) == "survey_mismatch");
  CHECK(read(good(R"("survey":"victim_satisfaction")")).response);
}

TEST_CASE("a person may set a reason aside, which is then a finding", "[normalise]") {
  auto context = context_of(definitions().surveys[1]);
  context.waived = {"wave_closed"};
  const auto submission = submission_of(
      R"({"npu":"SW","answers":{"confidence":2},"completed_at":"2019-03-20T10:00:00Z"})");
  const Interpreted admitted = normalise::normalise(submission, context);
  REQUIRE(admitted.response);
  CHECK(admitted.response->wave == 3);
  CHECK(has_finding(admitted, "wave_closed"));
}

TEST_CASE("every error is reported, the first names the hold", "[normalise]") {
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
    return read(R"({"npu":"BE","answers":{"follow_up":2},"completed_at":"2019-05-14T09:12:44Z",)"
                R"("source_response_id":)" +
                id + "}");
  };
  CHECK(read_id("884213").source_response_id == "884213");
  CHECK(read_id("null").response.value().source_response_id.empty());
  CHECK(held_for(read_id("\"" + std::string(201, 'x') + "\"")) == "id_malformed");
  CHECK(held_for(read_id("\"a\\u0000b\"")) == "id_malformed");
}

TEST_CASE("every code is listed once", "[normalise]") {
  std::vector<std::string_view> codes(normalise::hold::all.begin(), normalise::hold::all.end());
  codes.insert(codes.end(), normalise::finding::all.begin(), normalise::finding::all.end());
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
  const auto coded = read(good("", "\"npu\":\"Sandwell\",\"crime_group\":\"John Smith\""));
  CHECK(coded.hold.value().errors.at(0).message.find("Smith") == std::string::npos);
  const auto dated = read(R"({"npu":"Sandwell","completed_at":"born 12/03/1984 in Walsall"})");
  CHECK(dated.hold.value().errors.at(0).message.find("1984") == std::string::npos);
}
