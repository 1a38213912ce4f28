// Periods and their text form.
#include "soundings/survey/period.h"

#include <catch2/catch.hpp>

using namespace soundings;

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
  for (const char* text :
       {"", "2019", "2019-13", "2019-5", "2019-05/", "/2019-05", "2019-05/2018-11", "wave-0",
        "wave-", "wave-03", "wave--1", "wave-+1", "waves-4-1", "waves-1", "waves-1-", "Wave-1",
        "waves-0-1", "2019-05 ", "wave-99999999999"}) {
    INFO(text);
    CHECK(parse_period(text) == std::nullopt);
  }
}
