// Civil time in London, and times that no clock there showed once.
#include "soundings/base/civil_time.h"

#include <catch2/catch.hpp>

namespace soundings {
namespace {

Instant at(std::string_view text) {
  return parse_rfc3339(text).value();
}

CivilTime on(int month, int day, int hour, int minute) {
  return {.date = std::chrono::year{2019} / month / day,
          .time = std::chrono::hours(hour) + std::chrono::minutes(minute)};
}

}  // namespace

TEST_CASE("an instant belongs to the day and the month it is in London", "[base]") {
  CHECK(london_date(at("2019-05-31T22:59:59Z")) == "2019-05-31");
  CHECK(london_date(at("2019-05-31T23:00:00Z")) == "2019-06-01");
  CHECK(london_month(at("2019-05-31T23:00:00Z")) == Month(2019, 6));
  CHECK(london_month(at("2019-01-31T23:45:00Z")) == Month(2019, 1));
}

TEST_CASE("a local time is an instant where a clock showed it once", "[base]") {
  CHECK(from_local(on(5, 14, 10, 12), "Europe/London").value() == at("2019-05-14T09:12:00Z"));
  CHECK(from_local(on(5, 14, 10, 12), "Europe/Paris").value() == at("2019-05-14T08:12:00Z"));
  CHECK(from_local(on(3, 31, 1, 30), "Europe/London").error() == LocalFault::never_existed);
  CHECK(from_local(on(10, 27, 1, 30), "Europe/London").error() == LocalFault::happened_twice);
  CHECK(from_local(on(5, 14, 10, 12), "Europe/Nowhere").error() == LocalFault::unknown_zone);
}

}  // namespace soundings
