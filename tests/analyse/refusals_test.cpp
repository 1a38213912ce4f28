// Specifications that get no estimates: each rule broken once, named, and nothing left in
// the folder that could be taken for an answer.
#include <filesystem>

#include <catch2/catch.hpp>

#include "soundings/analyse/analyse.h"

#include "study.h"
#include "support/csv_rows.h"

namespace fs = std::filesystem;
using namespace soundings;
using soundings::testing::csv_rows;
using soundings::testing::diagnostics;
using soundings::testing::refused;
using soundings::testing::Study;

TEST_CASE("the usual specification is answered", "[analyse]") {
  const Study study;
  const auto analysis = study.with("");
  REQUIRE(analysis.has_value());
  CHECK(analysis->estimates.size() == 3);
}

TEST_CASE("a specification that cannot be read is refused", "[analyse]") {
  const Study study;
  refused(study.analysed("{\"responses\": "), "spec_not_json",
          "the specification is not JSON, at byte 15");
  refused(study.analysed("[]"), "spec_invalid", "the specification must be a JSON object");
  refused(study.analysed("{}"), "spec_invalid", "responses must be text");
  refused(study.analysed(R"({"responses": "elsewhere.csv"})"), "file_unreadable",
          "cannot read responses elsewhere.csv");
  refused(analyse::analyse(study.file("nowhere.json").string()), "file_unreadable",
          "cannot read specification nowhere.json");
}

TEST_CASE("a rule of the specification is named when it is broken", "[analyse]") {
  const Study study;
  const auto weighting = [&](const std::string& inner) {
    return study.with("\"weighting\": {" + inner + "}");
  };
  refused(weighting(R"("method": "magic")"), "spec_invalid",
          "weighting.method is none, base, poststrat or rake, not magic");
  refused(weighting(R"("method": "rake")"), "spec_invalid",
          "weighting.margins must name a file when the method is poststrat or rake");
  refused(weighting(R"("method": "rake", "margins": "margins.csv", "bounds": [2, 1])"),
          "spec_invalid", "weighting.bounds must be [lower, upper] with 0 <= lower < upper");
  refused(weighting(R"("method": "rake", "margins": "margins.csv", "absent": "maybe")"),
          "spec_invalid", "weighting.absent is error or renormalise, not maybe");
  refused(weighting(R"("method": "base", "trim": {"upper": 0})"), "spec_invalid",
          "weighting.trim.upper must be above 0");
  refused(weighting(R"("method": "rake", "margins": "margins.csv", "population_total": 0)"),
          "spec_invalid", "weighting.population_total must be above 0");
  refused(weighting(R"("method": "rake", "margins": "margins.csv", "max_iterations": 0)"),
          "spec_invalid", "weighting.max_iterations must be 1 or more");
  refused(study.with(R"("level": 1)"), "spec_invalid", "level must lie between 0 and 1");
  refused(study.with(R"("design": {"lonely_psu": "hope"})"), "spec_invalid",
          "design.lonely_psu is fail, certainty or adjust, not hope");
}

TEST_CASE("a measure says what is valid and what it counts as", "[analyse]") {
  const Study study;
  const auto measure = [&](const std::string& inner) {
    return study.analysed(
        R"({"responses": "responses.csv", "measures": [{"name": "m", "column": "q")" + inner +
        "}]}");
  };
  refused(measure(""), "spec_invalid", "measure m: valid must list the answers of the base");
  refused(measure(R"(, "type": "mean")"), "spec_invalid",
          "measure m: scores must give each answer a number");
  refused(measure(R"(, "type": "mean", "scores": {"yes": "one"})"), "spec_invalid",
          "measure m: a score must be a number");
  refused(measure(R"(, "type": "median")"), "spec_invalid",
          "measure m: type is prop or mean, not median");
}

TEST_CASE("a column that is not there is named, wherever it is asked for", "[analyse]") {
  const Study study;
  const std::string words = "the responses have no column shoe";
  refused(study.analysed(R"({"responses": "responses.csv", "domains": [["shoe"]]})"),
          "unknown_column", words);
  refused(study.with(R"("tests": ["shoe"])"), "unknown_column", words);
  refused(study.with(R"("contrasts": [{"a": {"shoe": "1"}, "b": {}}])"), "unknown_column", words);
  refused(study.with(R"("design": {"strata": "shoe"})"), "unknown_column", words);
  refused(study.with(R"("design": {"psu": "shoe"})"), "unknown_column", words);
  refused(study.with(R"("design": {"fpc": "shoe"})"), "unknown_column", words);
  refused(study.with(R"("weighting": {"method": "base", "base_weight": "shoe"})"), "unknown_column",
          words);
}

