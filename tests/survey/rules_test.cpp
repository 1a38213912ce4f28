// Every rule of survey_defs/README.md, broken once in a copy of the shipped definitions.
#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "soundings/survey/definitions.h"

#include "support/definition_copy.h"

using namespace soundings;

namespace {

/// One slip of the pen, and how it must be told. `faults`: how many faults it makes in all,
/// when one slip is wrong in several ways or for several surveys.
struct Slip {
  std::string rule;
  std::string file;
  std::string from;
  std::string to;
  std::string pointer;
  std::string value;
  std::size_t faults = 1;
};

using Slips = std::vector<Slip>;

std::vector<DefinitionFault> faults_in(const std::filesystem::path& folder) {
  const auto definitions = read_definitions(folder);
  return definitions ? std::vector<DefinitionFault>{} : definitions.error();
}

std::string told(const std::vector<DefinitionFault>& faults) {
  std::string text;
  for (const DefinitionFault& fault : faults) {
    text += fault.file + " " + fault.pointer + " [" + fault.value + "] " + fault.rule + ": " +
            fault.message + "\n";
  }
  return text;
}

void check(const Slips& slips) {
  for (const Slip& slip : slips) {
    const test::DefinitionCopy copy;
    copy.replace(slip.file, slip.from, slip.to);
    const auto faults = faults_in(copy.folder());
    INFO(slip.rule << " in " << slip.file << ", " << slip.from << " -> " << slip.to << "\n"
                   << told(faults));
    CHECK(faults.size() == slip.faults);
    CHECK(std::any_of(faults.begin(), faults.end(), [&slip](const DefinitionFault& fault) {
      return fault.rule == slip.rule && fault.file == slip.file && fault.pointer == slip.pointer &&
             fault.value == slip.value && !fault.message.empty();
    }));
  }
}

const std::string victim = "surveys/victim_satisfaction.json";
const std::string voice = "surveys/public_voice.json";
const std::string poll = "surveys/how_are_we_doing.json";
const std::string livechat = "surveys/livechat.json";
const std::string by_npu = "weighting/victim_satisfaction.invited_by_npu.json";
const std::string by_crime = "weighting/victim_satisfaction.invited_by_npu_crime.json";
const std::string raked = "weighting/public_voice.raked_population.json";
const std::string targets = "weighting/population_16_and_over.csv";
const std::string adapter = "adapters/wmnow_csv.json";
const std::string source = "sources/livechat.json";

const Slips form_slips{
    {"json_syntax", "areas.json", "\"areas\": [", "\"areas\": [[,", "line 6", "  \"areas\": [[,"},
    {"json_key_repeated", livechat, "\"mode\": \"exit_popup\",",
     "\"mode\": \"exit_popup\", \"mode\": \"poll\",", "/mode", "mode"},
    {"json_key_repeated", "areas.json", "\"id\": \"birmingham\",",
     "\"id\": \"birmingham\", \"id\": \"brum\",", "/areas/1/id", "id"},
    {"schema_required", livechat, "\"mode\": \"exit_popup\",", "", "/mode", ""},
    {"schema_type", "measures.json", "\"decimals\": 0", "\"decimals\": \"none\"",
     "/measures/0/decimals", "none"},
    {"schema_enum", "areas.json", "\"level\": \"city\"", "\"level\": \"town\"", "/areas/1/level",
     "town"},
    {"schema_unknown_field", "suppression.json", "\"complementary\": true",
     "\"complementary\": true, \"complementry\": false", "/complementry", "false"},
    {"schema_pattern", "measures.json", "\"id\": \"victim_satisfied_whole_experience\"",
     "\"id\": \"Victims satisfied\"", "/measures/0/id", "Victims satisfied"},
    {"schema_minimum", livechat, "\"raw_payload_days\": 90", "\"raw_payload_days\": 0",
     "/retention/raw_payload_days", "0"},
    {"schema_maximum", "measures.json", "\"item_decimals\": 1", "\"item_decimals\": 9",
     "/measures/0/item_decimals", "9"},
    {"schema_min_items", adapter, "\"paths\": [\"NPU\"]", "\"paths\": []", "/map/4/paths", "[]"},
    {"schema_max_items", raked, "[0.3, 3.0]", "[0.3, 3.0, 5.0]", "/bounds", "[0.3,3.0,5.0]"},
    {"schema_min_length", livechat, "\"mode\": \"exit_popup\",",
     "\"mode\": \"exit_popup\", \"valid_to\": \"\",", "/valid_to", ""},
    {"schema_min_properties", source, "{\"livechat\": \"\"}", "{}", "/adapters", "{}"},
    {"schema_unique_items", victim, "\"positive\": [1, 2, 3]", "\"positive\": [1, 2, 2]",
     "/items/0/positive", "[1,2,2]"},
};

const Slips header_slips{
    {"schema_named", "suppression.json", "schemas/suppression.schema.json",
     "schemas/areas.schema.json", "/$schema", "schemas/areas.schema.json"},
    {"id_matches_file", "areas.json", "\"id\": \"areas\"", "\"id\": \"places\"", "/id", "places"},
    {"version_is_semantic", "areas.json", "\"version\": \"1.0.0\"", "\"version\": \"1.0\"",
     "/version", "1.0"},
    {"date_valid", "areas.json", "\"valid_from\": \"2018-02-01\"", "\"valid_from\": \"2018-02-30\"",
     "/valid_from", "2018-02-30"},
    {"validity_in_order", livechat, "\"mode\": \"exit_popup\",",
     "\"mode\": \"exit_popup\", \"valid_to\": \"2018-07-31\",", "/valid_to", "2018-07-31"},
};

const Slips survey_slips{
    {"id_unique", victim, "\"id\": \"told_of_victims_code\"", "\"id\": \"treatment\"",
     "/items/6/id", "treatment", 3},
    {"id_unique", victim, "\"code\": 7,", "\"code\": 6,", "/scales/sat7/codes/6/code", "6"},
    {"id_unique", voice, "\"number\": 2", "\"number\": 1", "/waves/1/number", "1"},
    {"scale_exists", victim, "\"id\": \"follow_up\",\n      \"scale\": \"sat7\"",
     "\"id\": \"follow_up\",\n      \"scale\": \"sat5\"", "/items/3/scale", "sat5"},
    {"positive_code_in_scale", victim, "\"positive\": [1, 2, 3]", "\"positive\": [1, 2, 8]",
     "/items/0/positive/2", "8"},
    {"positive_code_in_scale", victim, "\"positive\": [1, 2, 3]", "\"positive\": [1, 2, 97]",
     "/items/0/positive/2", "97"},
    {"item_kind_consistent", livechat, "\"max_graphemes\": 4000,", "", "/items/2", "comment"},
    {"routing_well_formed", victim, "\"item\": \"police_attended\",",
     "\"item\": \"police_attended\", \"domain\": \"npu\",", "/items/2/ask_if", "actions"},
    {"routing_target_exists", victim, "\"item\": \"police_attended\",",
     "\"item\": \"police_came\",", "/items/2/ask_if/item", "police_came"},
    {"routing_code_exists", victim, "\"in\": [1]", "\"in\": [3]", "/items/2/ask_if/in/0", "3"},
    {"routing_code_exists", victim, "\"in\": [\"999\",", "\"in\": [\"112\",",
     "/items/0/ask_if/in/0", "112"},
    {"labels_complete", victim, "\"en\": \"Very satisfied\", \"pl\": \"Bardzo zadowolony(-a)\"",
     "\"en\": \"Very satisfied\"", "/scales/sat7/codes/1/label/pl", ""},
    {"spelling_unambiguous", victim, "\"also\": [\"Neither\"]", "\"also\": [\"FAIRLY satisfied\"]",
     "/scales/sat7/codes/3/also/0", "FAIRLY satisfied"},
    {"waves_with_fieldwork", voice, "\"fieldwork\": \"waves\"", "\"fieldwork\": \"continuous\"",
     "/fieldwork", "continuous", 4},
    {"date_valid", poll, "\"closes\": \"2019-02-28\"", "\"closes\": \"2019-02-29\"",
     "/waves/2/closes", "2019-02-29"},
    {"wave_dates_in_order", poll, "\"opens\": \"2019-02-01\"", "\"opens\": \"2019-03-01\"",
     "/waves/2/closes", "2019-02-28", 2},
    {"wave_month_in_fieldwork", poll, "\"month\": \"2018-02\"", "\"month\": \"2018-03\"",
     "/waves/0/month", "2018-03"},
    {"waves_do_not_overlap", voice, "\"closes\": \"2018-11-30\"", "\"closes\": \"2019-01-01\"",
     "/waves/1/opens", "2019-01-01"},
    {"break_within_validity", victim, "\"at\": \"2018-11\"", "\"at\": \"2018-10\"", "/breaks/0/at",
     "2018-10"},
    {"scheme_exists", victim, "\"default\": \"invited_by_npu\"",
     "\"default\": \"invited_by_force\"", "/weighting/default", "invited_by_force"},
};

const Slips domain_slips{
    {"id_unique", victim, "\"id\": \"sex\"", "\"id\": \"ethnic_group\"", "/domains/5/id",
     "ethnic_group", 9},
    {"id_unique", victim, "\"code\": \"asb\"", "\"code\": \"robbery\"", "/domains/2/codes/5/code",
     "robbery", 2},
    {"spelling_unambiguous", victim, "\"also\": [\"hate incident\"]", "\"also\": [\"assault\"]",
     "/domains/2/codes/3/also/0", "assault"},
    {"spelling_unambiguous", victim, "\"also\": [\"hate incident\"]", "\"also\": [\"DA\"]",
     "/domains/2/refuse/da", "da"},
    {"bands_in_order", victim, "\"from\": 25", "\"from\": 24", "/domains/3/codes/1", "25-34"},
    {"derivation_known", voice, "\"derived_from\": \"npu\"", "\"derived_from\": \"town\"",
     "/domains/5/derived_from", "town"},
    {"domain_has_codes", livechat, "\"domains\": [",
     "\"domains\": [{\"id\": \"tenure\", \"label\": {\"en\": \"Tenure\"}},", "/domains/0/codes",
     ""},
    {"unweighted_code_exists", victim, "\"unweighted\": [\"other\",",
     "\"unweighted\": [\"others\",", "/domains/4/unweighted/0", "others"},
    {"id_unique", "areas.json", "\"id\": \"WV\"", "\"id\": \"WS\"", "/areas/9/id", "WS"},
    {"parent_exists", "areas.json", "\"parent\": \"birmingham\"", "\"parent\": \"brum\"",
     "/areas/2/parent", "brum"},
    {"parent_above", "areas.json", "\"parent\": \"birmingham\"", "\"parent\": \"CV\"",
     "/areas/2/parent", "CV"},
    {"local_authority_exists", "areas.json", "\"local_authority\": \"E08000026\"",
     "\"local_authority\": \"E08000099\"", "/areas/4/local_authority", "E08000099"},
    {"alias_unambiguous", "areas.json", "\"aliases\": [\"Cov\"]", "\"aliases\": [\"wolves\"]",
     "/areas/9/aliases/1", "Wolves"},
    {"one_force", "areas.json", "\"level\": \"city\"", "\"level\": \"force\"", "/areas", "2", 2},
};

const Slips measure_slips{
    {"id_unique", "measures.json", "\"id\": \"victim_satisfied_contact_101\"",
     "\"id\": \"victim_satisfied_contact_999\"", "/measures/2/id", "victim_satisfied_contact_999"},
    {"measure_survey_exists", "measures.json", "\"survey\": \"livechat\"",
     "\"survey\": \"webchat\"", "/measures/13/survey", "webchat"},
    {"measure_item_exists", "measures.json", "\"item\": \"whole_experience\"",
     "\"item\": \"comment\"", "/measures/0/item", "comment"},
    {"measure_item_has_positive", "measures.json", "\"item\": \"whole_experience\"",
     "\"item\": \"police_attended\"", "/measures/0/item", "police_attended"},
    {"filter_domain_exists", "measures.json", "\"domain\": \"contact_channel\"",
     "\"domain\": \"channel\"", "/measures/1/filter/domain", "channel"},
    {"filter_code_exists", "measures.json", "\"code\": \"999\"", "\"code\": \"112\"",
     "/measures/1/filter/code", "112"},
    {"by_domain_exists", "measures.json", "\"crime_group\"", "\"offence\"", "/measures/0/by/2",
     "offence"},
    {"by_domain_is_free", "measures.json", "[\"npu\", \"crime_group\"",
     "[\"npu\", \"contact_channel\"", "/measures/1/by/1", "contact_channel"},
    {"headline_period_complete", "measures.json", "{\"kind\": \"latest_wave\"}",
     "{\"kind\": \"month\"}", "/measures/11/headline_period", ""},
    {"baseline_readable", "measures.json", "\"period\": \"2018-11/2019-01\"",
     "\"period\": \"2019-01/2018-11\"", "/measures/0/baseline/period", "2019-01/2018-11"},
    {"suppression_thresholds", "suppression.json", "\"hide_below\": 10", "\"hide_below\": 0",
     "/hide_below", "0"},
    {"suppression_thresholds", "suppression.json", "\"unreliable_below\": 30",
     "\"unreliable_below\": 5", "/unreliable_below", "5"},
};

const Slips weighting_slips{
    {"scheme_survey_exists", raked, "\"survey\": \"public_voice\"", "\"survey\": \"private_voice\"",
     "/survey", "private_voice", 3},
    {"margin_names_domain", by_npu, "\"margins\": [\"npu\"]", "\"margins\": [\"beat\"]",
     "/margins/0", "beat"},
    {"invitation_margin_known", by_npu, "\"margins\": [\"npu\"]", "\"margins\": [\"sex\"]",
     "/margins/0", "sex"},
    {"poststratify_one_margin", by_npu, "\"margins\": [\"npu\"]",
     "\"margins\": [\"npu\", \"crime_group\"]", "/margins", "2"},
    {"bounds_on_raked_only", by_npu, "\"absent\": \"error\"",
     "\"absent\": \"error\", \"bounds\": [0.3, 3.0]", "/bounds", "0.3 to 3"},
    {"bounds_sane", raked, "[0.3, 3.0]", "[1.3, 3.0]", "/bounds", "1.3 to 3"},
    {"targets_with_file", raked, "\"targets\": \"population_16_and_over.csv\",", "", "/targets",
     ""},
    {"target_file_exists", raked, "\"targets\": \"population_16_and_over.csv\"",
     "\"targets\": \"population.csv\"", "/targets", "population.csv"},
    {"target_readable", targets, "sex,male,1123339,count,\"", "sex,male,many,count,\"", "line 10",
     "sex,male,many,count,\"ONS mid-2018 population estimates, MYE2, aged 16 and over\",..."},
    {"target_category_exists", targets, "sex,male,", "sex,men,", "line 10", "men", 4},
    {"target_unique", targets, "sex,female,", "sex,male,", "line 10", "male", 3},
    {"target_kinds_agree", targets, "sex,male,1123339,count", "sex,male,1123339,share", "line 10",
     "male"},
    {"target_counts_agree", targets, "sex,male,1123339", "sex,male,1123340", "line 9", "2290263"},
    {"target_shares_sum", targets, "ethnic_group,other,0.0153", "ethnic_group,other,0.1153",
     "line 11", "1.1"},
    {"collapse_margin_known", by_crime, "\"within\": \"npu\"", "\"within\": \"sex\"",
     "/collapse/0/margin", "npu|crime_group"},
    {"collapse_category_exists", by_crime, "\"category\": \"hate\"", "\"category\": \"hatred\"",
     "/collapse/0/category", "hatred"},
    {"collapse_in_order", by_crime, "\"category\": \"robbery\", \"into\": \"violence\"",
     "\"category\": \"robbery\", \"into\": \"hate\"", "/collapse/1/into", "hate"},
};

const Slips sender_slips{
    {"source_survey_exists", source, "{\"livechat\": \"\"}", "{\"webchat\": \"\"}",
     "/adapters/webchat", "webchat"},
    {"adapter_exists", source, "{\"livechat\": \"\"}", "{\"livechat\": \"smart\"}",
     "/adapters/livechat", "smart"},
    {"adapter_for_survey", source, "{\"livechat\": \"\"}", "{\"livechat\": \"wmnow_csv\"}",
     "/adapters/livechat", "wmnow_csv"},
    {"signature_header_given", source, "standard_webhooks", "hex_body_hmac", "/signature_header",
     ""},
    {"adapter_survey_exists", adapter, "\"citizen_satisfaction_pilot\"", "\"other_pilot\"",
     "/surveys/1", "other_pilot"},
    {"id_unique", adapter, "\"field\": \"answers/treatment\"", "\"field\": \"answers/actions\"",
     "/map/9/field", "answers/actions"},
    {"mapping_target_exists", adapter, "\"field\": \"answers/treatment\"",
     "\"field\": \"answers/manner\"", "/map/8/field", "answers/manner", 2},
    {"value_target_exists", adapter, "\"website\": \"online\"", "\"website\": \"on_line\"",
     "/map/6/values/website", "on_line", 2},
    {"value_map_total", adapter, "\"paths\": [\"Overall\"]",
     "\"paths\": [\"Overall\"], \"values\": {\"top\": \"1\", \"2\": \"2\", \"3\": \"3\", "
     "\"4\": \"4\", \"5\": \"5\", \"7\": \"7\"}",
     "/map/7/values", "6"},
    {"mapping_complete", adapter, "{\"field\": \"npu\", \"paths\": [\"NPU\"]},", "", "/map", "npu",
     2},
};

}  // namespace

