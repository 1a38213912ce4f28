// How many nodes of branch and bound a release may use (decision 0045), by areas of equal numbers:
// the search for their masks takes the longest.
#include <array>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "disclose/people.h"

using namespace soundings::disclose;
using namespace release_tests;

namespace {

using Groups = std::array<std::pair<int, int>, 4>;  // satisfied and all, by crime group

// Scenario L1: who answered in the first area, and in each other one.
constexpr Groups first_area{{{17, 41}, {19, 48}, {8, 22}, {2, 7}}};
constexpr Groups other_areas{{{16, 40}, {18, 40}, {10, 30}, {8, 20}}};

/// The eight areas, and as many domains of the same numbers as are named.
Publication equal_areas(const std::vector<std::string>& domains) {
  const std::vector<std::string> codes{"burglary", "vehicle", "violence", "hate"};
  Publication made;
  made.areas = eight_areas();
  made.items = {seven_point("whole_experience")};
  for (const std::string& id : domains) {
    made.domains.push_back(domain(id, codes));
  }
  std::vector<Person> people;
  for (const PublishedCode& area : made.areas.codes) {
    const Groups& groups = people.empty() ? first_area : other_areas;
    for (std::size_t group = 0; group < groups.size(); ++group) {
      for (int number = 0; number < groups[group].second; ++number) {
        Person person{.layer = "m", .area = area.code, .codes = {}, .answers = {}};
        // In each further domain the same numbers stand under other codes.
        for (std::size_t at = 0; at < domains.size(); ++at) {
          person.codes[domains[at]] = codes[(group + at) % codes.size()];
        }
        person.answers["whole_experience"] = number < groups[group].first ? "2" : "6";
        people.push_back(std::move(person));
      }
    }
  }
  count_people(made, people);
  made.tables = usual_tables(made, {"m"});
  return made;
}

ProtectedRelease released(const Publication& publication, std::int64_t solver_nodes) {
  ProtectionParameters parameters;
  parameters.solver_nodes = solver_nodes;
  auto release = protect(publication, parameters);
  REQUIRE(release);
  return *std::move(release);
}

/// Of each domain some forty: with fewer nothing is tried, and more would be a slower search.
std::int64_t nodes_for(const Publication& publication) {
  constexpr std::int64_t plenty = 100'000;
  const std::int64_t nodes = released(publication, plenty).nodes_used;
  const auto domains = static_cast<std::int64_t>(publication.domains.size());
  REQUIRE(nodes > 30 * domains);
  REQUIRE(nodes < 50 * domains);
  return nodes;
}

/// The least whole number that gives as much when it is taken so many times.
std::int64_t share_of(std::int64_t whole, std::int64_t times) {
  return (whole + times - 1) / times;
}

}  // namespace

TEST_CASE("the nodes of a class are enough for the areas of scenario L1", "[release]") {
  // As many as decision 0045 found for May by crime group, of one item.
  constexpr std::int64_t needed = 11'394;
  CHECK(3 * ProtectionParameters().solver_nodes >= needed);
  std::ifstream file(SOUNDINGS_SOURCE_DIR "/survey_defs/protection.json");
  const std::string shipped(std::istreambuf_iterator<char>(file), {});
  CHECK(shipped.find("\"solver_nodes\": " + std::to_string(ProtectionParameters().solver_nodes)) !=
        std::string::npos);
}

TEST_CASE("a table uses three times the nodes of a gate in one class", "[release]") {
  const Publication publication = equal_areas({"crime"});
  const std::int64_t nodes = nodes_for(publication);
  const ProtectedRelease enough = released(publication, share_of(nodes, 3));
  CHECK(table_of(enough, "npu_crime").fate == TableFate::released);
  CHECK(table_of(enough, "npu_crime").print_class == PrintClass::b);
  const ProtectedRelease too_few = released(publication, share_of(nodes, 3) - 1);
  CHECK(table_of(too_few, "npu_crime").fate == TableFate::released);
  CHECK(table_of(too_few, "npu_crime").print_class == PrintClass::c);
}

TEST_CASE("all tables of a release use five times the nodes of a gate", "[release]") {
  const Publication publication = equal_areas({"crime", "channel"});
  const std::int64_t nodes = nodes_for(publication);
  const ProtectedRelease enough = released(publication, share_of(nodes, 5));
  CHECK(table_of(enough, "npu_channel").fate == TableFate::released);
  CHECK(table_of(enough, "npu_channel").print_class == PrintClass::b);
  const ProtectedRelease too_few = released(publication, share_of(nodes, 5) - 1);
  CHECK(table_of(too_few, "npu_crime").fate == TableFate::released);
  CHECK(table_of(too_few, "npu_channel").fate == TableFate::left_out);
}
