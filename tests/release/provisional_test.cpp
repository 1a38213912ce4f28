// Provisional figures of a small force: what a look prints, what is read of it, and what of it a
// release must agree with.
#include "soundings/release/provisional.h"

#include <catch2/catch.hpp>

#include "month_2019.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

store::ReleaseLine line_of(Month month, store::ReleaseState state) {
  return {.id = release::release_id(month, 0),
          .month = month,
          .state = state,
          .data_version = 0,
          .made = {},
          .published = {},
          .asked = {},
          .withdrawn = {}};
}

}  // namespace

TEST_CASE("a look prints what an earlier one saw, once ten came after it", "[release]") {
  Month2019 month({{28, 1, 1, "BE", "999"}, {19, 3, 1, "BE", "101"}, {40, 1, 1, "BW", "999"}});
  CHECK(month.look("2019-05-10").empty());  // there is no earlier look
  month.add({{5, 1, 1, "BE", "999"}, {4, 3, 1, "BE", "999"}});
  CHECK(month.look("2019-05-11").empty());  // nine came
  month.add({{1, 3, 1, "BE", "999"}});
  const auto printed = month.look("2019-05-12");
  REQUIRE(printed.size() == 1);  // all 40 of BW agree, and nobody came after them
  CHECK(printed[0] == store::ProvisionalFigure{.survey = "victim_satisfaction",
                                               .period = "2019-05",
                                               .item = "whole_experience",
                                               .area = "BE",
                                               .day = "2019-05-12",
                                               .counted = {.day = "2019-05-10", .data_version = 87},
                                               .base = 40,
                                               .per_cent = 60000,
                                               .people = 47,
                                               .answers = 47,
                                               .satisfied = 28});
  month.add({{6, 1, 1, "BE", "999"}, {4, 3, 1, "BE", "999"}});
  const auto next = month.look("2019-05-13");
  REQUIRE(next.size() == 1);
  CHECK(next[0].counted.day == "2019-05-12");
  CHECK(next[0].base == 50);
}

TEST_CASE("a figure stands when one of those whom it counts corrects an answer", "[release]") {
  // Nobody who comes later answers as they do: equal lines of the count log stand for each other.
  Month2019 month({{28, 1, 2, "BE", "999"}, {19, 3, 2, "BE", "101"}});
  month.look("2019-05-10");
  month.add({{5, 1, 1, "BE", "999"}, {5, 3, 1, "BE", "999"}});
  REQUIRE(month.look("2019-05-11").size() == 1);
  month.replace(0, {1, 3, 1, "BE", "999"});
  month.add({{10, 1, 1, "BE", "999"}, {10, 3, 1, "BE", "999"}});
  CHECK(month.look("2019-05-12").empty());
  month.add({{10, 1, 1, "BE", "999"}, {10, 3, 1, "BE", "999"}});
  CHECK(month.look("2019-05-13").empty());
  for (int answer = 1; answer < 6; ++answer) {
    month.replace(answer, {1, 3, 1, "BE", "999"});
    month.replace(28 + answer, {1, 1, 1, "BE", "999"});
  }
  CHECK(month.look("2019-05-14").size() == 1);  // eleven did, who had not agreed
}

TEST_CASE("nothing is printed of a month that has a release, be it a draft", "[release]") {
  for (const auto state : {store::ReleaseState::draft, store::ReleaseState::published,
                           store::ReleaseState::withdrawn}) {
    Month2019 month({{28, 1, 1, "BE", "999"}, {19, 3, 1, "BE", "101"}});
    month.look("2019-05-10");
    month.add({{5, 1, 1, "BE", "999"}, {5, 3, 1, "BE", "999"}});
    CHECK(month.look("2019-05-11", {line_of(Month(2019, 5), state)}).empty());
    CHECK(month.look("2019-05-12", {line_of(Month(2019, 4), state)}).size() == 1);
  }
}

