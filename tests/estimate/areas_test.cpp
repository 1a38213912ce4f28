// Comparisons of several areas, held against tools/oracle_r/spc.R, R's p.adjust and
// a restricted likelihood maximised by R's optimize.
#include "soundings/estimate/areas.h"

#include <array>

#include <catch2/catch.hpp>

#include "support/may_2019.h"

using namespace soundings::estimate;
using soundings::testing::may_2019;
using soundings::testing::NpuCount;

namespace {

std::vector<AreaValue> npus(double times) {
  std::vector<AreaValue> areas;
  for (const NpuCount& npu : may_2019) {
    areas.push_back(
        {.value = static_cast<double>(npu.satisfied) / static_cast<double>(npu.answered),
         .n_eff = times * static_cast<double>(npu.answered)});
  }
  return areas;
}

}  // namespace

TEST_CASE("no NPU of May 2019 lies outside the funnel", "[areas]") {
  const Funnel made = funnel(npus(1.0));
  CHECK(made.centre == Approx(0.42146017699115).epsilon(1e-13));
  CHECK(made.phi == Approx(0.71561693349195).epsilon(1e-12));
  CHECK(made.inflation == 1.0);
  CHECK(made.points[5].z == Approx(1.707940895088391).epsilon(1e-12));
  CHECK(made.points[0].lo95 == Approx(0.34190615608579).epsilon(1e-12));
  CHECK(made.points[7].hi998 == Approx(0.59765997189251).epsilon(1e-12));
  for (const FunnelPoint& point : made.points) {
    CHECK(point.flag == FunnelFlag::within);
  }
}

TEST_CASE("over-dispersion widens the funnel of a year's answers", "[areas]") {
  const Funnel made = funnel(npus(12.0));
  CHECK(made.inflation == Approx(2.9304271364263).epsilon(1e-12));
  CHECK(made.points[5].flag == FunnelFlag::high_95);
  CHECK(made.points[1].flag == FunnelFlag::within);
}

TEST_CASE("eight tests at once are adjusted as R's p.adjust does", "[areas]") {
  const std::array<double, 8> p{.068, .2, .011, .5, .003, .9, .04, .04};
  const auto adjusted = benjamini_hochberg(p);
  const std::array<double, 8> expected{
      0.1088, 0.266666666666667, 0.044, 0.571428571428571, 0.024, 0.9, 0.08, 0.08};
  for (std::size_t i = 0; i < p.size(); ++i) {
    CHECK(adjusted.at(i) == Approx(expected.at(i)).epsilon(1e-14));
  }
}

TEST_CASE("what a month can detect is 2.8 standard errors of a difference", "[areas]") {
  CHECK(minimum_detectable_difference(0.0004, 0.0005, 0.0) == Approx(0.084).epsilon(1e-12));
  CHECK(minimum_detectable_difference(0.0004, 0.0004, 0.0004) == 0.0);
}

TEST_CASE("the gap between NPUs is set beside the gap of chance, the same for one seed",
          "[areas]") {
  const std::array<double, 8> equal_errors{.04, .04, .04, .04, .04, .04, .04, .04};
  const std::array<double, 8> values{.385, .38, .452, .479, .39, .511, .417, .413};
  const Disparity first = disparity(values, equal_errors, 7);
  CHECK(first.gap == Approx(0.131).epsilon(1e-12));
  // The mean range of eight standard normals is 2.847 (the d2 of control charts).
  CHECK(first.chance_mean == Approx(2.847 * 0.04).epsilon(0.02));
  CHECK(first.chance_95 > first.chance_mean);
  const Disparity again = disparity(values, equal_errors, 7);
  CHECK(again.chance_95 == first.chance_95);
  CHECK(disparity(values, equal_errors, 8).chance_95 != first.chance_95);
}

TEST_CASE("small areas are drawn to the mean by how little they know", "[areas]") {
  const std::array<double, 8> values{.3, .5, .42, .6, .35, .55, .48, .4};
  std::vector<double> variances;
  for (const NpuCount& npu : may_2019) {
    variances.push_back(0.24 / static_cast<double>(npu.answered));
  }
  const FayHerriot model = fay_herriot(values, variances);
  CHECK(model.between == Approx(0.008220736594).epsilon(1e-6));
  CHECK(model.mean == Approx(0.44830505274).epsilon(1e-7));
  CHECK(model.areas[0].value == Approx(0.324434660358).epsilon(1e-7));
  CHECK(model.areas[7].value == Approx(0.413534693450).epsilon(1e-7));
  CHECK(model.areas[0].mse == Approx(0.00154072726779).epsilon(1e-6));
  CHECK(model.areas[7].mse == Approx(0.00278187843872).epsilon(1e-6));
}

TEST_CASE("areas that differ by no more than chance share one value", "[areas]") {
  const std::array<double, 4> values{.41, .42, .43, .42};
  const std::array<double, 4> variances{.01, .01, .01, .01};
  const FayHerriot model = fay_herriot(values, variances);
  CHECK(model.between == 0.0);
  CHECK(model.areas[0].value == Approx(0.42).epsilon(1e-12));
  CHECK(model.areas[0].gamma == 0.0);
}
