// Comparisons: April against May, NPUs against the rest of the force, small bases and what is
// never compared. Expected numbers from the acceptance scenarios and from R `survey`
// (tools/oracle_r/comparisons.R).
#include "support/comparing.h"

using namespace soundings;
using namespace soundings::testing;

TEST_CASE("May against April: 2.4 points down and no clear change", "[compare]") {
  ComparisonQuestion question = against(Against::previous);
  question.scheme = "none";
  const Comparisons compared = compare(small_force(), question, april_and_may());
  REQUIRE(compared.rows.size() == 1);
  const Comparison& row = compared.rows.front();
  CHECK(row.a.base == 904);
  CHECK(row.b->base == 880);
  CHECK(row.b->period == april_2019);
  CHECK(printed(row.unweighted.value()) == "-2.4 (-7.0 to 2.2)");
  CHECK(rounded(row.unweighted->p.value(), 2) == "0.31");
  check_points(*row.unweighted, -0.0239943684634, 0.0234745212801, 0.30685101561);
  CHECK(row.unweighted->df == 1781.0);
  CHECK(row.verdict == Verdict::same);
  CHECK_FALSE(row.weighted);
  CHECK(compared.family == 1);
}

TEST_CASE("months are weighted apart, and their difference is R's", "[compare]") {
  const Comparisons compared =
      compare(small_force(), against(Against::previous, "npu"), april_and_may());
  REQUIRE(compared.rows.size() == 8);
  check_points(compared.find({{"npu", "BE"}})->weighted.value(), -0.0315315315315, 0.0573726321385,
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
  const Comparisons compared = compare(small_force(), against(Against::rest), april_and_may());
  CHECK(compared.by == "npu");
  CHECK(compared.family == 8);
  const std::vector<std::pair<double, double>> p_and_q{
      {0.394888871376, 0.63311501134},  {0.27374167508, 0.63311501134},
      {0.395696882088, 0.63311501134},  {0.193943546029, 0.63311501134},
      {0.538697238951, 0.718262985268}, {0.0683348860685, 0.546679088548},
      {0.985500279541, 0.985500279541}, {0.964442830885, 0.985500279541}};
  REQUIRE(compared.rows.size() == p_and_q.size());
  for (std::size_t at = 0; at < p_and_q.size(); ++at) {
    CHECK(compared.rows[at].weighted->p.value() == Approx(p_and_q[at].first).epsilon(1e-8));
    CHECK(compared.rows[at].weighted->q.value() == Approx(p_and_q[at].second).epsilon(1e-8));
    CHECK(compared.rows[at].verdict == Verdict::same);
  }
}

TEST_CASE("a direction is shown only when q allows it", "[compare]") {
  Evidence evidence = april_and_may();
  auto cells = std::make_shared<Cells>(*evidence.cells);
  for (Cell& cell : cells->cells) {  // in May 66 of Solihull's 88 are satisfied, not 45
    if (cell.stratum == 1 && cell.codes[0] == 6) {
      cell.count += cell.answer == 0 ? 21 : -21;
      cell.weight = cell.weight_squared = static_cast<double>(cell.count);
    }
  }
  evidence.cells = cells;
  const Comparisons compared = compare(small_force(), against(Against::rest), evidence);
  CHECK(compared.find({{"npu", "SH"}})->verdict == Verdict::higher);
  CHECK(compared.find({{"npu", "WV"}})->verdict == Verdict::same);
  CHECK(tone(Verdict::higher, compared.good) == Tone::better);
  CHECK(tone(Verdict::higher, Measure::Direction::down) == Tone::worse);
}

TEST_CASE("seven answers are compared with everything, and are too few to say", "[compare]") {
  const Evidence evidence = few_hate_crimes(7, 2);
  const Definitions definitions = small_force();
  for (const Against what : {Against::rest, Against::force, Against::previous}) {
    const Comparisons compared = compare(definitions, crimes_against(what), evidence);
    INFO(to_text(what));
    const Comparison& hate = *compared.find({{"crime_group", "hate"}});
    CHECK(hate.a.base == 7);
    CHECK(hate.verdict == Verdict::too_few);
    CHECK(hate.marks == std::vector<std::string>{"p"});
    REQUIRE(hate.unweighted);
    CHECK_FALSE(hate.unweighted->p);
    CHECK_FALSE(hate.hidden);
    CHECK(compared.family == 3);
  }
  const Comparisons pair =
      compare(definitions, crimes_against(Against::code, "burglary", "hate"), evidence);
  CHECK(pair.rows.front().b->base == 7);
  CHECK(pair.rows.front().verdict == Verdict::too_few);
}

TEST_CASE("a rest of nine answers is too few to say, and has no flag", "[compare]") {
  const std::vector<Group> groups{{{{"npu", "SH"}}, 40, 90, 0}, {{}, 4, 9, 0}};
  const Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups)};
  ComparisonQuestion question = against(Against::rest, "npu");
  question.code = "SH";
  question.scheme = "none";
  const Comparison row = compare(small_force(), question, evidence).rows.front();
  CHECK(row.b->base == 9);
  CHECK(row.b->unweighted->value == Approx(100.0 * 4 / 9));
  CHECK(row.verdict == Verdict::too_few);
  CHECK(row.marks == std::vector<std::string>{"p"});
}

