// Comparisons: April against May, NPUs against the rest of the force, what is hidden and what is
// never compared. Expected numbers from the acceptance scenarios and from R `survey`
// (tools/oracle_r/comparisons.R).
#include "soundings/figures/compare.h"

#include <catch2/catch.hpp>

#include "soundings/base/number.h"

#include "support/small_force.h"
#include "support/two_months.h"

using namespace soundings;
using namespace soundings::testing;
using figures::ComparisonQuestion;
using figures::Evidence;

namespace {

Comparisons compare(const Definitions& definitions, const ComparisonQuestion& question,
                    const Evidence& evidence, std::optional<Period> begun = {}) {
  return figures::compare(definitions, figures::understand(definitions, question).value(), evidence,
                          begun);
}

std::string refusal(const Definitions& definitions, const ComparisonQuestion& question) {
  const auto compared = figures::understand(definitions, question);
  return compared ? "" : compared.error().code;
}

ComparisonQuestion against(Against what, const std::string& by = {},
                           const std::string& other = {}) {
  return {.measure = "victims_satisfied",
          .period = may_of_2019,
          .by = by,
          .against = what,
          .other = other};
}

std::string printed(const Difference& difference) {
  return rounded(difference.points, 1) + " (" + rounded(difference.lo.value(), 1) + " to " +
         rounded(difference.hi.value(), 1) + ")";
}

void check_points(const Difference& told, double difference, double se, double p) {
  CHECK(told.points == Approx(100 * difference).epsilon(1e-10));
  CHECK(told.se.value() == Approx(100 * se).epsilon(1e-8));
  CHECK(told.p.value() == Approx(p).epsilon(1e-8));
}

/// Sandwell's burglary and hate crime in May; burglary alone elsewhere.
Evidence few_hate_crimes(std::int64_t hate, std::int64_t satisfied) {
  std::vector<Group> groups;
  for (const std::uint32_t month : {0U, 1U}) {
    for (const std::string& npu : npus) {
      groups.push_back({{{"npu", npu}, {"crime_group", "burglary"}}, 30, 60, month});
      groups.push_back({{{"npu", npu}, {"crime_group", "vehicle"}}, 20, 50, month});
      groups.push_back({{{"npu", npu}, {"crime_group", "violence"}}, 25, 40, month});
    }
    const bool may = month == 1;
    groups.push_back(
        {{{"npu", "SW"}, {"crime_group", "hate"}}, may ? satisfied : 16, may ? hate : 35, month});
  }
  return {
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-04", "2019-05"}, groups),
      .invitations = invited_in_both()};
}

ComparisonQuestion crimes_against(Against what, const std::string& code = {},
                                  const std::string& other = {}) {
  ComparisonQuestion question = against(what, "crime_group", other);
  question.code = code;
  question.scheme = "none";
  return question;
}

void check_nothing_is_told(const Comparison& row) {
  CHECK(row.verdict == Verdict::hidden);
  CHECK(row.hidden.has_value());
  CHECK(row.marks.front() == "c");
  CHECK_FALSE(row.unweighted);
  CHECK_FALSE(row.weighted);
  for (const Side& side : {row.a, row.b.value()}) {
    CHECK_FALSE(side.base);
    CHECK_FALSE(side.unweighted);
    CHECK_FALSE(side.weighted);
  }
}

}  // namespace

TEST_CASE("May against April: 2.4 points down and no clear change", "[compare]") {
  ComparisonQuestion question = against(Against::previous);
  question.scheme = "none";
  const Comparisons told = compare(small_force(), question, april_and_may());
  REQUIRE(told.rows.size() == 1);
  const Comparison& row = told.rows.front();
  CHECK(row.a.base == 904);
  CHECK(row.b->base == 880);
  CHECK(row.b->period == april_2019);
  CHECK(printed(row.unweighted.value()) == "-2.4 (-7.0 to 2.2)");
  CHECK(rounded(row.unweighted->p.value(), 2) == "0.31");
  check_points(*row.unweighted, -0.0239943684634, 0.0234745212801, 0.30685101561);
  CHECK(row.unweighted->df == 1781.0);
  CHECK(row.verdict == Verdict::same);
  CHECK_FALSE(row.weighted);
  CHECK(told.family == 1);
}

