// Faults planted in a release: the gate must refuse each of them.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "soundings/disclose/protect.h"

#include "disclose/families.h"
#include "disclose/people.h"

using namespace soundings::disclose;
using namespace release_tests;

namespace {

constexpr std::uint64_t seeds = 20;

/// A table of two areas by two codes, 30 people a cell but for one of `few`.
Publication four_cells(int few, const std::string& layer = "2019-05") {
  Publication publication{.release = "2019-05.r0",
                          .areas = domain("npu", {"A", "B"}),
                          .domains = {domain("group", {"x", "y"})},
                          .items = {seven_point("treatment")}};
  std::vector<Person> people;
  for (const std::string area : {"A", "B"}) {
    for (const std::string code : {"x", "y"}) {
      const int size = area == "A" && code == "y" ? few : 30;
      for (int at = 0; at < size; ++at) {
        people.push_back({.layer = layer,
                          .area = area,
                          .codes = {{"group", code}},
                          .answers = {{"treatment", std::to_string(1 + at % 7)}}});
      }
    }
  }
  count_people(publication, people);
  publication.tables = usual_tables(publication, {layer});
  return publication;
}

/// The printed rows with the hidden rows of a cell shown as they are.
std::vector<PrintedFigure> shown(std::vector<PrintedFigure> rows, const FigureCell& cell,
                                 const ItemCount& count) {
  for (PrintedFigure& row : rows) {
    if (row.cell == cell && !row.value && row.answer.empty()) {
      row.value = row.quantity == Quantity::base
                      ? count.base * 1000
                      : per_cent_of(count.satisfied, std::max<std::int64_t>(count.base, 1), 100);
    }
  }
  std::erase_if(rows, [&](const PrintedFigure& row) {
    return row.cell == cell && row.quantity == Quantity::per_cent && count.base == 0;
  });
  return rows;
}

}  // namespace

TEST_CASE("a complement that is shown is refused", "[release][planted]") {
  for (int few = 1; few <= 9; ++few) {
    const Publication publication = four_cells(few);
    const auto release = protect(publication, {});
    REQUIRE(release);
    REQUIRE(hidden_cells(*release, "npu_group").size() == 4);
    CHECK(audit(publication, release->printed, {}));
    const Layer& layer = publication.layers.front();
    const std::vector<std::pair<FigureCell, std::size_t>> cells{
        {{.area = "A", .domain = "group", .code = "x"}, 0},
        {{.area = "B", .domain = "group", .code = "x"}, 2},
        {{.area = "B", .domain = "group", .code = "y"}, 3}};
    for (const auto& [cell, at] : cells) {
      const auto planted = shown(release->printed, cell, layer.domains.front()[at].items.front());
      const auto refused = audit(publication, planted, {});
      REQUIRE_FALSE(refused);
      CHECK(refused.error().kind == RefusalKind::not_proved);
    }
  }
}

TEST_CASE("a number that is finer than any class prints is refused", "[release][planted]") {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    Family family(4000 + seed);
    const Publication publication = family.poll();
    const auto release = protect(publication, {});
    REQUIRE(release);
    std::vector<PrintedFigure> planted = release->printed;
    const auto force = std::find_if(planted.begin(), planted.end(), [](const PrintedFigure& row) {
      return row.quantity == Quantity::per_cent && row.value;
    });
    REQUIRE(force != planted.end());
    force->unit = 1;
    const auto refused = audit(publication, planted, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == RefusalKind::not_printable);
  }
}

TEST_CASE("a month that is left out of the system shows in a window, and the gate refuses it",
          "[release][planted]") {
  for (int few = 1; few <= 9; ++few) {
    Publication publication = four_cells(few, "2019-05");
    Publication before = four_cells(30, "2019-04");
    publication.layers.push_back(before.layers.front());
    before.layers = publication.layers;
    before.release = "2019-04.r0";
    const auto april = protect(before, {});
    REQUIRE(april);
    // May alone is safe, and so is the window alone; with April beside them May is the difference.
    const auto may = protect(publication, {});
    REQUIRE(may);
    publication.tables = usual_tables(publication, {"2019-04", "2019-05"});
    const auto window = protect(publication, {});
    REQUIRE(window);
    std::vector<PrintedFigure> together = may->printed;
    together.insert(together.end(), window->printed.begin(), window->printed.end());
    CHECK(audit(publication, together, {}));
    publication.earlier = april->printed;
    const auto refused = audit(publication, together, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == RefusalKind::not_proved);
    // With the months in its system the window is printed otherwise, and passes.
    publication.earlier.insert(publication.earlier.end(), may->printed.begin(), may->printed.end());
    const auto mended = protect(publication, {});
    REQUIRE(mended);
    const ReleasedFigure& mended_figure =
        figure_at(*mended, "npu_group", {.area = "A", .domain = "group", .code = "y"}, "treatment");
    CHECK(mended_figure.state == FigureState::printed);
    CHECK(mended_figure.print_class == PrintClass::c);
    CHECK(mended_figure.base == to_nearest(30 + few, 20));
  }
}

TEST_CASE("rows that do not agree with the counts are refused", "[release][planted]") {
  const Publication publication = four_cells(30);
  const auto release = protect(publication, {});
  REQUIRE(release);
  std::vector<PrintedFigure> planted = release->printed;
  *planted.front().value += 1000;
  const auto refused = audit(publication, planted, {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == RefusalKind::contradiction);
}

TEST_CASE("counts whose tables differ in a total are refused", "[release][planted]") {
  Publication publication = four_cells(30);
  publication.layers.front().domains.front().front().items.front().base -= 1;
  const auto refused = protect(publication, {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == RefusalKind::counts_disagree);
}
