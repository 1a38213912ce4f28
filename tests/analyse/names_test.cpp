// Names of a specification that match nothing, or leave out what is there.
#include <catch2/catch.hpp>

#include "soundings/analyse/analyse.h"

#include "study.h"

using namespace soundings;
using soundings::testing::diagnostics;
using soundings::testing::refused;
using soundings::testing::row_of;
using soundings::testing::Study;

namespace {

Expected<analyse::Analysis, analyse::Fault> measured(const Study& study,
                                                     const std::string& measure) {
  return study.analysed(R"({"responses": "responses.csv", "measures": [)" + measure + "]}");
}

}  // namespace

TEST_CASE("positive names answers of valid and nothing else", "[analyse]") {
  const Study study;
  refused(measured(study, Study::share(R"(["yes", "no"])", R"(["Yes"])")), "spec_invalid",
          "measure m: positive has Yes, which valid has not");
  refused(measured(study, Study::share(R"(["yes", "no"])", "[]")), "spec_invalid",
          "measure m: positive must list one answer of valid at least");
  refused(
      measured(study, R"({"name": "m", "column": "q", "valid": ["yes"], "positives": ["yes"]})"),
      "spec_invalid", "measure m: positive must list one answer of valid at least");
  CHECK(measured(study, Study::share(R"([" yes", "no "])", R"(["yes"])")).has_value());
}

TEST_CASE("a key that stands twice in one object of a specification is refused", "[analyse]") {
  const Study study;
  refused(measured(study, R"({"name": "m", "column": "q", "type": "mean",
                              "scores": {"yes": 100, "yes": 0, "no": 0}})"),
          "spec_invalid", "the key yes is given twice in one object");
  refused(measured(study, R"({"name": "m", "column": "q", "type": "mean",
                              "scores": {"yes": 100, "yes ": 0, "no": 0}})"),
          "spec_invalid", "the key yes  is given twice in one object");
  refused(study.with(R"("level": 0.9, "level": 0.99)"), "spec_invalid",
          "the key level is given twice in one object");
  refused(study.with(R"("weighting": {"method": "none", "method": "base"})"), "spec_invalid",
          "the key method is given twice in one object");
  refused(measured(study, R"({"name": "m", "column": "q", "type": "mean",
                              "scores": {"1": 100, "1.0": 0}})"),
          "spec_invalid", "measure m: 1 and 1.0 are one answer with two values");
  CHECK(measured(study, Study::share(R"(["yes", "no", "yes"])", R"(["yes", "yes"])")).has_value());
}

TEST_CASE("two measures of one name are refused, since their rows could not be distinguished",
          "[analyse]") {
  const Study study;
  const std::string one = Study::share(R"(["yes", "no"])", R"(["yes"])");
  refused(measured(study, one + "," + one), "spec_invalid", "two measures are called m");
}

TEST_CASE("levels leave out no category that the column has", "[analyse]") {
  const Study study;
  refused(study.with(R"("levels": {"npu": ["BE"]})"), "spec_invalid",
          "levels.npu leaves out BW, which stands in 2 rows");
  refused(study.with(R"("levels": {"month": ["April"]})"), "spec_invalid",
          "levels.month leaves out May, which stands in 3 rows");
  refused(study.with(R"("levels": {"npu": ["BE", "BW", "BE"]})"), "spec_invalid",
          "levels.npu has BE twice");
  refused(study.with(R"("levels": {"shoe": ["BE", "BW"]})"), "unknown_column",
          "the responses have no column shoe");
}

TEST_CASE("a category of levels that nobody is in has its row and is reported", "[analyse]") {
  const Study study;
  const auto analysis = study.with(R"("levels": {"npu": ["BE", "BW", "CV"]})");
  REQUIRE(analysis.has_value());
  CHECK(row_of(*analysis, "npu=CV").estimate.status == estimate::Status::empty);
  CHECK(diagnostics(*analysis, "level_empty:npu:CV") == std::vector<std::string>{"0"});
  CHECK(analysis->findings == std::vector<std::string>{"levels.npu: nobody is in CV"});
}

TEST_CASE("a contrast names categories that are there, or that levels or a margin list",
          "[analyse]") {
  const Study study;
  const auto against = [&](const std::string& side, const std::string& more = "") {
    return study.with(R"("contrasts": [{"a": )" + side + R"(, "b": {}}])" + more);
  };
  refused(against(R"({"npu": "be"})"), "spec_invalid", "contrasts: column npu has no be");
  refused(against(R"({"npu": ""})"), "spec_invalid",
          "contrasts: column npu has no category without a name");
  CHECK(against(R"({"npu": "CV"})", R"(, "levels": {"npu": ["BE", "BW", "CV"]})").has_value());
  study.put("margins.csv", "margin,category,target\nnpu,BE,60\nnpu,BW,30\nnpu,CV,10\n");
  CHECK(against(R"({"npu": "CV"})",
                R"(, "weighting": {"method": "poststrat", "margins": "margins.csv",
                                   "absent": "renormalise"})")
            .has_value());
  refused(study.with(R"("contrasts": [{"a": {"npu": "BE"}}])"), "spec_invalid",
          "each of contrasts must have a and b; {} is everybody");
}

TEST_CASE("a key that a measure, a contrast or trimming has no use for is named", "[analyse]") {
  const Study study;
  const auto analysis = study.analysed(R"({"responses": "responses.csv",
    "measures": [{"name": "m", "column": "q", "valid": ["yes", "no"], "positive": ["yes"],
                  "weight": "w"}],
    "domains": [["npu"]], "contrasts": [{"a": {"npu": "BE"}, "b": {}, "c": {}}]})");
  REQUIRE(analysis.has_value());
  CHECK(diagnostics(*analysis, "ignored_key") ==
        std::vector<std::string>{"measures.m.weight", "contrasts.c"});
  refused(study.with(R"("weighting": {"method": "base", "trim": {"upper": 2, "strict": "yes"}})"),
          "spec_invalid", "weighting.trim.strict must be true or false");
}

TEST_CASE("groups and categories are compared in NFC", "[analyse]") {
  const std::string composed =
      "\xC3\x85"
      "by";  // Å as one character
  const std::string apart =
      "A\xCC\x8A"
      "by";  // A and a ring
  const Study study;
  study.put("responses.csv",
            "npu,w,q\n" + composed + ",1,yes\n" + apart + ",1,no\nBW,1,yes\n" + "BW ,1,no\n");
  study.put("margins.csv", "margin,category,target\nnpu," + apart + ",50\nnpu,BW,50\n");
  const auto analysis = study.with(R"("levels": {"npu": [")" + apart + R"(", "BW"]},
    "contrasts": [{"a": {"npu": ")" +
                                   apart + R"("}, "b": {}}],
    "weighting": {"method": "poststrat", "margins": "margins.csv"})");
  REQUIRE(analysis.has_value());
  CHECK(analysis->estimates.size() == 3);
  CHECK(row_of(*analysis, "npu=" + composed).estimate.n == 2);
  CHECK(row_of(*analysis, "npu=BW").estimate.n == 2);
  study.put("margins.csv",
            "margin,category,target\nnpu," + apart + ",50\nnpu," + composed + ",25\nnpu,BW,25\n");
  CHECK(study.with(R"("weighting": {"method": "poststrat", "margins": "margins.csv"})")
            .error()
            .code == "repeated_category");
}
