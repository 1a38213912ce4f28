// Tables as files: columns of the contract, hidden numbers in no byte, equal bytes.
#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "soundings/figures/tabulate.h"
#include "soundings/report/estimates.h"
#include "soundings/report/headline.h"
#include "soundings/report/weights.h"

#include "support/hiding.h"
#include "support/small_force.h"

using namespace soundings;

namespace {

const Period may = Period::month(Month(2019, 5));

/// Sandwell's four crime groups beside two other NPUs, in numbers that stand nowhere else.
Evidence sandwell() {
  using testing::Group;
  std::vector<Group> groups{{{{"npu", "SW"}, {"crime_group", "burglary"}}, 17, 41},
                            {{{"npu", "SW"}, {"crime_group", "vehicle"}}, 19, 48},
                            {{{"npu", "SW"}, {"crime_group", "violence"}}, 8, 22},
                            {{{"npu", "SW"}, {"crime_group", "hate"}}, 2, 7}};
  for (const char* npu : {"BE", "CV"}) {
    for (const char* crime : {"burglary", "vehicle", "violence", "hate"}) {
      groups.push_back({{{"npu", npu}, {"crime_group", crime}}, 40, 90});
    }
  }
  Evidence evidence{
      .cells = testing::cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups)};
  for (const char* npu : {"SW", "BE", "CV"}) {
    evidence.invitations.push_back(
        {.survey = "victims", .period = may, .npu = npu, .crime_group = "", .invited = 1000});
  }
  evidence.completed = {{"", {{"", 838}}}};
  evidence.data_version = 838;
  return evidence;
}

Table table_by(const std::vector<std::string>& by, const std::string& scheme = "") {
  const Definitions definitions = testing::small_force();
  const auto asked = figures::understand(
      definitions, {.measure = "victims_satisfied", .by = by, .period = may, .scheme = scheme});
  return figures::tabulate(definitions, asked.value(), sandwell());
}

/// By NPU and crime group, with Sandwell's two smallest rows hidden as a release hides them.
Table with_hidden_rows(const std::string& scheme = "") {
  Table table = table_by({"npu", "crime_group"}, scheme);
  for (Row& row : table.rows) {
    const bool small = row.key == DomainKey{{"npu", "SW"}, {"crime_group", "hate"}} ||
                       row.key == DomainKey{{"npu", "SW"}, {"crime_group", "violence"}};
    if (small) {
      testing::hide(row);
    }
  }
  return table;
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    all.push_back(line);
  }
  return all;
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> all{""};
  for (const char character : line) {
    if (character == ',') {
      all.emplace_back();
    } else if (character != '\r') {
      all.back() += character;
    }
  }
  return all;
}

report::Headline headline_of(std::vector<Table> tables) {
  return {.month = Month(2019, 5), .release = "current", .tables = std::move(tables)};
}

/// Value, range, base and rate of the two hidden rows, as any of the files might print them.
const std::vector<std::string> secrets{"36.36363636", "28.57142857", "36.4", "28.6", "2/7", "8/22"};

}  // namespace

TEST_CASE("the headline file has the columns of the contract, in order", "[report]") {
  const std::string csv = report::headline_csv(headline_of({table_by({})}));
  CHECK(lines(csv).at(0) ==
        "period,release,survey,measure,item,npu,contact_channel,crime_group,weighting,value,lo,hi,"
        "level,n,n_eff,deff,unweighted,response_rate,marks,decimals\r");
  CHECK(csv.substr(csv.size() - 2) == "\r\n");
}

TEST_CASE("each row is shown unweighted and weighted, in per cent to ten digits", "[report]") {
  const auto all = lines(report::headline_csv(headline_of({table_by({})})));
  REQUIRE(all.size() == 3);
  const auto plain = cells(all[1]);
  const auto weighted = cells(all[2]);
  CHECK(plain[8] == "none");
  CHECK(plain[9] == "43.67541766");
  CHECK(plain[9] == plain[16]);
  CHECK(weighted[8] == "invited_by_npu");
  CHECK(weighted[9].substr(0, 4) == "42.6");
  CHECK(weighted[16] == plain[9]);
  CHECK(weighted[12] == "0.95");
  CHECK(weighted[13] == "838");
  CHECK(weighted[17].substr(0, 5) == "27.93");
  CHECK(weighted[18] == "[p]");
  CHECK(weighted[19] == "0");
}

