// Rows and headers of an analysis' files: what is passed over and counted, and what is refused.
#include <catch2/catch.hpp>

#include "soundings/analyse/analyse.h"

#include "study.h"

using namespace soundings;
using soundings::testing::diagnostics;
using soundings::testing::refused;
using soundings::testing::row_of;
using soundings::testing::Study;

namespace {

const std::string whole = "npu,q\nBE,yes\nBE,no\nBW,yes\nBW,no\n";
const std::string poststrat = R"("weighting": {"method": "poststrat", "margins": "margins.csv"})";

}  // namespace

TEST_CASE("a row with no value in any cell is passed over and counted", "[analyse]") {
  const Study study;
  study.put("responses.csv", whole);
  const auto clean = study.with(poststrat);
  REQUIRE(clean.has_value());
  study.put("responses.csv",
            "npu,q\nBE,yes\n,\n\nBE,no\n , \nBW,yes\nBW,no\n,\n\xC2\xA0,\n,,,\n,\"\"\n");
  study.put("margins.csv", "margin,category,target\nnpu,BE,60\n,,\nnpu,BW,40\n,,\n");
  const auto ghost = study.with(poststrat);
  REQUIRE(ghost.has_value());
  CHECK(diagnostics(*ghost, "n_rows") == std::vector<std::string>{"4"});
  CHECK(diagnostics(*ghost, "blank_rows") == std::vector<std::string>{"6"});
  CHECK(diagnostics(*clean, "blank_rows").empty());
  CHECK(ghost->findings ==
        std::vector<std::string>{"6 rows have no value in any cell: passed over"});
  REQUIRE(ghost->estimates.size() == clean->estimates.size());
  for (std::size_t at = 0; at < clean->estimates.size(); ++at) {
    CHECK(ghost->estimates[at].estimate.value == clean->estimates[at].estimate.value);
    CHECK(ghost->estimates[at].estimate.se == clean->estimates[at].estimate.se);
  }
}

TEST_CASE("the header once more is passed over and counted", "[analyse]") {
  const Study study;
  study.put("margins.csv", "margin,category,target\nnpu,BE,60\nnpu,BW,40\n");
  study.put("responses.csv", "npu,q\nBE,yes\nBE,no\nnpu,q\nBW,yes\n npu , q\nBW,no\n");
  const auto twice = study.with(poststrat);
  REQUIRE(twice.has_value());
  CHECK(diagnostics(*twice, "n_rows") == std::vector<std::string>{"4"});
  CHECK(diagnostics(*twice, "header_rows") == std::vector<std::string>{"2"});
  CHECK(twice->findings ==
        std::vector<std::string>{"2 rows have the names of the columns once more: passed over"});
}

TEST_CASE("a row wider than the header is refused, with blanks too", "[analyse]") {
  const Study study;
  study.put("margins.csv", "margin,category,target\nnpu,BE,60\nnpu,BW,40\n");
  for (const char* row : {"BW,no,x\n", "BW,no,,\n"}) {
    study.put("responses.csv", whole + row);
    const auto wide = study.with(poststrat);
    REQUIRE_FALSE(wide.has_value());
    CHECK(wide.error().code == "csv_malformed");
  }
}

TEST_CASE("a row shorter than the header is refused with its line", "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,month,q\nBE,May,yes\nBE,May,no\nBW,May\n");
  refused(study.with(""), "csv_malformed", "responses.csv, line 4: ragged_row");
  study.put("responses.csv", "npu,month,q\nBE,May,yes\nBE\nBW,May,no\n");
  refused(study.with(""), "csv_malformed", "responses.csv, line 3: ragged_row");
  study.put("responses.csv", whole);
  study.put("margins.csv", "margin,category,target\nnpu,BE,60\nnpu,BW\n");
  refused(study.with(poststrat), "csv_malformed", "margins.csv, line 3: ragged_row");
}

TEST_CASE("a name that stands twice in a header is refused", "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,q,q\nBE,yes,no\n");
  refused(study.with(""), "csv_malformed", "responses.csv, header: two columns are called q");
  study.put("responses.csv", "npu,q, q \nBE,yes,no\n");
  refused(study.with(""), "csv_malformed", "responses.csv, header: two columns are called q");
  study.put("responses.csv", whole);
  study.put("margins.csv", "margin,category,target,target\nnpu,BE,60,1\nnpu,BW,40,1\n");
  refused(study.with(poststrat), "csv_malformed",
          "margins.csv, header: two columns are called target");
}

TEST_CASE("names that differ in their letters are two columns, and nameless columns are none",
          "[analyse]") {
  const Study study;
  study.put("responses.csv", "npu,q,Q,,\nBE,yes,no,,\nBE,no,no,,\n");
  const auto analysis = study.with("");
  REQUIRE(analysis.has_value());
  CHECK(row_of(*analysis, "all").estimate.positive == 1);
}

TEST_CASE("several byte order marks and blanks in a header hide no column", "[analyse]") {
  const Study study;
  study.put("responses.csv", "\xEF\xBB\xBF\xEF\xBB\xBFnpu,\xC2\xA0q\nBE,yes\nBE,no\n");
  const auto analysis = study.with("");
  REQUIRE(analysis.has_value());
  CHECK(row_of(*analysis, "npu=BE").estimate.n == 2);
}
