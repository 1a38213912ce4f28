// A published month after answers came, were corrected or were erased.
#include <algorithm>

#include <catch2/catch.hpp>

#include "soundings/release/release.h"

#include "month_2019.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

const store::ReleaseRow& force(const store::Release& release) {
  const store::ReleaseRow* row = find(release, "", "", "whole_experience");
  REQUIRE(row != nullptr);
  return *row;
}

bool is_revised(const store::Release& release, const std::string& by, const std::string& codes) {
  const store::ReleaseRow* row = find(release, by, codes, "whole_experience");
  REQUIRE(row != nullptr);
  return row->marks.find('r') != std::string::npos;
}

std::string causes(const store::Release& release) {
  return release.file("revisions.csv")->bytes;
}

}  // namespace

TEST_CASE("late answers are printed where ten came, and the rest stands", "[release]") {
  Month2019 month(plenty);
  const auto first = month.freeze();
  REQUIRE(first);
  month.add({{9, 1, 1, "BE", "999"}, {4, 3, 2, "BE", "101"}, {3, 1, 3, "BW", "101"}});
  const auto second = month.revise({*first});
  INFO((second ? "" : second.error().message));
  REQUIRE(second);
  CHECK(second->line.id == "2019-05.r1");
  CHECK(force(*second).n == "291");
  CHECK(is_revised(*second, "", ""));
  CHECK_FALSE(is_revised(*second, "npu", "BW"));  // three came
  CHECK(find(*second, "npu", "BW", "whole_experience")->n == "145");
  CHECK(failing(release::verify(month.read(), *second, std::vector{*first})).empty());
  CHECK(
      causes(*second).find("2019-05.r1,2019-05.r0,victim_satisfaction,2019-05,,,whole_experience,,"
                           "none,56.4,") != std::string::npos);
  CHECK(causes(*second).find(",r,late") != std::string::npos);
}

TEST_CASE("an area of which few less than the force came stands with it", "[release]") {
  Month2019 month(plenty);
  const auto first = month.freeze();
  REQUIRE(first);
  month.add({{12, 1, 1, "BE", "999"}, {6, 3, 2, "BE", "101"}, {2, 1, 3, "BW", "101"}});
  const auto second = month.revise({*first});
  REQUIRE(second);
  // The force and BE together would reveal the two who came to BW.
  CHECK((is_revised(*second, "", "") != is_revised(*second, "npu", "BE")));
}

TEST_CASE("nothing changed, or too little, makes no revision", "[release]") {
  Month2019 month(plenty);
  const auto first = month.freeze();
  REQUIRE(first);
  CHECK(month.revise({*first}).error().code == "nothing_changed");
  CHECK(month.revise({}).error().code == "not_published");
  month.add({{5, 1, 1, "BE", "999"}, {4, 3, 1, "BW", "999"}});
  CHECK(month.revise({*first}).error().code == "nothing_to_revise");
}

TEST_CASE("what was withdrawn is counted apart from what came", "[release]") {
  Month2019 month(plenty);
  const auto first = month.freeze();
  REQUIRE(first);
  month.add({{14, 1, 1, "BE", "999"}, {8, 3, 2, "BW", "101"}});
  for (int answer = 0; answer < 5; ++answer) {
    month.erase(answer);
  }
  // 22 came and five went: the force would reveal the five.
  CHECK(month.revise({*first}).error().code == "nothing_to_revise");
  for (int answer = 230; answer < 240; ++answer) {  // dissatisfied ones of BW
    month.erase(answer);
  }
  const auto second = month.revise({*first});
  INFO((second ? "" : second.error().message));
  REQUIRE(second);
  CHECK(force(*second).n == "282");  // 275 + 22 - 15
  CHECK(failing(release::verify(month.read(), *second, std::vector{*first})).empty());
  CHECK(failing(release::verify(month.read(), *first, {})).empty());
  CHECK(causes(*second).find(",r,late+erased") != std::string::npos);
}

TEST_CASE("a corrected answer is one that went and one that came", "[release]") {
  Month2019 month(plenty);
  const auto first = month.freeze();
  REQUIRE(first);
  for (int answer = 0; answer < 12; ++answer) {  // satisfied ones of BE
    month.replace(answer, {1, answer % 2 == 0 ? 3 : 1, 2, "BW", "101"});
  }
  for (int answer = 105; answer < 109; ++answer) {  // dissatisfied ones of BE
    month.replace(answer, {1, 1, 2, "BW", "101"});
  }
  const auto second = month.revise({*first});
  INFO((second ? "" : second.error().message));
  REQUIRE(second);
  CHECK(force(*second).n == "275");
  CHECK(is_revised(*second, "", ""));
  CHECK(force(*second).value != force(*first).value);
  CHECK(causes(*second).find(",r,late+corrected") != std::string::npos);
  CHECK(causes(*second).find("erased") == std::string::npos);
  CHECK(failing(release::verify(month.read(), *second, std::vector{*first})).empty());
}

