// Figures as people read them.
#include "soundings/wording/wording.h"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace soundings;

namespace {

Definitions west_midlands() {
  Definitions definitions;
  definitions.areas = AreaRegister({{.id = "force",
                                     .name = "West Midlands",
                                     .level = "force",
                                     .parent = "",
                                     .local_authority = ""},
                                    {.id = "BE",
                                     .name = "Birmingham East",
                                     .level = "npu",
                                     .parent = "force",
                                     .local_authority = "E08000025"}});
  Survey survey;
  survey.id = "victim_satisfaction";
  Domain npu;
  npu.id = "npu";
  npu.register_level = "npu";
  DomainCode unknown;
  unknown.id = "unknown_npu";
  unknown.label = {{"en", "Area not known"}};
  npu.codes = {unknown};
  Domain channel;
  channel.id = "contact_channel";
  DomainCode counter;
  counter.id = "front_counter";
  counter.label = {{"en", "Front counter"}, {"pl", "Recepcja"}};
  channel.codes = {counter};
  survey.domains = {npu, channel};
  Wave wave;
  wave.number = 3;
  wave.month = Month(2019, 2);
  wave.label = "wave 3 (February 2019)";
  survey.waves = {wave};
  definitions.surveys = {survey};
  return definitions;
}

}  // namespace

TEST_CASE("per cents are rounded half up, once, from the unrounded value", "[wording]") {
  CHECK(wording::percent(41.574523, 0) == "42%");
  CHECK(wording::percent(41.574523, 1) == "41.6%");
  CHECK(wording::percent(42.15, 1) == "42.2%");
  CHECK(wording::percent(41.449999, 0) == "41%");
  CHECK(wording::percent(std::nullopt, 1) == "[c]");
}

TEST_CASE("a range narrower than its rounding takes one more decimal", "[wording]") {
  CHECK(wording::range(30.997, 46.622, 1) == "31.0 to 46.6");
  CHECK(wording::range(75.8, 76.2, 0) == "75.8 to 76.2");
  CHECK(wording::range(75.2, 76.2, 0) == "75 to 76");
  CHECK(wording::range(std::nullopt, 76.2, 0) == "[x]");
}

TEST_CASE("thousands have commas and one answer is one answer", "[wording]") {
  CHECK(wording::count(8000) == "8,000");
  CHECK(wording::count(1234567) == "1,234,567");
  CHECK(wording::answers(904) == "904 answers");
  CHECK(wording::answers(43385) == "43,385 answers");
  CHECK(wording::answers(1) == "1 answer");
  CHECK(wording::answers(0) == "0 answers");
  CHECK(wording::answers(std::nullopt) == "[c]");
}

TEST_CASE("periods are read as people say them", "[wording]") {
  const Definitions definitions = west_midlands();
  const Survey& survey = definitions.surveys[0];
  CHECK(wording::period(Period::month(Month(2019, 5)), nullptr) == "May 2019");
  CHECK(wording::period(Period::months(Month(2018, 11), Month(2019, 5)), nullptr) ==
        "November 2018 to May 2019");
  CHECK(wording::period(Period::year_ending(Month(2018, 12)), nullptr) ==
        "year ending December 2018");
  CHECK(wording::period(Period::waves(3, 3), &survey) == "wave 3 (February 2019)");
  CHECK(wording::period(Period::waves(9, 9), &survey) == "wave 9");
  CHECK(wording::period(Period::waves(1, 4), &survey) == "waves 1 to 4");
}

TEST_CASE("lists have no last comma", "[wording]") {
  const std::vector<std::string> three{"Coventry", "Dudley", "Solihull"};
  CHECK(wording::list(three) == "Coventry, Dudley and Solihull");
  CHECK(wording::list(std::span(three).first(2)) == "Coventry and Dudley");
  CHECK(wording::list(std::span(three).first(1)) == "Coventry");
}

