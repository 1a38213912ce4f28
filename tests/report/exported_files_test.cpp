// What the audit says of files that left, written and read back.
#include "soundings/report/exported_files.h"

#include <array>
#include <string>

#include <catch2/catch.hpp>

namespace soundings::report {
namespace {

const std::string hash(64, 'a');

TEST_CASE("files that left are read back as they were written", "[report]") {
  const std::array files{ExportedFile{"may.csv", 1204, hash},
                         ExportedFile{"victim_satisfaction.2019-05.R", 0, std::string(64, 'b')}};
  const std::string text = to_text(files);
  CHECK(text ==
        "may.csv 1204 " + hash + "; victim_satisfaction.2019-05.R 0 " + std::string(64, 'b'));
  const auto read = parse_exported_files("from ::1 and on: " + text);
  REQUIRE(read.size() == 2);
  CHECK(read[0] == files[0]);
  CHECK(read[1] == files[1]);
}

TEST_CASE("a detail that names no file with its hash has none", "[report]") {
  CHECK(parse_exported_files("").empty());
  CHECK(parse_exported_files("on the command line").empty());
  CHECK(parse_exported_files("from 127.0.0.1").empty());
  CHECK(parse_exported_files("may.csv 12 abc").empty());
  CHECK(parse_exported_files("may.csv twelve " + hash).empty());
}

}  // namespace
}  // namespace soundings::report
