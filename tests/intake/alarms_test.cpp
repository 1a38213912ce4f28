// What somebody must be reported of, and how often that is tried.
#include "soundings/intake/alarms.h"

#include <catch2/catch.hpp>

using namespace soundings;
using namespace std::chrono_literals;
using intake::Alarm;

TEST_CASE("an alarm is reported once for what began, and tried once an hour", "[intake]") {
  const Instant began = parse_rfc3339("2019-05-28T05:00:00Z").value();
  const Alarm alarm{.source = "wmnow", .since = began};
  CHECK(intake::is_due(alarm, {}, began + 1min));
  const intake::Reported failed{.at = std::nullopt, .tried = began + 1min};
  CHECK_FALSE(intake::is_due(alarm, failed, began + 60min));
  CHECK(intake::is_due(alarm, failed, began + 61min));
  const intake::Reported reported{.at = began + 1min, .tried = began + 1min};
  CHECK_FALSE(intake::is_due(alarm, reported, began + 48h));
  const Alarm again{.source = "wmnow", .since = began + 2h};
  CHECK(intake::is_due(again, reported, began + 3h));
  CHECK_FALSE(intake::is_due({.source = "wmnow", .since = began + 30min}, reported, began + 40min));
}

TEST_CASE("an alarm is named by its kind and source", "[intake]") {
  CHECK(intake::subject_of({.source = "wmnow"}) == "source_late wmnow");
  CHECK(intake::subject_of({.kind = Alarm::Kind::safeguarding_hold, .source = "livechat"}) ==
        "safeguarding_hold livechat");
}
