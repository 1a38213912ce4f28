// Readings: what a comparison comes to, in words.
#include "soundings/wording/readings.h"

#include <catch2/catch.hpp>

#include "support/small_force.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

Comparisons april_to_may(Verdict verdict) {
  Comparisons found;
  found.survey = "victims";
  found.measure = "victims_satisfied";
  found.period = Period::month(Month(2019, 5));
  found.against = Against::previous;
  const Comparison row{.a = {.measure = "victims_satisfied",
                             .period = found.period,
                             .base = 904,
                             .unweighted = Shown{.value = 42.1460}},
                       .b = Side{.measure = "victims_satisfied",
                                 .period = Period::month(Month(2019, 4)),
                                 .base = 880,
                                 .unweighted = Shown{.value = 44.5455}},
                       .verdict = verdict};
  found.rows = {row};
  return found;
}

Definitions with_titles() {
  Definitions definitions = small_force();
  definitions.measures[0].title = {{"en", "Victims satisfied overall"}};
  definitions.measures[1].title = {{"en", "First contact by 999"}};
  return definitions;
}

std::string said(const Comparisons& found) {
  return wording::sentence(with_titles(), found, found.rows.front());
}

}  // namespace

TEST_CASE("a difference no larger than chance is no clear change in time, similar in space",
          "[readings]") {
  CHECK(wording::reading(Verdict::same, Against::previous) == "No clear change");
  CHECK(wording::reading(Verdict::same, Against::year_before) == "No clear change");
  CHECK(wording::reading(Verdict::same, Against::rest) == "Similar");
  CHECK(wording::reading(Verdict::same, Against::code) == "Similar");
  CHECK(wording::reading(Verdict::higher, Against::rest) == "Higher");
  CHECK(wording::reading(Verdict::too_few, Against::rest) == "Too few to say");
  CHECK(wording::reading(Verdict::first_year, Against::year_before) == "First year");
  CHECK(wording::reading(Verdict::cannot_say, Against::previous) == "Cannot say");
}

TEST_CASE("what the family's test alone leaves unsaid is not called similar", "[readings]") {
  CHECK(wording::reading(Verdict::not_clear, Against::rest) == "Not clearly different");
  CHECK(wording::reading(Verdict::not_clear, Against::code) == "Not clearly different");
  CHECK(wording::reading(Verdict::not_clear, Against::previous) == "No clear change");
  Comparisons rest = april_to_may(Verdict::not_clear);
  rest.against = Against::rest;
  rest.family = 8;
  CHECK(wording::family_note(rest) ==
        "Readings allow for eight comparisons at once. Not clearly different: the 95% range of the "
        "difference leaves out zero, but among eight comparisons chance alone often gives such a "
        "one.");
  rest.rows.front().verdict = Verdict::same;
  CHECK(wording::family_note(rest) == "Readings allow for eight comparisons at once.");
}

TEST_CASE("points have a sign, a true minus and one rounding", "[readings]") {
  CHECK(wording::points(-2.39943684634, 1) == "\u22122.4 points");
  CHECK(wording::points(10.2265390462, 1) == "+10.2 points");
  CHECK(wording::points(0.04, 1) == "0.0 points");
  CHECK(wording::points(std::nullopt, 1) == "[x]");
  CHECK(wording::points_range(-7.00348734143, 2.20461364875, 1) == "\u22127.0 to +2.2");
  CHECK(wording::points_range(0.71, 0.74, 1) == "+0.71 to +0.74");
}

TEST_CASE("a p-value has two digits that count", "[readings]") {
  CHECK(wording::probability(0.30685101561) == "0.31");
  CHECK(wording::probability(0.0683348860685) == "0.068");
  CHECK(wording::probability(0.0042) == "0.0042");
  CHECK(wording::probability(0.0009) == "under 0.001");
  CHECK(wording::probability(1.0) == "1.00");
  CHECK(wording::probability(std::nullopt).empty());
}