TEST_CASE("a second revision is held against both releases before it", "[release]") {
  Month2019 month(plenty);
  const auto first = month.freeze();
  REQUIRE(first);
  month.add({{9, 1, 1, "BE", "999"}, {4, 3, 2, "BE", "101"}, {3, 1, 3, "BW", "101"}});
  const auto second = month.revise({*first});
  REQUIRE(second);
  month.add({{3, 1, 1, "BW", "999"}, {2, 3, 2, "BW", "101"}});
  // Five since the second release: too few, though 21 have come since the first.
  CHECK(month.revise({*second, *first}).error().code == "nothing_to_revise");
  month.add({{8, 1, 1, "BW", "999"}, {7, 3, 2, "BW", "101"}});
  const auto third = month.revise({*second, *first});
  INFO((third ? "" : third.error().message));
  REQUIRE(third);
  CHECK(third->line.id == "2019-05.r2");
  CHECK(force(*third).n == "311");
  CHECK(failing(release::verify(month.read(), *third, std::vector{*second, *first})).empty());
  CHECK(failing(release::verify(month.read(), *second, std::vector{*first, *third})).empty());
}

TEST_CASE("a later window counts the parts of a layer that a revision split", "[release]") {
  std::vector<Some> two_months = plenty;
  for (Some group : plenty) {
    group.month = 4;
    group.people += 7;
    two_months.push_back(group);
  }
  Month2019 months(two_months);
  months.read().releases[0].windows = {
      {.kind = ReleaseWindow::Kind::since, .count = 0, .from = "2019-04"}};
  const auto april = months.freeze(Month(2019, 4));
  REQUIRE(april);
  for (int answer = 275; answer < 287; ++answer) {
    months.erase(answer);
  }
  for (int answer = 420; answer < 424; ++answer) {
    months.erase(answer);
  }
  const auto revised = months.revise({*april}, Month(2019, 4));
  INFO((revised ? "" : revised.error().message));
  REQUIRE(revised);
  const auto may = months.freeze(Month(2019, 5), {*revised, *april});
  INFO((may ? "" : may.error().message));
  REQUIRE(may);
  const auto window = std::ranges::find_if(may->rows, [](const store::ReleaseRow& row) {
    return row.period == "2019-04/2019-05" && row.by.empty() && row.item == "whole_experience";
  });
  REQUIRE(window != may->rows.end());
  CHECK(window->n == "606");  // April as it was first printed
  CHECK(failing(release::verify(months.read(), *may, std::vector{*revised, *april})).empty());
}

TEST_CASE("a survey whose definition has changed is not revised", "[release]") {
  Month2019 month(plenty);
  const auto first = month.freeze();
  REQUIRE(first);
  month.add({{30, 1, 1, "BE", "999"}, {30, 3, 2, "BW", "101"}});
  month.read().surveys[0].version = "2.0.0";
  CHECK(month.revise({*first}).error().code == "definition_changed");
}

TEST_CASE("a release of which nobody was erased can be counted again", "[release]") {
  Month2019 month(plenty);
  const auto first = month.freeze();
  REQUIRE(first);
  const std::string whole = "the answers give the counts that it was made of";
  CHECK(month.counted_again(*first, {*first}).detail == whole);
  month.add({{12, 1, 1, "BE", "999"}, {6, 3, 2, "BE", "101"}});
  const auto second = month.revise({*first});
  INFO((second ? "" : second.error().message));
  REQUIRE(second);
  month.replace(0, {1, 3, 1, "BW", "999"});  // the first version is still known
  CHECK(month.counted_again(*first, {*first, *second}).detail == whole);
  CHECK(month.counted_again(*second, {*first, *second}).detail == whole);
}

TEST_CASE("a release whose answers were erased since cannot be rebuilt, and says so", "[release]") {
  Month2019 month(plenty);
  const auto first = month.freeze();
  REQUIRE(first);
  for (const int answer : {3, 80, 140}) {
    month.erase(answer);
  }
  const store::Check found = month.counted_again(*first, {*first});
  CHECK(found.passed);
  CHECK(found.detail == "cannot be rebuilt: 3 erased");
  CHECK(failing(release::verify(month.read(), *first, {})).empty());
  month.read().digest = "d2";
  CHECK(month.counted_again(*first, {*first})
            .detail.starts_with("not counted again: the definitions have changed since"));
}

TEST_CASE("counts that are not those of the answers are found", "[release]") {
  Month2019 month(plenty);
  auto first = month.freeze();
  REQUIRE(first);
  for (store::ReleaseFile& file : first->files) {
    if (const auto at = file.bytes.find(",responses,"); file.name == "counts.csv") {
      file.bytes.replace(at, std::string(",responses,").size() + 2, ",responses,2");
    }
  }
  CHECK_FALSE(month.counted_again(*first, {*first}).passed);
}
