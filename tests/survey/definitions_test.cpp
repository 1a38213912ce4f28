// The shipped survey_defs: read without fault, and saying what was agreed.
#include "soundings/survey/definitions.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <catch2/catch.hpp>

#include "support/definition_copy.h"

using namespace soundings;

namespace {

const std::filesystem::path shipped_folder =
    std::filesystem::path(SOUNDINGS_SOURCE_DIR) / "survey_defs";

const Definitions& shipped() {
  static const Definitions definitions = read_definitions(shipped_folder).value();
  return definitions;
}

std::vector<std::string> codes_of(std::string_view survey, std::string_view domain) {
  std::vector<std::string> codes;
  for (const DomainCode& code : shipped().find_survey(survey)->find_domain(domain)->codes) {
    codes.push_back(code.id);
  }
  return codes;
}

/// Totals of a scheme's targets by margin.
std::map<std::string, double> totals_of(const Scheme& scheme) {
  std::map<std::string, double> totals;
  for (const Target& target : scheme.targets) {
    totals[target.margin] += target.target;
  }
  return totals;
}

double target_of(const Scheme& scheme, std::string_view margin, std::string_view category) {
  for (const Target& target : scheme.targets) {
    if (target.margin == margin && target.category == category) {
      return target.target;
    }
  }
  return 0.0;
}

}  // namespace

TEST_CASE("the text of the definitions says what the folder says", "[survey]") {
  const auto again = read_definitions_text(shipped().text);
  REQUIRE(again);
  CHECK(again->text == shipped().text);
  CHECK(again->digest == shipped().digest);
  CHECK(again->surveys.size() == shipped().surveys.size());
}

TEST_CASE("a text of definitions that is not whole is refused", "[survey]") {
  const std::string& text = shipped().text;
  const std::vector<std::string> broken{text.substr(0, text.size() - 1),
                                        text + "a",
                                        text + "a.md\n-1\n",
                                        text + "a.md\n9\nfew",
                                        text + "adapters/livechat_csv.json\n2\n{}",
                                        "areas.json",
                                        "areas.json\nx\n"};
  for (const std::string& each : broken) {
    const auto read = read_definitions_text(each);
    REQUIRE_FALSE(read);
    CHECK(read.error().front().rule == "file_readable");
  }
}

TEST_CASE("the shipped definitions have no fault", "[survey]") {
  const auto definitions = read_definitions(shipped_folder);
  if (!definitions) {
    for (const DefinitionFault& fault : definitions.error()) {
      UNSCOPED_INFO(fault.file << " " << fault.pointer << " " << fault.rule << ": "
                               << fault.message);
    }
  }
  REQUIRE(definitions.has_value());
  CHECK(definitions->surveys.size() == 5);
  CHECK(definitions->sources.size() == 3);
}

TEST_CASE("the scale of satisfaction runs from completely satisfied to completely dissatisfied",
          "[survey]") {
  const Survey& survey = *shipped().find_survey("victim_satisfaction");
  const Scale& scale = survey.scales.at("sat7");
  REQUIRE(scale.points.size() == 7);
  CHECK(scale.score(1) == 100.0);
  CHECK(scale.points[2].label.at("en") == "Fairly satisfied");
  CHECK(scale.points[0].label.at("pl") == "Całkowicie zadowolony(-a)");
  CHECK(scale.excluded_reply(97)->state == Absence::dont_know);
  CHECK(scale.excluded_reply(98)->state == Absence::not_applicable);
  CHECK(scale.excluded_reply(99)->state == Absence::refused);
  CHECK(survey.find_item("whole_experience")->positive == std::vector<int>{1, 2, 3});
}

TEST_CASE("satisfaction with actions is asked of those the police came to see", "[survey]") {
  const Item& actions = *shipped().find_survey("victim_satisfaction")->find_item("actions");
  REQUIRE(actions.ask_if.has_value());
  CHECK(actions.ask_if->item == "police_attended");
  CHECK(actions.ask_if->answers == std::vector<int>{1});
}

TEST_CASE("the eight NPUs come in the order of the register, the unknown one last", "[survey]") {
  CHECK(codes_of("victim_satisfaction", "npu") ==
        std::vector<std::string>{"BE", "BW", "CV", "DY", "SW", "SH", "WS", "WV", "unknown_npu"});
  const Domain& npu = *shipped().find_survey("public_voice")->find_domain("npu");
  CHECK(npu.find("SH")->label.at("en") == "Solihull");
  CHECK(npu.unweighted == std::vector<std::string>{"unknown_npu"});
}

TEST_CASE("Birmingham lies above East and West, and both are one local authority", "[survey]") {
  for (const char* npu : {"BE", "BW"}) {
    CHECK(shipped().areas.find(npu)->parent == "birmingham");
    CHECK(shipped().areas.find(npu)->local_authority == "E08000025");
  }
  CHECK(shipped().areas.find("birmingham")->level == "city");
  CHECK(shipped().areas.find("birmingham")->parent == "force");
  CHECK(shipped().areas.find("CV")->parent == "force");
}

