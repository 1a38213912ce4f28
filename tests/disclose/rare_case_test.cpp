// Cases of the rules that worked examples do not reach: no area, answers by category, small areas,
// revisions, nothing of a domain.
#include <algorithm>

#include <catch2/catch.hpp>

#include "soundings/disclose/protect.h"

#include "disclose/people.h"

using namespace soundings::disclose;
using namespace release_tests;

namespace {

Publication by_areas(const std::vector<std::pair<std::string, int>>& sizes,
                     const std::string& layer = "2019-05") {
  Publication publication{.release = "2019-05.r0",
                          .areas = domain("npu", {}),
                          .domains = {domain("group", {"x", "y"})},
                          .items = {seven_point("treatment")}};
  std::vector<Person> people;
  for (const auto& [area, size] : sizes) {
    publication.areas.codes.push_back({.code = area});
    for (int at = 0; at < size; ++at) {
      people.push_back({.layer = layer,
                        .area = area,
                        .codes = {{"group", at % 2 == 0 ? "x" : "y"}},
                        .answers = {{"treatment", std::to_string(1 + at % 7)}}});
    }
  }
  count_people(publication, people);
  publication.tables = usual_tables(publication, {layer});
  return publication;
}

std::size_t rows_with_answers(const ProtectedRelease& release, const std::string& table) {
  const auto& figures = table_of(release, table).figures;
  return static_cast<std::size_t>(
      std::count_if(figures.begin(), figures.end(),
                    [](const ReleasedFigure& figure) { return !figure.answers.empty(); }));
}

}  // namespace

TEST_CASE("answers by category of one small area are not left to subtraction", "[release]") {
  const auto release = protect(by_areas({{"A", 100}, {"B", 90}, {"C", 80}, {"D", 20}}), {});
  REQUIRE(release);
  CHECK(table_of(*release, "npu").print_class == PrintClass::a);
  CHECK(table_of(*release, "npu").hidden_cells == 0);
  CHECK(rows_with_answers(*release, "force") == 1);
  CHECK(rows_with_answers(*release, "npu") <= 2);
  REQUIRE_FALSE(release->ladder.empty());
  CHECK(release->ladder.front().rung == Rung::fewer_answers);
}

TEST_CASE("an area of fewer than ten people puts the areas into class C", "[release]") {
  const auto release = protect(by_areas({{"A", 100}, {"B", 90}, {"C", 80}, {"D", 5}}), {});
  REQUIRE(release);
  CHECK(table_of(*release, "npu").print_class == PrintClass::c);
  CHECK(figure_at(*release, "npu", {.area = "D"}, "treatment").state == FigureState::hidden);
  CHECK(figure_at(*release, "npu", {.area = "A"}, "treatment").base == 100);
  CHECK(figure_at(*release, "npu", {.area = "B"}, "treatment").base == 100);
  CHECK(figure_at(*release, "force", {}, "treatment").base == 275);
}

TEST_CASE("a force of two areas, one of seven people, is released without its areas", "[release]") {
  const Publication publication = by_areas({{"A", 70}, {"B", 7}});
  const auto release = protect(publication, {});
  REQUIRE(release);
  CHECK(figure_at(*release, "force", {}, "treatment").base == 77);
  CHECK(table_of(*release, "npu").fate == TableFate::left_out);
  CHECK(std::any_of(release->ladder.begin(), release->ladder.end(), [](const LadderStep& step) {
    return step.table == "npu" && step.rung == Rung::left_out;
  }));
  CHECK(check_proofs(release->printed, answer_rules(publication.items), release->witnesses,
                     release->proofs) == WitnessFault::none);
  write_for_attack("two_areas", publication, *release);
}

TEST_CASE("answers without a known area are left out while they are fewer than ten", "[release]") {
  Publication publication = by_areas({{"A", 100}, {"B", 90}, {"unknown", 9}});
  publication.unknown_area = "unknown";
  const auto without = protect(publication, {});
  REQUIRE(without);
  CHECK(without->unknown_area_left_out == std::vector<std::string>{"2019-05"});
  CHECK(figure_at(*without, "force", {}, "treatment").base == 190);
  publication = by_areas({{"A", 100}, {"B", 90}, {"unknown", 10}});
  publication.unknown_area = "unknown";
  const auto with = protect(publication, {});
  REQUIRE(with);
  CHECK(with->unknown_area_left_out.empty());
  CHECK(figure_at(*with, "force", {}, "treatment").base == 200);
}

