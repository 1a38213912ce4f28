// The formats that figures are written in, and who is given which.
#include "soundings/report/formats.h"

#include <catch2/catch.hpp>

using namespace soundings;
using report::Reader;

TEST_CASE("people and programs choose among the formats made for them", "[report]") {
  const auto person = report::find_format(report::series_formats(), "table", Reader::person);
  REQUIRE(person);
  CHECK((*person)->media_type == "text/plain; charset=utf-8");
  const auto program = report::find_format(report::series_formats(), "csv", Reader::program);
  REQUIRE(program);
  CHECK((*program)->media_type == report::csv_media_type);
}

TEST_CASE("a format that is not offered is refused with those that are", "[report]") {
  const auto laid_out = report::find_format(report::series_formats(), "table", Reader::program);
  REQUIRE(!laid_out);
  CHECK(laid_out.error().code == "unknown_format");
  CHECK(laid_out.error().field == "format");
  CHECK(laid_out.error().message == "format \"table\": it takes json, csv");
  const auto unknown = report::find_format(report::weights_formats(), "xml", Reader::person);
  CHECK(unknown.error().message == "format \"xml\": it takes markdown, json, csv");
}

TEST_CASE("every answer has JSON and CSV, and only a CSV of estimates has no readings",
          "[report]") {
  const auto both = [](const auto formats) {
    return report::find_format(formats, "json", Reader::program).has_value() &&
           report::find_format(formats, "csv", Reader::program).has_value();
  };
  CHECK(both(report::estimate_formats()));
  CHECK(both(report::comparison_formats()));
  CHECK(both(report::series_formats()));
  CHECK(both(report::small_area_formats()));
  CHECK(both(report::weights_formats()));
  CHECK(both(report::headline_formats()));
  for (const auto& format : report::estimate_formats()) {
    CHECK(format.with_readings == (format.name != "csv"));
  }
}
