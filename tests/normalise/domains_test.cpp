// Where a response belongs: areas, channels, groups, ages, in the words of any sender.
#include <catch2/catch.hpp>

#include "soundings/normalise/reason.h"

#include "read_response.h"

using namespace soundings;
using namespace soundings::test;

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
