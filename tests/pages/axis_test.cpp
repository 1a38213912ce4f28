// Where axes are cut.
#include "figures/axis.h"

#include <array>

#include <catch2/catch.hpp>

namespace soundings::pages {
namespace {

Shown between(double lo, double value, double hi) {
  Shown shown;
  shown.value = value;
  shown.lo = lo;
  shown.hi = hi;
  return shown;
}

}  // namespace

TEST_CASE("an axis runs to the tens outside the ranges", "[pages]") {
  const Shown low = between(31.9, 34.9, 38.1);
  const Shown high = between(64.2, 69.3, 73.8);
  const Axis ends = axis(std::array{&low, &high}, 40);
  CHECK(ends.min == 30);
  CHECK(ends.max == 80);
}

TEST_CASE("a narrow range is given room on both sides", "[pages]") {
  const Shown only = between(54.0, 55.0, 56.0);
  const Axis ends = axis(std::array{&only}, 40);
  CHECK(ends.max - ends.min == 40);
  CHECK(ends.min < 54);
  CHECK(ends.max > 56);
}

TEST_CASE("an axis of shares stays within 0 to 100", "[pages]") {
  const Shown top = between(96.0, 100.0, 100.0);
  const Shown bottom = between(0.0, 0.0, 3.0);
  CHECK(axis(std::array{&top}, 40).max == 100);
  CHECK(axis(std::array{&top}, 40).min == 60);
  CHECK(axis(std::array{&bottom}, 40).min == 0);
  CHECK(axis(std::array{&bottom}, 40).max == 40);
}

}  // namespace soundings::pages
