// Several areas at once, from a disclosed table alone.
#include "soundings/figures/spread.h"

#include <catch2/catch.hpp>

#include "soundings/figures/tabulate.h"

#include "support/two_months.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

Table may_by_npu() {
  const Definitions definitions = small_force();
  const figures::Question question{
      .measure = "victims_satisfied", .by = {"npu"}, .period = may_of_2019};
  figures::Evidence evidence = april_and_may();
  std::vector<Group> groups;
  for (std::size_t at = 0; at < npus.size(); ++at) {
    groups.push_back({{{"npu", npus[at]}}, may_2019.at(at).satisfied, may_2019.at(at).answered, 0});
  }
  evidence.cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups);
  return figures::tabulate(definitions, figures::understand(definitions, question).value(),
                           evidence);
}

}  // namespace

TEST_CASE("the gap between the highest and the lowest NPU, beside that of chance", "[spread]") {
  const AreaSpread told = figures::spread(may_by_npu());
  REQUIRE(told.gap);
  CHECK(told.gap->highest == "SH");
  CHECK(told.gap->lowest == "BW");
  CHECK(told.gap->gap == Approx(100.0 * (45.0 / 88.0 - 65.0 / 171.0)).epsilon(1e-10));
  CHECK(told.gap->draws == 4000);
  CHECK(told.gap->typical < told.gap->nineteen_in_twenty);
  CHECK_FALSE(told.gap->wider_than_chance);
  const AreaSpread again = figures::spread(may_by_npu());
  CHECK(again.gap->seed == told.gap->seed);
  CHECK(again.gap->nineteen_in_twenty == told.gap->nineteen_in_twenty);
}

TEST_CASE("funnel limits stand around the mean by effective base", "[spread]") {
  const Table table = may_by_npu();
  const AreaSpread told = figures::spread(table);
  REQUIRE(told.funnel);
  REQUIRE(told.funnel->areas.size() == 8);
  double weighted = 0.0;
  double size = 0.0;
  for (const FunnelArea& area : told.funnel->areas) {
    CHECK(area.n_eff == *table.find({{"npu", area.code}})->weighted->n_eff);
    CHECK(area.lo998 < area.lo95);
    CHECK(area.lo95 < told.funnel->centre);
    CHECK(area.flag == "within");
    weighted += area.n_eff * area.value;
    size += area.n_eff;
  }
  CHECK(told.funnel->centre == Approx(weighted / size).epsilon(1e-12));
}

TEST_CASE("one hidden NPU leaves no gap and is named", "[spread]") {
  Table table = may_by_npu();
  table.rows[3] = {.key = {{"npu", "CV"}}, .marks = {"c", "p"}, .hidden = Hidden::small_base};
  const AreaSpread told = figures::spread(table);
  CHECK_FALSE(told.gap);
  CHECK(told.left_out == std::vector<std::string>{"CV"});
  CHECK(told.funnel->areas.size() == 7);
}
