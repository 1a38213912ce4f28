// What was answered: scales, routing, and replies that are no opinion.
#include <catch2/catch.hpp>

#include "soundings/normalise/reason.h"

#include "read_response.h"

using namespace soundings;
using namespace soundings::test;

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
    return answer(read(with_answers("\"whole_experience\":2,\"follow_up\":" + reply)), "follow_up")
        .absence;
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
  CHECK(has_finding(conflict, "routing_conflict"));

  const Interpreted by_item =
      read(with_answers(R"("police_attended":"No","actions":3,"whole_experience":2)"));
  CHECK(answer(by_item, "actions").absence == Absence::routing_conflict);
  const Interpreted attended =
      read(with_answers(R"("police_attended":"Tak","actions":3,"whole_experience":2)"));
  CHECK(answer(attended, "actions").absence == std::nullopt);
  CHECK_FALSE(has_finding(attended, "routing_conflict"));
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
  CHECK(has_finding(interpreted, "partial"));
  CHECK(answer(interpreted, "follow_up").absence == std::nullopt);
  CHECK_FALSE(has_finding(read(with_answers(R"("whole_experience":98)")), "partial"));
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
