// Every row of the published statements, held against the published series: each comes to what was
// found by hand and written in its own column.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "soundings/claims/check.h"
#include "soundings/claims/statements.h"

#include "published_series.h"

using namespace soundings;
using namespace soundings::claims;
using soundings::test::published;

namespace {

/// The column `agrees` of each row, by id. A field in quotes may hold commas.
std::map<std::string, std::string> found_by_hand() {
  std::map<std::string, std::string> agrees;
  std::istringstream rows(test::fixture("statements.csv"));
  std::string row;
  std::getline(rows, row);
  while (std::getline(rows, row)) {
    std::vector<std::string> fields{""};
    bool quoted = false;
    for (const char c : row) {
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.emplace_back();
      } else {
        fields.back() += c;
      }
    }
    agrees[fields.front()] = fields.at(11);
  }
  return agrees;
}

const std::map<std::string, Verdict> meant{{"yes", Verdict::holds},
                                           {"no", Verdict::contradicted},
                                           {"rounding", Verdict::rounding},
                                           {"not_checkable", Verdict::no_source}};

}  // namespace

TEST_CASE("every published statement comes to what was found by hand", "[claims]") {
  const auto agrees = found_by_hand();
  const auto checked = check_rows(test::fixture("statements.csv"), published()).value();
  REQUIRE(checked.size() == 132);
  std::map<std::string, int> so;
  for (const Checked& one : checked) {
    INFO(one.id << " " << one.text << " | " << one.judgement.figure << " | "
                << one.judgement.arithmetic);
    const std::string& by_hand = agrees.at(one.id);
    CHECK(to_text(one.judgement.verdict) == to_text(meant.at(by_hand)));
    CHECK_FALSE(one.judgement.arithmetic.empty());
    so[by_hand] += one.judgement.verdict == meant.at(by_hand) ? 1 : 0;
  }
  CHECK(so["yes"] == 50);
  CHECK(so["no"] == 7);
  CHECK(so["rounding"] == 3);
}

// sentences/published.txt: the id of a row and a sentence that says a part of it.
TEST_CASE("every published statement that is so is made as a sentence", "[claims]") {
  const Statements all = statements(published());
  std::set<std::string> rows;
  std::ifstream file(SOUNDINGS_SOURCE_DIR "/tests/claims/sentences/published.txt");
  std::string line;
  while (std::getline(file, line)) {
    const auto tab = line.find('\t');
    REQUIRE(tab != std::string::npos);
    INFO(line);
    CHECK(std::ranges::find(all.made, line.substr(tab + 1), &Statement::text) != all.made.end());
    rows.insert(line.substr(0, tab));
  }
  std::set<std::string> meant_rows;
  for (const auto& [id, agrees] : found_by_hand()) {
    if (agrees == "yes") {
      meant_rows.insert(id);
    }
  }
  CHECK(meant_rows.size() == 50);
  CHECK(rows == meant_rows);
}

TEST_CASE("a contradicted row shows the arithmetic that contradicts it", "[claims]") {
  const auto checked = check_rows(test::fixture("statements.csv"), published()).value();
  const auto arithmetic = [&](const std::string& id) {
    for (const Checked& one : checked) {
      if (one.id == id) {
        return one.judgement.arithmetic;
      }
    }
    return std::string();
  };
  CHECK(arithmetic("S030") == "8,726 / 2,897,303 x 1,000 = 3.01, not 2.7");
  CHECK(arithmetic("S051") == "1,094 / 1,232 - 1 = -11.2%, not -13%");
  CHECK(arithmetic("S123") == "102 is not 164");
  CHECK(arithmetic("S112") == "one every 3 months, November 2018 to June 2019, makes 3, not 4");
  CHECK(arithmetic("S117") == "5,607 / 78,402 = 7.15%, not 11.4");
  CHECK(arithmetic("S023") == "28,967 / 2,897,303 x 1,000 = 10.00");
  CHECK(arithmetic("S022") == "28,967 / 22,317 - 1 = 29.8%");
}

