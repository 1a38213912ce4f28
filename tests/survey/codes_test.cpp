// The names by which codes are asked for.
#include "soundings/survey/codes.h"

#include <catch2/catch.hpp>

using namespace soundings;

namespace {

Definitions real() {
  return read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
}

}  // namespace

TEST_CASE("a code is known by its id, its names and its aliases", "[survey]") {
  const Definitions definitions = real();
  const Survey& survey = *definitions.find_survey("victim_satisfaction");
  const auto npu = [&](const char* text) { return code_named(definitions, survey, "npu", text); };
  for (const auto* name :
       {"BE", "be", "Birmingham East", "B'ham East", "BHAM  EAST", "brum-east"}) {
    INFO(name);
    CHECK(npu(name) == "BE");
  }
  CHECK(npu("Area not known") == "unknown_npu");
  for (const auto* other : {"Birmingham", "West Midlands", "E08000025", "", "  ", "!", "Narnia"}) {
    INFO(other);
    CHECK(npu(other) == std::nullopt);
  }
  CHECK(code_named(definitions, survey, "no_domain", "BE") == std::nullopt);
  CHECK(area_named(definitions, "npu", "Wolves")->id == "WV");
  CHECK(area_named(definitions, "city", "brum")->id == "birmingham");
  CHECK(area_named(definitions, "npu", "brum") == nullptr);
}

TEST_CASE("a name that stands for two codes stands for neither", "[survey]") {
  const Definitions definitions;
  Survey survey;
  Domain domain;
  domain.id = "channel";
  for (const auto* code : {"a", "b"}) {
    DomainCode made;
    made.id = code;
    made.label = {{"en", "The same"}};
    domain.codes.push_back(made);
  }
  survey.domains = {domain};
  CHECK(code_named(definitions, survey, "channel", "the same") == std::nullopt);
  CHECK(code_named(definitions, survey, "channel", "b") == "b");
}