TEST_CASE("months are weighted apart, and their difference is R's", "[compare]") {
  const Comparisons told =
      compare(small_force(), against(Against::previous, "npu"), april_and_may());
  REQUIRE(told.rows.size() == 8);
  check_points(told.find({{"npu", "BE"}})->weighted.value(), -0.0315315315315, 0.0573726321385,
               0.583023784498);
  const Comparisons whole = compare(small_force(), against(Against::previous), april_and_may());
  check_points(whole.rows.front().weighted.value(), -0.0254900827423, 0.0236018322892,
               0.280286450208);
  CHECK(whole.scheme == "invited_by_npu");
}

TEST_CASE("people who answered in both months are one unit", "[compare]") {
  const Evidence evidence = april_and_may_with_forty_twice();
  const Comparisons whole = compare(small_force(), against(Against::previous), evidence);
  check_points(whole.rows.front().unweighted.value(), -0.0239943684634, 0.0231408973643,
               0.299934991592);
  check_points(whole.rows.front().weighted.value(), -0.0254900827423, 0.0231854663115,
               0.271745898859);
  CHECK(whole.rows.front().weighted->df == 1742.0);
  const Comparisons by_npu = compare(small_force(), against(Against::previous, "npu"), evidence);
  check_points(by_npu.find({{"npu", "BE"}})->unweighted.value(), -0.0315315315315, 0.0520204269557,
               0.54497340754);
}

TEST_CASE("Solihull against the rest of the force, and against the force it is part of",
          "[compare]") {
  ComparisonQuestion question = against(Against::rest, "npu");
  question.code = "SH";
  const Comparisons rest = compare(small_force(), question, april_and_may());
  REQUIRE(rest.rows.size() == 1);
  const Comparison& row = rest.rows.front();
  CHECK(rounded(row.a.weighted->value, 1) == "51.1");
  CHECK(rounded(row.b->weighted->value, 1) == "40.9");
  CHECK(row.b->rest);
  CHECK(row.b->base == 816);
  CHECK(printed(row.weighted.value()) == "10.2 (-0.8 to 21.2)");
  CHECK(rounded(row.weighted->p.value(), 3) == "0.068");
  CHECK(row.weighted->q == row.weighted->p);
  CHECK(row.verdict == Verdict::same);

  question.against = Against::force;
  const Comparisons force = compare(small_force(), question, april_and_may());
  const Difference& difference = force.rows.front().weighted.value();
  CHECK(printed(difference) == "9.6 (-0.7 to 19.8)");
  check_points(difference, 0.0956181400822567, 0.0523941189045848, 0.0683348860685329);
  CHECK(difference.covariance.value() == Approx(1e4 * 0.0001847680986369).epsilon(1e-8));
  CHECK(difference.df == 902.0);
  CHECK(difference.detectable.value() == Approx(2.80 * 5.23941189045848).epsilon(1e-8));

  question.against = Against::code;
  question.other = "BE";
  const Comparisons npus = compare(small_force(), question, april_and_may());
  check_points(npus.rows.front().weighted.value(), 0.126228501228501, 0.0666663259432923,
               0.0595334833100726);
}

TEST_CASE("eight NPUs are one family, and q allows for all of them", "[compare]") {
  const Comparisons told = compare(small_force(), against(Against::rest), april_and_may());
  CHECK(told.by == "npu");
  CHECK(told.family == 8);
  const std::vector<std::pair<double, double>> p_and_q{
      {0.394888871376, 0.63311501134},  {0.27374167508, 0.63311501134},
      {0.395696882088, 0.63311501134},  {0.193943546029, 0.63311501134},
      {0.538697238951, 0.718262985268}, {0.0683348860685, 0.546679088548},
      {0.985500279541, 0.985500279541}, {0.964442830885, 0.985500279541}};
  REQUIRE(told.rows.size() == p_and_q.size());
  for (std::size_t at = 0; at < p_and_q.size(); ++at) {
    CHECK(told.rows[at].weighted->p.value() == Approx(p_and_q[at].first).epsilon(1e-8));
    CHECK(told.rows[at].weighted->q.value() == Approx(p_and_q[at].second).epsilon(1e-8));
    CHECK(told.rows[at].verdict == Verdict::same);
  }
}