TEST_CASE("a row with one digit wrong is contradicted", "[claims]") {
  const std::string header =
      "id,aim,measure,areas,period,comparison,statistic,value,unit,approximate\n";
  const auto verdict = [&](const std::string& row) {
    return to_text(check_rows(header + row + "\n", published()).value().front().judgement.verdict);
  };
  CHECK(verdict("1,burglary,burglary,West Midlands force,YE 2019-03,,count,28967,offences,no") ==
        "holds");
  CHECK(verdict("1,burglary,burglary,West Midlands force,YE 2019-03,,count,28987,offences,no") ==
        "contradicted");
  CHECK(verdict("1,burglary,burglary,West Midlands force,YE 2018-03,,count,28967,offences,no") ==
        "contradicted");
  CHECK(verdict("1,burglary,burglary,West Midlands force,YE 2019-03,YE 2016-03,"
                "pct_change_from_baseline,31,percent,no") == "contradicted");
  CHECK(verdict("1,burglary,burglary_rate,Birmingham West;Sandwell,YE 2019-03,West Midlands force,"
                "above_average_list,12.4;10.9,,no") == "contradicted");
  CHECK(
      verdict("1,confidence,how_are_we_doing_responses,West Midlands force,wave 3 (2018-02),,count,"
              "5607,responses,no") == "contradicted");
  CHECK(verdict("1,confidence,csew_confidence_in_local_police,West Midlands force,YE 2018-12,"
                "YE 2016-03,direction,up,direction,no") == "contradicted");
}

TEST_CASE("a row whose period or value cannot be read has no source", "[claims]") {
  const std::string header =
      "id,aim,measure,areas,period,comparison,statistic,value,unit,approximate\n";
  const auto judged = [&](const std::string& period, const std::string& value) {
    return check_rows(header + "1,robbery,robbery,West Midlands force," + period + ",,count," +
                          value + ",offences,no\n",
                      published())
        .value()
        .front()
        .judgement;
  };
  CHECK(to_text(judged("YE 2019-03", "8726").verdict) == "holds");
  CHECK(to_text(judged("", "8726").verdict) == "holds");
  for (const char* period : {"YE 2019-13", "banana", "YE 2019-03 or so", "2018/19 Q5"}) {
    INFO(period);
    CHECK(to_text(judged(period, "8726").verdict) == "no_source");
    CHECK(judged(period, "8726").arithmetic ==
          "the period \"" + std::string(period) + "\" cannot be read");
  }
  CHECK(to_text(judged("YE 2019-03", "8726e400").verdict) == "no_source");
  CHECK(to_text(judged("YE 2019-03", "1e400").verdict) == "no_source");
}

TEST_CASE("a file of claims is read in any encoding of imports, and is otherwise refused",
          "[claims]") {
  const std::string sentence = "There were 28,967 burglaries.\n";
  std::string little("\xFF\xFE", 2);
  for (const char c : sentence) {
    little += c;
    little += '\0';
  }
  CHECK(text_of_file(sentence) == sentence);
  CHECK(text_of_file("\xEF\xBB\xBF" + sentence) == sentence);
  CHECK(text_of_file(little) == sentence);
  CHECK(text_of_file(little.substr(2)) == sentence);
  CHECK(text_of_file("\xA3"
                     "283,153\n") ==
        "\u00a3"
        "283,153\n");
  CHECK_FALSE(text_of_file(std::string("PK\x03\x04\0\0binary\x81\x8d", 14)));
  CHECK_FALSE(text_of_file(std::string("a\0b", 3)));
}

TEST_CASE("a point that was published after the report is not used", "[claims]") {
  const std::string header =
      "id,aim,measure,areas,period,comparison,statistic,value,unit,approximate\n";
  const auto checked =
      check_rows(
          header + "1,road_safety,road_killed,West Midlands force,2018,,count,55,people,no\n",
          published())
          .value();
  CHECK(to_text(checked.front().judgement.verdict) == "no_source");
  CHECK(checked.front().judgement.arithmetic ==
        "the point for 2018 is dated after the report and is not used");
}
