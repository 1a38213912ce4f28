// Comparisons of further statistics, within a part, at other levels, and of several questions at
// once.
#include "support/comparing.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

Difference unweighted(const Definitions& definitions, ComparisonQuestion question,
                      Statistic statistic) {
  question.statistic = statistic;
  question.scheme = "none";
  const Comparisons compared = compare(definitions, question, april_and_may());
  CHECK(compared.statistic == statistic);
  return compared.rows.front().unweighted.value();
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
  const Comparisons compared = compare(small_force(), question, few_hate_crimes(35, 35));
  CHECK(compared.rows.front().verdict == Verdict::cannot_say);
  CHECK_FALSE(compared.rows.front().unweighted->p);
}

TEST_CASE("one channel of one NPU is set against another of the same NPU", "[compare]") {
  ComparisonQuestion question = channels_of("BE", Against::code, "101");
  question.code = "999";
  const Comparisons compared = compare(small_force(), question, by_npu_and_channel(50));
  const Comparison& row = compared.rows.front();
  CHECK(row.a.key == DomainKey{{"npu", "BE"}, {"contact_channel", "999"}});
  CHECK(row.b->key == DomainKey{{"npu", "BE"}, {"contact_channel", "101"}});
  CHECK(row.a.base == 60);
  CHECK(row.b->base == 80);
  CHECK(row.unweighted->points == Approx(100.0 * (40.0 / 60 - 30.0 / 80)));
  CHECK(row.verdict == Verdict::higher);
  CHECK(compared.whole->base == 190);
  question.against = Against::rest;
  const Comparisons rest = compare(small_force(), question, by_npu_and_channel(50));
  CHECK(rest.rows.front().b->base == 130);
  CHECK(rest.rows.front().b->of == DomainKey{{"npu", "BE"}});
}

TEST_CASE("a small crossing is compared within its NPU, and is too few to say", "[compare]") {
  const Definitions definitions = small_force();
  const Evidence evidence = by_npu_and_channel(7);
  for (const Against what : {Against::rest, Against::force}) {
    const Comparisons compared = compare(definitions, channels_of("WV", what), evidence);
    const Comparison& row = *compared.find({{"npu", "WV"}, {"contact_channel", "online"}});
    CHECK(row.a.base == 7);
    CHECK(row.verdict == Verdict::too_few);
    CHECK(row.unweighted->points ==
          Approx(100.0 * (3.0 / 7 - (what == Against::rest ? 70.0 / 140 : 73.0 / 147))));
    CHECK(compared.family == 2);
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

TEST_CASE("every level has its range, with an NPU of seven answers beside it", "[compare]") {
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
  const auto width = [&] {
    const Comparisons compared = compare(small_force(), question, evidence);
    const Difference& taken = compared.find({{"npu", "BE"}})->weighted.value();
    CHECK(taken.se.has_value());
    CHECK(taken.covariance.has_value());
    return taken.hi.value() - taken.lo.value();
  };
  const double usual = width();
  question.level = 0.9;
  CHECK(width() < usual);
}

TEST_CASE("questions of one page are one family, however many are asked", "[compare]") {
  const Definitions definitions = small_force();
  const Evidence evidence = april_and_may();
  std::vector<figures::Comparable> together;
  for (const char* const npu : {"SH", "DY", "BE"}) {
    ComparisonQuestion question = against(Against::rest, "npu");
    question.code = npu;
    const figures::Compared compared = figures::understand(definitions, question).value();
    together.push_back({.compared = compared, .evidence = evidence});
  }
  const std::vector<Comparisons> compared = figures::compare(definitions, together);
  REQUIRE(compared.size() == 3);
  const double p = compared[0].rows.front().weighted->p.value();
  CHECK(p == Approx(0.0683348860685).epsilon(1e-8));
  CHECK(compared[0].rows.front().weighted->q.value() == Approx(3.0 * p).epsilon(1e-8));
  for (const Comparisons& each : compared) {
    CHECK(each.family == 3);
  }
}
