// Scales: positions, scores, and replies that are no opinion.
#include "soundings/survey/scale.h"

#include <catch2/catch.hpp>

using namespace soundings;

namespace {

Scale sat7() {
  Scale scale;
  scale.id = "sat7";
  for (const int code : {1, 2, 3, 4, 5, 6, 7}) {
    scale.points.push_back({.code = code});
  }
  scale.excluded.push_back({.point = {.code = 98}, .state = Absence::not_applicable});
  return scale;
}

}  // namespace

TEST_CASE("the best point scores 100 and the worst 0, in equal steps", "[survey]") {
  CHECK(sat7().score(1) == 100.0);
  CHECK(sat7().score(4) == 50.0);
  CHECK(sat7().score(7) == 0.0);
}

TEST_CASE("the best point may carry any code", "[survey]") {
  Scale scale = sat7();
  scale.points = {{.code = 5}, {.code = 1}};
  CHECK(scale.position(5) == 0U);
  CHECK(scale.score(5) == 100.0);
  CHECK(scale.score(1) == 0.0);
}

TEST_CASE("not applicable is a reply without an opinion", "[survey]") {
  CHECK(sat7().position(98) == std::nullopt);
  CHECK(sat7().score(98) == std::nullopt);
  REQUIRE(sat7().excluded_reply(98) != nullptr);
  CHECK(sat7().excluded_reply(98)->state == Absence::not_applicable);
}

TEST_CASE("a code off the scale is neither an opinion nor excluded", "[survey]") {
  CHECK(sat7().position(8) == std::nullopt);
  CHECK(sat7().excluded_reply(8) == nullptr);
}

TEST_CASE("yes and no have positions but no score", "[survey]") {
  Scale scale = sat7();
  scale.kind = Scale::Kind::nominal;
  CHECK(scale.position(2) == 1U);
  CHECK(scale.score(2) == std::nullopt);
}

TEST_CASE("every absence has a word, and the word reads back", "[survey]") {
  for (const auto absence :
       {Absence::not_asked, Absence::blank, Absence::dont_know, Absence::not_applicable,
        Absence::refused, Absence::routing_conflict}) {
    CHECK(parse_absence(to_text(absence)) == absence);
  }
  CHECK(to_text(Absence::dont_know) == "dont_know");
  CHECK(parse_absence("unknown") == std::nullopt);
}
