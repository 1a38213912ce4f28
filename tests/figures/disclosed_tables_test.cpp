// Tables of counts too small to show: what is hidden, in which tables, and what else goes
// with it.
#include <cmath>

#include <catch2/catch.hpp>

#include "soundings/figures/tabulate.h"

#include "support/may_evidence.h"

using namespace soundings;
using namespace soundings::testing;
using figures::Question;

TEST_CASE("Sandwell in May: hate and violence are hidden, with every number of theirs",
          "[figures]") {
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
  const Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups)};
  const Table table = answer(small_force(),
                             {.measure = "victims_satisfied",
                              .by = {"npu", "crime_group"},
                              .period = may,
                              .scheme = "none"},
                             evidence);
  const auto sandwell = [&table](const std::string& crime) {
    return *table.find({{"npu", "SW"}, {"crime_group", crime}});
  };
  for (const char* crime : {"hate", "violence"}) {
    const Row row = sandwell(crime);
    CHECK(row.hidden.has_value());
    CHECK(row.marks == std::vector<std::string>{"c", "p"});
    CHECK_FALSE(row.base);
    CHECK_FALSE(row.response_rate);
    CHECK_FALSE(row.unweighted);
    CHECK_FALSE(row.weighted);
  }
  CHECK(sandwell("burglary").base == 41);
  CHECK(sandwell("vehicle").base == 48);
  CHECK(sandwell("vehicle").unweighted.value().lo.has_value());
  CHECK(table.find({{"npu", "SW"}})->base == 118);
}

TEST_CASE("what the table by crime hides, the table by NPU and crime hides too", "[figures]") {
  std::vector<Group> groups;
  for (const char* npu : {"BE", "BW", "CV"}) {
    groups.push_back({{{"npu", npu}, {"crime_group", "burglary"}}, 20, 45});
    groups.push_back({{{"npu", npu}, {"crime_group", "vehicle"}}, 10, 40});
    groups.push_back({{{"npu", npu}, {"crime_group", "violence"}}, 15, 30});
    groups.push_back({{{"npu", npu}, {"crime_group", "hate"}}, 1, 2});
  }
  const Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups)};
  const Definitions definitions = small_force();
  const Table by_crime = answer(
      definitions,
      {.measure = "victims_satisfied", .by = {"crime_group"}, .period = may, .scheme = "none"},
      evidence);
  const Table crossed = answer(definitions,
                               {.measure = "victims_satisfied",
                                .by = {"npu", "crime_group"},
                                .period = may,
                                .scheme = "none"},
                               evidence);
  CHECK(by_crime.find({{"crime_group", "hate"}})->hidden.has_value());
  CHECK(by_crime.find({{"crime_group", "violence"}})->hidden.has_value());
  for (const Row& row : by_crime.rows) {
    CHECK(crossed.find(row.key)->hidden.has_value() == row.hidden.has_value());
  }
}

TEST_CASE("two windows of months do not differ by a month that is hidden", "[figures]") {
  const auto months = [](std::int64_t hate_in_may) {
    std::vector<Group> groups;
    for (const std::uint32_t month : {0U, 1U}) {
      const std::int64_t hate = month == 1 ? hate_in_may : 15;
      groups.push_back({{{"crime_group", "hate"}}, hate / 2, hate, month});
      groups.push_back({{{"crime_group", "burglary"}}, 20, 45, month});
      groups.push_back({{{"crime_group", "vehicle"}}, 20, 60, month});
    }
    return Evidence{.cells = cells_of({"npu", "contact_channel", "crime_group"},
                                      {"2019-04", "2019-05"}, groups)};
  };
  const Question both{.measure = "victims_satisfied",
                      .by = {"crime_group"},
                      .period = Period::months(Month(2019, 4), Month(2019, 5)),
                      .scheme = "none"};
  const Definitions definitions = small_force();
  const Table few = answer(definitions, both, months(7));
  CHECK(few.find({{"crime_group", "hate"}})->hidden.has_value());
  CHECK(few.find({{"crime_group", "burglary"}})->hidden.has_value());
  CHECK(few.find({{"crime_group", "vehicle"}})->base == 120);
  CHECK(few.rows[0].base == 22 + 90 + 120);
  const Table enough = answer(definitions, both, months(11));
  CHECK(enough.find({{"crime_group", "hate"}})->base == 26);
}

TEST_CASE("a weighting report that would reveal a hidden NPU's respondents is withheld whole",
          "[figures]") {
  const Table table =
      answer(small_force(), {.measure = "victims_satisfied", .period = may},
             by_npu({57, 65, 56, 46, 46, 45, 35, 3}, {148, 171, 124, 96, 118, 88, 84, 7}));
  CHECK(table.rows[0].weighted.has_value());
  CHECK(table.weighting_fault.empty());
  CHECK_FALSE(table.weighting);
}

TEST_CASE("a weighted total of hidden NPUs is shown no finer than it prints", "[figures]") {
  const Table table =
      answer(small_force(), {.measure = "victims_satisfied", .period = may},
             by_npu({57, 65, 56, 46, 46, 45, 35, 3}, {148, 171, 124, 96, 118, 88, 84, 7}));
  const Shown& weighted = table.rows[0].weighted.value();
  CHECK(weighted.value == Approx(std::round(weighted.value * 10.0) / 10.0).margin(1e-12));
  CHECK_FALSE(weighted.se);
  CHECK_FALSE(weighted.n_kish);
}

TEST_CASE("a weighted total of hidden cells of NPU and crime is shown no finer than it prints",
          "[figures]") {
  const auto table_of = [](std::int64_t hate) {
    std::vector<Group> groups;
    Evidence evidence;
    for (const std::string& npu : npus) {
      for (const std::string crime : {"burglary", "vehicle", "violence", "hate"}) {
        const bool small = crime == "hate" && npu == "SW";
        groups.push_back(
            {{{"npu", npu}, {"crime_group", crime}}, small ? hate / 2 : 21, small ? hate : 47});
        evidence.invitations.push_back(
            invitation(may, npu, small ? 300 : 400 + 10 * std::ssize(groups), crime));
      }
    }
    evidence.cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups);
    return answer(small_force(),
                  {.measure = "victims_satisfied",
                   .by = {"npu", "crime_group"},
                   .period = may,
                   .scheme = "invited_by_npu_crime"},
                  evidence);
  };
  const Table few = table_of(7);
  REQUIRE(few.find({{"npu", "SW"}, {"crime_group", "hate"}})->hidden.has_value());
  for (const DomainKey& open : {DomainKey{{"npu", "SW"}}, DomainKey{{"crime_group", "hate"}}}) {
    REQUIRE_FALSE(few.find(open)->hidden.has_value());
    CHECK_FALSE(few.find(open)->weighted.value().se);
  }
  const Shown& force = few.rows[0].weighted.value();
  CHECK(force.value == Approx(std::round(force.value * 10.0) / 10.0).margin(1e-12));
  CHECK_FALSE(force.se);
  CHECK_FALSE(force.n_kish);
  CHECK_FALSE(few.weighting);
  CHECK(few.find({{"npu", "SW"}, {"crime_group", "burglary"}})->hidden.has_value() !=
        few.find({{"npu", "SW"}, {"crime_group", "burglary"}})->weighted.has_value());
  const Table enough = table_of(20);
  CHECK(enough.rows[0].weighted.value().se.has_value());
  CHECK(enough.weighting.has_value());
}
