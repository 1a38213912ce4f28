// Instants by RFC 3339's own examples, months by their text.
#include "soundings/base/time.h"

#include <catch2/catch.hpp>

namespace soundings {
namespace {

std::optional<std::int64_t> microseconds(std::string_view text) {
  const auto at = parse_rfc3339(text);
  return at ? std::optional{epoch_microseconds(*at)} : std::nullopt;
}

}  // namespace

TEST_CASE("an instant prints in UTC, with a fraction only when there is one", "[base]") {
  CHECK(rfc3339(from_epoch_microseconds(0)) == "1970-01-01T00:00:00Z");
  CHECK(rfc3339(from_epoch_microseconds(1'557'825'164'000'000)) == "2019-05-14T09:12:44Z");
  CHECK(rfc3339(from_epoch_microseconds(1'557'825'164'250'000)) == "2019-05-14T09:12:44.25Z");
  CHECK(rfc3339(from_epoch_microseconds(1'557'825'164'000'007)) == "2019-05-14T09:12:44.000007Z");
}

TEST_CASE("an instant before 1970 prints and reads back", "[base]") {
  CHECK(rfc3339(from_epoch_microseconds(-1)) == "1969-12-31T23:59:59.999999Z");
  CHECK(microseconds("1969-12-31T23:59:59.999999Z") == -1);
}

TEST_CASE("the examples of RFC 3339 section 5.8 are read", "[base]") {
  CHECK(microseconds("1985-04-12T23:20:50.52Z") == 482'196'050'520'000);
  CHECK(microseconds("1996-12-19T16:39:57-08:00") == microseconds("1996-12-20T00:39:57Z"));
  CHECK(microseconds("1990-12-31T23:59:60Z") == microseconds("1991-01-01T00:00:00Z"));
  CHECK(microseconds("1990-12-31T15:59:60-08:00") == microseconds("1991-01-01T00:00:00Z"));
  CHECK(microseconds("1937-01-01T12:00:27.87+00:20") == microseconds("1937-01-01T11:40:27.87Z"));
}

TEST_CASE("an offset is taken off, across midnight and the month's end", "[base]") {
  CHECK(microseconds("2019-06-01T00:45:00+01:00") == microseconds("2019-05-31T23:45:00Z"));
  CHECK(microseconds("2019-05-31T23:45:00-01:00") == microseconds("2019-06-01T00:45:00Z"));
  CHECK(microseconds("2019-05-14t09:12:44z") == microseconds("2019-05-14T09:12:44Z"));
}

TEST_CASE("a fraction finer than a microsecond is cut, not rounded", "[base]") {
  CHECK(microseconds("1970-01-01T00:00:00.0000019Z") == 1);
  CHECK(microseconds("1970-01-01T00:00:00.999999999Z") == 999'999);
}

TEST_CASE("what is not an instant with its zone is not read", "[base]") {
  const auto* const text = GENERATE(
      "", "2019-05-14", "2019-05-14T09:12:44", "2019-05-14T09:12:44.5", "2019-05-14 09:12:44Z",
      "2019-13-14T09:12:44Z", "2019-00-14T09:12:44Z", "2019-02-29T09:12:44Z",
      "2019-05-32T09:12:44Z", "2019-05-14T24:00:00Z", "2019-05-14T09:60:44Z",
      "2019-05-14T09:12:61Z", "2019-05-14T09:12:60Z", "2019-05-14T09:12:44.Z",
      "2019-05-14T09:12:44+0100", "2019-05-14T09:12:44+01", "2019-05-14T09:12:44+24:00",
      "2019-05-14T09:12:44+01:60", "2019-05-14T09:12:44 Z", "2019-05-14T09:12:44Z ",
      " 2019-05-14T09:12:44Z", "2019-5-14T09:12:44Z", "+019-05-14T09:12:44Z",
      "14/05/2019T09:12:44Z", "2019-05-14T09:12:4aZ", "1557825164");
  CAPTURE(text);
  CHECK_FALSE(parse_rfc3339(text));
}

TEST_CASE("a leap day is read in leap years alone", "[base]") {
  CHECK(parse_rfc3339("2020-02-29T00:00:00Z"));
  CHECK(parse_rfc3339("2000-02-29T00:00:00Z"));
  CHECK_FALSE(parse_rfc3339("1900-02-29T00:00:00Z"));
}

TEST_CASE("months follow one another across the year's end", "[base]") {
  CHECK(to_text(Month{2018, 12}.plus(1)) == "2019-01");
  CHECK(to_text(Month{2019, 1}.plus(-1)) == "2018-12");
  CHECK(Month{2018, 12} < Month{2019, 1});
  CHECK(Month::from_index(Month{2019, 5}.index()) == Month{2019, 5});
}

TEST_CASE("a month is read from exactly its text", "[base]") {
  CHECK(parse_month("2019-05") == Month{2019, 5});
  CHECK(parse_month("2018-12") == Month{2018, 12});
  const auto* const text = GENERATE("", "2019", "2019-5", "2019-00", "2019-13", "2019/05",
                                    "2019-05-01", " 2019-05", "19-05", "201a-05", "-201-05");
  CAPTURE(text);
  CHECK_FALSE(parse_month(text));
}

}  // namespace soundings
