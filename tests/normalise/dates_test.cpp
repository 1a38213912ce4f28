// When it was answered: months, waves, and times that no clock in London showed once.
#include <catch2/catch.hpp>

#include "soundings/normalise/reason.h"

#include "read_response.h"

using namespace soundings;
using namespace soundings::test;

TEST_CASE("an instant belongs to the month it is in London", "[normalise]") {
  const auto month = [](const std::string& completed_at) {
    return read(R"({"npu":"BE","answers":{"follow_up":2},"completed_at":")" + completed_at + "\"}")
        .response.value()
        .month;
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
    return read(R"({"npu":"BE","answers":{"follow_up":2},"completed_at":")" + completed_at + "\"}");
  };
  CHECK(held_for(read_at("2031-01-01T00:00:00Z")) == "timestamp_future");
  CHECK(read_at("2019-07-01T12:05:00Z").response);
  CHECK(held_for(read_at("2019-07-01T12:05:01Z")) == "timestamp_future");
  const Interpreted modified = read(good(R"("modified_at":"2031-01-01T00:00:00Z")"));
  CHECK(held_for(modified) == "timestamp_future");
  CHECK(pointer_held(modified) == "/modified_at");
}

TEST_CASE("an answer from before its survey is held, by the day in London", "[normalise]") {
  Survey survey = definitions().surveys[0];
  survey.valid_from = "2019-05-01";
  const auto read_at = [&](const std::string& completed_at) {
    return normalise::normalise(
        submission_of(R"({"npu":"BE","answers":{"follow_up":2},"completed_at":")" + completed_at +
                      "\"}"),
        context_of(survey));
  };
  CHECK(held_for(read_at("1900-01-01T00:00:00Z")) == "timestamp_before_survey");
  CHECK(pointer_held(read_at("1900-01-01T00:00:00Z")) == "/completed_at");
  CHECK(held_for(read_at("2019-04-30T22:59:59Z")) == "timestamp_before_survey");
  CHECK(read_at("2019-04-30T23:00:00Z").response);
}

TEST_CASE("local times that never were or were twice are held", "[normalise]") {
  const auto held_at = [](const std::string& completed_at) {
    return held_for(
        read(R"({"npu":"BE","answers":{"follow_up":2},"completed_at":")" + completed_at + "\"}"));
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
    const Interpreted interpreted =
        read(R"({"npu":"BE","answers":{"follow_up":2},"completed_at":")" + date + "\"}");
    CHECK(held_for(interpreted) == "date_unreadable");
    CHECK(pointer_held(interpreted) == "/completed_at");
  }
  CHECK(held_for(read(R"({"npu":"BE","completed_at":1557825164})")) == "date_unreadable");
  CHECK(held_for(read(R"({"npu":"BE"})")) == "field_missing");
  CHECK(pointer_held(read(R"({"npu":"BE","completed_at":null})")) == "/completed_at");
}

TEST_CASE("a date that reads two ways is refused unless its form was declared", "[normalise]") {
  const auto held_at = [](const std::string& completed_at) {
    return held_for(
        read(R"({"npu":"BE","answers":{"follow_up":2},"completed_at":")" + completed_at + "\"}"));
  };
  CHECK(held_at("05/06/2019 09:00") == "date_unreadable");
  CHECK(held_at("05/06/2019 09:00:30") == "date_unreadable");
  CHECK(held_at("12/01/2019") == "date_unreadable");
  CHECK(held_at("05/05/2019 09:00") == "(not held)");
  CHECK(held_at("13/06/2019 09:00") == "(not held)");
  CHECK(held_at("2019-05-06T09:00:00") == "(not held)");
  const Interpreted modified = read(good(R"("modified_at":"05/06/2019 09:00")"));
  CHECK(held_for(modified) == "date_unreadable");
  CHECK(pointer_held(modified) == "/modified_at");
}

TEST_CASE("a poll's answer belongs to the wave it was completed in", "[normalise]") {
  CHECK(read_poll("2019-02-01T00:00:00Z").response.value().wave == 3);
  CHECK(read_poll("2019-02-28T23:59:59Z").response.value().wave == 3);
  CHECK_FALSE(has_finding(read_poll("2019-02-28T23:59:59Z"), "late_in_grace"));
  CHECK(has_finding(read_poll("2019-03-04T10:00:00Z"), "late_in_grace"));
  CHECK(read_poll("2019-03-07T23:00:00Z").response.value().wave == 3);
  CHECK(held_for(read_poll("2019-03-08T00:00:00Z")) == "wave_closed");
  CHECK(held_for(read_poll("2019-03-20T10:00:00Z")) == "wave_closed");
  CHECK(held_for(read_poll("2019-01-31T23:59:59Z")) == "wave_unknown");
  CHECK(read_poll("2019-04-30T23:30:00Z").response.value().wave == 4);
  CHECK(read(good("")).response.value().wave == 0);
}
