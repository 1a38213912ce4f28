// What is reported of a folder of definitions with several faults, or of none of our kind:
// all of them at once, in order, and nothing that only follows from another.
#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "slips.h"
#include "support/definition_copy.h"

using namespace soundings;
using namespace soundings::test;

TEST_CASE("counts that disagree are reported with both totals", "[survey]") {
  const DefinitionCopy copy;
  copy.replace(targets, "sex,male,1123339", "sex,male,1123340");
  const auto faults = faults_in(copy.folder());
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message == "sex sums to 2290263, but age_band to 2290262");
}

TEST_CASE("a fault of shape says what the schema allows", "[survey]") {
  const DefinitionCopy copy;
  copy.replace("areas.json", "\"level\": \"city\"", "\"level\": \"town\"");
  const auto faults = faults_in(copy.folder());
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message ==
        "/areas/1/level is town; schemas/areas.schema.json says enum "
        "[\"force\",\"city\",\"npu\",\"local_authority\"]");
}

TEST_CASE("all faults are found at once, in the order of the files", "[survey]") {
  const DefinitionCopy copy;
  copy.replace("areas.json", "\"aliases\": [\"Cov\"]", "\"aliases\": [\"Wolves\"]");
  copy.replace("areas.json", "\"version\": \"1.0.0\"", "\"version\": \"one\"");
  copy.replace("measures.json", "\"decimals\": 0", "\"decimals\": 9");
  copy.replace("measures.json", "\"good_direction\": \"up\"", "\"good_direction\": \"sideways\"");
  copy.replace(victim, "\"positive\": [1, 2, 3]", "\"positive\": [1, 2, 8]");
  copy.replace(livechat, "\"id\"", "id");
  copy.replace(targets, "sex,male,1123339", "sex,male,1123340");
  const auto faults = faults_in(copy.folder());
  std::vector<std::string> rules;
  rules.reserve(faults.size());
  for (const DefinitionFault& fault : faults) {
    rules.push_back(fault.file + " " + fault.rule);
  }
  std::sort(rules.begin() + 2, rules.begin() + 4);
  CHECK(rules ==
        std::vector<std::string>{"areas.json version_is_semantic", "areas.json alias_unambiguous",
                                 "measures.json schema_enum", "measures.json schema_maximum",
                                 livechat + " json_syntax", victim + " positive_code_in_scale",
                                 targets + " target_counts_agree"});
}

TEST_CASE("a fault of shape hides no other fault of its file", "[survey]") {
  const DefinitionCopy copy;
  copy.replace(victim, "\"version\": \"2.0.1\"", "\"version\": \"x\", \"colour\": \"red\"");
  copy.replace(victim, "\"code\": 4,", "\"code\": 5,");
  copy.replace(victim, "\"positive\": [1, 2, 3]", "\"positive\": [1, 2, 9]");
  copy.replace(victim, "\"id\": \"follow_up\",\n      \"scale\": \"sat7\"",
               "\"id\": \"follow_up\",\n      \"scale\": \"sat5\"");
  copy.replace(victim, "\"items\": [",
               "\"items\": [{\"id\": \"treatment\", \"scale\": \"sat7\", \"positive\": [1]},");
  const auto faults = faults_in(copy.folder());
  INFO(reported(faults));
  std::set<std::string> places;
  for (const DefinitionFault& fault : faults) {
    places.insert(fault.rule + " " + fault.pointer + " " + fault.value);
    CHECK(fault.file == victim);
  }
  CHECK(faults.size() == 6);
  CHECK(places == std::set<std::string>{
                      "schema_unknown_field /colour red", "version_is_semantic /version x",
                      "id_unique /scales/sat7/codes/4/code 5",
                      "positive_code_in_scale /items/1/positive/2 9",
                      "scale_exists /items/4/scale sat5", "id_unique /items/5/id treatment"});
}

TEST_CASE("a part that cannot be read is left out, and nothing is said to follow from it",
          "[survey]") {
  check({
      {"schema_required", victim, "\"code\": 2, ", "", "/scales/sat7/codes/1/code", ""},
      {"schema_type", victim, "\"id\": \"whole_experience\"", "\"id\": 5", "/items/5/id", "5"},
      {"schema_type", victim, "\"positive\": [1, 2, 3]", "\"positive\": \"top three\"",
       "/items/0/positive", "top three"},
      {"schema_unknown_field", victim, "\"scale\": \"sat7\"", "\"scael\": \"sat7\"",
       "/items/0/scael", "sat7"},
      {"schema_type", voice, "\"number\": 2", "\"number\": \"two\"", "/waves/1/number", "two"},
      {"schema_type", voice, "\"closes\": \"2018-11-30\"", "\"closes\": 30", "/waves/0/closes",
       "30"},
      {"schema_enum", voice, "\"fieldwork\": \"waves\"", "\"fieldwork\": \"often\"", "/fieldwork",
       "often"},
      {"schema_type", livechat, "\"languages\": [\"en\"]", "\"languages\": [44]",
       "/scales/rating4/languages/0", "44"},
      {"schema_type", "areas.json", "\"id\": \"birmingham\"", "\"id\": 1", "/areas/1/id", "1"},
      {"schema_enum", "areas.json", "\"level\": \"local_authority\"", "\"level\": \"borough\"",
       "/areas/10/level", "borough"},
      {"schema_type", "suppression.json", "\"unreliable_below\": 30",
       "\"unreliable_below\": \"thirty\"", "/unreliable_below", "thirty"},
      {"schema_type", raked, "\"survey\": \"public_voice\"", "\"survey\": 1", "/survey", "1"},
      {"schema_enum", raked, "\"totals\": \"file\"", "\"totals\": \"a file\"", "/totals", "a file"},
      {"schema_min_items", raked, "[0.3, 3.0]", "[0.3]", "/bounds", "[0.3]"},
      {"schema_enum", source, "standard_webhooks", "hex", "/verification", "hex"},
      {"schema_type", adapter, "\"field\": \"npu\"", "\"field\": 1", "/map/6/field", "1"},
      {"schema_required", adapter, "\"surveys\"", "\"valid_to\": \"2030-01-01\", \"polls\"",
       "/surveys", "", 2},
  });
}

