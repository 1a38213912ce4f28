// The files of an analysis as people have them: encodings, delimiters, quotes, and
// numbers with blanks around them.
#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "soundings/analyse/analyse.h"

namespace fs = std::filesystem;
using namespace soundings;

namespace {

/// Share of yes in Åby, weighted to the margins, from files with these bytes.
Expected<analyse::Analysis, analyse::Fault> analysed(const std::string& responses,
                                                     const std::string& margins) {
  const fs::path folder = fs::temp_directory_path() / ("soundings-csv-" + std::to_string(getpid()));
  fs::create_directories(folder);
  const auto put = [&](const char* name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
  };
  put("responses.csv", responses);
  put("margins.csv", margins);
  put("case.json", R"({"responses": "responses.csv", "measures": [{"name": "yes", "column": "q",
      "valid": ["yes", "no"], "positive": ["yes"]}], "domains": [[], ["npu"]],
      "weighting": {"method": "poststrat", "margins": "margins.csv", "base_weight": "w"}})");
  const auto analysis = analyse::analyse(folder.string());
  fs::remove_all(folder);
  return analysis;
}

const std::string margins =
    "margin,category,target\nnpu,\xC3\x85"
    "by,75\nnpu,BW,25\n";
const std::string rows =
    "npu,w,q\n\xC3\x85"
    "by,1,yes\n\xC3\x85"
    "by,3,no\nBW,2,yes\nBW,2,yes\n";

void same_as_plain(const std::string& responses, const std::string& targets) {
  const auto plain = analysed(rows, margins);
  const auto other = analysed(responses, targets);
  REQUIRE(plain.has_value());
  REQUIRE(other.has_value());
  REQUIRE(other->estimates.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(other->estimates[i].domain == plain->estimates[i].domain);
    CHECK(other->estimates[i].estimate.value == plain->estimates[i].estimate.value);
    CHECK(other->estimates[i].estimate.se == plain->estimates[i].estimate.se);
  }
}

std::string utf16le(const std::string& latin) {
  std::string wide = "\xFF\xFE";
  for (const char c : latin) {
    wide += c;
    wide += '\0';
  }
  return wide;
}

}  // namespace

TEST_CASE("an analysis reads a folder's case.json", "[analyse]") {
  const auto analysis = analysed(rows, margins);
  REQUIRE(analysis.has_value());
  // Åby 1 of 4 by weight at 75 per cent, BW all of 25.
  CHECK(analysis->estimates[0].estimate.value.value() == Approx(0.75 * 0.25 + 0.25));
}

TEST_CASE("encodings, delimiters, line ends and quotes change no figure", "[analyse]") {
  const std::string latin =
      "npu;w;q\n\xC5"
      "by;1;yes\n\xC5"
      "by;3;no\nBW;2;yes\nBW;2;yes\n";
  same_as_plain("\xEF\xBB\xBF" + rows, "\xEF\xBB\xBF" + margins);
  same_as_plain(latin, margins);
  same_as_plain(utf16le(latin), margins);
  same_as_plain(
      "\"npu\"\t\"w\"\t\"q\"\r\n\xC3\x85"
      "by\t1\tyes\r\n\r\n\xC3\x85"
      "by\t3\tno\r\n\"BW\"\t2\tyes\r\nBW\t2\tyes",
      margins);
}

TEST_CASE("blanks around names and numbers, and a leading plus, are passed over", "[analyse]") {
  same_as_plain(
      " npu , w,q\n\xC3\x85"
      "by, 1,yes\n\xC3\x85"
      "by,+3,no\nBW,2 ,yes\nBW,2,yes\n",
      "margin, category ,target\nnpu,\xC3\x85"
      "by, 75\nnpu,BW,+25\n");
}

TEST_CASE("a CSV that cannot be read as rows is refused with its line", "[analyse]") {
  const auto torn = analysed(rows + "BW,\"2", margins);
  REQUIRE_FALSE(torn.has_value());
  CHECK(torn.error().code == "csv_malformed");
  CHECK(torn.error().message == "responses.csv, line 6: unterminated_quote");
  const auto wide = analysed("npu,w,q\nBW,1,5,yes\n", margins);
  REQUIRE_FALSE(wide.has_value());
  CHECK(wide.error().message == "responses.csv, line 2: ragged_row");
}

TEST_CASE("a category written (missing) is distinguished from a blank, except in a margin",
          "[analyse]") {
  const auto analysis = analysed("npu,w,q\n(missing),1,yes\n,1,no\nBW,1,yes\nBW,1,no\n",
                                 "margin,category,target\nnpu,BW,100\n");
  REQUIRE(analysis.has_value());
  REQUIRE(analysis->estimates.size() == 3);
  CHECK(analysis->estimates[1].domain == "npu=(missing)");
  CHECK(analysis->estimates[1].estimate.n_domain == 1);
  CHECK(analysis->estimates[1].estimate.weighted_base == Approx(25.0));
}
