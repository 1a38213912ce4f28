// Answers of a file against those a measure names: what is one answer in other spellings, and
// what is reported of an answer that the measure does not name.
#include <catch2/catch.hpp>

#include "soundings/analyse/analyse.h"

#include "study.h"

using namespace soundings;
using soundings::testing::diagnostics;
using soundings::testing::refused;
using soundings::testing::row_of;
using soundings::testing::Study;

namespace {

const std::string sat = Study::share(R"(["1", "2"])", R"(["1"])");

Expected<analyse::Analysis, analyse::Fault> asked(const Study& study, const std::string& column,
                                                  const std::string& measure) {
  std::string rows = "sex,q\n";
  for (std::size_t from = 0; from <= column.size();) {
    const std::size_t to = std::min(column.find('/', from), column.size());
    rows += "f," + column.substr(from, to - from) + "\n";
    from = to + 1;
  }
  study.put("responses.csv", rows);
  return study.analysed(R"({"responses": "responses.csv", "measures": [)" + measure +
                        R"(], "domains": [[]]})");
}

}  // namespace

TEST_CASE("an answer with blanks around it is that answer", "[analyse]") {
  const Study study;
  const auto analysis = asked(study, "1/1 / 2/2 /2\xC2\xA0/\t2", sat);
  REQUIRE(analysis.has_value());
  const auto& all = row_of(*analysis, "all").estimate;
  CHECK(all.n == 6);
  CHECK(all.value.value() == Approx(2.0 / 6.0));
  CHECK(diagnostics(*analysis, "answer_outside:m:2 ").empty());
}

TEST_CASE("an answer written as 1.0 is the number it is", "[analyse]") {
  const Study study;
  const auto analysis = asked(study, "1.0/2.0//1.0", sat);
  REQUIRE(analysis.has_value());
  CHECK(row_of(*analysis, "all").estimate.n == 3);
  CHECK(row_of(*analysis, "all").estimate.value.value() == Approx(2.0 / 3.0));
  const auto mixed = asked(study, "1/1/1/2.0/+2/2.00", sat);
  REQUIRE(mixed.has_value());
  CHECK(row_of(*mixed, "all").estimate.value.value() == Approx(0.5));
  const auto other_way = asked(study, "1/2/1/2", Study::share(R"(["1.0", "2.0"])", R"(["1.00"])"));
  REQUIRE(other_way.has_value());
  CHECK(row_of(*other_way, "all").estimate.value.value() == Approx(0.5));
}

TEST_CASE("an answer that a measure does not name is counted by its value", "[analyse]") {
  const Study study;
  const auto analysis = asked(study, "1/2/dk/dk/2.5//Yes", sat);
  REQUIRE(analysis.has_value());
  CHECK(row_of(*analysis, "all").estimate.n == 2);
  CHECK(diagnostics(*analysis, "answer_outside:m:dk") == std::vector<std::string>{"2"});
  CHECK(diagnostics(*analysis, "answer_outside:m:2.5") == std::vector<std::string>{"1"});
  CHECK(diagnostics(*analysis, "answer_outside:m:Yes") == std::vector<std::string>{"1"});
  REQUIRE(analysis->findings.size() == 1);
  CHECK(analysis->findings.front() ==
        "measure m: 4 rows have an answer that it does not name: 2.5 (1), Yes (1), dk (2)");
}

TEST_CASE("an answer said to be excluded is outside the base and is not reported", "[analyse]") {
  const Study study;
  const auto analysis = asked(
      study, "1/2/dk/9.0",
      R"({"name": "m", "column": "q", "valid": [1, 2], "positive": [1], "excluded": ["dk", 9]})");
  REQUIRE(analysis.has_value());
  CHECK(row_of(*analysis, "all").estimate.n == 2);
  CHECK(analysis->findings.empty());
  refused(asked(study, "1/2",
                R"({"name": "m", "column": "q", "valid": [1, 2], "positive": [1],
                    "excluded": ["2.0"]})"),
          "spec_invalid", "measure m: 2 is both in the base and excluded from it");
}

TEST_CASE("a measure none of whose answers is in its column is refused", "[analyse]") {
  const Study study;
  refused(asked(study, "Yes/No/No", Study::share(R"(["yes", "no"])", R"(["yes"])")), "spec_invalid",
          "measure m: no row of column q has an answer of the base; it has \"No\" (2 rows)");
  const auto nobody_knows = asked(study, "dk/Refused/", sat);
  REQUIRE(nobody_knows.has_value());
  CHECK(row_of(*nobody_knows, "all").estimate.status == estimate::Status::empty);
}

TEST_CASE("an answer that a measure names and nobody gave is reported", "[analyse]") {
  const Study study;
  const auto analysis = asked(study, "1/1", sat);
  REQUIRE(analysis.has_value());
  CHECK(diagnostics(*analysis, "answer_unseen:m:2") == std::vector<std::string>{"0"});
  CHECK(diagnostics(*analysis, "answer_unseen:m:1").empty());
}

TEST_CASE("scores give every answer a number, or say that it has none", "[analyse]") {
  const Study study;
  const auto scored = [&](const std::string& column, const std::string& scores) {
    return asked(study, column,
                 R"({"name": "m", "column": "q", "type": "mean", "scores": )" + scores + "}");
  };
  refused(scored("1/2/1/2", R"({"1": 100})"), "spec_invalid",
          "measure m: scores leave out \"2\" (2 rows); give it a number, or null to leave it "
          "outside the base");
  const auto declared = scored("1/2/1/2", R"({"1": 100, "2": null})");
  REQUIRE(declared.has_value());
  CHECK(row_of(*declared, "all").estimate.n == 2);
  const auto unsaid = scored("1/2/DK/Refused/Don't know", R"({"1": 100, "2": 0})");
  REQUIRE(unsaid.has_value());
  CHECK(row_of(*unsaid, "all").estimate.n == 2);
  CHECK(diagnostics(*unsaid, "answer_outside:m:DK") == std::vector<std::string>{"1"});
}

TEST_CASE("a text column taken for answers does not fill the diagnostics", "[analyse]") {
  const Study study;
  std::string column = "1/2";
  for (int i = 0; i < 150; ++i) {
    column += "/remark " + std::to_string(i);
  }
  const auto analysis = asked(study, column, sat);
  REQUIRE(analysis.has_value());
  CHECK(diagnostics(*analysis, "answers_outside_untold:m") == std::vector<std::string>{"50"});
}