TEST_CASE("a definition that is no object at all is one fault", "[survey]") {
  for (const std::string& file :
       {victim, raked, source, adapter, std::string("areas.json"), std::string("measures.json"),
        std::string("suppression.json"), std::string("protection.json"), release}) {
    const DefinitionCopy copy;
    copy.write(file, "[]");
    const auto faults = faults_in(copy.folder());
    INFO(reported(faults));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].file == file);
    CHECK(faults[0].rule == "schema_type");
  }
}

TEST_CASE("a schema that says no type where one is needed is a fault, not a failure", "[survey]") {
  const DefinitionCopy copy;
  const std::string integer = "\"unreliable_below\": {\"type\": \"integer\", ";
  copy.replace("schemas/suppression.schema.json", integer, "\"unreliable_below\": {");
  copy.replace("suppression.json", "\"unreliable_below\": 30", "\"colour\": 10");
  const auto faults = faults_in(copy.folder());
  INFO(reported(faults));
  CHECK(std::ranges::count(faults, "schema_usable", &DefinitionFault::rule) == 1);
}

TEST_CASE("a folder of other things is one fault, and is not looked into", "[survey]") {
  const DefinitionCopy copy;
  std::filesystem::create_directories(copy.folder() / "photographs" / "2019");
  copy.write("photographs/2019/surveys.json", "{}");
  const auto inside = faults_in(copy.folder());
  INFO(reported(inside));
  REQUIRE(inside.size() == 1);
  CHECK(inside[0].file == "photographs");
  CHECK(inside[0].rule == "file_known");

  const auto elsewhere = faults_in(copy.folder() / "photographs");
  INFO(reported(elsewhere));
  REQUIRE(elsewhere.size() == 1);
  CHECK(elsewhere[0].rule == "file_present");
}

TEST_CASE("a folder that is not there is a fault", "[survey]") {
  const DefinitionCopy copy;
  const auto faults = faults_in(copy.folder() / "nowhere");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].rule == "file_readable");
}

TEST_CASE("a definition nobody would read, or that everybody needs, is named", "[survey]") {
  const DefinitionCopy copy;
  copy.write("channels.json", "{}");
  copy.remove("suppression.json");
  copy.remove("schemas/areas.schema.json");
  const auto faults = faults_in(copy.folder());
  INFO(reported(faults));
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].file == "areas.json");
  CHECK(faults[0].rule == "schema_present");
  CHECK(faults[1].file == "channels.json");
  CHECK(faults[1].rule == "file_known");
  CHECK(faults[2].file == "suppression.json");
  CHECK(faults[2].rule == "file_present");
}

TEST_CASE("a schema that cannot be used is named, whatever is wrong with it", "[survey]") {
  const DefinitionCopy copy;
  copy.replace("schemas/areas.schema.json", "#/definitions/area", "area.schema.json");
  copy.replace("schemas/suppression.schema.json", "\"type\": \"object\"", "\"type\": 5");
  const auto faults = faults_in(copy.folder());
  INFO(reported(faults));
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].file == "schemas/areas.schema.json");
  CHECK(faults[0].rule == "schema_usable");
  CHECK(faults[1].file == "schemas/suppression.schema.json");
  CHECK(faults[1].rule == "schema_usable");
}

TEST_CASE("a keyword that our schemas do not use is reported in the validator's words",
          "[survey]") {
  const DefinitionCopy copy;
  copy.replace("schemas/suppression.schema.json", "\"type\": \"object\",",
               "\"type\": \"object\", \"maxProperties\": 1,");
  const auto faults = faults_in(copy.folder());
  INFO(reported(faults));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].file == "suppression.json");
  CHECK(faults[0].rule == "schema_other");
}

TEST_CASE("a missing target is named with its margin", "[survey]") {
  const DefinitionCopy copy;
  copy.replace(raked, "\"margins\": [\"age_band\",", "\"margins\": [\"contact_channel\",");
  const auto faults = faults_in(copy.folder());
  INFO(reported(faults));
  REQUIRE(faults.size() == 7);
  CHECK(faults[0].rule == "target_given");
  CHECK(faults[0].pointer == "/margins/0");
  CHECK(faults[0].value == "999");
}

TEST_CASE("the header of a file of targets counts in any spelling, and each name once",
          "[survey]") {
  const std::string header = "margin,category,target,kind,source,as_of";
  for (const std::string& spelling :
       {std::string("Margin, Category,TARGET,\"Kind\",Source,As of"), "\xEF\xBB\xBF" + header}) {
    CAPTURE(spelling);
    const DefinitionCopy copy;
    copy.replace(targets, header, spelling);
    CHECK(faults_in(copy.folder()).empty());
  }
  for (const std::string& spelling : {header + ",Target", std::string("margin,category,target,"
                                                                      "kind,source,source")}) {
    CAPTURE(spelling);
    const DefinitionCopy copy;
    copy.replace(targets, header, spelling);
    const auto faults = faults_in(copy.folder());
    REQUIRE_FALSE(faults.empty());
    CHECK(faults[0].rule == "target_readable");
    CHECK(faults[0].pointer == "line 1");
  }
}
