// Files of invitations and denominators: a column that is not there, one that nobody reads, rows
// that say nothing.
#include "soundings/intake/reference_files.h"

#include <fstream>

#include <catch2/catch.hpp>

#include "support/small_survey.h"
#include "support/store.h"

using namespace soundings;

namespace {

const Definitions& definitions() {
  static const Definitions made = support::small_definitions();
  return made;
}

constexpr auto header = "survey,wave_or_month,npu,crime_group,invited,bounced,ineligible\n";
constexpr auto rows =
    "victim_satisfaction,2019-05,BE,burglary,10,0,0\n"
    "victim_satisfaction,2019-05,SW,burglary,20,1,2\n";

/// The same file as a text and as a file.
std::vector<Expected<intake::InvitationFile, std::vector<Finding>>> both(const std::string& csv) {
  const testing::Folder folder;
  const std::string path = folder.file("invitations.csv").string();
  std::ofstream(path) << csv;
  return {intake::read_invitations_in(csv, definitions()),
          intake::read_invitations(path, definitions())};
}

}  // namespace

TEST_CASE("a file of invitations without one of its columns is refused once", "[intake]") {
  const std::string columns = header;
  const std::vector<std::pair<std::string, std::string>> misspelt = {
      {"survey", "poll"},       {"npu", "district"},    {"crime_group", "crime type"},
      {"invited", "asked"},     {"bounced", "bounces"}, {"ineligible", "not eligible"},
      {"wave_or_month", "when"}};
  for (const auto& [name, given] : misspelt) {
    std::string csv = columns + rows;
    csv.replace(csv.find(name), name.size(), given);
    for (const auto& read : both(csv)) {
      CAPTURE(given);
      REQUIRE_FALSE(read.has_value());
      REQUIRE(read.error().size() == 1);
      CHECK(read.error()[0].code == "field_missing");
      CHECK(read.error()[0].pointer == "/" + name);
      CHECK(read.error()[0].message == "No column gives the field " + name +
                                           "; the nearest header is \"" + given +
                                           "\". Not read: \"" + given + "\".");
    }
  }
}

TEST_CASE("what a file of invitations says and nobody reads is named", "[intake]") {
  const std::string csv =
      "survey,wave_or_month,npu,crime_group,invited,bounced,ineligible,sent by\n"
      "victim_satisfaction,2019-05,BE,burglary,10,0,0,Ann\n,,,,,,,\n"
      "survey,wave_or_month,npu,crime_group,invited,bounced,ineligible,sent by\n"
      "victim_satisfaction,2019-05,SW,burglary,20,1,2,\n";
  for (const auto& read : both(csv)) {
    REQUIRE(read.has_value());
    CHECK(read->rows.size() == 2);
    CHECK(read->passed_over.unread.names() == std::map<std::string, std::uint64_t>{{"sent by", 1}});
    REQUIRE(read->passed_over.findings.size() == 2);
    CHECK(read->passed_over.findings[0].code == "blank_rows_passed_over");
    CHECK(read->passed_over.findings[1].code == "header_rows_passed_over");
  }
}

TEST_CASE(
    "a file of denominators is held to its columns, and external series names what is not read",
    "[intake]") {
  const auto missing = intake::read_series_in("series,month,count\nx,2019-05,1\n", definitions());
  REQUIRE_FALSE(missing.has_value());
  REQUIRE(missing.error().size() == 1);
  CHECK(missing.error()[0].code == "field_missing");
  CHECK(missing.error()[0].message.find("\"count\"") != std::string::npos);
  const Definitions shipped = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  std::ifstream file(SOUNDINGS_SOURCE_DIR "/fixtures/published/headline_series.csv");
  std::string header_line;
  std::string point;
  std::getline(file, header_line);
  std::getline(file, point);
  header_line.replace(header_line.find("approximate"), 11, "aproximate");
  const auto series = intake::read_series_in(header_line + "\n" + point + "\n", shipped);
  REQUIRE(series.has_value());
  CHECK(series->passed_over.unread.names().contains("aproximate"));
  header_line.replace(header_line.find("value"), 5, "figure");
  const auto valueless =
      intake::read_series_in(header_line + "\n" + point + "\n" + point + "\n", shipped);
  REQUIRE_FALSE(valueless.has_value());
  REQUIRE(valueless.error().size() == 1);
  CHECK(valueless.error()[0].code == "field_missing");
  CHECK(valueless.error()[0].pointer == "/value");
}

namespace {

constexpr auto columns_of_points =
    "aim,measure,area,period_type,period,value,unit,approximate,source,evidence\n";

Expected<intake::SeriesFile, std::vector<Finding>> points_of(const std::string& lines) {
  static const Definitions shipped = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  return intake::read_series_in(columns_of_points + lines, shipped);
}

}  // namespace

TEST_CASE("a file does not give one place two exact values", "[intake]") {
  const std::string right =
      "burglary,burglary,West Midlands force,quarter,2018/19 Q4,7000,count,no,WMP,chart\n";
  const std::string wrong =
      "burglary,burglary,West Midlands force,quarter,2019-01/2019-03,7100,count,no,WMPP,table\n";
  const auto refused = points_of(right + wrong);
  REQUIRE_FALSE(refused.has_value());
  REQUIRE(refused.error().size() == 1);
  CHECK(refused.error()[0].code == "point_conflicts");
  CHECK(refused.error()[0].pointer == "line 3");
  CHECK(refused.error()[0].message ==
        "burglary, quarter 2019-01/2019-03 West Midlands force: this line says 7100 count of WMPP "
        "(table), and line 2 says 7000 count of WMP (chart); leave one of the two lines");
  std::string about = wrong;
  about.replace(about.find("7100"), 4, "~7100");
  about.replace(about.find(",no,"), 4, ",yes,");
  std::string same = wrong;
  same.replace(same.find("7100"), 4, "7000");
  const auto taken = points_of(right + about + same.replace(same.find("WMPP"), 4, "ONS"));
  REQUIRE(taken.has_value());
  CHECK(taken->lines == std::vector<std::uint64_t>{2, 3, 4});
  const Definitions shipped = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  CHECK(intake::points_chosen({.series = "burglary", .area = "west midlands FORCE"}, taken->points,
                              shipped)
            .size() == 3);
  CHECK(intake::points_chosen({.period = "2019-01/2019-03", .source = "WMP"}, taken->points,
                              shipped) == std::vector{taken->points.front()});
  CHECK(intake::points_chosen({.area = "Solihull"}, taken->points, shipped).empty());
  CHECK(intake::points_chosen({.period_type = "month"}, taken->points, shipped).empty());
}