TEST_CASE("a file that is no JSON, or not of its schema's shape, says where", "[survey]") {
  check(form_slips);
}

TEST_CASE("a definition says what it is, in which version, valid when", "[survey]") {
  check(header_slips);
}

TEST_CASE("a survey's scales, items, waves and breaks hold together", "[survey]") {
  check(survey_slips);
}

TEST_CASE("domains and areas leave no doubt which is meant", "[survey]") {
  check(domain_slips);
}

TEST_CASE("measures and thresholds point at what is there", "[survey]") {
  check(measure_slips);
}

TEST_CASE("weighting targets cover their margins and agree with each other", "[survey]") {
  check(weighting_slips);
}

TEST_CASE("senders and adapters map to what is there", "[survey]") {
  check(sender_slips);
}

TEST_CASE("counts that disagree are told with both totals", "[survey]") {
  const test::DefinitionCopy copy;
  copy.replace(targets, "sex,male,1123339", "sex,male,1123340");
  const auto faults = faults_in(copy.folder());
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message == "sex sums to 2290263, but age_band to 2290262");
}

TEST_CASE("a fault of shape says what the schema allows", "[survey]") {
  const test::DefinitionCopy copy;
  copy.replace("areas.json", "\"level\": \"city\"", "\"level\": \"town\"");
  const auto faults = faults_in(copy.folder());
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].message ==
        "/areas/1/level is town; schemas/areas.schema.json says enum "
        "[\"force\",\"city\",\"npu\",\"local_authority\"]");
}

