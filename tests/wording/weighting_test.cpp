// What figures were weighted to, in words.
#include "soundings/wording/weighting.h"

#include <catch2/catch.hpp>

#include "support/small_force.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

const Period may = Period::month(Month(2019, 5));

}  // namespace

TEST_CASE("targets of invitations are of their period", "[wording]") {
  CHECK(wording::targets_line(small_force(), "victims", "invited_by_npu", may) ==
        "Targets: npu, Eligible invitations of the period, as imported, as of May 2019.");
  CHECK(wording::targets_line(small_force(), "victims", "invited_by_npu", std::nullopt) ==
        "Targets: npu, Eligible invitations of the period, as imported.");
  CHECK(wording::targets_line(small_force(), "victims", "none", may).empty());
  CHECK(wording::targets_line(small_force(), "nobody", "invited_by_npu", may).empty());
}

TEST_CASE("targets of a file have its source and date, each stated once", "[wording]") {
  Definitions definitions = small_force();
  Scheme& raked = definitions.schemes.back();
  raked.margins = {"sex", "npu", "age"};
  raked.targets.push_back(target_of("npu", "BE", 1000));
  raked.targets.push_back(target_of("age", "16-24", 0.2));
  for (Target& target : raked.targets) {
    target.source = "ONS mid-2018 estimates";
    target.as_of = "2018-06-30";
  }
  raked.targets.back().source = "Census 2011";
  raked.targets.back().as_of = "2011-03-27";
  raked.targets.back().kind = Target::Kind::share;
  CHECK(wording::targets_line(definitions, "poll", "raked", Period::waves(1, 4)) ==
        "Targets: sex and npu, ONS mid-2018 estimates, as of 2018-06-30; age, Census 2011, as of "
        "2011-03-27.");
}

TEST_CASE("a collapse says which categories, why, and both targets", "[wording]") {
  const auto found = wording::collapses(small_force(), "victims",
                                        {{.margin = "npu|crime_group",
                                          .stratum = "",
                                          .category = "BE|hate",
                                          .into = "BE|violence",
                                          .nobody = true,
                                          .target = 100.0,
                                          .into_target = 1500.0},
                                         {.margin = "npu|crime_group",
                                          .stratum = "2019-04",
                                          .category = "BE|hate",
                                          .into = "BE|violence",
                                          .nobody = false,
                                          .target = 0.0,
                                          .into_target = 1500.0}});
  REQUIRE(found.size() == 2);
  CHECK(found[0] ==
        "npu by crime_group: nobody in Birmingham East, hate answered, so its target of 100 was "
        "joined to that of Birmingham East, violence, 1,500.");
  CHECK(found[1] ==
        "npu by crime_group, 2019-04: Birmingham East, hate has a target of 0, so its answers were "
        "counted with Birmingham East, violence, whose target is 1,500.");
}
