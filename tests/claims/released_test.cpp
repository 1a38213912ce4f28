// Claims about our own surveys, held against what a release prints and what its changes come to.
#include "soundings/claims/released.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "soundings/claims/check.h"

#include "published_series.h"

using namespace soundings;
using soundings::claims::Evidence;

using soundings::test::published_points;
using soundings::test::shipped;

namespace {

constexpr const char* measure = "victim_satisfied_whole_experience";

Row row(DomainKey key, double value, double lo, double hi, std::int64_t base) {
  return {.key = std::move(key),
          .base = base,
          .unweighted = Shown{.value = value, .lo = lo, .hi = hi},
          .weighted = Shown{.value = value, .lo = lo, .hi = hi}};
}

Table table(const Period& period, std::vector<Row> rows) {
  return {.survey = "victim_satisfaction",
          .measure = measure,
          .item = "whole_experience",
          .period = period,
          .release = "2019-05.r0",
          .scheme = "invited_by_npu",
          .decimals = 1,
          .rows = std::move(rows)};
}

const Period may = Period::month(Month(2019, 5));
const Period april = Period::month(Month(2019, 4));

Table force_in_may() {
  return table(may, {row({}, 41.6, 38.4, 44.8, 904)});
}

Table areas_in_may() {
  auto hidden = row({{"npu", "WS"}}, 12.0, 1.0, 20.0, 9);
  hidden.hidden = Hidden::small_base;
  return table(may, {row({}, 41.6, 38.4, 44.8, 904), row({{"npu", "SH"}}, 51.1, 40.7, 61.5, 88),
                     row({{"npu", "BW"}}, 38.0, 31.0, 45.5, 171), hidden});
}

/// May against April as the ledger of scenario L2 has them.
Comparisons change(soundings::Verdict verdict) {
  Comparison one{.a = {.measure = measure, .period = may, .weighted = Shown{.value = 41.6}},
                 .b = Side{.measure = measure, .period = april, .weighted = Shown{.value = 44.5}},
                 .weighted = Difference{.points = -2.4, .lo = -7.0, .hi = 2.2, .verdict = verdict},
                 .verdict = verdict};
  Comparisons all{.survey = "victim_satisfaction",
                  .measure = measure,
                  .period = may,
                  .release = "2019-05.r0",
                  .against = Against::previous};
  all.rows.push_back(std::move(one));
  return all;
}

std::vector<ExternalPoint> points() {
  const std::vector<Table> tables{force_in_may(), areas_in_may(),
                                  table(april, {row({}, 44.5, 41.2, 47.8, 880)})};
  return claims::with_released(published_points(), claims::released_points(shipped(), tables));
}

claims::Verdict verdict_of(const std::string& sentence,
                           const std::vector<Comparisons>& readings = {}) {
  const auto all = points();
  const Evidence evidence(shipped(), all, Month(2019, 6), readings);
  return claims::check_sentence(sentence, evidence).verdict;
}

}  // namespace

TEST_CASE("what a release prints is a point, and what it hides is none", "[claims]") {
  const std::vector<Table> tables{force_in_may(), areas_in_may()};
  const auto made = claims::released_points(shipped(), tables);
  REQUIRE(made.size() == 3);
  CHECK(made[0].area == "West Midlands force");
  CHECK(made[0].value == "41.6");
  CHECK(made[0].period == "2019-05");
  CHECK(made[1].area == "Solihull");
  CHECK(made[2].area == "Birmingham West");
  CHECK(std::ranges::none_of(made, [](const auto& one) { return one.area == "Walsall"; }));
}

TEST_CASE("a rounded figure is an approximate point, unless a more exact one is printed",
          "[claims]") {
  auto coarse = force_in_may();
  coarse.coarse = true;
  coarse.rows.front().weighted = Shown{.value = 40.0};
  const auto made = claims::released_points(shipped(), std::vector{coarse});
  REQUIRE(made.size() == 1);
  CHECK(made.front().value == "40");
  CHECK(made.front().approximate);
  const auto both = claims::released_points(shipped(), std::vector{coarse, force_in_may()});
  REQUIRE(both.size() == 1);
  CHECK(both.front().value == "41.6");
  CHECK_FALSE(both.front().approximate);
}

TEST_CASE("a rounded figure takes the place of an imported one, and its sentence says about",
          "[claims]") {
  const Table chats{.survey = "livechat",
                    .measure = "livechat_rated_excellent_or_good",
                    .item = "rating",
                    .period = Period::months(Month(2018, 8), Month(2019, 5)),
                    .release = "2019-05.r0",
                    .scheme = "none",
                    .coarse = true,
                    .rows = {{.base = 2400, .unweighted = Shown{.value = 75.0}}}};
  const auto all = claims::with_released(published_points(),
                                         claims::released_points(shipped(), std::vector{chats}));
  const Evidence evidence(shipped(), all, Month(2019, 6));
  const auto verdict = [&](const std::string& sentence) {
    return claims::check_sentence(sentence, evidence).verdict;
  };
  CHECK(verdict("About 75% of users rated Live Chat excellent or good.") == claims::Verdict::holds);
  CHECK(verdict("76% of users rated Live Chat excellent or good.") ==
        claims::Verdict::contradicted);
  const auto said = claims::survey_statements({.force = &chats}, evidence);
  INFO((said.withheld.empty() ? "" : said.withheld.front().arithmetic));
  REQUIRE(said.made.size() == 1);
  CHECK(said.made.front().text.ends_with(
      " was about 75% in August 2018 to May 2019 (about 2,400 answers)."));
}

