// Sentences that are made of the series: each passes the check that reads them back.
#include "soundings/claims/statements.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "soundings/claims/check.h"

#include "published_series.h"

using namespace soundings;
using namespace soundings::claims;
using soundings::test::published;

namespace {

bool made(const Statements& all, const std::string& text) {
  return std::ranges::find(all.made, text, &Statement::text) != all.made.end();
}

}  // namespace

TEST_CASE("every sentence that is made passes its own check", "[claims]") {
  const Statements all = statements(published());
  CHECK(all.made.size() > 100);
  for (const Statement& one : all.made) {
    const Judgement judged = check_sentence(one.text, published());
    INFO(one.text << "\n  " << judged.arithmetic);
    CHECK((judged.verdict == Verdict::holds || judged.verdict == Verdict::rounding));
  }
}

TEST_CASE("the sentences of the report are made by rule", "[claims]") {
  const Statements all = statements(published());
  CHECK(made(all,
             "Burglary rose by 30% between the year ending March 2016 and the year ending March "
             "2019, from 22,317 to 28,967."));
  CHECK(made(all,
             "The burglary rate was above that of the force (10.0 per 1,000 population) in "
             "Birmingham West (12.4), Sandwell (10.9) and Solihull (10.5) in the year ending March "
             "2019."));
  CHECK(made(all,
             "Confidence in the police in the Crime Survey was 75% in the year ending March 2016 "
             "and 72% in the year ending December 2018."));
  CHECK(
      made(all,
           "Wolverhampton had the highest growth in the number of Active Citizens projects between "
           "2016/17 and 2017/18, from 7 to 24."));
  CHECK(
      made(all,
           "The number of cadet units stood at 8 in June 2019, below the ambition for cadet units "
           "(10)."));
  CHECK(made(all,
             "The number of police cadets stood at about 100 in June 2019; the ambition for police "
             "cadets for March 2020 is 500."));
}

TEST_CASE(
    "an average that other figures contradict is left out where the areas lie above it anyway",
    "[claims]") {
  const Statements all = statements(published(), "robbery");
  CHECK(made(all,
             "The robbery rate was above that of the force in Birmingham West (4.9) in the year "
             "ending March 2019."));
  CHECK(std::ranges::none_of(
      all.made, [](const Statement& one) { return one.text.find("2.7") != std::string::npos; }));
}

TEST_CASE("two months make no peak, and the fall from the greater of them is no improvement",
          "[claims]") {
  for (const Statement& one : statements(published()).made) {
    INFO(one.text);
    CHECK(one.kind != "peak");
    CHECK((one.series != "knife_crime" || one.verdict.empty()));
  }
}

TEST_CASE("a verdict follows the good direction of its series", "[claims]") {
  for (const Statement& one : statements(published(), "burglary").made) {
    CHECK(one.aim == "burglary");
    if (one.kind == "change") {
      CHECK(one.verdict == "Worse");
    }
  }
}

TEST_CASE("a figure that does not reconcile makes no sentence, and says why", "[claims]") {
  const Statements all = statements(published(), "robbery");
  CHECK_FALSE(made(all,
                   "The robbery rate stood at 2.7 per 1,000 population in the year ending "
                   "March 2019."));
  REQUIRE_FALSE(all.withheld.empty());
  CHECK(all.withheld.front().arithmetic == "8,726 / 2,897,303 x 1,000 = 3.01, not 2.7");
  CHECK(all.withheld.front().figure == "2.7 in the year ending March 2019");
}

TEST_CASE("a figure of a quarter that its shares say is of the year makes no sentence",
          "[claims]") {
  const Statements all = statements(published(), "complaints_number");
  CHECK_FALSE(made(all,
                   "The number of allegations recorded stood at 1,030 in January to March "
                   "2019."));
  const auto left_out = std::ranges::find(all.withheld, "allegations_recorded",
                                          [](const Withheld& one) { return one.statement.series; });
  REQUIRE(left_out != all.withheld.end());
  CHECK(left_out->figure == "1,030 in January to March 2019");
  CHECK(left_out->arithmetic.ends_with("so it counts the year and not the quarter"));
}

TEST_CASE("of a survey of others no sentence says that anything rose, fell or was higher",
          "[claims]") {
  for (const Statement& one : statements(published()).made) {
    const ExternalSeries* series = soundings::test::shipped().report.find_series(one.series);
    REQUIRE(series != nullptr);
    if (series->sampled) {
      INFO(one.text);
      CHECK((one.kind == "value" || one.kind == "change" || one.kind == "range"));
      CHECK(one.text.find(" rose ") == std::string::npos);
      CHECK(one.text.find(" fell ") == std::string::npos);
      CHECK(one.text.find(" higher ") == std::string::npos);
      CHECK((one.kind != "change" || one.verdict == "Cannot say"));
    }
  }
}

TEST_CASE("nothing is made of points that were published after the report", "[claims]") {
  for (const Statement& one : statements(published(), "road_safety").made) {
    INFO(one.text);
    if (one.series.starts_with("road_")) {
      CHECK(one.text.find("2017") != std::string::npos);
    }
  }
}