TEST_CASE("each mark stands in its own brackets and means one thing", "[wording]") {
  const std::vector<std::string> marks{"u", "p"};
  CHECK(wording::marks(marks) == "[u][p]");
  CHECK(wording::marks({}).empty());
  for (const std::string mark : {"c", "u", "p", "r", "b", "x", "z"}) {
    const auto symbols = wording::symbols();
    CHECK(std::count_if(symbols.begin(), symbols.end(), [&mark](const wording::Symbol& symbol) {
            return symbol.mark == mark && !symbol.meaning.empty();
          }) == 1);
  }
}

TEST_CASE("a hidden figure never says why", "[wording]") {
  for (const Hidden why : {Hidden::small_base, Hidden::complementary, Hidden::unanimous}) {
    CHECK(wording::hidden(why) == "Hidden to protect the people who answered.");
  }
}

TEST_CASE("a row that a release pools or joins has a name", "[wording]") {
  Definitions definitions = west_midlands();
  const Survey& survey = definitions.surveys[0];
  CHECK(wording::code_label(definitions, survey, "contact_channel", "not_given") == "not_given");
  definitions.releases = {{.survey = survey.id,
                           .pooled = {{.domain = "contact_channel",
                                       .code = "not_given",
                                       .label = {{"en", "Not given"}},
                                       .codes = {}}}}};
  CHECK(wording::code_label(definitions, survey, "contact_channel", "not_given") == "Not given");
  CHECK(wording::code_label(definitions, survey, "contact_channel", "front_counter|not_given") ==
        "Front counter or Not given");
}

TEST_CASE("codes and domains have the names the definitions give them", "[wording]") {
  const Definitions definitions = west_midlands();
  const Survey& survey = definitions.surveys[0];
  CHECK(wording::code_label(definitions, survey, "npu", "BE") == "Birmingham East");
  CHECK(wording::code_label(definitions, survey, "npu", "unknown_npu") == "Area not known");
  CHECK(wording::code_label(definitions, survey, "contact_channel", "front_counter") ==
        "Front counter");
  CHECK(wording::code_label(definitions, survey, "contact_channel", "(missing)") == "Not known");
  CHECK(wording::domain_label(definitions, survey,
                              {{"contact_channel", "front_counter"}, {"npu", "BE"}}) ==
        "Birmingham East, Front counter");
  CHECK(wording::domain_label(definitions, survey, {}) == "West Midlands");
}

TEST_CASE("a figure is written as its statistic is read", "[wording]") {
  CHECK(wording::figure(41.5745, Statistic::pct_positive, 1) == "41.6%");
  CHECK(wording::figure(12.34, Statistic::net, 1) == "+12.3");
  CHECK(wording::figure(-6.94, Statistic::net, 1) == "\u22126.9");
  CHECK(wording::figure(61.25, Statistic::mean, 1) == "61.3");
  CHECK(wording::figure(std::nullopt, Statistic::net, 1) == "[c]");
  CHECK(wording::range(-8.0, 2.0, 1) == "\u22128.0 to 2.0");
}

TEST_CASE("a range says what sampling does and not who answered", "[wording]") {
  const Survey drawn;
  CHECK(wording::range_meaning(&drawn, 0.95) ==
        "Of ranges made in this way, 19 in 20 hold the figure that asking again and again would "
        "average. People who did not reply may think differently.");
  CHECK(wording::range_meaning(nullptr, 0.9).find("90 in 100 hold") != std::string::npos);
  Survey chosen;
  chosen.self_selected = true;
  CHECK(wording::range_meaning(&chosen, 0.95) ==
        "These are the views of the people who chose to answer.");
}

TEST_CASE("a response rate above all who were invited says so", "[wording]") {
  CHECK(wording::response_rate(11.3) == "11.3%");
  CHECK(wording::response_rate(100.0) == "100.0%");
  CHECK(wording::response_rate(113.04) == "113.0%, more answers than people invited");
  CHECK(wording::response_rate(std::nullopt) == "[x]");
}
