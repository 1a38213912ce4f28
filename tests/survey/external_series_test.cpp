// Periods of external series as files write them, and what the definitions know of the report.
#include "soundings/survey/external_series.h"

#include <filesystem>

#include <catch2/catch.hpp>

#include "soundings/survey/definitions.h"
#include "soundings/survey/series_areas.h"

using namespace soundings;
using Kind = SeriesPeriod::Kind;

namespace {

const Definitions& shipped() {
  static const Definitions definitions =
      read_definitions(std::filesystem::path(SOUNDINGS_SOURCE_DIR) / "survey_defs").value();
  return definitions;
}

}  // namespace

TEST_CASE("each kind of period has its own form and its own ends", "[survey]") {
  const auto ends = [](Kind kind, std::string_view text) {
    const auto period = parse_series_period(kind, text).value();
    return std::pair(period.first, period.last);
  };
  const auto from_to = [](Month first, Month last) {
    return std::pair(std::optional(first), std::optional(last));
  };
  CHECK(ends(Kind::year_ending, "2019-03") == from_to(Month(2018, 4), Month(2019, 3)));
  CHECK(ends(Kind::financial_year, "2017/18") == from_to(Month(2017, 4), Month(2018, 3)));
  CHECK(ends(Kind::calendar_year, "2017") == from_to(Month(2017, 1), Month(2017, 12)));
  CHECK(ends(Kind::quarter, "2018/19 Q4") == from_to(Month(2019, 1), Month(2019, 3)));
  CHECK(ends(Kind::quarter, "2019-04/2019-06") == from_to(Month(2019, 4), Month(2019, 6)));
  CHECK(ends(Kind::year_to_date, "2018/19 Q4") == from_to(Month(2018, 4), Month(2019, 3)));
  CHECK(ends(Kind::cumulative, "2018-08/2019-06") == from_to(Month(2018, 8), Month(2019, 6)));
  CHECK_FALSE(parse_series_period(Kind::cumulative, "2019-06").value().first);
  CHECK(parse_series_period(Kind::wave, "wave 3 (2019-02)").value().first_wave == 3);
  CHECK(parse_series_period(Kind::waves, "waves 1-4").value().last_wave == 4);
}

TEST_CASE("a text that is no period of its kind is refused", "[survey]") {
  CHECK_FALSE(parse_series_period(Kind::year_ending, "2019-13"));
  CHECK_FALSE(parse_series_period(Kind::financial_year, "2017/19"));
  CHECK_FALSE(parse_series_period(Kind::quarter, "2018/19 Q5"));
  CHECK_FALSE(parse_series_period(Kind::quarter, "2019-04/2019-07"));
  CHECK_FALSE(parse_series_period(Kind::calendar_year, "17"));
  CHECK_FALSE(parse_series_period(Kind::wave, "wave three (2019-02)"));
  CHECK_FALSE(parse_series_period(Kind::waves, "waves 4-1"));
  CHECK_FALSE(parse_series_period(Kind::cumulative, "2019-06/2018-08"));
}

TEST_CASE("every aim has measures or series, or says that nothing measures it", "[survey]") {
  const ReportDefinitions& report = shipped().report;
  CHECK(report.report_date == "2019-06-18");
  REQUIRE(report.aims.size() == 14);
  for (const Aim& aim : report.aims) {
    INFO(aim.id);
    CHECK((aim.measures.empty() && aim.series.empty()) == !aim.no_source.empty());
  }
  CHECK(report.people("West Midlands force", 2017, "all") == 2897303);
  CHECK(report.people("West Midlands force", 2017, "10-17") == 286085);
}

TEST_CASE("the questions on confidence are series of their own", "[survey]") {
  for (const char* id : {"csew_confidence_in_local_police", "public_voice_confidence_in_wmp",
                         "how_are_we_doing_confidence_in_local_police"}) {
    const ExternalSeries* series = shipped().report.find_series(id);
    REQUIRE(series != nullptr);
    CHECK(series->relations.empty());  // so that nothing sets one beside another
  }
}

TEST_CASE("areas are known by the names of files and of the register", "[survey]") {
  CHECK(series_area_named(shipped(), "England and Wales") == "England and Wales");
  CHECK(series_area_named(shipped(), "B'ham West") == "Birmingham West");
  CHECK(series_area_named(shipped(), "msf") == "Most Similar Force average");
  CHECK_FALSE(series_area_named(shipped(), "Brum Est"));
}