TEST_CASE("all faults are found at once, in the order of the files", "[survey]") {
  const test::DefinitionCopy copy;
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
  const test::DefinitionCopy copy;
  copy.replace(victim, "\"version\": \"2.0.0\"", "\"version\": \"x\", \"colour\": \"red\"");
  copy.replace(victim, "\"code\": 7,", "\"code\": 6,");
  copy.replace(victim, "\"positive\": [1, 2, 3]", "\"positive\": [1, 2, 9]");
  copy.replace(victim, "\"id\": \"follow_up\",\n      \"scale\": \"sat7\"",
               "\"id\": \"follow_up\",\n      \"scale\": \"sat5\"");
  copy.replace(victim, "\"items\": [",
               "\"items\": [{\"id\": \"treatment\", \"scale\": \"sat7\", \"positive\": [1]},");
  const auto faults = faults_in(copy.folder());
  INFO(told(faults));
  std::set<std::string> places;
  for (const DefinitionFault& fault : faults) {
    places.insert(fault.rule + " " + fault.pointer + " " + fault.value);
    CHECK(fault.file == victim);
  }
  CHECK(faults.size() == 6);
  CHECK(places == std::set<std::string>{
                      "schema_unknown_field /colour red", "version_is_semantic /version x",
                      "id_unique /scales/sat7/codes/6/code 6",
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
      {"schema_type", "suppression.json", "\"hide_below\": 10", "\"hide_below\": \"ten\"",
       "/hide_below", "ten"},
      {"schema_type", raked, "\"survey\": \"public_voice\"", "\"survey\": 1", "/survey", "1"},
      {"schema_enum", raked, "\"totals\": \"file\"", "\"totals\": \"a file\"", "/totals", "a file"},
      {"schema_min_items", raked, "[0.3, 3.0]", "[0.3]", "/bounds", "[0.3]"},
      {"schema_enum", source, "standard_webhooks", "hex", "/verification", "hex"},
      {"schema_type", adapter, "\"field\": \"npu\"", "\"field\": 1", "/map/4/field", "1"},
      {"schema_required", adapter, "\"surveys\"", "\"valid_to\": \"2030-01-01\", \"polls\"",
       "/surveys", "", 2},
  });
}