namespace {

/// May after April was released: its own tables, and the force's window over both.
Publication may_after(const Publication& april, const ProtectedRelease& released) {
  Publication publication = by_areas({{"A", 100}, {"B", 90}, {"C", 60}});
  publication.layers.push_back(april.layers.front());
  publication.earlier = released.printed;
  publication.tables.push_back(
      {.id = "window", .print_class = PrintClass::a, .layers = {"2019-04", "2019-05"}});
  return publication;
}

}  // namespace

TEST_CASE("a month is released without its windows where earlier months are not proved again",
          "[release]") {
  Publication april = by_areas({{"A", 100}, {"B", 90}, {"C", 12}}, "2019-04");
  april.release = "2019-04.r0";
  const auto first = protect(april, {});
  REQUIRE(first);
  REQUIRE(table_of(*first, "npu_group").hidden_cells > 0);
  Publication may = may_after(april, *first);
  ProtectionParameters without_nodes;
  without_nodes.solver_nodes = 0;
  const auto alone = protect(may, without_nodes);
  REQUIRE(alone);
  CHECK_FALSE(alone->held_against_earlier);
  CHECK(table_of(*alone, "window").fate == TableFate::left_out);
  CHECK(figure_at(*alone, "npu", {.area = "C"}, "treatment").base == 60);
  // The witnesses that April keeps are enough, and are held to the rows once more.
  may.known.assign(first->witnesses.begin() + 1, first->witnesses.end());
  const auto with_window = protect(may, without_nodes);
  REQUIRE(with_window);
  CHECK(with_window->held_against_earlier);
  CHECK(figure_at(*with_window, "window", {}, "treatment").base == 452);
  may.tables = {may.tables.back()};
  may.known.clear();
  const auto refused = protect(may, without_nodes);
  REQUIRE_FALSE(refused);
  CHECK(refused.error().kind == RefusalKind::not_proved);
  CHECK(refused.error().where.find("2019-04 areas by group, treatment: no proof that") == 0);
}

namespace {

/// The revision of a month of 300 people in each of two areas, after late answers.
ProtectedRelease revised_by(int late_in_a, int late_in_b) {
  Publication publication = by_areas({{"A", 300}, {"B", 300}});
  const auto first = protect(publication, {});
  REQUIRE(first);
  const Publication late = by_areas({{"A", late_in_a}, {"B", late_in_b}}, "2019-05-late");
  publication.layers.push_back(late.layers.front());
  publication.release = "2019-05.r1";
  publication.earlier = first->printed;
  publication.tables = usual_tables(publication, {"2019-05", "2019-05-late"});
  for (PublishedTable& table : publication.tables) {
    table.revises = {"2019-05"};
  }
  auto revised = protect(publication, {});
  REQUIRE(revised);
  write_for_attack("revision_" + std::to_string(late_in_a) + "_" + std::to_string(late_in_b),
                   publication, *revised);
  return *std::move(revised);
}

}  // namespace

TEST_CASE("a late batch revises the force; areas that fewer than ten came to stand", "[release]") {
  const ProtectedRelease revised = revised_by(9, 8);
  CHECK(figure_at(revised, "force", {}, "treatment").base == 617);
  CHECK(figure_at(revised, "npu", {.area = "A"}, "treatment").state == FigureState::stands);
  CHECK(figure_at(revised, "npu", {.area = "B"}, "treatment").state == FigureState::stands);
}

TEST_CASE("areas that many came to are revised with the force", "[release]") {
  const ProtectedRelease revised = revised_by(40, 50);
  CHECK(figure_at(revised, "force", {}, "treatment").base == 690);
  CHECK(figure_at(revised, "npu", {.area = "A"}, "treatment").base == 340);
  CHECK(figure_at(revised, "npu_group", {.area = "B", .domain = "group", .code = "x"}, "treatment")
            .base == 175);
}

TEST_CASE("a revision that would show five people by subtraction stands as a whole", "[release]") {
  const ProtectedRelease revised = revised_by(18, 5);
  CHECK(figure_at(revised, "force", {}, "treatment").base == 623);
  CHECK(table_of(revised, "npu").fate == TableFate::stands);
  CHECK(std::any_of(revised.ladder.begin(), revised.ladder.end(), [](const LadderStep& step) {
    return step.table == "npu" && step.rung == Rung::stands;
  }));
}
