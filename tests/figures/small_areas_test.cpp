// Small areas: each drawn to the mean of all by how little it knows, from what a table shows alone.
#include "soundings/figures/small_areas.h"

#include <cmath>

#include <catch2/catch.hpp>

#include "soundings/estimate/areas.h"

#include "support/hiding.h"
#include "support/may_evidence.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

Table may_table(const Evidence& evidence, const std::string& scheme = "none") {
  return answer(small_force(),
                {.measure = "victims_satisfied", .by = {"npu"}, .period = may, .scheme = scheme},
                evidence);
}

/// Per cent of whom, such that areas differ by more than chance.
Evidence differing() {
  return by_npu({44, 86, 52, 58, 41, 48, 40, 30}, {148, 171, 124, 96, 118, 88, 84, 75});
}

}  // namespace

TEST_CASE("every variance is smoothed by the common share and the mean design effect",
          "[small areas]") {
  const Table direct = may_table(differing());
  const SmallAreas found = figures::small_areas(direct).value();
  REQUIRE(found.areas.size() == 8);
  double deff = 0.0;
  double bases = 0.0;
  std::vector<double> values;
  for (std::size_t at = 1; at < direct.rows.size(); ++at) {
    const Row& row = direct.rows[at];
    deff += *row.unweighted->deff * static_cast<double>(*row.base);
    bases += static_cast<double>(*row.base);
    values.push_back(row.unweighted->value / 100.0);
  }
  CHECK(found.deff == Approx(deff / bases).epsilon(1e-12));
  const double whole = direct.rows.front().unweighted->value / 100.0;
  std::vector<double> variances;
  for (const ModelledArea& area : found.areas) {
    variances.push_back(whole * (1.0 - whole) * found.deff / static_cast<double>(area.base));
  }
  const estimate::FayHerriot model = estimate::fay_herriot(values, variances);
  for (std::size_t at = 0; at < found.areas.size(); ++at) {
    CHECK(found.areas[at].modelled == Approx(100.0 * model.areas[at].value).epsilon(1e-12));
    CHECK(found.areas[at].rmse == Approx(100.0 * std::sqrt(model.areas[at].mse)).epsilon(1e-12));
  }
}

TEST_CASE("an area lies between its own estimate and the mean, nearer its own the more it knows",
          "[small areas]") {
  const Table direct = may_table(differing());
  const SmallAreas found = figures::small_areas(direct).value();
  for (const ModelledArea& area : found.areas) {
    const double own = direct.find(area.key)->unweighted->value;
    CHECK(area.modelled == Approx(found.mean + area.share_direct * (own - found.mean)));
    CHECK(area.lo < area.modelled);
    CHECK(area.modelled < area.hi);
    CHECK(area.hi - area.modelled == Approx(1.959963984540054 * area.rmse));
  }
  CHECK(found.areas[1].share_direct > found.areas[7].share_direct);
  CHECK(found.between > 0.0);
}

TEST_CASE("what a table hides enters neither an area nor the mean", "[small areas]") {
  Table direct = may_table(differing());
  hide(direct.rows[5]);
  hide(direct.rows[8]);
  const SmallAreas found = figures::small_areas(direct).value();
  CHECK(found.left_out == std::vector<std::string>{"SW", "WV"});
  CHECK(found.areas.size() == 6);
  Table further = direct;
  std::erase_if(further.rows, [](const Row& row) { return row.hidden.has_value(); });
  const SmallAreas same = figures::small_areas(further).value();
  for (std::size_t at = 0; at < found.areas.size(); ++at) {
    CHECK(found.areas[at].modelled == same.areas[at].modelled);
  }
}

TEST_CASE("weighted figures are modelled where there are any", "[small areas]") {
  CHECK(figures::small_areas(may_table(differing(), "invited_by_npu")).value().weighting ==
        "invited_by_npu");
  CHECK(figures::small_areas(may_table(differing())).value().weighting == "none");
}

TEST_CASE("a model needs shares, one domain and three areas", "[small areas]") {
  const auto code = [](const Table& table) { return figures::small_areas(table).error().code; };
  Table table = may_table(differing());
  table.statistic = Statistic::mean;
  CHECK(code(table) == "small_areas_of_shares");
  table = may_table(differing());
  table.by = {};
  CHECK(code(table) == "small_areas_need_domain");
  table = may_table(differing());
  table.rows.resize(3);
  CHECK(code(table) == "too_few_areas");
}