TEST_CASE("a direction is told only when q allows it", "[compare]") {
  Evidence evidence = april_and_may();
  auto cells = std::make_shared<Cells>(*evidence.cells);
  for (Cell& cell : cells->cells) {  // in May 66 of Solihull's 88 are satisfied, not 45
    if (cell.stratum == 1 && cell.codes[0] == 6) {
      cell.count += cell.answer == 0 ? 21 : -21;
      cell.weight = cell.weight_squared = static_cast<double>(cell.count);
    }
  }
  evidence.cells = cells;
  const Comparisons told = compare(small_force(), against(Against::rest), evidence);
  CHECK(told.find({{"npu", "SH"}})->verdict == Verdict::higher);
  CHECK(told.find({{"npu", "WV"}})->verdict == Verdict::same);
  CHECK(tone(Verdict::higher, told.good) == Tone::better);
  CHECK(tone(Verdict::higher, Measure::Direction::down) == Tone::worse);
}

TEST_CASE("a hidden cell hides its difference from everything, in every direction", "[compare]") {
  const Evidence evidence = few_hate_crimes(7, 2);
  const Definitions definitions = small_force();
  for (const Against what : {Against::rest, Against::force, Against::previous}) {
    const Comparisons told = compare(definitions, crimes_against(what), evidence);
    INFO(to_text(what));
    check_nothing_is_told(*told.find({{"crime_group", "hate"}}));
    // the smallest of the others stands in for it, or hate would be the total less the rest
    check_nothing_is_told(*told.find({{"crime_group", "violence"}}));
    CHECK(told.find({{"crime_group", "burglary"}})->verdict != Verdict::hidden);
    CHECK(told.family == 2);
  }
  const Comparisons pair =
      compare(definitions, crimes_against(Against::code, "burglary", "hate"), evidence);
  check_nothing_is_told(pair.rows.front());
}

TEST_CASE("the rest is hidden when it is nine people, though the part is not", "[compare]") {
  std::vector<Group> groups{{{{"npu", "SH"}}, 40, 90, 0}, {{}, 4, 9, 0}};
  const Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups)};
  ComparisonQuestion question = against(Against::rest, "npu");
  question.code = "SH";
  question.scheme = "none";
  const Comparisons told = compare(small_force(), question, evidence);
  check_nothing_is_told(told.rows.front());
}

TEST_CASE("ten to twenty-nine answers on a side are too few to say", "[compare]") {
  const Comparisons told =
      compare(small_force(), crimes_against(Against::rest, "hate"), few_hate_crimes(12, 1));
  const Comparison& row = told.rows.front();
  CHECK(row.a.base == 12);
  CHECK(row.verdict == Verdict::too_few);
  CHECK(std::count(row.marks.begin(), row.marks.end(), "u") == 1);
  REQUIRE(row.unweighted);
  CHECK(row.unweighted->lo);
  CHECK_FALSE(row.unweighted->p);
  CHECK_FALSE(row.unweighted->q);
  CHECK(told.family == 0);
}

TEST_CASE("where everybody answers alike nothing is tested as if it were certain", "[compare]") {
  const Comparisons told =
      compare(small_force(), crimes_against(Against::rest, "hate"), few_hate_crimes(35, 35));
  const Comparison& row = told.rows.front();
  CHECK(row.verdict == Verdict::cannot_say);
  REQUIRE(row.unweighted);
  CHECK_FALSE(row.unweighted->lo);
  CHECK_FALSE(row.unweighted->p);
}

TEST_CASE("weighted differences over hidden areas are told no finer than they print", "[compare]") {
  std::vector<Group> groups;
  for (const std::string& npu : npus) {
    const std::int64_t answered = npu == "WS" ? 7 : npu == "WV" ? 33 : 100;
    groups.push_back({{{"npu", npu}}, answered / 3, answered, 0});
  }
  Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups),
      .invitations = invited_in_both()};
  std::erase_if(evidence.invitations,
                [](const Invitation& each) { return each.period == april_2019; });
  const Comparisons told = compare(small_force(), against(Against::rest, "npu"), evidence);
  CHECK(told.find({{"npu", "WS"}})->verdict == Verdict::hidden);
  const Difference& difference = told.find({{"npu", "BE"}})->weighted.value();
  CHECK(difference.points == Approx(std::round(10 * difference.points) / 10).margin(1e-12));
  CHECK(100 * difference.p.value() == Approx(std::round(100 * difference.p.value())).margin(1e-9));
  CHECK_FALSE(difference.se);
  CHECK_FALSE(difference.covariance);
  CHECK_FALSE(told.find({{"npu", "BE"}})->b->weighted->se);
}