TEST_CASE("a domain that several tables hold is shown once in the headline", "[report]") {
  const auto all = lines(
      report::headline_csv(headline_of({table_by({}), table_by({"npu"}), table_by({"npu"})})));
  CHECK(all.size() == 1 + 2 * (1 + 8));
}

TEST_CASE("hidden rows keep their keys and marks and lose every number", "[report]") {
  std::size_t hidden = 0;
  for (const std::string& line : lines(report::estimates_csv({with_hidden_rows()}))) {
    const auto row = cells(line);
    if (row[5] == "SW" && (row[7] == "hate" || row[7] == "violence")) {
      ++hidden;
      CHECK(row[18] == "[c][p]");
      for (const std::size_t number : {9U, 10U, 11U, 13U, 14U, 15U, 16U, 17U, 20U, 21U, 22U, 23U}) {
        CHECK(row.at(number).empty());
      }
    }
  }
  CHECK(hidden == 4);
}

TEST_CASE("no byte of any file holds a hidden number", "[report]") {
  const Definitions definitions = testing::small_force();
  const std::vector<Table> tables{with_hidden_rows("none")};
  const std::vector<std::string> files{report::headline_csv(headline_of(tables)),
                                       report::headline_json(definitions, headline_of(tables)),
                                       report::estimates_csv(tables),
                                       report::estimates_json(definitions, tables),
                                       report::terminal_table(definitions, tables[0], 100)};
  for (const std::string& file : files) {
    for (const std::string& secret : secrets) {
      CAPTURE(secret);
      CHECK(file.find(secret) == std::string::npos);
    }
  }
}

TEST_CASE("a table without a weighting report says nothing of how the weights lie", "[report]") {
  const Definitions definitions = testing::small_force();
  const auto weighting = [&definitions](const Table& table) {
    return nlohmann::json::parse(report::estimates_json(definitions, {table}))["weighting"][0];
  };
  Table table = table_by({});
  CHECK(weighting(table).contains("deff_kish"));
  CHECK(weighting(table).contains("efficiency"));
  table.weighting.reset();
  auto without = weighting(table);
  CHECK(without["targets"].size() == 1);
  CHECK(without["collapsed"].empty());
  without.erase("targets");
  without.erase("collapsed");
  CHECK(without == nlohmann::json{{"survey", "victims"},
                                  {"period", "2019-05"},
                                  {"item", "whole_experience"},
                                  {"scheme", "invited_by_npu"},
                                  {"version", "1.0.0"}});
}

TEST_CASE("estimates add standard errors, Kish's sizes and degrees of freedom", "[report]") {
  const auto all = lines(report::estimates_csv({table_by({})}));
  CHECK(all.at(0).find("marks,decimals,se,n_kish,deff_kish,df\r") != std::string::npos);
  const auto weighted = cells(all.at(2));
  REQUIRE(weighted.size() == 24);
  CHECK_FALSE(weighted[20].empty());
  CHECK(weighted[23] == "837");
}

TEST_CASE("domains without a column of the contract stand at the end", "[report]") {
  Table table = table_by({});
  table.by = {"age_band"};
  table.rows[0].key = {{"age_band", "18-24"}};
  const auto all = lines(report::estimates_csv({table}));
  CHECK(all.at(0).find(",df,age_band\r") != std::string::npos);
  CHECK(cells(all.at(1)).at(24) == "18-24");
}

TEST_CASE("text that a spreadsheet would run is only text", "[report]") {
  Table table = table_by({});
  table.rows[0].key = {{"crime_group", "=HYPERLINK(\"x\")"}};
  CHECK(report::estimates_csv({table}).find(",\"'=HYPERLINK(\"\"x\"\")\",") != std::string::npos);
  table.rows[0].key = {{"crime_group", "@sum"}};
  CHECK(report::estimates_csv({table}).find(",'@sum,") != std::string::npos);
}

TEST_CASE("a scheme that cannot be met leaves its line empty and says not available", "[report]") {
  Table table = table_by({});
  table.rows[0].weighted.reset();
  table.weighting_fault = "weighting_infeasible";
  table.weighting_problem = "margin npu, category WV: respondents have no target above zero";
  const auto all = lines(report::headline_csv(headline_of({table})));
  CHECK(cells(all.at(1))[18] == "[p]");
  CHECK(cells(all.at(2))[9].empty());
  CHECK(cells(all.at(2))[18] == "[p][x]");
  const std::string words = report::terminal_table(testing::small_force(), table, 100);
  CHECK(words.find("weighting_infeasible") != std::string::npos);
  CHECK(words.find("category WV: respondents have no target above zero. The unweighted") !=
        std::string::npos);
  CHECK(words.find(", unweighted\n") != std::string::npos);
  CHECK(words.find(" to ") != std::string::npos);
  const auto document =
      nlohmann::json::parse(report::estimates_json(testing::small_force(), {table}));
  CHECK_FALSE(document.at("estimates").at(0).contains("code"));
  CHECK(document.at("estimates").at(1).at("code") == "weighting_infeasible");
  CHECK(document.at("estimates").at(1).at("message") == table.weighting_problem);
}

