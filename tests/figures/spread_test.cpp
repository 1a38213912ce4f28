// Several areas at once, from printed figures alone.
#include "soundings/figures/spread.h"

#include <catch2/catch.hpp>

#include "soundings/figures/compare.h"

#include "support/two_months.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

Comparisons may_by_npu() {
  const Definitions definitions = small_force();
  const figures::ComparisonQuestion question{
      .measure = "victims_satisfied", .period = may_of_2019, .by = "npu"};
  return figures::compare(definitions, figures::understand(definitions, question).value(),
                          april_and_may(), {});
}

}  // namespace

TEST_CASE("the gap between the highest and the lowest NPU, beside that of chance", "[spread]") {
  CHECK(may_by_npu().whole->base == 904);
  const AreaSpread found = figures::spread(may_by_npu());
  REQUIRE(found.gap);
  CHECK(found.gap->highest == "SH");
  CHECK(found.gap->lowest == "BW");
  CHECK(found.gap->gap == Approx(100.0 * (45.0 / 88.0 - 65.0 / 171.0)).epsilon(1e-10));
  CHECK(found.gap->draws == 4000);
  CHECK(found.gap->typical < found.gap->nineteen_in_twenty);
  CHECK_FALSE(found.gap->wider_than_chance);
  const AreaSpread again = figures::spread(may_by_npu());
  CHECK(again.gap->seed == found.gap->seed);
  CHECK(again.gap->nineteen_in_twenty == found.gap->nineteen_in_twenty);
}

TEST_CASE("funnel limits stand around the mean by effective base", "[spread]") {
  const Comparisons compared = may_by_npu();
  const AreaSpread found = figures::spread(compared);
  REQUIRE(found.funnel);
  REQUIRE(found.funnel->areas.size() == 8);
  double weighted = 0.0;
  double size = 0.0;
  for (const FunnelArea& area : found.funnel->areas) {
    CHECK(area.n_eff == *compared.find({{"npu", area.code}})->a.weighted->n_eff);
    CHECK(area.lo998 < area.lo95);
    CHECK(area.lo95 < found.funnel->centre);
    CHECK(area.flag == "within");
    weighted += *area.n_eff * area.value;
    size += *area.n_eff;
  }
  CHECK(found.funnel->centre == Approx(weighted / size).epsilon(1e-12));
}

TEST_CASE("one hidden NPU leaves no gap and is named", "[spread]") {
  Comparisons compared = may_by_npu();
  Comparison& coventry = compared.rows[2];
  coventry.hidden = Hidden::small_base;
  coventry.a = {.measure = coventry.a.measure, .key = coventry.a.key, .period = coventry.a.period};
  const AreaSpread found = figures::spread(compared);
  CHECK_FALSE(found.gap);
  CHECK(found.left_out == std::vector<std::string>{"CV"});
  CHECK(found.funnel->areas.size() == 7);
}