TEST_CASE("margins that are no targets are refused", "[analyse]") {
  const Study study;
  const std::string poststrat = R"("weighting": {"method": "poststrat", "margins": "margins.csv"})";
  study.put("margins.csv", "margin,target\nnpu,60\n");
  refused(study.with(poststrat), "margins_invalid",
          "the margins file needs columns margin, category, target");
  study.put("margins.csv", "margin,category,target\nnpu,BE,sixty\n");
  refused(study.with(poststrat), "margins_invalid",
          "margin npu, category BE: target \"sixty\" is not a number of 0 or more");
  study.put("margins.csv", "margin,category,target\nnpu,BE,60\nnpu,BW,40\nmonth,May,1\n");
  refused(study.with(poststrat), "spec_invalid", "poststrat takes one margin; use rake for more");
}

TEST_CASE("weights, strata, units and population sizes must be whole", "[analyse]") {
  const Study study;
  const std::string header = "npu,month,person,size,w,q\n";
  study.put("responses.csv", header + "BE,April,a,900,heavy,yes\n");
  CHECK(study.with(R"("weighting": {"method": "base", "base_weight": "w"})").error().code ==
        "not_a_weight");
  study.put("responses.csv", header + "BE,,a,900,1,yes\n");
  CHECK(study.with(R"("design": {"strata": "month"})").error().code == "missing_stratum");
  study.put("responses.csv", header + "BE,April,,900,1,yes\n");
  CHECK(study.with(R"("design": {"psu": "person"})").error().code == "missing_unit");
  study.put("responses.csv", header + "BE,April,a,900,1,yes\nBE,April,b,901,1,no\n");
  CHECK(study.with(R"("design": {"strata": "month", "fpc": "size"})").error().code ==
        "population_varies");
  study.put("responses.csv", header + "BE,April,a,2,1,yes\nBE,April,b,2,1,no\nBE,April,c,2,1,no\n");
  CHECK(study.with(R"("design": {"strata": "month", "fpc": "size"})").error().code ==
        "population_too_small");
  study.put("responses.csv", header + "BE,April,a,0.5,1,yes\nBE,May,b,2,1,no\n");
  refused(
      study.with(R"("design": {"strata": "month", "fpc": "size"})"), "population_varies",
      "column size has population sizes and, in stratum April, a sampled share; give one or the "
      "other");
  study.put("responses.csv", header);
  CHECK(study.with("").error().code == "empty_sample");
}

TEST_CASE("a stratum of one unit takes the policy that is named", "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,month,q\nBE,April,yes\nBE,April,no\nBW,April,yes\nBW,May,no\n");
  const auto design = [&](const std::string& policy) {
    return study.with(R"("design": {"strata": "month")" + policy + "}");
  };
  refused(design(""), "lonely_stratum",
          "stratum May has one sampling unit; name a policy for it (certainty, adjust)");
  refused(design(R"(, "lonely_psu": "fail")"), "lonely_stratum",
          "stratum May has one sampling unit; name a policy for it (certainty, adjust)");
  const auto certain = design(R"(, "lonely_psu": "certainty")");
  const auto adjusted = design(R"(, "lonely_psu": "adjust")");
  REQUIRE(certain.has_value());
  REQUIRE(adjusted.has_value());
  CHECK(certain->estimates[0].estimate.value == adjusted->estimates[0].estimate.value);
  // April: z = 1/8, -1/8, 1/8, n/(n-1) (sum of squares less the square of the sum over n); May
  // adds its own square, 1/64, when it is centred on nothing.
  const double april = 1.5 * (3.0 / 64 - 1.0 / 192);
  CHECK(certain->estimates[0].estimate.variance.value() == Approx(april));
  CHECK(adjusted->estimates[0].estimate.variance.value() == Approx(april + 1.0 / 64));
}

TEST_CASE("one sampling unit in all has no variance under any policy", "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,person,q\nBE,a,yes\nBE,a,no\n");
  refused(study.with(R"("design": {"psu": "person", "lonely_psu": "certainty"})"), "lonely_stratum",
          "the design has one sampling unit; a variance needs two");
}

TEST_CASE("a strict cap under the mean base weight is refused, since it cannot keep the total",
          "[analyse]") {
  const Study study;
  const auto capped = [&](const std::string& cap) {
    return study.with(R"("weighting": {"method": "base", "base_weight": "w", "trim": {"upper": )" +
                      cap + R"(, "strict": true}})");
  };
  refused(
      capped("1.2"), "trim_below_mean",
      "weighting.trim.upper is 1.2, under the mean base weight 1.3: no weights that strict keep "
      "their total");
  const auto kept = capped("1.4");
  REQUIRE(kept.has_value());
  CHECK(kept->estimates[0].estimate.weighted_base == Approx(6.5).epsilon(1e-12));
}

