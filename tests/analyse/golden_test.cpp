// Every case of tests/oracles/cases, answered by the engine and held against the
// answers that R `survey` gave (tools/oracle). Tolerances: docs/methods/analyse.md.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <set>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "soundings/analyse/analyse.h"

#include "support/csv_rows.h"

namespace fs = std::filesystem;
using namespace soundings;
using soundings::testing::csv_rows;
using soundings::testing::CsvRow;

namespace {

const std::string cases = SOUNDINGS_SOURCE_DIR "/tests/oracles/cases";

std::vector<std::string> case_names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(cases)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// How far a column's number may be from R's: relative, or absolute for interval ends and p.
double tolerance(const std::string& column, double expected, double se) {
  static const std::set<std::string> values{"est", "est_a", "est_b", "sum_w", "sum_base", "g"};
  static const std::set<std::string> errors{"se", "deff", "deff_kish", "neff_kish"};
  if (values.contains(column)) {
    return 1e-10 * std::abs(expected);
  }
  if (errors.contains(column)) {
    return std::max(1e-8 * std::abs(expected), 1e-12);
  }
  if (column == "cov") {
    return 1e-8 * se * se;
  }
  if (column == "diff") {
    return 1e-10 * std::max(1.0, std::abs(expected));
  }
  return 1e-7 * std::max(1.0, std::abs(expected));
}

void compare(const CsvRow& expected, const CsvRow& given) {
  static const std::set<std::string> exact{"domain", "measure", "a",      "b",       "n_domain",
                                           "n_base", "n_pos",   "status", "n_a",     "n_b",
                                           "n",      "df",      "by",     "answers", "groups"};
  const auto se = expected.find("se");
  for (const auto& [column, text] : expected) {
    if (column == "se_rake10") {
      continue;
    }
    CAPTURE(column, text);
    REQUIRE(given.contains(column));
    const std::string& ours = given.at(column);
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    if (exact.contains(column) || text.empty() || *end != '\0') {
      CHECK(ours == text);
    } else {
      const double spread = se == expected.end() ? 0.0 : std::strtod(se->second.c_str(), nullptr);
      CHECK(std::strtod(ours.c_str(), nullptr) ==
            Approx(number).margin(tolerance(column, number, spread)).epsilon(0));
    }
  }
}

void compare_files(const fs::path& expected, const fs::path& given) {
  const auto theirs = csv_rows(expected.string());
  const auto ours = csv_rows(given.string());
  CAPTURE(expected.filename().string());
  REQUIRE(ours.size() == theirs.size());
  for (std::size_t i = 0; i < theirs.size(); ++i) {
    CAPTURE(i);
    compare(theirs[i], ours[i]);
  }
}

std::string diagnostic(const fs::path& file, const std::string& key) {
  for (const CsvRow& row : csv_rows(file.string())) {
    if (row.at("key") == key) {
      return row.at("value");
    }
  }
  return {};
}

fs::path output_folder(const std::string& name) {
  const fs::path folder =
      fs::temp_directory_path() / ("soundings-golden-" + std::to_string(getpid())) / name;
  fs::remove_all(folder);
  return folder;
}

void check_answered(const fs::path& golden, const analyse::Analysis& analysis,
                    const fs::path& out) {
  analyse::write(analysis, out.string());
  compare_files(golden / "expected.csv", out / "estimates.csv");
  compare_files(golden / "expected_diff.csv", out / "contrasts.csv");
  compare_files(golden / "expected_test.csv", out / "tests.csv");
  compare_files(golden / "expected_weights.csv", out / "weights.csv");
  for (const CsvRow& row : csv_rows((golden / "expected_diag.csv").string())) {
    CAPTURE(row.at("key"));
    const std::string ours = diagnostic(out / "diagnostics.csv", row.at("key"));
    char* end = nullptr;
    const double number = std::strtod(row.at("value").c_str(), &end);
    if (row.at("value").empty() || *end != '\0') {
      CHECK(ours == row.at("value"));
    } else {
      CHECK(std::strtod(ours.c_str(), nullptr) == Approx(number).epsilon(1e-9).margin(1e-13));
    }
  }
}

}  // namespace

TEST_CASE("the engine answers every case as R survey does", "[analyse]") {
  const auto names = case_names();
  REQUIRE(names.size() >= 25);
  for (const std::string& name : names) {
    SECTION(name) {
      const fs::path golden = fs::path(cases) / name;
      const fs::path out = output_folder(name);
      const auto analysis = analyse::analyse((golden / "case.json").string());
      const std::string status = diagnostic(golden / "expected_diag.csv", "status");
      if (status == "ok") {
        REQUIRE(analysis);
        check_answered(golden, *analysis, out);
      } else {
        REQUIRE(!analysis);
        CHECK(!analysis.error().message.empty());
        analyse::write(analysis.error(), out.string());
        CHECK(diagnostic(out / "diagnostics.csv", "status") == status);
        CHECK(!fs::exists(out / "estimates.csv"));
      }
      fs::remove_all(out);
    }
  }
}