TEST_CASE("ten to twenty-nine answers on a side are too few to say", "[compare]") {
  const Comparisons compared =
      compare(small_force(), crimes_against(Against::rest, "hate"), few_hate_crimes(12, 1));
  const Comparison& row = compared.rows.front();
  CHECK(row.a.base == 12);
  CHECK(row.verdict == Verdict::too_few);
  CHECK(std::count(row.marks.begin(), row.marks.end(), "u") == 1);
  REQUIRE(row.unweighted);
  CHECK(row.unweighted->lo);
  CHECK_FALSE(row.unweighted->p);
  CHECK_FALSE(row.unweighted->q);
  CHECK(compared.family == 0);
}

TEST_CASE("where everybody answers alike nothing is tested as if it were certain", "[compare]") {
  const Comparisons compared =
      compare(small_force(), crimes_against(Against::rest, "hate"), few_hate_crimes(35, 35));
  const Comparison& row = compared.rows.front();
  CHECK(row.verdict == Verdict::cannot_say);
  REQUIRE(row.unweighted);
  CHECK_FALSE(row.unweighted->lo);
  CHECK_FALSE(row.unweighted->p);
}

TEST_CASE("the first year has nothing to be set against", "[compare]") {
  ComparisonQuestion question = against(Against::year_before);
  const Comparisons compared = compare(small_force(), question, april_and_may(),
                                       Period::months(Month(2019, 4), Month(2019, 5)));
  const Comparison& row = compared.rows.front();
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
  const ComparisonQuestion other_survey = against(Against::measure, "npu", "poll_confidence");
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

TEST_CASE("a difference that its own range calls one and its family does not is not clear",
          "[compare]") {
  std::vector<Group> groups;
  for (const std::string& npu : npus) {
    groups.push_back({{{"npu", npu}, {"crime_group", "burglary"}}, npu == "BE" ? 62 : 50, 100});
  }
  const Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups)};
  ComparisonQuestion question = against(Against::rest, "npu");
  question.scheme = "none";
  const Comparisons compared = compare(small_force(), question, evidence);
  REQUIRE(compared.family == 8);
  const Comparison& east = *compared.find({{"npu", "BE"}});
  CHECK(east.unweighted->p.value() < 0.05);
  CHECK(east.unweighted->q.value() > 0.05);
  CHECK(east.unweighted->lo.value() > 0.0);
  CHECK(east.verdict == Verdict::not_clear);
  CHECK(compared.find({{"npu", "SH"}})->verdict == Verdict::same);
  question.code = "BE";
  CHECK(compare(small_force(), question, evidence).rows.front().verdict == Verdict::higher);
}
