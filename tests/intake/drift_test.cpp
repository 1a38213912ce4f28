// When a distribution of answers is called the mirror image of an earlier one.
#include "soundings/intake/drift.h"

#include <catch2/catch.hpp>

using namespace soundings;

namespace {

using Counts = std::vector<std::int64_t>;

bool alarms(const Counts& before, const Counts& recent) {
  const std::vector<store::AnswerCounts> counts{{.source = "wmnow",
                                                 .survey = "victim_satisfaction",
                                                 .item = "whole_experience",
                                                 .recent = recent,
                                                 .before = before}};
  return !intake::mirrored(counts).empty();
}

const Counts content{60, 50, 20, 8, 6, 4, 2};

}  // namespace

TEST_CASE("a scale that turned round is named with how many answers say so", "[intake]") {
  const std::vector<store::AnswerCounts> counts{{.source = "wmnow",
                                                 .survey = "public_voice",
                                                 .item = "confidence_in_wmp",
                                                 .recent = {20, 10, 5, 3},
                                                 .before = {90, 40, 20, 10}},
                                                {.source = "wmnow",
                                                 .survey = "victim_satisfaction",
                                                 .item = "whole_experience",
                                                 .recent = {1, 1, 2, 2, 5, 13, 16},
                                                 .before = content}};
  const auto found = intake::mirrored(counts);
  REQUIRE(found.size() == 1);
  CHECK(found[0].source == "wmnow");
  CHECK(found[0].survey == "victim_satisfaction");
  CHECK(found[0].item == "whole_experience");
  CHECK(found[0].recent == 40);
  CHECK(found[0].before == 150);
}

TEST_CASE("people who were discontented before are seen to turn round too", "[intake]") {
  CHECK(alarms({2, 4, 6, 8, 20, 50, 60}, {16, 13, 5, 2, 2, 1, 1}));
}

TEST_CASE("answers of the same shape are no mirror image", "[intake]") {
  CHECK_FALSE(alarms(content, content));
  CHECK_FALSE(alarms(content, {16, 13, 5, 2, 2, 1, 1}));
}

TEST_CASE("a symmetric distribution never alarms", "[intake]") {
  CHECK_FALSE(alarms({40, 20, 10, 20, 40}, {40, 20, 10, 20, 40}));
  CHECK_FALSE(alarms({10, 20, 40, 20, 10}, {9, 22, 38, 21, 10}));
  SECTION("nor by chance, where few answers lean one way and then the other") {
    CHECK_FALSE(alarms({9, 7, 6, 4, 4}, {4, 4, 6, 7, 9}));
    CHECK_FALSE(alarms({14, 9, 7}, {7, 9, 14}));
  }
  SECTION("the same lean of many answers is more than chance") {
    CHECK(alarms({1400, 900, 700}, {700, 900, 1400}));
  }
}

TEST_CASE("a real fall in satisfaction is no mirror image", "[intake]") {
  CHECK_FALSE(alarms(content, {20, 25, 30, 25, 20, 17, 13}));
  CHECK_FALSE(alarms(content, {10, 20, 40, 45, 20, 10, 5}));
}

TEST_CASE("either window needs thirty answers and the scale three points", "[intake]") {
  CHECK(alarms({25, 5, 0}, {0, 5, 25}));
  CHECK_FALSE(alarms({25, 4, 0}, {0, 5, 25}));
  CHECK_FALSE(alarms({25, 5, 0}, {0, 4, 25}));
  CHECK_FALSE(alarms({}, {}));
  CHECK_FALSE(alarms({90, 10}, {10, 90}));
}
