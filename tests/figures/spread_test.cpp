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
  CHECK(found.gap->reading == GapReading::no_wider);
  CHECK(found.gap->lo == found.gap->gap);
  CHECK(found.gap->hi == found.gap->gap);
  const AreaSpread again = figures::spread(may_by_npu());
  CHECK(again.gap->seed == found.gap->seed);
  CHECK(again.gap->nineteen_in_twenty == found.gap->nineteen_in_twenty);
}

TEST_CASE("a gap of printed figures is known to what they were rounded by, and so is its reading",
          "[spread]") {
  // Chance alone gives up to 8.9 points with these bases.
  const auto spread_of = [](double highest, int decimals) {
    Comparisons printed{.measure = "confidence",
                        .period = may_of_2019,
                        .release = "2019-05.r0",
                        .by = "npu",
                        .scheme = "raked",
                        .decimals = decimals};
    for (const auto& [code, value] : {std::pair("BE", 52.0), std::pair("BW", 56.0),
                                      std::pair("SH", highest), std::pair("WS", 55.0)}) {
      Side side{.key = {{"npu", code}}, .period = may_of_2019, .base = 400};
      side.weighted = Shown{.value = value};
      printed.rows.push_back({.a = std::move(side)});
    }
    return figures::spread(printed).gap.value();
  };
  const AreaGap whole = spread_of(61.0, 0);
  CHECK(whole.nineteen_in_twenty == Approx(9.0).margin(0.3));
  CHECK(whole.gap == Approx(9.0));
  CHECK(whole.lo == Approx(8.0));
  CHECK(whole.hi == Approx(10.0));
  CHECK(whole.reading == GapReading::unclear);
  CHECK(spread_of(63.0, 0).reading == GapReading::wider);
  CHECK(spread_of(59.0, 0).reading == GapReading::no_wider);
  const AreaGap fine = spread_of(62.0, 1);
  CHECK(fine.hi - fine.lo == Approx(0.2));
  CHECK(fine.reading == GapReading::wider);
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