TEST_CASE("the first year has nothing to be set against", "[compare]") {
  ComparisonQuestion question = against(Against::year_before);
  const Comparisons told = compare(small_force(), question, april_and_may(),
                                   Period::months(Month(2019, 4), Month(2019, 5)));
  const Comparison& row = told.rows.front();
  CHECK(row.verdict == Verdict::first_year);
  CHECK(row.a.base == 904);
  CHECK_FALSE(row.unweighted);
  question = {
      .measure = "poll_confidence", .period = Period::waves(4, 4), .against = Against::year_before};
  const Comparisons poll =
      compare(small_force(), question,
              {.cells = cells_of({"npu", "sex"}, {"wave-4"}, {{{{"sex", "female"}}, 60, 100, 0}})});
  CHECK_FALSE(poll.rows.front().b);
  CHECK(poll.rows.front().verdict == Verdict::first_year);
}

TEST_CASE("different questions are never compared", "[compare]") {
  const Definitions definitions = small_force();
  CHECK(refusal(definitions, against(Against::measure, "npu", "victims_contact_999")) ==
        "comparison_of_different_questions");
  ComparisonQuestion other_survey = against(Against::measure, "npu", "poll_confidence");
  CHECK_FALSE(refusal(definitions, other_survey).empty());
  const ComparisonQuestion slices{.measure = "victims_contact_999",
                                  .period = may_of_2019,
                                  .by = "npu",
                                  .against = Against::measure,
                                  .other = "victims_ease"};
  CHECK(refusal(definitions, slices).empty());
}

TEST_CASE("nothing is compared across a break", "[compare]") {
  Definitions definitions = small_force();
  Break change;
  change.at = Month(2019, 5);
  change.kind = "mode";
  definitions.surveys[0].breaks = {change};
  CHECK(refusal(definitions, against(Against::previous)) == "comparison_across_break");
  const auto refused = figures::understand(definitions, against(Against::year_before));
  CHECK(refused.error().message ==
        "We cannot compare May 2019 with May 2018. The way of asking changed in between.");
  definitions.surveys[0].breaks[0].assumed = true;
  CHECK(figures::understand(definitions, against(Against::previous)).error().message ==
        "We cannot compare May 2019 with April 2019. The way of asking is assumed to have changed "
        "in between.");
  definitions.surveys[0].breaks[0].comparable = true;
  CHECK(refusal(definitions, against(Against::previous)).empty());
}

TEST_CASE("windows that share months are never tested against each other", "[compare]") {
  const Definitions definitions = small_force();
  ComparisonQuestion year = against(Against::period, "", "2018-05/2019-04");
  year.period = Period::months(Month(2018, 6), Month(2019, 5));
  const auto refused = figures::understand(definitions, year);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "comparison_of_overlapping_periods");
  CHECK(refused.error().message ==
        "We cannot compare year ending May 2019 with year ending April 2019: they share answers. "
        "Compare with year ending May 2018.");
  year.other = "2017-06/2018-05";
  CHECK(refusal(definitions, year).empty());
  year.against = Against::previous;
  CHECK(figures::understand(definitions, year)->b->period ==
        Period::months(Month(2017, 6), Month(2018, 5)));
  CHECK(refusal(definitions, against(Against::period, "", "2019-05")) == "comparison_with_itself");
  CHECK(refusal(definitions, against(Against::period, "", "wave-3")) == "wrong_period_kind");
}

