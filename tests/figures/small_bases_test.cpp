// Working figures of few answers: each is there at full precision, with every number of its own.
#include <catch2/catch.hpp>

#include "soundings/figures/tabulate.h"

#include "support/may_evidence.h"

using namespace soundings;
using namespace soundings::testing;
using figures::Question;

namespace {

using Marks = std::vector<std::string>;

/// Sandwell's crime groups in May 2019 beside three larger NPUs.
Evidence sandwell() {
  std::vector<Group> groups{
      {{{"npu", "SW"}, {"crime_group", "burglary"}}, 17, 41},
      {{{"npu", "SW"}, {"crime_group", "vehicle"}}, 19, 48},
      {{{"npu", "SW"}, {"crime_group", "violence"}}, 8, 22},
      {{{"npu", "SW"}, {"crime_group", "hate"}}, 2, 7},
  };
  for (const char* crime : {"burglary", "vehicle", "violence", "hate"}) {
    for (const char* npu : {"BE", "BW", "CV"}) {
      groups.push_back({{{"npu", npu}, {"crime_group", crime}}, 20, 45});
    }
  }
  return {.cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups)};
}

/// May 2019 with seven answers in Wolverhampton.
Evidence few_in_wolverhampton() {
  return by_npu({57, 65, 56, 46, 46, 45, 35, 3}, {148, 171, 124, 96, 118, 88, 84, 7});
}

}  // namespace

TEST_CASE("Sandwell in May: hate and violence are shown, and only ten to 29 are flagged",
          "[figures]") {
  const Table table = answer(small_force(),
                             {.measure = "victims_satisfied",
                              .by = {"npu", "crime_group"},
                              .period = may,
                              .scheme = "none"},
                             sandwell());
  const auto row = [&table](const std::string& crime) {
    return *table.find({{"npu", "SW"}, {"crime_group", crime}});
  };
  CHECK(row("hate").base == 7);
  CHECK(row("hate").unweighted.value().value == Approx(100.0 * 2 / 7).epsilon(1e-14));
  CHECK(row("hate").unweighted.value().se.has_value());
  CHECK(row("hate").unweighted.value().lo.has_value());
  CHECK(row("hate").marks == Marks{"p"});
  CHECK(row("violence").base == 22);
  CHECK(row("violence").unweighted.value().value == Approx(100.0 * 8 / 22).epsilon(1e-14));
  CHECK(row("violence").marks == Marks{"u", "p"});
  CHECK(row("burglary").marks == Marks{"p"});
  for (const Row& each : table.rows) {
    CHECK_FALSE(each.hidden);
    CHECK(each.base.has_value());
  }
}

TEST_CASE("a base of nine has no flag, ten and 29 have it, and thirty has none", "[figures]") {
  for (const auto& [base, marks] : std::vector<std::pair<std::int64_t, Marks>>{
           {9, {"p"}}, {10, {"u", "p"}}, {29, {"u", "p"}}, {30, {"p"}}}) {
    INFO(base);
    const Table table =
        answer(small_force(), {.measure = "victims_satisfied", .period = may, .scheme = "none"},
               {.cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"},
                                  {{{{"npu", "BE"}}, base / 2, base}})});
    CHECK(table.rows.front().marks == marks);
  }
}

TEST_CASE("a window shows a group that is small in one of its months", "[figures]") {
  std::vector<Group> groups;
  for (const std::uint32_t month : {0U, 1U}) {
    const std::int64_t hate = month == 1 ? 7 : 15;
    groups.push_back({{{"crime_group", "hate"}}, hate / 2, hate, month});
    groups.push_back({{{"crime_group", "vehicle"}}, 20, 60, month});
  }
  const Table table = answer(small_force(),
                             {.measure = "victims_satisfied",
                              .by = {"crime_group"},
                              .period = Period::months(Month(2019, 4), Month(2019, 5)),
                              .scheme = "none"},
                             {.cells = cells_of({"npu", "contact_channel", "crime_group"},
                                                {"2019-04", "2019-05"}, groups)});
  CHECK(table.find({{"crime_group", "hate"}})->base == 22);
  CHECK(table.find({{"crime_group", "vehicle"}})->base == 120);
}

TEST_CASE("the weighting report counts every group, however few answered", "[figures]") {
  const Table table = answer(small_force(), {.measure = "victims_satisfied", .period = may},
                             few_in_wolverhampton());
  REQUIRE(table.weighting.has_value());
  CHECK(table.weighting->lines.back().category == "WV");
  CHECK(table.weighting->lines.back().respondents == 7);
  const Shown& weighted = table.rows[0].weighted.value();
  CHECK(weighted.se.has_value());
  CHECK(weighted.n_kish.has_value());
}

TEST_CASE("a weighted total over small NPUs is the sum of its parts at full precision",
          "[figures]") {
  const Table table =
      answer(small_force(), {.measure = "victims_satisfied", .by = {"npu"}, .period = may},
             few_in_wolverhampton());
  double satisfied = 0.0;
  double invited = 0.0;
  for (const NpuCount& npu : may_2019) {
    const auto targets = static_cast<double>(npu.invited);
    satisfied += targets * table.find({{"npu", npu.npu}})->weighted.value().value;
    invited += targets;
  }
  CHECK(table.rows[0].weighted.value().value == Approx(satisfied / invited).epsilon(1e-13));
}
