// Tables with the readings of their rows, and areas by a model.
#include <sstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "soundings/figures/compare.h"
#include "soundings/figures/small_areas.h"
#include "soundings/report/estimates.h"
#include "soundings/report/small_areas.h"

#include "support/two_months.h"

using namespace soundings;

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> all;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    all.push_back(line);
  }
  return all;
}

/// The NPUs of May 2019 with their readings against the rest of the force.
figures::ReadTable read_in_may() {
  const Definitions definitions = testing::small_force();
  const Evidence evidence = testing::april_and_may();
  const figures::ComparisonQuestion question{
      .measure = "victims_satisfied", .period = testing::may_of_2019, .by = "npu"};
  const figures::Compared compared = figures::understand(definitions, question).value();
  return {.table = figures::tabulate(definitions, compared.a,
                                     figures::within(evidence, testing::may_of_2019)),
          .readings = figures::compare(definitions, compared, evidence, {})};
}

}  // namespace

TEST_CASE("each estimate carries its reading, under its own weighting", "[report]") {
  const auto document =
      nlohmann::json::parse(report::read_estimates_json(testing::small_force(), read_in_may()));
  CHECK(document.at("readings").at("against") == "rest");
  CHECK(document.at("readings").at("note") == "Readings allow for eight comparisons at once.");
  std::size_t read = 0;
  for (const auto& estimate : document.at("estimates")) {
    const auto& reading = estimate.at("reading");
    if (estimate.at("domain").empty()) {
      CHECK(reading.is_null());
      continue;
    }
    ++read;
    CHECK(reading.at("weighting") == estimate.at("weighting"));
    CHECK(reading.at("family") == 8);
    CHECK(reading.at("kind") == "same");
    CHECK(reading.at("tone") == "same");
    CHECK(reading.at("words") == "Similar");
    CHECK(reading.at("set_against") == "the rest of the force");
    CHECK(reading.at("difference").get<double>() ==
          Approx(estimate.at("value").get<double>() - reading.at("value").get<double>()));
  }
  CHECK(read == 16);
}

TEST_CASE("a table without readings says why, and the terminal has a column of them where they are",
          "[report]") {
  figures::ReadTable read = read_in_may();
  const std::string shown = report::terminal_table(testing::small_force(), read, 160);
  CHECK(shown.find("Reading") != std::string::npos);
  CHECK(shown.find("Similar") != std::string::npos);
  CHECK(shown.find("the rest of the force") != std::string::npos);
  CHECK(shown.find("Readings allow for eight comparisons at once.") != std::string::npos);
  read.readings.reset();
  read.unread = figures::Fault{.code = "comparison_across_break",
                               .field = "against",
                               .value = "2018-10",
                               .message = "We cannot compare."};
  const auto document =
      nlohmann::json::parse(report::read_estimates_json(testing::small_force(), read));
  CHECK(document.at("readings").at("code") == "comparison_across_break");
  CHECK(document.at("estimates").at(0).at("reading").is_null());
  CHECK(report::terminal_table(testing::small_force(), read, 160).find("Reading") ==
        std::string::npos);
}

TEST_CASE("modelled figures say that they are, and stand beside no direct one", "[report]") {
  const figures::ReadTable read = read_in_may();
  const SmallAreas areas = figures::small_areas(read.table).value();
  const std::string csv = report::small_areas_csv(areas);
  const auto all = lines(csv);
  CHECK(all.size() == 9);
  CHECK(all.front().find("modelled") != std::string::npos);
  CHECK(all.front().find("value") == std::string::npos);
  CHECK(all.at(1).find(",fay_herriot,") != std::string::npos);
  const auto document =
      nlohmann::json::parse(report::small_areas_json(testing::small_force(), areas));
  CHECK(document.at("note").get<std::string>().starts_with("Modelled: "));
  for (const auto& area : document.at("areas")) {
    CHECK_FALSE(area.contains("value"));
    CHECK(area.at("lo") < area.at("modelled"));
  }
  const std::string shown = report::small_areas_table(testing::small_force(), areas, 120);
  CHECK(shown.find("Modelled: each area is drawn towards the mean") != std::string::npos);
}
