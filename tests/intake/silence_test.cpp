// When a source is late, and when it has stopped.
#include "soundings/intake/silence.h"

#include <catch2/catch.hpp>

using namespace soundings;
using namespace std::chrono_literals;
using intake::SourceState;

TEST_CASE("a source is late after the time it may be silent, and stops after seven", "[intake]") {
  const Instant last = parse_rfc3339("2019-05-28T05:00:00Z").value();
  const auto at = [&](std::chrono::minutes since) {
    return intake::silence_of(last, 24h, last + since).state;
  };
  CHECK(at(0min) == SourceState::on_time);
  CHECK(at(24h) == SourceState::on_time);
  CHECK(at(24h + 1min) == SourceState::late);
  CHECK(at(7 * 24h) == SourceState::late);
  CHECK(at(7 * 24h + 1min) == SourceState::stopped);
  CHECK(intake::silence_of(last, 24h, last).expected_by == last + 24h);
  CHECK(intake::silence_of(std::nullopt, 24h, last).state == SourceState::not_heard);
  CHECK_FALSE(intake::silence_of(std::nullopt, 24h, last).expected_by);
}

TEST_CASE("a source has a time of its own where the force gives it one", "[intake]") {
  const intake::LateAfter own{{"livechat", 744h}};
  CHECK(intake::may_be_silent(own, "livechat") == 744h);
  CHECK(intake::may_be_silent(own, "wmnow") == intake::usual_silence);
  CHECK(intake::is_awaited(Source{.id = "wmnow"}));
  CHECK_FALSE(intake::is_awaited(Source{.id = "old", .retired = true}));
  CHECK_FALSE(intake::is_awaited(Source{.id = "bench", .load_test = true}));
}
