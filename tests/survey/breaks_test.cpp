// Which change keeps two periods from being compared.
#include "soundings/survey/breaks.h"

#include <catch2/catch.hpp>

using namespace soundings;

namespace {

Survey changed_in(Month month) {
  Survey survey;
  Break change;
  change.at = month;
  survey.breaks = {change};
  return survey;
}

}  // namespace

TEST_CASE("a change lies between periods on either side of it, and within one over it",
          "[breaks]") {
  const Survey survey = changed_in(Month(2018, 11));
  const Period before = Period::month(Month(2018, 10));
  const Period at = Period::month(Month(2018, 11));
  const Period after = Period::month(Month(2019, 5));
  CHECK(break_between(survey, before, after) != nullptr);
  CHECK(break_between(survey, after, before) != nullptr);
  CHECK(break_between(survey, before, at) != nullptr);
  CHECK(break_between(survey, at, after) == nullptr);
  CHECK(break_between(survey, before, before) == nullptr);
  CHECK(break_between(survey, Period::months(Month(2018, 9), Month(2018, 12)), after) != nullptr);
}

TEST_CASE("waves stand in the months they are labelled with", "[breaks]") {
  Survey survey = changed_in(Month(2019, 2));
  for (int number = 1; number <= 3; ++number) {
    Wave wave;
    wave.number = number;
    wave.month = Month(2018, 11).plus(2 * (number - 1));
    survey.waves.push_back(wave);
  }
  CHECK(break_between(survey, Period::waves(1, 1), Period::waves(2, 2)) == nullptr);
  CHECK(break_between(survey, Period::waves(2, 2), Period::waves(3, 3)) != nullptr);
}

TEST_CASE("a change argued to be comparable keeps nothing apart", "[breaks]") {
  Survey survey = changed_in(Month(2018, 11));
  survey.breaks[0].comparable = true;
  CHECK(break_between(survey, Period::month(Month(2018, 10)), Period::month(Month(2019, 5))) ==
        nullptr);
}