TEST_CASE("a comparison names what it does not know", "[compare]") {
  const Definitions definitions = small_force();
  CHECK(refusal(definitions, against(Against::code, "npu", "XX")) == "unknown_against");
  ComparisonQuestion code = against(Against::rest, "npu");
  code.code = "XX";
  CHECK(refusal(definitions, code) == "unknown_code");
  code = against(Against::code, "npu", "SH");
  code.code = "SH";
  CHECK(refusal(definitions, code) == "comparison_with_itself");
  CHECK(refusal(definitions, against(Against::rest, "age_band")) == "unknown_domain");
  Definitions no_areas = definitions;
  no_areas.measures[0].by = {"crime_group"};
  CHECK(refusal(no_areas, against(Against::rest)) == "comparison_needs_domain");
}

TEST_CASE("one word names what a figure is set against", "[compare]") {
  const Definitions definitions = small_force();
  const auto named = [&](const std::string& text) {
    return figures::counterpart(definitions, text).against;
  };
  CHECK(named("rest") == Against::rest);
  CHECK(named("year_before") == Against::year_before);
  CHECK(named("2019-04") == Against::period);
  CHECK(named("wave-2") == Against::period);
  CHECK(named("victims_ease") == Against::measure);
  CHECK(named("999") == Against::code);
}

namespace {

Difference unweighted(const Definitions& definitions, ComparisonQuestion question,
                      Statistic statistic) {
  question.statistic = statistic;
  question.scheme = "none";
  const Comparisons told = compare(definitions, question, april_and_may());
  CHECK(told.statistic == statistic);
  return told.rows.front().unweighted.value();
}

/// 999, 101 and online in every NPU, the last few of Wolverhampton's online.
Evidence by_npu_and_channel(std::int64_t online_in_wv) {
  std::vector<Group> groups;
  for (const std::string& npu : npus) {
    const bool few = npu == "WV";
    groups.push_back({{{"npu", npu}, {"contact_channel", "999"}}, 40, 60});
    groups.push_back({{{"npu", npu}, {"contact_channel", "101"}}, 30, 80});
    groups.push_back({{{"npu", npu}, {"contact_channel", "online"}},
                      few ? online_in_wv / 2 : 20,
                      few ? online_in_wv : 50});
  }
  return {.cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups)};
}

ComparisonQuestion channels_of(const std::string& npu, Against what,
                               const std::string& other = {}) {
  ComparisonQuestion question = against(what, "contact_channel", other);
  question.scheme = "none";
  question.of = {{"npu", npu}};
  return question;
}

}  // namespace

TEST_CASE("every statistic that is one figure is compared, with its own error", "[compare]") {
  const Definitions definitions = small_force();
  const ComparisonQuestion question = against(Against::previous);
  const Difference positive = unweighted(definitions, question, Statistic::pct_positive);
  // answers are at the best point or the worst: per cent negative is 100 less per cent positive,
  // the net figure twice per cent positive less 100, and the mean score per cent positive
  const Difference negative = unweighted(definitions, question, Statistic::pct_negative);
  CHECK(negative.points == Approx(-positive.points));
  CHECK(negative.se.value() == Approx(positive.se.value()));
  const Difference net = unweighted(definitions, question, Statistic::net);
  CHECK(net.points == Approx(2 * positive.points));
  CHECK(net.se.value() == Approx(2 * positive.se.value()));
  CHECK(net.p.value() == Approx(positive.p.value()));
  const Difference mean = unweighted(definitions, question, Statistic::mean);
  CHECK(mean.points == Approx(positive.points));
  CHECK(mean.se.value() == Approx(positive.se.value()));
}

TEST_CASE("more negative answers are worse where more positive ones are better", "[compare]") {
  ComparisonQuestion question = against(Against::previous);
  Definitions definitions = small_force();
  question.statistic = Statistic::pct_negative;
  CHECK(compare(definitions, question, april_and_may()).good == Measure::Direction::down);
  definitions.measures[0].statistic = Statistic::pct_negative;
  CHECK(compare(definitions, question, april_and_may()).good == Measure::Direction::up);
  question.statistic = Statistic::mean;
  CHECK(compare(definitions, question, april_and_may()).good == Measure::Direction::down);
}

TEST_CASE("a distribution is never compared", "[compare]") {
  ComparisonQuestion question = against(Against::rest);
  question.statistic = Statistic::distribution;
  CHECK(refusal(small_force(), question) == "several_figures");
}

