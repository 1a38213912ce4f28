// What a survey consists of, and a table read by key.
#include "soundings/survey/survey.h"

#include <catch2/catch.hpp>

#include "soundings/survey/invitation.h"
#include "soundings/survey/table.h"

using namespace soundings;

TEST_CASE("items, domains and waves of a survey are found by what they are called", "[survey]") {
  Survey survey;
  survey.items.emplace_back().id = "treatment";
  survey.domains.emplace_back().id = "sex";
  survey.domains.back().codes.emplace_back().id = "female";
  survey.waves.emplace_back().number = 3;

  REQUIRE(survey.find_item("treatment") != nullptr);
  CHECK(survey.find_item("actions") == nullptr);
  REQUIRE(survey.find_domain("sex") != nullptr);
  CHECK(survey.find_domain("sex")->find("female") != nullptr);
  CHECK(survey.find_domain("sex")->find("Female") == nullptr);
  CHECK(survey.find_domain("age_band") == nullptr);
  REQUIRE(survey.find_wave(3) != nullptr);
  CHECK(survey.find_wave(1) == nullptr);
}

TEST_CASE("a row of a table is found by its whole key", "[survey]") {
  Table table;
  table.rows.emplace_back().base = 904;
  table.rows.emplace_back().key = {{"npu", "BE"}};
  table.rows.back().base = 148;

  REQUIRE(table.find({}) != nullptr);
  CHECK(table.find({})->base == 904);
  REQUIRE(table.find({{"npu", "BE"}}) != nullptr);
  CHECK(table.find({{"npu", "BE"}})->base == 148);
  CHECK(table.find({{"npu", "BE"}, {"contact_channel", "999"}}) == nullptr);
}

TEST_CASE("bounced and ineligible people could not have answered", "[survey]") {
  Invitation invitation;
  invitation.invited = 1450;
  invitation.bounced = 40;
  invitation.ineligible = 10;
  CHECK(invitation.eligible() == 1400);
}