TEST_CASE("contact channels differ between those who reported and those who may not have",
          "[survey]") {
  CHECK(codes_of("victim_satisfaction", "contact_channel") ==
        std::vector<std::string>{"999", "101", "online", "livechat", "front_counter", "officer",
                                 "not_applicable"});
  CHECK(codes_of("public_voice", "contact_channel").back() == "none");
}

TEST_CASE("safeguarding groups are refused by every survey of victims", "[survey]") {
  for (const char* survey : {"victim_satisfaction", "citizen_satisfaction_pilot"}) {
    const auto& refuse = shipped().find_survey(survey)->find_domain("crime_group")->refuse;
    for (const char* group : {"domestic_abuse", "sexual_offence", "child_victim"}) {
      const auto at = std::ranges::find(refuse, std::string(group), &RefusedGroup::id);
      REQUIRE(at != refuse.end());
      CHECK(at->reason == "safeguarding_exclusion");
    }
    CHECK(shipped().find_survey(survey)->find_domain("age_band")->below_min ==
          "safeguarding_exclusion");
  }
}

TEST_CASE("the break from telephone to e-mail is assumed, not stated", "[survey]") {
  const Survey& survey = *shipped().find_survey("victim_satisfaction");
  REQUIRE(survey.breaks.size() == 1);
  CHECK(survey.breaks[0].at == Month(2018, 11));
  CHECK(survey.breaks[0].assumed);
  CHECK_FALSE(survey.breaks[0].comparable);
}

TEST_CASE("polls are fielded in waves, with seven days' grace", "[survey]") {
  const Survey& poll = *shipped().find_survey("how_are_we_doing");
  CHECK(poll.waved);
  CHECK(poll.self_selected);
  CHECK(poll.find_wave(3)->closes == "2019-02-28");
  CHECK(poll.find_wave(3)->grace_days == 7);
  std::vector<Month> months;
  for (const Wave& wave : shipped().find_survey("public_voice")->waves) {
    months.push_back(wave.month);
  }
  CHECK(months ==
        std::vector<Month>{Month(2018, 11), Month(2019, 1), Month(2019, 3), Month(2019, 5)});
}

TEST_CASE("each survey is weighted by the scheme agreed for it", "[survey]") {
  CHECK(shipped().find_survey("victim_satisfaction")->default_scheme == "invited_by_npu");
  CHECK(shipped().find_survey("public_voice")->default_scheme == "raked_population");
  CHECK(shipped().find_survey("how_are_we_doing")->default_scheme == "none");
  CHECK(shipped().find_survey("livechat")->default_scheme == "none");
  CHECK(shipped().find_survey("citizen_satisfaction_pilot")->default_scheme == "none");
  CHECK(shipped().find_scheme("how_are_we_doing", "raked_population") != nullptr);
  CHECK(shipped().find_scheme("livechat", "raked_population") == nullptr);
  CHECK(shipped().find_scheme("victim_satisfaction", "none") == nullptr);
}

TEST_CASE("bounds stand on raked schemes only", "[survey]") {
  for (const Scheme& scheme : shipped().schemes) {
    CHECK(scheme.bounds.has_value() == (scheme.method == Scheme::Method::rake));
  }
  CHECK(*shipped().find_scheme("public_voice", "raked_population")->bounds ==
        std::array<double, 2>{0.3, 3.0});
}

TEST_CASE("crime groups are merged within each NPU, towards vehicle crime", "[survey]") {
  const Scheme& scheme = *shipped().find_scheme("victim_satisfaction", "invited_by_npu_crime");
  REQUIRE(scheme.collapse.size() == std::size_t{6} * 8);
  CHECK(scheme.collapse.front().category == "BE|hate");
  CHECK(scheme.collapse.front().into == "BE|violence");
  CHECK(scheme.collapse.back().category == "WV|burglary");
  CHECK(scheme.collapse.back().into == "WV|vehicle");
}

// ONS mid-2018 estimates of residents aged 16 and over, and Census 2011 residents of all ages.
TEST_CASE("targets are the residents aged 16 and over of the seven local authorities", "[survey]") {
  const Scheme& scheme = *shipped().find_scheme("public_voice", "raked_population");
  const auto totals = totals_of(scheme);
  CHECK(totals.at("age_band") == 2290262.0);
  CHECK(totals.at("sex") == 2290262.0);
  CHECK(totals.at("local_authority") == 2290262.0);
  CHECK(std::abs(totals.at("ethnic_group") - 1.0) < 1e-12);
  CHECK(target_of(scheme, "local_authority", "E08000025") == 881559.0);
  CHECK(target_of(scheme, "local_authority", "E08000029") == 172905.0);
  CHECK(target_of(scheme, "sex", "female") / 2290262.0 == Approx(0.510).margin(0.0005));
  CHECK(target_of(scheme, "age_band", "16-24") / 2290262.0 == Approx(0.164).margin(0.0005));
  CHECK(target_of(scheme, "age_band", "75+") / 2290262.0 == Approx(0.094).margin(0.0005));
  CHECK(target_of(scheme, "ethnic_group", "asian") == Approx(514981.0 / 2736460.0).epsilon(1e-12));
}