TEST_CASE("a definition that is no object at all is one fault", "[survey]") {
  for (const std::string& file : {victim, raked, source, adapter, std::string("areas.json"),
                                  std::string("measures.json"), std::string("suppression.json")}) {
    const test::DefinitionCopy copy;
    copy.write(file, "[]");
    const auto faults = faults_in(copy.folder());
    INFO(told(faults));
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].file == file);
    CHECK(faults[0].rule == "schema_type");
  }
}

TEST_CASE("a folder of other things is one fault, and is not looked into", "[survey]") {
  const test::DefinitionCopy copy;
  std::filesystem::create_directories(copy.folder() / "photographs" / "2019");
  copy.write("photographs/2019/surveys.json", "{}");
  const auto inside = faults_in(copy.folder());
  INFO(told(inside));
  REQUIRE(inside.size() == 1);
  CHECK(inside[0].file == "photographs");
  CHECK(inside[0].rule == "file_known");

  const auto elsewhere = faults_in(copy.folder() / "photographs");
  INFO(told(elsewhere));
  REQUIRE(elsewhere.size() == 1);
  CHECK(elsewhere[0].rule == "file_present");
}

TEST_CASE("a folder that is not there is a fault", "[survey]") {
  const test::DefinitionCopy copy;
  const auto faults = faults_in(copy.folder() / "nowhere");
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].rule == "file_readable");
}