TEST_CASE("a figure of the release takes the place of an imported one", "[claims]") {
  const auto all = points();
  CHECK(std::ranges::count(all, measure, &ExternalPoint::series) == 4);
  CHECK(std::ranges::none_of(
      all, [](const auto& one) { return one.series == measure && one.evidence == "commentary"; }));
}

TEST_CASE("a survey figure is held against the release", "[claims]") {
  CHECK(verdict_of("Satisfaction with the whole experience was 41.6% in May 2019.") ==
        claims::Verdict::holds);
  CHECK(verdict_of("42% of victims were satisfied with the service in May 2019.") ==
        claims::Verdict::holds);
  CHECK(verdict_of("Satisfaction with the whole experience was 46.1% in May 2019.") ==
        claims::Verdict::contradicted);
  CHECK(verdict_of("Satisfaction with the whole experience was 51.1% in Solihull in May 2019.") ==
        claims::Verdict::holds);
}

TEST_CASE("a direction is contradicted while its change is not clear", "[claims]") {
  const std::string fell =
      "Satisfaction with the whole experience fell from 44.5% in April 2019 to 41.6% in May 2019.";
  CHECK(verdict_of(fell) == claims::Verdict::holds);
  CHECK(verdict_of(fell, std::vector{change(soundings::Verdict::lower)}) == claims::Verdict::holds);
  CHECK(verdict_of(fell, std::vector{change(soundings::Verdict::same)}) ==
        claims::Verdict::contradicted);
  const auto readings = std::vector{change(soundings::Verdict::same)};
  const auto all = points();
  const Evidence evidence(shipped(), all, Month(2019, 6), readings);
  CHECK(claims::check_sentence(fell, evidence)
            .arithmetic.find("No clear change: \u22122.4 points, 95% range \u22127.0 to +2.2") !=
        std::string::npos);
}

TEST_CASE("a range and a base beside a figure are held against the release", "[claims]") {
  const auto all = points();
  const std::vector<Table> tables{force_in_may(), areas_in_may()};
  const auto verdict = [&](const std::string& brackets, const std::vector<Table>& known) {
    const Evidence evidence(shipped(), all, Month(2019, 6), std::vector<Comparisons>(), known);
    return claims::check_sentence(
               "Satisfaction with the whole experience was 41.6% in May 2019 (" + brackets + ").",
               evidence)
        .verdict;
  };
  CHECK(verdict("95% range 38.4 to 44.8, 904 answers", tables) == claims::Verdict::holds);
  CHECK(verdict("95% range 38.4 to 44.8", tables) == claims::Verdict::holds);
  CHECK(verdict("904 answers", tables) == claims::Verdict::holds);
  CHECK(verdict("95% range 41.0 to 42.0", tables) == claims::Verdict::contradicted);
  CHECK(verdict("95% range 38.4 to 44.9", tables) == claims::Verdict::contradicted);
  CHECK(verdict("95% range 38.4 to 44.8, 940 answers", tables) == claims::Verdict::contradicted);
  CHECK(verdict("940 answers", tables) == claims::Verdict::contradicted);
  CHECK(verdict("95% range 41.0 to 42.0", {}) == claims::Verdict::holds);
  CHECK(verdict("95% range 38.4 to 44.8", {table(april, {row({}, 44.5, 41.2, 47.8, 880)})}) ==
        claims::Verdict::no_source);
}

TEST_CASE("the range of a change is held against the release", "[claims]") {
  const auto all = points();
  const auto read = std::vector{change(soundings::Verdict::same)};
  const std::vector<Table> tables{force_in_may()};
  const Evidence evidence(shipped(), all, Month(2019, 6), read, tables);
  const auto verdict = [&](const std::string& range) {
    return claims::check_sentence(
               "Satisfaction with the whole experience was 41.6% in May 2019 and 44.5% in April "
               "2019: no clear change (95% range of the change " +
                   range + ").",
               evidence)
        .verdict;
  };
  CHECK(verdict("\u22127.0 to +2.2, \u22122.4 points") == claims::Verdict::holds);
  CHECK(verdict("\u22127.0 to +2.3, \u22122.4 points") == claims::Verdict::contradicted);
  CHECK(verdict("\u22121.0 to +2.2, \u22122.4 points") == claims::Verdict::contradicted);
  CHECK(verdict("\u22127.0 to +2.2, \u22122.9 points") == claims::Verdict::contradicted);
}