TEST_CASE("an estimate in JSON has the shape the pages read", "[report]") {
  const Definitions definitions = testing::small_force();
  const auto document =
      nlohmann::json::parse(report::estimates_json(definitions, {with_hidden_rows()}));
  CHECK(document.at("definitions") == "d1gest");
  CHECK(document.at("data_version") == 838);
  CHECK(document.at("symbols").size() == 7);
  const auto find = [&document](const nlohmann::json& domain) {
    for (const auto& estimate : document.at("estimates")) {
      if (estimate.at("domain") == domain && estimate.at("weighting") == "none") {
        return estimate;
      }
    }
    return nlohmann::json();
  };
  const auto shown = find({{"npu", "SW"}, {"crime_group", "burglary"}});
  CHECK(shown.at("value") == Approx(100.0 * 17 / 41));
  CHECK(shown.at("n") == 41);
  CHECK(shown.at("dp") == 1);
  CHECK(shown.at("text").at("value") == "41.5%");
  CHECK(shown.at("text").at("base") == "41 answers");
  CHECK(shown.at("marks") == nlohmann::json::array({"p"}));
  const auto hidden = find({{"npu", "SW"}, {"crime_group", "hate"}});
  for (const char* field : {"value", "lo", "hi", "n", "n_eff", "deff", "unweighted",
                            "response_rate", "se", "n_kish", "deff_kish", "df"}) {
    CHECK(hidden.at(field).is_null());
  }
  CHECK(hidden.at("marks") == nlohmann::json::array({"c", "p"}));
  CHECK(hidden.at("text").at("value") == "[c]");
}

TEST_CASE("poll members chose themselves, and every file says so", "[report]") {
  const Definitions definitions = testing::small_force();
  Table table = table_by({});
  table.survey = "poll";
  const std::string json = report::headline_json(definitions, headline_of({table}));
  CHECK(json.find("Listening to the Public Voice: members chose to take part") !=
        std::string::npos);
}

TEST_CASE("a terminal reads names, values, ranges, answers and marks", "[report]") {
  const Definitions definitions = testing::small_force();
  const auto all = lines(report::terminal_table(definitions, table_by({"npu"}), 100));
  CHECK(all.at(0) == "victims_satisfied, May 2019, weighted by invited_by_npu");
  const auto sandwell_line = std::find_if(
      all.begin(), all.end(), [](const std::string& line) { return line.starts_with("Sandwell"); });
  REQUIRE(sandwell_line != all.end());
  CHECK(sandwell_line->find("39.0%  30.6 to 48.1") != std::string::npos);
  CHECK(sandwell_line->find("118") != std::string::npos);
  CHECK(sandwell_line->find("[p]") != std::string::npos);
  for (const std::string& line :
       lines(report::terminal_table(definitions, table_by({"npu"}), 40))) {
    CHECK_FALSE(line.starts_with("West Midlands "));
  }
}

TEST_CASE("equal tables are equal bytes", "[report]") {
  const Definitions definitions = testing::small_force();
  const std::vector<Table> once{table_by({}), table_by({"npu", "crime_group"})};
  const std::vector<Table> again{table_by({}), table_by({"npu", "crime_group"})};
  CHECK(report::headline_csv(headline_of(once)) == report::headline_csv(headline_of(again)));
  CHECK(report::headline_json(definitions, headline_of(once)) ==
        report::headline_json(definitions, headline_of(again)));
  CHECK(report::estimates_csv(once) == report::estimates_csv(again));
  CHECK(report::estimates_json(definitions, once) == report::estimates_json(definitions, again));
}

