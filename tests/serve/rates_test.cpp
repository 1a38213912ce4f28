#include "http/rates.h"

#include <catch2/catch.hpp>

using namespace soundings;
using namespace std::chrono_literals;
using serve::Buckets;
using serve::Limits;

namespace {

const Buckets::Clock::time_point start{1h};

/// How many of `tries` requests at one moment are let through.
int taken(Buckets& buckets, const std::string& key, int tries, Buckets::Clock::time_point now) {
  int count = 0;
  for (int i = 0; i < tries; ++i) {
    count += buckets.take(key, now) ? 0 : 1;
  }
  return count;
}

}  // namespace

TEST_CASE("a bucket holds five seconds' worth and fills at its rate", "[serve]") {
  Buckets buckets(10.0);
  CHECK(taken(buckets, "a", 100, start) == 50);
  CHECK(taken(buckets, "a", 100, start + 1s) == 10);
  CHECK(taken(buckets, "a", 100, start + 1050ms) == 0);
  CHECK(taken(buckets, "a", 100, start + 1h) == 50);
}

TEST_CASE("who is refused learns when the next request would pass", "[serve]") {
  Buckets buckets(2.0);
  REQUIRE(taken(buckets, "a", 10, start) == 10);
  const auto wait = buckets.take("a", start);
  REQUIRE(wait.has_value());
  CHECK(wait->count() == Approx(0.5));
  CHECK(buckets.take("a", start + 499ms).has_value());
  CHECK_FALSE(buckets.take("a", start + 500ms).has_value());
}

TEST_CASE("one asker's requests are not another's", "[serve]") {
  Buckets buckets(1.0);
  CHECK(taken(buckets, "a", 9, start) == 5);
  CHECK(taken(buckets, "b", 9, start) == 5);
}

TEST_CASE("a rate below one in five seconds still lets one through", "[serve]") {
  Buckets buckets(0.1);
  CHECK(taken(buckets, "a", 3, start) == 1);
  CHECK(taken(buckets, "a", 3, start + 9s) == 0);
  CHECK(taken(buckets, "a", 3, start + 10s) == 1);
}

TEST_CASE("a request given back was never taken", "[serve]") {
  Buckets buckets(1.0);
  REQUIRE(taken(buckets, "a", 5, start) == 5);
  buckets.give_back("a");
  CHECK(taken(buckets, "a", 5, start) == 1);
}

TEST_CASE("more askers than buckets share one, until others have filled again", "[serve]") {
  Buckets buckets(1.0, 2);
  CHECK(taken(buckets, "a", 1, start) == 1);
  CHECK(taken(buckets, "b", 1, start) == 1);
  CHECK(taken(buckets, "c", 9, start) == 5);
  CHECK(taken(buckets, "d", 9, start) == 0);
  CHECK(taken(buckets, "d", 9, start + 2s) == 5);
}

TEST_CASE("limits nobody asked for hold for other machines only", "[serve]") {
  Limits limits({});
  const auto refused = [&](bool local) {
    int count = 0;
    for (int i = 0; i < 20000; ++i) {
      count += limits.take_address("x", local, start) ? 1 : 0;
      count += limits.take_source("bench", local, start) ? 1 : 0;
    }
    return count;
  };
  CHECK(refused(true) == 0);
  CHECK(refused(false) == 2 * 20000 - 1000 - 5000);
}

TEST_CASE("a limit that was asked for holds for everybody, and nought is none", "[serve]") {
  Limits limits({.per_address = 1.0, .per_source = 0.0});
  for (int i = 0; i < 5; ++i) {
    CHECK_FALSE(limits.take_address("127.0.0.1", true, start).has_value());
  }
  CHECK(limits.take_address("127.0.0.1", true, start).has_value());
  for (int i = 0; i < 20000; ++i) {
    REQUIRE_FALSE(limits.take_source("wmnow", false, start).has_value());
  }
}

TEST_CASE("what was not the source's own does not use up its limit", "[serve]") {
  Limits limits({.per_source = 1.0});
  for (int i = 0; i < 100; ++i) {
    REQUIRE_FALSE(limits.take_source("wmnow", false, start).has_value());
    limits.give_back_source("wmnow", false);
  }
  CHECK_FALSE(limits.take_source("wmnow", false, start).has_value());
}
