// Times as reports write them.
#include "times.h"

#include <catch2/catch.hpp>

using namespace soundings;
using namespace soundings::claims;

namespace {

When only(std::string_view text) {
  const auto times = times_in(tokens_of(text));
  REQUIRE(times.size() == 1);
  return times.front().when;
}

When months(When::Kind kind, Month first, Month last) {
  return {.kind = kind, .first = first, .last = last};
}

}  // namespace

TEST_CASE("a year that ends with a month is written in many ways", "[claims]") {
  const When year = months(When::Kind::year_ending, Month(2018, 4), Month(2019, 3));
  for (const char* text :
       {"in the year ending March 2019", "the year to March 2019", "the 12 months to March 2019",
        "YE March 2019", "YE 2019-03", "for the twelve months ending 31 March 2019",
        "year ended Mar 2019", "the 12 months to the end of March 2019"}) {
    INFO(text);
    CHECK(only(text) == year);
  }
}

TEST_CASE("financial and calendar years, quarters and waves are distinguished", "[claims]") {
  const When year = months(When::Kind::financial_year, Month(2017, 4), Month(2018, 3));
  CHECK(only("2017/18") == year);
  CHECK(only("the financial year 2017-18") == year);
  CHECK(only("2017/2018") == year);
  CHECK(only("during 2017") == months(When::Kind::calendar_year, Month(2017, 1), Month(2017, 12)));
  const When quarter = months(When::Kind::quarter, Month(2019, 1), Month(2019, 3));
  CHECK(only("Q4 2018/19") == quarter);
  CHECK(only("quarter 4 of 2018/19") == quarter);
  CHECK(only("the fourth quarter of 2018/19") == quarter);
  CHECK(only("2018/19 Q4") == quarter);
  CHECK(only("wave 3 (February 2019)").first_wave == 3);
  CHECK(only("wave three").first_wave == 3);
  CHECK(only("waves 1 to 4").last_wave == 4);
  CHECK(only("in May 2019") == months(When::Kind::month, Month(2019, 5), Month(2019, 5)));
  CHECK(only("April to June 2019") == months(When::Kind::span, Month(2019, 4), Month(2019, 6)));
}

TEST_CASE("a month without a year takes that of the time beside it", "[claims]") {
  const auto first = [](std::string_view text) { return times_in(tokens_of(text)).front().when; };
  const auto last = [](std::string_view text) { return times_in(tokens_of(text)).back().when; };
  const When april = months(When::Kind::month, Month(2019, 4), Month(2019, 4));
  CHECK(first("from 44% in April to 42% in May 2019") == april);
  CHECK(last("from 44% in February 2019 to 42% in April") == april);
  CHECK(first("from 44% in November to 42% in May 2019") ==
        months(When::Kind::month, Month(2018, 11), Month(2018, 11)));
  CHECK(times_in(tokens_of("they met in April")).empty());
  CHECK(only("the three months to March 2019") ==
        months(When::Kind::span, Month(2019, 1), Month(2019, 3)));
  CHECK(only("January to March 2018/19") ==
        months(When::Kind::span, Month(2019, 1), Month(2019, 3)));
}

TEST_CASE("numbers are no years, and may is no month", "[claims]") {
  CHECK(times_in(tokens_of("there were 2,017 offences")).empty());
  CHECK(times_in(tokens_of("this may rise to 1019")).empty());
}