TEST_CASE("a statistic of its own names itself, and a distribution its answers", "[report]") {
  const Definitions definitions = testing::small_force();
  const auto asked = [&](Statistic statistic) {
    return figures::tabulate(definitions,
                             figures::understand(definitions, {.measure = "victims_satisfied",
                                                               .period = may,
                                                               .scheme = "none",
                                                               .statistic = statistic})
                                 .value(),
                             sandwell());
  };
  const auto headline = lines(report::estimates_csv({asked(Statistic::pct_positive)}));
  CHECK(headline[0].find("statistic") == std::string::npos);
  const auto net = lines(report::estimates_csv({asked(Statistic::net)}));
  CHECK(net[0].ends_with(",df,statistic\r"));
  CHECK(net[1].ends_with(",net\r"));
  const auto all = lines(report::estimates_csv({asked(Statistic::distribution)}));
  CHECK(all[0].ends_with(",df,statistic,answer\r"));
  REQUIRE(all.size() == 4);
  CHECK(all[1].ends_with(",distribution,1\r"));
  CHECK(all[2].ends_with(",distribution,7\r"));
  CHECK(all[3].ends_with(",distribution,dont_know\r"));
  const std::string json = report::estimates_json(definitions, {asked(Statistic::distribution)});
  CHECK(json.find("\"answer\": \"dont_know\"") != std::string::npos);
  const std::string table =
      report::terminal_table(definitions, asked(Statistic::distribution), 100);
  CHECK(table.find("West Midlands: point 7") != std::string::npos);
  CHECK(table.find("every answer, per cent") != std::string::npos);
}

TEST_CASE("every weighted document says to what, from where and of when", "[report]") {
  const Definitions definitions = testing::small_force();
  const Table table = table_by({"npu"});
  const auto json = nlohmann::json::parse(report::headline_json(definitions, headline_of({table})));
  const auto& weighting = json.at("weighting").at(0);
  CHECK(weighting.at("targets").at(0).at("source") ==
        "Eligible invitations of the period, as imported");
  CHECK(weighting.at("targets").at(0).at("as_of") == "May 2019");
  CHECK(weighting.at("collapsed").empty());
  CHECK(report::terminal_table(definitions, table, 100)
            .find("Targets: npu, Eligible invitations of the period, as imported, as of May "
                  "2019.\n") != std::string::npos);
  CHECK(report::terminal_table(definitions, table_by({"npu"}, "none"), 100).find("Targets") ==
        std::string::npos);
}

TEST_CASE("what the columns of a CSV file cannot say stands in a document beside it", "[report]") {
  const Definitions definitions = testing::small_force();
  const auto beside = nlohmann::json::parse(
      report::csv_metadata(definitions, "may.csv", {table_by({"npu"}), table_by({})}));
  CHECK(beside.at("url") == "may.csv");
  REQUIRE(beside.at("notes").size() == 1);
  CHECK(beside.at("notes").at(0).at("weighting") == "invited_by_npu");
  CHECK(beside.at("notes").at(0).at("targets").at(0).at("as_of") == "May 2019");
  CHECK(report::csv_metadata(definitions, "may.csv", {table_by({}, "none")}).empty());
}

TEST_CASE("a collapse stands wherever the weights do", "[report]") {
  const Definitions definitions = testing::small_force();
  Table table = table_by({});
  table.collapsed = {{.margin = "npu|crime_group",
                      .stratum = "",
                      .category = "BE|hate",
                      .into = "BE|violence",
                      .nobody = true,
                      .target = 100.0,
                      .into_target = 1500.0}};
  const std::string sentence =
      "nobody in Birmingham East, hate answered, so its target of 100 was "
      "joined to that of Birmingham East, violence, 1,500.";
  const auto json = nlohmann::json::parse(report::headline_json(definitions, headline_of({table})));
  const auto& joined = json.at("weighting").at(0).at("collapsed").at(0);
  CHECK(joined.at("category") == "BE|hate");
  CHECK(joined.at("into") == "BE|violence");
  CHECK(joined.at("reason") == "nobody_answered");
  CHECK(joined.at("target") == 100.0);
  CHECK(joined.at("into_target") == 1500.0);
  CHECK(report::terminal_table(definitions, table, 100).find(sentence) != std::string::npos);
  figures::Weights weights;
  weights.tables.push_back(table);
  CHECK(report::weights_markdown(definitions, weights).find("- npu by crime_group: " + sentence) !=
        std::string::npos);
  CHECK(report::weights_csv(weights).find(
            "collapsed,npu|crime_group,BE|hate,into:BE|violence:target,100,") != std::string::npos);
  CHECK(nlohmann::json::parse(report::weights_json(definitions, weights))
            .at("collapsed")
            .at(0)
            .at("into") == "BE|violence");
}