TEST_CASE("a definition nobody would read, or that everybody needs, is named", "[survey]") {
  const test::DefinitionCopy copy;
  copy.write("channels.json", "{}");
  copy.remove("suppression.json");
  copy.remove("schemas/areas.schema.json");
  const auto faults = faults_in(copy.folder());
  INFO(told(faults));
  REQUIRE(faults.size() == 3);
  CHECK(faults[0].file == "areas.json");
  CHECK(faults[0].rule == "schema_present");
  CHECK(faults[1].file == "channels.json");
  CHECK(faults[1].rule == "file_known");
  CHECK(faults[2].file == "suppression.json");
  CHECK(faults[2].rule == "file_present");
}

TEST_CASE("a schema that cannot be used is named, whatever is wrong with it", "[survey]") {
  const test::DefinitionCopy copy;
  copy.replace("schemas/areas.schema.json", "#/definitions/area", "area.schema.json");
  copy.replace("schemas/suppression.schema.json", "\"type\": \"object\"", "\"type\": 5");
  const auto faults = faults_in(copy.folder());
  INFO(told(faults));
  REQUIRE(faults.size() == 2);
  CHECK(faults[0].file == "schemas/areas.schema.json");
  CHECK(faults[0].rule == "schema_usable");
  CHECK(faults[1].file == "schemas/suppression.schema.json");
  CHECK(faults[1].rule == "schema_usable");
}

