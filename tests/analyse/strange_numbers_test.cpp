// Numbers at the edges: sizes that squares lose, margins that do not agree, and estimates without
// a variance.
#include <cmath>

#include <catch2/catch.hpp>

#include "soundings/analyse/analyse.h"

#include "study.h"

using namespace soundings;
using soundings::testing::diagnostics;
using soundings::testing::refused;
using soundings::testing::row_of;
using soundings::testing::Study;

namespace {

const std::string base = R"("weighting": {"method": "base", "base_weight": "w"})";
const std::string rake = R"("weighting": {"method": "rake", "margins": "margins.csv")";

void point(const std::optional<estimate::Interval>& interval, double p) {
  REQUIRE(interval.has_value());
  CHECK(interval->lo == Approx(p).epsilon(1e-14));
  CHECK(interval->hi == Approx(p).epsilon(1e-14));
}

void all_points(const analyse::EstimateRow& row, double p) {
  point(row.wald, p);
  point(row.logit, p);
  point(row.wilson, p);
  point(row.beta, p);
}

}  // namespace

TEST_CASE("a weight of a size that squares lose is refused by its row", "[analyse]") {
  const Study study;
  for (const std::string extreme : {"1e-320", "1e308", "1e-51", "2e50"}) {
    study.put("responses.csv", "npu,w,q\nBE,1,yes\n\nBE," + extreme + ",no\nBW,1,yes\n");
    refused(study.with(base), "number_extreme",
            "row 2 (line 4), column w: " + extreme + " is neither 0 nor from 1e-50 to 1e50");
  }
  study.put("responses.csv", "npu,w,q\nBE,1e400,yes\nBE,1,no\n");
  refused(study.with(base), "not_a_weight",
          "row 1 (line 2), column w: \"1e400\" is not a number of 0 or more");
  study.put("responses.csv", "npu,w,q\nBE,1e-50,yes\nBE,1e50,no\nBW,0,yes\nBW,1,no\n");
  const auto kept = study.with(base);
  REQUIRE(kept.has_value());
  CHECK(std::isfinite(row_of(*kept, "all").estimate.se.value()));
}

TEST_CASE("responses without any weight are no sample", "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,w,q\nBE,0,yes\nBW,0,no\n");
  refused(study.with(base), "empty_sample", "no response has a weight above 0");
  study.put("responses.csv", "npu,w,q\nBE,0,yes\nBE,0,no\nBW,1,no\nBW,1,yes\n");
  const auto analysis = study.with(base);
  REQUIRE(analysis.has_value());
  CHECK_FALSE(row_of(*analysis, "npu=BE").estimate.value);
  CHECK_FALSE(row_of(*analysis, "npu=BE").wilson);
}

TEST_CASE("targets, totals, scores and sizes of such a size are refused too", "[analyse]") {
  const Study study;
  study.put("margins.csv", "margin,category,target\nnpu,BE,1e308\nnpu,BW,1e308\n");
  refused(study.with(rake + "}"), "number_extreme",
          "margin npu, category BE: target \"1e308\" is neither 0 nor from 1e-50 to 1e50");
  study.put("margins.csv", "margin,category,target\nnpu,BE,60\nnpu,BW,40\n");
  refused(study.with(rake + R"(, "population_total": 1e-320})"), "spec_invalid",
          "weighting.population_total must be 0 or of a size from 1e-50 to 1e50");
  CHECK(study.with(rake + R"(, "population_total": 1e400})").error().code == "spec_not_json");
  refused(study.analysed(R"({"responses": "responses.csv", "measures": [{"name": "m",
            "column": "q", "type": "mean", "scores": {"yes": 1e200, "no": 0}}]})"),
          "spec_invalid", "measure m: a score must be 0 or of a size from 1e-50 to 1e50");
  study.put("responses.csv", "npu,size,q\nBE,1e300,yes\nBE,1e300,no\n");
  CHECK(study.with(R"("design": {"fpc": "size"})").error().code == "number_extreme");
}

