// Where a response belongs: areas, channels, groups, ages, in the words of any sender.
#include <algorithm>

#include <catch2/catch.hpp>

#include "soundings/normalise/reason.h"

#include "read_response.h"

using namespace soundings;
using namespace soundings::test;

namespace {

/// The small survey, whose youngest respondents are 18 and whose children are held.
Survey guarded_by_age() {
  Survey survey = definitions().surveys[0];
  Domain& ages = *std::ranges::find(survey.domains, std::string("age_band"), &Domain::id);
  ages.below_min = "safeguarding_exclusion";
  ages.refuse = {
      {.id = "under_18", .reason = "safeguarding_exclusion", .also = {"under 18", "16-17"}}};
  return survey;
}

}  // namespace

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
    CHECK(has_finding(interpreted, "area_ambiguous"));
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

TEST_CASE("a group left out for safeguarding is held, and its sender learns no more",
          "[normalise]") {
  const Interpreted interpreted = read(good(R"("crime_group":"Domestic abuse","age":"x")"));
  CHECK(held_for(interpreted) == "safeguarding_exclusion");
  CHECK(interpreted.hold->errors.size() == 1);
  CHECK(normalise::code_for_sender(interpreted.hold->code) == "held");
  const Interpreted other = read(good(R"("age":12)"));
  CHECK(normalise::code_for_sender(other.hold->code) == "age_out_of_range");

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

TEST_CASE(
    "an unknown code or age set aside leaves its domain missing, but not where groups are refused",
    "[normalise]") {
  auto context = context_of(definitions().surveys[0]);
  context.waived = {"code_unknown", "age_out_of_range"};
  const auto admitted = [&](const std::string& field) {
    return normalise::normalise(submission_of(good(field)), context);
  };
  const Interpreted channel = admitted(R"("contact_channel":"pigeon")");
  CHECK(domain(channel, "contact_channel") == "(none)");
  CHECK(has_finding(channel, "code_unknown"));
  const Interpreted age = admitted(R"("age":"forty")");
  CHECK(domain(age, "age_band") == "(none)");
  CHECK(has_finding(age, "age_out_of_range"));
  CHECK(held_for(admitted(R"("crime_group":"domestic")")) == "code_unknown");
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

TEST_CASE("a refused group is known by every name its definition lists", "[normalise]") {
  for (const std::string name :
       {"Domestic abuse - violence", "DOMESTIC ABUSE VIOLENCE", "child victim", "domestic_abuse"}) {
    CAPTURE(name);
    CHECK(held_for(read(good("\"crime_group\":\"" + name + "\""))) == "safeguarding_exclusion");
  }
  // Nothing is guessed: a name that is not listed is unknown.
  CHECK(held_for(read(good(R"("crime_group":"domestic")"))) == "code_unknown");
}

TEST_CASE("a broken item that names a refused group is held for that, not for its form",
          "[normalise]") {
  const std::string more = R"("crime_group":"Domestic abuse")";
  const std::vector<std::string> bodies = {
      "{" + more + R"(,"npu":["x"]})", "{" + more + R"(,"npu":"BE","npu":"BW"})",
      "{" + more + R"(,"crime_group":"burglary"})", R"({"crime_group":["Domestic abuse"]})"};
  for (const std::string& body : bodies) {
    CAPTURE(body);
    const Interpreted interpreted = read(body);
    CHECK(held_for(interpreted) == "safeguarding_exclusion");
    CHECK(interpreted.hold->errors.size() == 1);
    CHECK(interpreted.kept.empty());
  }
  CHECK(held_for(read(R"({"crime_group":"burglary","npu":["x"]})")) == "field_malformed");
  CHECK(held_for(read(R"({"comment":"Domestic abuse","npu":["x"]})")) == "field_malformed");
}

TEST_CASE("a ragged row is held for a refused group, wherever its cells have moved to",
          "[normalise]") {
  const auto held_row = [](const std::string& row) {
    Delivery delivery;
    delivery.media_type = "text/csv";
    delivery.body = "source_response_id,npu,crime_group,whole_experience\n" + row + "\n";
    return held_for(normalise::normalise(receive::decode(delivery, nullptr).submissions.at(0),
                                         context_of(definitions().surveys[0])));
  };
  CHECK(held_row("a1,BE,domestic abuse") == "safeguarding_exclusion");
  CHECK(held_row("a1,Birmingham, East,Domestic Abuse,3") == "safeguarding_exclusion");
  CHECK(held_row("a1,domestic_abuse") == "safeguarding_exclusion");
  CHECK(held_row("a1,BE,domestic abuse,\"3\"x") == "safeguarding_exclusion");
  CHECK(held_row("a1,BE,burglary") == "ragged_row");
}

TEST_CASE("a row that lost a delimiter is not taken for a child's", "[normalise]") {
  Survey survey = definitions().surveys[0];
  std::ranges::find(survey.domains, std::string("age_band"), &Domain::id)->below_min =
      "safeguarding_exclusion";
  Delivery delivery;
  delivery.media_type = "text/csv";
  delivery.body = "source_response_id,npu,age,whole_experience\na1;BE,40,2\n";
  CHECK(held_for(normalise::normalise(receive::decode(delivery, nullptr).submissions.at(0),
                                      context_of(survey))) == "ragged_row");
}

TEST_CASE("an age below the least is held as the definition says, and not reported",
          "[normalise]") {
  const Survey survey = guarded_by_age();
  const auto read_age = [&](const std::string& field) {
    return normalise::normalise(submission_of(good(field)), context_of(survey));
  };
  for (const std::string field : {R"("age":17)", R"("age":"12")", R"("age":17.5)", R"("age":0)",
                                  R"("age":"under 18")", R"("age_band":"16-17")"}) {
    CAPTURE(field);
    const Interpreted interpreted = read_age(field);
    CHECK(held_for(interpreted) == "safeguarding_exclusion");
    REQUIRE(interpreted.hold->errors.size() == 1);
    CHECK(interpreted.hold->errors[0].message == "The definition holds this group for a person.");
  }
  CHECK(read_age(R"("age":18)").response);
  for (const std::string field : {R"("age":-3)", R"("age":121)", R"("age":"forty")"}) {
    CAPTURE(field);
    CHECK(held_for(read_age(field)) == "age_out_of_range");
  }
}

TEST_CASE("an age below the least is one however it is written", "[normalise]") {
  const Survey survey = guarded_by_age();
  const auto read_age = [&](const std::string& field) {
    auto context = context_of(survey);
    context.waived = {"age_out_of_range", "code_unknown"};
    return held_for(normalise::normalise(submission_of(good(field)), context));
  };
  for (const std::string age : {"10-15",
                                "10 \u2013 15",
                                "10 to 15",
                                "between 10 and 15",
                                "15 years",
                                "15 yrs old",
                                "15y",
                                "15yo",
                                "aged 15",
                                "<16",
                                "< 18",
                                "\u226416",
                                "under 16",
                                "Under 18",
                                "below 12",
                                "less than 16",
                                "16 or under",
                                "up to 17",
                                "16-24",
                                "fifteen",
                                "Seventeen years old",
                                "11 months",
                                "6 weeks",
                                "15.5 years",
                                "15,5",
                                "15.",
                                "(15)",
                                "~15",
                                "\uFF11\uFF15"}) {
    CAPTURE(age);
    CHECK(read_age("\"age\":\"" + age + "\"") == "safeguarding_exclusion");
    CHECK(read_age("\"age_band\":\"" + age + "\"") == "safeguarding_exclusion");
    CHECK(read_age("\"age\":34,\"age_band\":\"" + age + "\"") == "safeguarding_exclusion");
  }
  // What cannot be read as an age may be a child's all the same, and nobody can admit it.
  for (const std::string age :
       {"forty", "40 years", "40 years 5 months", "under 25", "16+", "over 16", "-3", "2019-05-14",
        "14/05/2019", "14 May 2019", "05-2004", "child", "1985"}) {
    CAPTURE(age);
    CHECK(read_age("\"age\":\"" + age + "\"") == "age_out_of_range");
  }
}

TEST_CASE("a band beside an age is read, and never passed over", "[normalise]") {
  const Survey survey = guarded_by_age();
  const auto read_both = [&](const std::string& age, const std::string& band) {
    auto context = context_of(survey);
    context.waived = {"age_out_of_range", "code_unknown"};
    return normalise::normalise(submission_of(good("\"age\":" + age + ",\"age_band\":" + band)),
                                context);
  };
  for (const std::string band : {"\"garbage\"", "\"child\"", "\"over 16\""}) {
    CAPTURE(band);
    const Interpreted interpreted = read_both("34", band);
    CHECK(held_for(interpreted) == "code_unknown");
    CHECK(pointer_held(interpreted) == "/age_band");
  }
  CHECK(held_for(read_both("34", "15")) == "safeguarding_exclusion");
  CHECK(held_for(read_both("\"-\"", "\"under 16\"")) == "safeguarding_exclusion");
  for (const std::string band : {"\"25-34\"", "\"-\"", "\"\"", "null"}) {
    CAPTURE(band);
    CHECK(domain(read_both("34", band), "age_band") == "25-34");
  }
  CHECK(domain(read_both("\"-\"", "\"25-34\""), "age_band") == "25-34");
}

TEST_CASE("a refused group's name in any field that is read holds the item for it", "[normalise]") {
  const auto read_admitted = [](const std::string& body) {
    auto context = context_of(definitions().surveys[0]);
    context.waived = {"area_unknown", "code_unknown", "answer_out_of_scale", "age_out_of_range",
                      "date_unreadable"};
    return held_for(normalise::normalise(submission_of(body), context));
  };
  for (const std::string name :
       {"domestic abuse", "Domestic_Abuse", "DOMESTICABUSE", "domestic/abuse", "child victim"}) {
    CAPTURE(name);
    for (const std::string field :
         {"contact_channel", "crime_group", "age", "age_band", "modified_at", "survey"}) {
      CAPTURE(field);
      CHECK(read_admitted(good("\"" + field + "\":\"" + name + "\"")) == "safeguarding_exclusion");
    }
    CHECK(read_admitted(good("", "\"npu\":\"" + name + "\"")) == "safeguarding_exclusion");
    CHECK(read_admitted(with_answers("\"follow_up\":\"" + name + "\"")) ==
          "safeguarding_exclusion");
    CHECK(read_admitted(R"({"npu":["x"],"answers":{"follow_up":")" + name + "\"}}") ==
          "safeguarding_exclusion");
    CHECK(read_admitted(R"({"npu":["x"],"contact_channel":")" + name + "\"}") ==
          "safeguarding_exclusion");
  }
  const Interpreted interpreted = read(good(R"("contact_channel":"child victim")"));
  REQUIRE(interpreted.hold->errors.size() == 1);
  CHECK(interpreted.hold->errors[0].message.find("child") == std::string::npos);
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
  FieldMapping answer;
  answer.field = "answers/follow_up";
  answer.paths = {"/q1"};
  adapter.map = {crime, completed, npu, answer};
  auto context = context_of(definitions().surveys[0]);
  context.adapter = &adapter;
  const auto read_adapted = [&](const std::string& word, const std::string& ended) {
    return normalise::normalise(
        submission_of(R"({"npu":"BE","q1":2,"crime":")" + word + R"(","ended":")" + ended + "\"}",
                      &adapter),
        context);
  };
  CHECK(domain(read_adapted("Theft From Vehicle", "14/05/2019 09:12"), "crime_group") == "vehicle");
  CHECK(held_for(read_adapted("DA", "14/05/2019 09:12")) == "safeguarding_exclusion");
  const auto undeclared = read_adapted("burglary", "2019-05-14T09:12:00Z");
  CHECK(held_for(undeclared) == "date_unreadable");
  CHECK(pointer_held(undeclared) == "/ended");
}