TEST_CASE("a keyword that our schemas do not use is told in the validator's words", "[survey]") {
  const test::DefinitionCopy copy;
  copy.replace("schemas/suppression.schema.json", "\"type\": \"object\",",
               "\"type\": \"object\", \"maxProperties\": 1,");
  const auto faults = faults_in(copy.folder());
  INFO(told(faults));
  REQUIRE(faults.size() == 1);
  CHECK(faults[0].file == "suppression.json");
  CHECK(faults[0].rule == "schema_other");
}

TEST_CASE("a missing target is named with its margin", "[survey]") {
  const test::DefinitionCopy copy;
  copy.replace(raked, "\"margins\": [\"age_band\",", "\"margins\": [\"contact_channel\",");
  const auto faults = faults_in(copy.folder());
  INFO(told(faults));
  REQUIRE(faults.size() == 7);
  CHECK(faults[0].rule == "target_given");
  CHECK(faults[0].pointer == "/margins/0");
  CHECK(faults[0].value == "999");
}

TEST_CASE("README lists every rule, and every listed rule has been broken here", "[survey]") {
  std::set<std::string> broken{"file_readable", "file_known",   "file_present", "schema_present",
                               "schema_usable", "schema_other", "target_given"};
  for (const auto* slips : {&form_slips, &header_slips, &survey_slips, &domain_slips,
                            &measure_slips, &weighting_slips, &sender_slips}) {
    for (const Slip& slip : *slips) {
      broken.insert(slip.rule);
    }
  }
  std::ifstream readme(std::string(SOUNDINGS_SOURCE_DIR) + "/survey_defs/README.md");
  std::set<std::string> listed;
  bool in_rules = false;
  for (std::string line; std::getline(readme, line);) {
    in_rules = line.starts_with("## ") ? line == "## Rules" : in_rules;
    if (in_rules && line.starts_with("| `")) {
      listed.insert(line.substr(3, line.find('`', 3) - 3));
    }
  }
  CHECK(listed == broken);
}