TEST_CASE("margins of counts that do not sum to one total are refused unless they are rescaled",
          "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,sex,q\nBE,f,yes\nBE,m,no\nBW,f,yes\nBW,m,no\n");
  const std::string head = "margin,category,target\nnpu,BE,60\nnpu,BW,60\n";
  study.put("margins.csv", head + "sex,f,52\nsex,m,58\n");
  refused(study.with(rake + "}"), "margin_totals_differ",
          "margin npu sums to 120, and margin sex to 110; correct them, or set weighting.rescale "
          "to true");
  const auto rescaled = study.with(rake + R"(, "rescale": true})");
  REQUIRE(rescaled.has_value());
  CHECK(diagnostics(*rescaled, "margins_rescaled") == std::vector<std::string>{"TRUE"});
  CHECK(row_of(*rescaled, "all").estimate.weighted_base == Approx(120.0));
  refused(study.with(rake + R"(, "rescale": "yes"})"), "spec_invalid",
          "weighting.rescale must be true or false");
}

TEST_CASE("rounding of the targets, and shares beside counts, are no disagreement", "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,sex,q\nBE,f,yes\nBE,m,no\nBW,f,yes\nBW,m,no\n");
  const auto fits = [&](const std::string& npu, const std::string& sex) {
    const auto lines = [](const std::string& margin, const std::string& a, const std::string& b,
                          const std::string& targets) {
      const auto bar = targets.find('/');
      return margin + "," + a + "," + targets.substr(0, bar) + "\n" + margin + "," + b + "," +
             targets.substr(bar + 1) + "\n";
    };
    study.put("margins.csv", "margin,category,target\n" + lines("npu", "BE", "BW", npu) +
                                 lines("sex", "f", "m", sex));
    const auto analysis = study.with(rake + "}");
    return analysis ? std::string("fits") : analysis.error().code;
  };
  CHECK(fits("4000/4000", "4160/3840") == "fits");
  CHECK(fits("4000/4000", "4160/3841") == "margin_totals_differ");
  CHECK(fits("60.0/60.0", "62.4/57.6") == "fits");
  CHECK(fits("60.0/60.0", "62.4/57.9") == "margin_totals_differ");
  CHECK(fits("8e3/8e3", "8320/7680") == "fits");
  CHECK(fits("4000/4000", "52/48") == "fits");
  CHECK(fits("4000/4000", "0.52/0.48") == "fits");
  CHECK(fits("4000/4000", "0.52/0.38") == "margin_totals_differ");
  CHECK(fits("50/50", "52/49") == "fits");
  CHECK(fits("50/50", "52/50") == "margin_totals_differ");
  CHECK(fits("50/50", "55/50") == "margin_totals_differ");
  CHECK(fits("500/500", "52/48") == "margin_totals_differ");
  CHECK(fits("0.5/0.5", "52/48") == "fits");
  CHECK(fits("0.50/0.50", "0.52/0.38") == "margin_totals_differ");
}

TEST_CASE("of a census every interval is the estimate itself", "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,size,q\nBE,4,yes\nBE,4,no\nBE,4,no\nBE,4,no\n");
  const auto analysis = study.with(R"("design": {"fpc": "size"})");
  REQUIRE(analysis.has_value());
  CHECK(row_of(*analysis, "all").estimate.variance.value() == 0.0);
  all_points(row_of(*analysis, "all"), 0.25);
}

TEST_CASE("of an answer that the margins fix every interval is the estimate itself", "[analyse]") {
  const Study study;
  for (int rows = 4; rows <= 40; ++rows) {
    std::string text = "npu,q\n";
    for (int row = 0; row < rows; ++row) {
      text += row % 3 == 0 ? "BE,yes\n" : (row % 2 == 0 ? "BW,no\n" : "BE,no\n");
    }
    study.put("responses.csv", text);
    study.put("margins.csv", "margin,category,target\nq,yes,37\nq,no,63\n");
    const auto analysis = study.with(R"("weighting": {"method": "poststrat",
                                        "margins": "margins.csv"})");
    REQUIRE(analysis.has_value());
    all_points(row_of(*analysis, "all"), 0.37);
  }
}

TEST_CASE("where nobody or everybody is positive a variance of 0 still has a range", "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,q\nBE,yes\nBE,yes\nBE,yes\nBW,no\nBW,yes\n");
  const auto analysis = study.with("");
  REQUIRE(analysis.has_value());
  CHECK(row_of(*analysis, "npu=BE").wilson->lo < 0.5);
  CHECK_FALSE(row_of(*analysis, "npu=BE").logit.has_value());
}