TEST_CASE("the force's figure is made of what the areas print", "[release]") {
  const auto figure = [](const char* area, const char* day, std::int64_t base,
                         std::int64_t per_cent) {
    return store::ProvisionalFigure{.survey = "victim_satisfaction",
                                    .period = "2019-05",
                                    .item = "whole_experience",
                                    .area = area,
                                    .day = "2019-05-20",
                                    .counted = {.day = day, .data_version = 1},
                                    .base = base,
                                    .per_cent = per_cent * 1000};
  };
  const store::ProvisionalHistory history{.figures = {figure("BE", "2019-05-10", 40, 10),
                                                      figure("BE", "2019-05-12", 100, 40),
                                                      figure("BW", "2019-05-14", 50, 55)}};
  const auto lines = release::provisional_lines(history, {});
  REQUIRE(lines.size() == 3);
  CHECK(lines[0] == release::ProvisionalLine{.survey = "victim_satisfaction",
                                             .month = Month(2019, 5),
                                             .item = "whole_experience",
                                             .area = "",
                                             .counted_to = "2019-05-14",
                                             .per_cent = 45,
                                             .base = 150});
  CHECK(lines[1].area == "BE");
  CHECK(lines[1].per_cent == 40);
  CHECK(lines[2].base == 50);
  const std::vector published{line_of(Month(2019, 5), store::ReleaseState::published)};
  CHECK(release::provisional_lines(history, published).empty());
}

namespace {

/// Of the witnesses that are kept with a release.
std::string proofs_of(const store::Release& release) {
  return release.file("victim_satisfaction.witnesses.json")->bytes;
}

}  // namespace

TEST_CASE("provisional figures of an area and the force do not reveal an area of seven people",
          "[release]") {
  Month2019 month({{28, 1, 1, "BE", "999"}, {19, 3, 1, "BE", "101"}, {7, 3, 1, "BW", "101"}});
  month.look("2019-05-10");
  month.add({{5, 1, 1, "BE", "999"}, {5, 3, 1, "BE", "999"}});
  REQUIRE(month.look("2019-05-11").size() == 1);
  const auto made = month.freeze();
  INFO((made ? "" : made.error().message));
  REQUIRE(made);
  // 64 answers, 33 of them satisfied, less 47 and 28: of seven in BW two must be able to be
  // satisfied and two not, and there can be twelve. The figure leaves room for that.
  const store::ReleaseRow* force = find(*made, "", "", "whole_experience");
  REQUIRE(force != nullptr);
  CHECK(force->n == "64");
  CHECK(find(*made, "npu", "BW", "whole_experience") == nullptr);
  CHECK(proofs_of(*made).find("provisional") != std::string::npos);
  CHECK(failing(release::verify(month.read(), *made, {})).empty());
}

TEST_CASE("the force is printed coarsely where provisional figures leave no room beside it",
          "[release]") {
  Month2019 month({{40, 1, 1, "BE", "999"}, {59, 3, 1, "BE", "101"}, {9, 3, 1, "BW", "101"}});
  month.look("2019-05-10");
  month.add({{1, 1, 1, "BE", "999"}, {9, 3, 1, "BE", "999"}});
  REQUIRE(month.look("2019-05-11").size() == 1);
  const auto made = month.freeze();
  INFO((made ? "" : made.error().message));
  REQUIRE(made);
  // 41 satisfied, of whom 40 are known to be of BE: of the nine in BW one at most would be.
  const store::ReleaseRow* force = find(*made, "", "", "whole_experience");
  REQUIRE(force != nullptr);
  CHECK(force->print_class == "C");
  CHECK(force->n == "120");
  CHECK(failing(release::verify(month.read(), *made, {})).empty());
}

TEST_CASE("provisional figures change nothing where every area is printed", "[release]") {
  Month2019 looked(plenty);
  Month2019 unseen(plenty);
  const std::vector<Some> more{{10, 1, 1, "BE", "999"}, {10, 3, 1, "BE", "101"}};
  looked.look("2019-05-10");
  looked.add(more);
  unseen.add(more);
  REQUIRE(looked.look("2019-05-11").size() == 1);
  const auto a = looked.freeze();
  const auto b = unseen.freeze();
  REQUIRE((a && b));
  CHECK(a->rows == b->rows);
  CHECK(a->file("victim_satisfaction.primitives.csv")->bytes ==
        b->file("victim_satisfaction.primitives.csv")->bytes);
}