TEST_CASE("a sentence says who, what, how much and against what, and no direction without one",
          "[readings]") {
  CHECK(said(april_to_may(Verdict::same)) ==
        "Victims satisfied overall, West Midlands: 42.1% in May 2019 against 44.5% in April 2019. "
        "No clear change.");
  Comparisons rest = april_to_may(Verdict::same);
  rest.against = Against::rest;
  rest.rows[0].a.key = rest.rows[0].b->key = {{"npu", "SH"}};
  rest.rows[0].b->rest = true;
  CHECK(said(rest) ==
        "Victims satisfied overall, Solihull, May 2019: 42.1% against 44.5% in the rest of the "
        "force. Similar.");
  rest.rows[0].a.key = rest.rows[0].b->key = {{"contact_channel", "999"}};
  CHECK(said(rest) ==
        "Victims satisfied overall, 999, May 2019: 42.1% against 44.5% among everyone else. "
        "Similar.");
  Comparisons first = april_to_may(Verdict::first_year);
  first.rows[0].b.reset();
  CHECK(said(first) == "Victims satisfied overall, West Midlands: 42.1% in May 2019. First year.");
}

TEST_CASE("a statistic of its own names itself, and a part is named on both sides", "[readings]") {
  Comparisons found = april_to_may(Verdict::lower);
  found.statistic = Statistic::net;
  found.rows[0].a.unweighted->value = -3.41;
  found.rows[0].b->unweighted->value = 1.26;
  CHECK(said(found) ==
        "Victims satisfied overall: net, per cent positive less per cent negative, West Midlands: "
        "\u22123.4 in May 2019 against +1.3 in April 2019. Lower.");
  Comparisons within = april_to_may(Verdict::same);
  within.against = Against::rest;
  within.of = {{"npu", "BE"}};
  within.rows[0].a.key = {{"npu", "BE"}, {"contact_channel", "999"}};
  within.rows[0].b->key = within.rows[0].a.key;
  within.rows[0].b->of = within.of;
  within.rows[0].b->rest = true;
  CHECK(said(within) ==
        "Victims satisfied overall, Birmingham East, 999, May 2019: 42.1% against 44.5% among "
        "everyone else, Birmingham East. Similar.");
}

TEST_CASE("a hidden comparison says nothing but that it is hidden", "[readings]") {
  Comparisons found = april_to_may(Verdict::hidden);
  found.rows[0].hidden = Hidden::small_base;
  CHECK(said(found) ==
        "Victims satisfied overall, West Midlands: Hidden to protect the people who answered.");
}

TEST_CASE("readings say how many comparisons they allow for", "[readings]") {
  CHECK(wording::family(8) == "Readings allow for eight comparisons at once.");
  CHECK(wording::family(1).empty());
}

TEST_CASE("differences of a release are said to be tested one by one", "[readings]") {
  Comparisons released = april_to_may(Verdict::same);
  released.against = Against::rest;
  released.release = "2019-05.r0";
  released.family = 1;
  CHECK(wording::family_note(released).empty());
  released.rows.push_back(released.rows.front());
  CHECK(wording::family_note(released) ==
        "Each difference is tested by itself: among two, chance alone often shows one.");
}

TEST_CASE("an assumed change is never stated as fact", "[readings]") {
  Break change;
  change.kind = "mode";
  change.assumed = true;
  CHECK(wording::break_note(change) ==
        "The way of asking is assumed to have changed before this point. Earlier figures are not "
        "comparable.");
}

TEST_CASE("a signal is named by its rule", "[readings]") {
  const Signal signal{.centre = 44.0, .outside = true, .steps = true};
  CHECK(wording::signals(signal, 40.0) ==
        std::vector<std::string>{"Below the limits", "Seven or more steps in a row the same way"});
  CHECK(wording::signals({.centre = 44.0}, 44.5).empty());
}
