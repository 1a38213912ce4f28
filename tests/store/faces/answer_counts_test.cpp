// Answers by position on their scale, lately and before: which responses are counted
// where.
#include <catch2/catch.hpp>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::AnswerCounts;

namespace {

using Counts = std::vector<std::int64_t>;

const Instant today = parse_rfc3339("2019-06-30T12:00:00Z").value();

store::Entry ago(int days, const Said& said) {
  store::Entry made = entry(said);
  made.response->completed_at = today - std::chrono::hours(24) * days;
  return made;
}

}  // namespace

TEST_CASE("answers are counted by source, item and position in the days they were completed",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  CHECK(store->arrivals().answer_counts(small_definitions(), today, 7).empty());
  commit(*store, ago(0, {.id = "now", .whole_experience = 1, .follow_up = 3}));
  commit(*store, ago(6, {.id = "six", .whole_experience = 3, .follow_up = 97}));
  commit(*store, ago(7, {.id = "seven", .whole_experience = 2, .follow_up = 1}));
  commit(*store, ago(96, {.id = "96", .whole_experience = 2, .follow_up = 2}));
  commit(*store, ago(97, {.id = "97", .whole_experience = 3, .follow_up = 3}));
  commit(*store, ago(-1, {.id = "tomorrow", .whole_experience = 3, .follow_up = 3}));
  commit(*store, unreadable({.id = "held"}, "area_unknown"));
  store::Entry other = ago(1, {.id = "now", .whole_experience = 2, .follow_up = 2});
  other.source = other.response->source = "livechat";
  commit(*store, other);

  const auto counts = store->arrivals().answer_counts(small_definitions(), today, 7);
  REQUIRE(counts.size() == 4);
  CHECK(counts[0].source == "livechat");
  CHECK(counts[0].item == "follow_up");
  CHECK(counts[0].recent == Counts{0, 1, 0});
  CHECK(counts[2].source == "wmnow");
  CHECK(counts[2].survey == "victim_satisfaction");
  CHECK(counts[2].item == "follow_up");
  CHECK(counts[2].recent == Counts{0, 0, 1});
  CHECK(counts[2].before == Counts{1, 1, 0});
  CHECK(counts[3].item == "whole_experience");
  CHECK(counts[3].recent == Counts{1, 0, 1});
  CHECK(counts[3].before == Counts{0, 2, 0});

  const auto longer = store->arrivals().answer_counts(small_definitions(), today, 8);
  CHECK(longer[3].recent == Counts{1, 1, 1});
  CHECK(longer[3].before == Counts{0, 1, 1});
}

TEST_CASE("of a response with versions the one that counts is counted", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, ago(1, {.id = "1", .whole_experience = 1, .modified_minute = 1}));
  commit(*store, ago(1, {.id = "1", .whole_experience = 3, .modified_minute = 2}));
  const auto counts = store->arrivals().answer_counts(small_definitions(), today, 7);
  REQUIRE(counts.size() == 2);
  CHECK(counts[1].recent == Counts{0, 0, 1});
}

TEST_CASE("answers under an earlier definition stand where today's has their codes", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  commit(*store, ago(20, {.id = "1", .whole_experience = 1}));
  Definitions turned = small_definitions();
  auto& points = turned.surveys[0].scales.at("sat3").points;
  std::swap(points.front(), points.back());
  CHECK(store->arrivals().answer_counts(turned, today, 7).at(1).before == Counts{0, 0, 1});

  turned.surveys[0].scales.at("sat3").kind = Scale::Kind::nominal;
  CHECK(store->arrivals().answer_counts(turned, today, 7).empty());
}