TEST_CASE("a change that no release prints has no source", "[claims]") {
  const auto read = std::vector{change(soundings::Verdict::lower)};
  CHECK(verdict_of("Satisfaction with the whole experience rose from 41.6% in May 2018 to 44.5% in "
                   "April 2019.",
                   read) != claims::Verdict::holds);
  CHECK(verdict_of("Confidence in West Midlands Police rose from 55% in wave 2 to 56% in wave 3.",
                   read) != claims::Verdict::holds);
}

TEST_CASE("sentences of a survey say up or down of a clear change alone", "[claims]") {
  const auto all = points();
  const auto text = [&](soundings::Verdict verdict) {
    const auto read = change(verdict);
    const Evidence evidence(shipped(), all, Month(2019, 6), std::vector{read});
    const auto force = force_in_may();
    const auto made = claims::survey_statements({.force = &force, .previous = &read}, evidence);
    std::string found;
    for (const auto& one : made.made) {
      found = one.kind == "previous" ? one.text + " " + one.verdict : found;
    }
    return found;
  };
  CHECK(text(soundings::Verdict::same).find("no clear change") != std::string::npos);
  CHECK(text(soundings::Verdict::same).find("fell") == std::string::npos);
}

TEST_CASE("a figure that a release prints without a range is said without one", "[claims]") {
  const auto to_date = Period::months(Month(2018, 8), Month(2019, 5));
  for (const char* rated :
       {"livechat_rated_excellent_or_good", "livechat_would_use_online_services_again"}) {
    const Table chats{.survey = "livechat",
                      .measure = rated,
                      .item = "rating",
                      .period = to_date,
                      .release = "2019-05.r0",
                      .scheme = "none",
                      .rows = {{.base = 2400, .unweighted = Shown{.value = 76.4}}}};
    const auto all = claims::with_released(published_points(),
                                           claims::released_points(shipped(), std::vector{chats}));
    const Evidence evidence(shipped(), all, Month(2019, 6));
    const auto said = claims::survey_statements({.force = &chats}, evidence);
    INFO((said.withheld.empty()
              ? ""
              : said.withheld.front().statement.text + ": " + said.withheld.front().arithmetic));
    REQUIRE(said.made.size() == 1);
    CHECK(
        said.made.front().text.ends_with(" was 76.4% in August 2018 to May 2019 (2,400 answers)."));
  }
}

TEST_CASE("the words of an aim mean its leading measure where they name no series", "[claims]") {
  const auto all = points();
  Comparisons areas{.survey = "victim_satisfaction",
                    .measure = measure,
                    .period = may,
                    .release = "2019-05.r0",
                    .against = Against::rest};
  areas.rows.push_back(
      {.a = {.measure = measure,
             .key = {{"npu", "SH"}},
             .period = may,
             .weighted = Shown{.value = 51.1}},
       .weighted =
           Difference{.points = 9.9, .lo = -0.4, .hi = 20.2, .verdict = soundings::Verdict::same},
       .verdict = soundings::Verdict::same});
  const Evidence evidence(shipped(), all, Month(2019, 6),
                          std::vector{change(soundings::Verdict::same), areas});
  const auto verdict = [&](const std::string& sentence, const std::string& aim) {
    const auto judged =
        claims::check_sentence(sentence, evidence, {.aim = aim, .leading = measure});
    INFO(sentence << "\n  " << judged.figure << "\n  " << judged.arithmetic);
    return std::string(claims::to_text(judged.verdict));
  };
  const std::string aim = "victim_satisfaction";
  CHECK(verdict("Satisfaction was 41.6% in May 2019.", aim) == "holds");
  CHECK(verdict("Satisfaction was 46.1% in May 2019.", aim) == "contradicted");
  CHECK(verdict("Satisfaction fell from 44.5% in April to 41.6% in May 2019.", aim) ==
        "contradicted");
  CHECK(verdict("Satisfaction fell from 43.8% in April to 41.6% in May 2019.", aim) ==
        "contradicted");
  CHECK(verdict("The drop in satisfaction from 44.5% to 42.1% is clear.", aim) == "contradicted");
  CHECK(verdict("Satisfaction in Solihull (51.1%) was higher than in the rest of the force.",
                aim) == "contradicted");
  CHECK(verdict("Victims in Solihull are happier than anywhere else.", aim) == "contradicted");
  CHECK(verdict("We have recruited 12 officers in May 2019.", aim) == "no_source");
  CHECK(verdict("The cost of the survey rose by 12%.", aim) == "no_source");
  CHECK(verdict("Satisfaction was 41.6% in May 2019.", "") == "no_source");
}

TEST_CASE("a figure of some of the answers has no source", "[claims]") {
  const std::vector<Comparisons> none;
  CHECK(
      verdict_of("Among victims of burglary, 40.7% were satisfied with the whole experience in May "
                 "2019.",
                 none) == claims::Verdict::no_source);
  CHECK(
      verdict_of("Of victims who reported online 41.6% were satisfied with the whole experience in "
                 "May 2019.",
                 none) == claims::Verdict::no_source);
  CHECK(verdict_of("Satisfaction with the whole experience was 41.6%, and burglary rose by 30%.",
                   none) == claims::Verdict::holds);
}