TEST_CASE("where all scores are alike a mean is not tested as if it were certain", "[compare]") {
  ComparisonQuestion question = crimes_against(Against::rest, "hate");
  question.statistic = Statistic::mean;
  const Comparisons told = compare(small_force(), question, few_hate_crimes(35, 35));
  CHECK(told.rows.front().verdict == Verdict::cannot_say);
  CHECK_FALSE(told.rows.front().unweighted->p);
}

TEST_CASE("one channel of one NPU is set against another of the same NPU", "[compare]") {
  ComparisonQuestion question = channels_of("BE", Against::code, "101");
  question.code = "999";
  const Comparisons told = compare(small_force(), question, by_npu_and_channel(50));
  const Comparison& row = told.rows.front();
  CHECK(row.a.key == DomainKey{{"npu", "BE"}, {"contact_channel", "999"}});
  CHECK(row.b->key == DomainKey{{"npu", "BE"}, {"contact_channel", "101"}});
  CHECK(row.a.base == 60);
  CHECK(row.b->base == 80);
  CHECK(row.unweighted->points == Approx(100.0 * (40.0 / 60 - 30.0 / 80)));
  CHECK(row.verdict == Verdict::higher);
  CHECK(told.whole->base == 190);
  question.against = Against::rest;
  const Comparisons rest = compare(small_force(), question, by_npu_and_channel(50));
  CHECK(rest.rows.front().b->base == 130);
  CHECK(rest.rows.front().b->of == DomainKey{{"npu", "BE"}});
}

TEST_CASE("a crossing that is hidden is hidden in every comparison within it", "[compare]") {
  const Definitions definitions = small_force();
  const Evidence evidence = by_npu_and_channel(7);
  for (const Against what : {Against::rest, Against::force}) {
    const Comparisons told = compare(definitions, channels_of("WV", what), evidence);
    check_nothing_is_told(*told.find({{"npu", "WV"}, {"contact_channel", "online"}}));
    std::size_t hidden = 0;
    for (const Comparison& row : told.rows) {
      hidden += row.verdict == Verdict::hidden ? 1 : 0;
    }
    CHECK(hidden >= 2);  // alone it would be Wolverhampton less the others
  }
  ComparisonQuestion pair = channels_of("DY", Against::code, "101");
  pair.code = "999";
  CHECK(compare(definitions, pair, evidence).rows.front().verdict == Verdict::higher);
}

TEST_CASE("a comparison within a part names what it does not know", "[compare]") {
  const Definitions definitions = small_force();
  CHECK(refusal(definitions, channels_of("XX", Against::rest)) == "unknown_code");
  ComparisonQuestion twice = channels_of("BE", Against::rest);
  twice.by = "npu";
  CHECK(refusal(definitions, twice) == "repeated_domain");
  ComparisonQuestion three = channels_of("BE", Against::rest);
  three.of.emplace("crime_group", "hate");
  CHECK(refusal(definitions, three) == "too_many_domains");
  ComparisonQuestion no_by = channels_of("BE", Against::rest);
  no_by.by = "";
  CHECK(refusal(definitions, no_by) == "comparison_needs_domain");
}

TEST_CASE("what is told no finer than it prints has no range at further levels", "[compare]") {
  std::vector<Group> groups;
  for (const std::string& npu : npus) {
    const std::int64_t answered = npu == "WS" ? 7 : npu == "WV" ? 33 : 100;
    groups.push_back({{{"npu", npu}}, answered / 3, answered, 0});
  }
  Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups),
      .invitations = invited_in_both()};
  std::erase_if(evidence.invitations,
                [](const Invitation& each) { return each.period == april_2019; });
  ComparisonQuestion question = against(Against::rest, "npu");
  const auto birmingham_east = [&] {
    return *compare(small_force(), question, evidence).find({{"npu", "BE"}});
  };
  CHECK(birmingham_east().weighted->lo);
  CHECK(birmingham_east().b->weighted->lo);
  question.level = 0.9;
  CHECK_FALSE(birmingham_east().weighted->lo);
  CHECK_FALSE(birmingham_east().b->weighted->lo);
  CHECK(birmingham_east().unweighted->lo);
}