TEST_CASE("a code without a target is declared to weigh as missing", "[survey]") {
  const Survey& survey = *shipped().find_survey("public_voice");
  CHECK(survey.find_domain("sex")->unweighted ==
        std::vector<std::string>{"other", "prefer_not_to_say"});
  CHECK(survey.find_domain("ethnic_group")->unweighted ==
        std::vector<std::string>{"prefer_not_to_say"});
}

TEST_CASE("the channel figures are ease of contact, each fixed to one channel", "[survey]") {
  for (const char* channel : {"999", "101", "online"}) {
    const Measure* measure =
        shipped().find_measure("victim_satisfied_contact_" + std::string(channel));
    REQUIRE(measure != nullptr);
    CHECK(measure->item == "ease_of_contact");
    CHECK(measure->filter_domain == "contact_channel");
    CHECK(measure->filter_code == channel);
  }
}

TEST_CASE("fourteen measures stand in the headline, each with its period", "[survey]") {
  std::size_t headline = 0;
  for (const Measure& measure : shipped().measures) {
    headline += measure.headline ? 1 : 0;
  }
  CHECK(headline == 14);
  CHECK(shipped().find_measure("victim_satisfied_whole_experience")->decimals == 0);
  CHECK(shipped().find_measure("victim_satisfied_whole_experience")->baseline->assumed);
  CHECK(shipped().find_measure("victim_satisfied_whole_experience")->baseline->period ==
        parse_period("2018-11/2019-01"));
  CHECK(shipped().find_measure("public_voice_confidence_in_wmp")->headline_period.count == 4);
  CHECK(shipped().find_measure("livechat_rated_excellent_or_good")->headline_period.from ==
        Month(2018, 8));
}

TEST_CASE("the load tests' sender sends victim satisfaction in the native shape", "[survey]") {
  REQUIRE(shipped().find_source("bench") != nullptr);
  CHECK(shipped().find_source("bench")->sends("victim_satisfaction"));
  CHECK_FALSE(shipped().find_source("bench")->sends("livechat"));
  CHECK(shipped().find_source("bench")->adapter_for("victim_satisfaction", "text/csv").empty());
  CHECK(shipped().find_source("bench")->load_test);
  CHECK_FALSE(shipped().find_source("wmnow")->load_test);
  REQUIRE(shipped().find_adapter("wmnow_json") != nullptr);
  CHECK(shipped().find_adapter("wmnow_json")->records ==
        std::vector<std::string>{"/responses", ""});
}

TEST_CASE("an adapter is chosen by what a survey comes as, or is one for whatever comes",
          "[survey]") {
  const Source* livechat = shipped().find_source("livechat");
  CHECK(livechat->adapter_for("livechat", "text/csv") == "livechat_csv");
  CHECK(livechat->adapter_for("livechat", "application/json").empty());
  CHECK(livechat->adapter_for("livechat", "application/x-ndjson").empty());
  const test::DefinitionCopy copy;
  copy.replace("sources/livechat.json", R"({"application/json": "", "text/csv": "livechat_csv"})",
               R"("livechat_csv")");
  const auto definitions = read_definitions(copy.folder());
  REQUIRE(definitions.has_value());
  for (const auto* type : {"text/csv", "application/json", "application/x-ndjson"}) {
    CHECK(definitions->find_source("livechat")->adapter_for("livechat", type) == "livechat_csv");
  }
}

TEST_CASE("a scale written worst first is read best first", "[survey]") {
  const test::DefinitionCopy copy;
  copy.replace("surveys/livechat.json", "\"direction\": \"1_is_best\"",
               "\"direction\": \"1_is_worst\"");
  const auto definitions = read_definitions(copy.folder());
  REQUIRE(definitions.has_value());
  CHECK(definitions->find_survey("livechat")->scales.at("rating4").score(4) == 100.0);
}

TEST_CASE("the digest names the bytes of every file", "[survey]") {
  const test::DefinitionCopy copy;
  CHECK(shipped().digest.size() == 64);
  CHECK(read_definitions(copy.folder())->digest == shipped().digest);
  copy.replace("areas.json", "\"aliases\": [\"Cov\"]", "\"aliases\": [\"Covvy\"]");
  CHECK(read_definitions(copy.folder())->digest != shipped().digest);
}