TEST_CASE("what a weighting has no use for is named and changes nothing", "[analyse]") {
  const Study study;
  const auto weighted = [&](const std::string& more) {
    return study.with(R"("weighting": {"method": "rake", "margins": "margins.csv")" + more + "}");
  };
  const auto plain = weighted("");
  const auto more = weighted(R"(, "trim": {"upper": 1.2}, "bounds": [0.99, 1.01])");
  REQUIRE(plain.has_value());
  REQUIRE(more.has_value());
  CHECK(more->estimates[1].estimate.value == plain->estimates[1].estimate.value);
  CHECK(more->weights[0].g == plain->weights[0].g);
  CHECK(diagnostics(*more, "ignored_key") ==
        std::vector<std::string>{"weighting.trim", "weighting.bounds"});
}

TEST_CASE("a file that no analysis wrote is not written over", "[analyse]") {
  const Study study;
  const std::string folder = study.file("").string();
  CHECK_FALSE(analyse::blocked(folder).has_value());
  study.put("weights.csv", "margin,category,target\n");
  const auto fault = analyse::blocked(folder);
  REQUIRE(fault.has_value());
  CHECK(fault->code == "output_exists");
  study.put("weights.csv", "\"npu\",\"n\",\"sum_base\",\"g\"\n");
  CHECK_FALSE(analyse::blocked(folder).has_value());
}

TEST_CASE("when no weights meet the targets the diagnostics say by how much, and what was asked",
          "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,sex,q\nBE,f,yes\nBE,f,no\nBW,m,yes\nBW,m,no\n");
  study.put("margins.csv", "margin,category,target\nnpu,BE,50\nnpu,BW,50\nsex,f,70\nsex,m,30\n");
  const auto unmet = study.with(R"("weighting": {"method": "rake", "margins": "margins.csv"})");
  REQUIRE_FALSE(unmet.has_value());
  const std::string out = study.file("out").string();
  analyse::write(unmet.error(), out);
  std::vector<std::pair<std::string, std::string>> lines;
  for (const auto& row : csv_rows((fs::path(out) / "diagnostics.csv").string())) {
    lines.emplace_back(row.at("key"), row.at("value"));
  }
  REQUIRE(lines.size() == 16);
  lines.resize(8);
  CHECK(lines ==
        std::vector<std::pair<std::string, std::string>>{{"status", "not_converged"},
                                                         {"converged", "FALSE"},
                                                         {"max_margin_gap_rel", "0.4"},
                                                         {"n_rows", "4"},
                                                         {"sum_base", "4"},
                                                         {"sum_final", ""},
                                                         {"margin:npu:raw_total", "100"},
                                                         {"margin:npu:uncovered_share", "0"}});
}

TEST_CASE("a refusal names its rule in the diagnostics and leaves nothing of an earlier run",
          "[analyse]") {
  const Study study;
  const std::string out = study.file("out").string();
  const auto answered =
      study.with(R"("contrasts": [{"a": {"npu": "BE"}, "b": {}}], "tests": ["npu"],
                    "weighting": {"method": "poststrat", "margins": "margins.csv"})");
  REQUIRE(answered.has_value());
  analyse::write(*answered, out);
  for (const char* name :
       {"estimates.csv", "contrasts.csv", "tests.csv", "weights.csv", "diagnostics.csv"}) {
    CHECK(fs::exists(fs::path(out) / name));
  }
  const auto plain = study.with("");
  REQUIRE(plain.has_value());
  analyse::write(*plain, out);
  CHECK(fs::exists(fs::path(out) / "estimates.csv"));
  CHECK_FALSE(fs::exists(fs::path(out) / "contrasts.csv"));
  CHECK_FALSE(fs::exists(fs::path(out) / "weights.csv"));
  const auto refusal = study.with(R"("level": 2)");
  analyse::write(refusal.error(), out);
  CHECK_FALSE(fs::exists(fs::path(out) / "estimates.csv"));
  CHECK_FALSE(fs::exists(fs::path(out) / "tests.csv"));
  const auto rows = csv_rows((fs::path(out) / "diagnostics.csv").string());
  REQUIRE(rows.size() == 3);
  CHECK(rows[0].at("value") == "error");
  CHECK(rows[1].at("value") == "spec_invalid");
  CHECK(rows[2].at("value") == "level must lie between 0 and 1");
}

TEST_CASE("keys that mean nothing are named, not obeyed", "[analyse]") {
  const Study study;
  const auto analysis = study.with(R"("colour": "blue", "design": {"clusters": "person"})");
  REQUIRE(analysis.has_value());
  CHECK(diagnostics(*analysis, "ignored_key") ==
        std::vector<std::string>{"colour", "design.clusters"});
}
