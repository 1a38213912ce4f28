// Periods and their text form.
#include "soundings/survey/period.h"

#include <catch2/catch.hpp>

#include "soundings/survey/survey.h"

using namespace soundings;

namespace {

/// A poll asked every six months from February 2018, and the year after that every three.
Survey poll() {
  Survey survey;
  survey.waved = true;
  int number = 0;
  for (const Month month : {Month(2018, 2), Month(2018, 8), Month(2019, 2), Month(2019, 5),
                            Month(2019, 8), Month(2020, 2)}) {
    survey.waves.push_back({.number = ++number, .month = month});
  }
  return survey;
}

}  // namespace

TEST_CASE("a period reads back from the text it prints", "[survey]") {
  for (const char* text :
       {"2019-05", "2018-11/2019-05", "wave-3", "waves-1-4", "wave-12", "waves-9-10"}) {
    INFO(text);
    REQUIRE(parse_period(text).has_value());
    CHECK(to_text(*parse_period(text)) == text);
  }
}

TEST_CASE("the text forms name months and waves", "[survey]") {
  CHECK(parse_period("2019-05") == Period::month(Month(2019, 5)));
  CHECK(parse_period("2018-11/2019-05") == Period::months(Month(2018, 11), Month(2019, 5)));
  CHECK(parse_period("wave-3") == Period::waves(3, 3));
  CHECK(parse_period("waves-1-4") == Period::waves(1, 4));
}

TEST_CASE("a run of one month is that month", "[survey]") {
  CHECK(parse_period("2019-05/2019-05") == Period::month(Month(2019, 5)));
  CHECK(to_text(Period::months(Month(2019, 5), Month(2019, 5))) == "2019-05");
  CHECK(Period::month(Month(2019, 5)).single());
  CHECK_FALSE(Period::months(Month(2019, 4), Month(2019, 5)).single());
  CHECK(Period::waves(3, 3).single());
  CHECK_FALSE(Period::waves(1, 4).single());
}

TEST_CASE("text that is no period is refused", "[survey]") {
  for (const char* text : {"",
                           "2019",
                           "2019-13",
                           "2019-5",
                           "2019-05/",
                           "/2019-05",
                           "2019-05/2018-11",
                           "wave-0",
                           "wave-",
                           "wave-03",
                           "wave--1",
                           "wave-+1",
                           "waves-4-1",
                           "waves-1",
                           "waves-1-",
                           "Wave-1",
                           "waves-0-1",
                           "2019-05 ",
                           "wave-99999999999",
                           "2019-Q0",
                           "2019-Q5",
                           "2019-q2",
                           "2019-Q",
                           "19-Q2",
                           "0-months-to-2019-05",
                           "03-months-to-2019-05",
                           "-months-to-2019-05",
                           "121-months-to-2019-05",
                           "3-months-to-2019-13",
                           "3-months-to-",
                           "year-ending-2018",
                           "year-ending-",
                           "financial-year-to-2019",
                           "rolling-3-months-to-2019-05",
                           "year-ending-wave-3"}) {
    INFO(text);
    CHECK(parse_period(text) == std::nullopt);
  }
}

TEST_CASE("a window with a name is the months it holds", "[survey]") {
  CHECK(parse_period("2019-Q2") == Period::months(Month(2019, 4), Month(2019, 6)));
  CHECK(parse_period("2019-Q1") == Period::quarter(2019, 1));
  CHECK(parse_period("2019-Q4") == Period::months(Month(2019, 10), Month(2019, 12)));
  CHECK(parse_period("3-months-to-2019-01") == Period::months(Month(2018, 11), Month(2019, 1)));
  CHECK(parse_period("1-months-to-2019-01") == Period::month(Month(2019, 1)));
  CHECK(parse_period("12-months-to-2018-12") == parse_period("year-ending-2018-12"));
  CHECK(parse_period("year-ending-2018-12") == Period::months(Month(2018, 1), Month(2018, 12)));
  CHECK(to_text(*parse_period("2019-Q2")) == "2019-04/2019-06");
}

TEST_CASE("a financial year begins in April", "[survey]") {
  CHECK(parse_period("financial-year-to-2019-05") ==
        Period::months(Month(2019, 4), Month(2019, 5)));
  CHECK(parse_period("financial-year-to-2019-03") ==
        Period::months(Month(2018, 4), Month(2019, 3)));
  CHECK(parse_period("financial-year-to-2019-04") == Period::month(Month(2019, 4)));
}

TEST_CASE("a period's length counts months or waves", "[survey]") {
  CHECK(Period::month(Month(2019, 5)).length() == 1);
  CHECK(Period::months(Month(2018, 11), Month(2019, 5)).length() == 7);
  CHECK(Period::waves(2, 4).length() == 3);
}

TEST_CASE("periods overlap when a month or wave lies in both", "[survey]") {
  const Period rolling = Period::months_to(Month(2019, 5), 3);
  CHECK(overlaps(rolling, Period::month(Month(2019, 3))));
  CHECK(overlaps(Period::month(Month(2019, 5)), rolling));
  CHECK(overlaps(rolling, Period::year_ending(Month(2019, 12))));
  CHECK_FALSE(overlaps(rolling, Period::month(Month(2019, 2))));
  CHECK_FALSE(overlaps(rolling, Period::month(Month(2019, 6))));
  CHECK(overlaps(Period::waves(1, 4), Period::waves(4, 5)));
  CHECK_FALSE(overlaps(Period::waves(1, 3), Period::waves(4, 4)));
  CHECK_FALSE(overlaps(Period::waves(1, 4), Period::months(Month(2018, 1), Month(2019, 12))));
}

TEST_CASE("the period before has the same length and ends where the next begins", "[survey]") {
  const Survey monthly;
  CHECK(previous(Period::month(Month(2019, 1)), monthly) == Period::month(Month(2018, 12)));
  CHECK(previous(Period::quarter(2019, 2), monthly) == Period::quarter(2019, 1));
  CHECK(previous(Period::year_ending(Month(2019, 5)), monthly) ==
        Period::year_ending(Month(2018, 5)));
  CHECK(previous(Period::waves(3, 3), poll()) == Period::waves(2, 2));
  CHECK(previous(Period::waves(3, 4), poll()) == Period::waves(1, 2));
  CHECK(previous(Period::waves(1, 1), poll()) == std::nullopt);
  CHECK(previous(Period::waves(2, 3), poll()) == std::nullopt);
}

TEST_CASE("a year before a poll's wave is the wave labelled with that month", "[survey]") {
  const Survey monthly;
  CHECK(year_before(Period::month(Month(2019, 5)), monthly) == Period::month(Month(2018, 5)));
  CHECK(year_before(Period::financial_year_to(Month(2019, 5)), monthly) ==
        Period::financial_year_to(Month(2018, 5)));
  CHECK(year_before(Period::waves(3, 3), poll()) == Period::waves(1, 1));
  CHECK(year_before(Period::waves(5, 5), poll()) == Period::waves(2, 2));
  CHECK(year_before(Period::waves(4, 4), poll()) == std::nullopt);
  CHECK(year_before(Period::waves(1, 1), poll()) == std::nullopt);
  CHECK(year_before(Period::waves(5, 6), poll()) == Period::waves(2, 3));
  CHECK(year_before(Period::waves(3, 5), poll()) == std::nullopt);
}
