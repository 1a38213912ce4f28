// The worked numbers of the protection of releases: May 2019, and the table of front counters.
#include <algorithm>

#include <catch2/catch.hpp>

#include "soundings/disclose/protect.h"
#include "soundings/disclose/release_rules.h"

#include "disclose/people.h"

using namespace soundings::disclose;
using namespace release_tests;

namespace {

const std::string may_people =
    std::string(SOUNDINGS_SOURCE_DIR) + "/tests/disclose/data/people_2019-05.csv";

/// May 2019 with the domains that are asked for.
Publication may(const std::vector<PublishedDomain>& domains,
                const std::vector<std::string>& coarse = {},
                const std::vector<std::string>& routed = {}) {
  Publication publication{.release = "2019-05.r0", .areas = eight_areas(), .domains = domains};
  std::vector<std::string> items{"whole_experience", "treatment", "follow_up"};
  for (const std::string& item : items) {
    publication.items.push_back(seven_point(item));
  }
  for (const std::string& item : routed) {
    items.push_back(item);
    publication.items.push_back(seven_point(item, true));
  }
  std::vector<std::string> names;
  for (const PublishedDomain& one : domains) {
    names.push_back(one.id);
  }
  count_people(publication, read_people(may_people, "2019-05", names, items));
  publication.tables = usual_tables(publication, {"2019-05"}, coarse);
  return publication;
}

PublishedDomain crime() {
  return domain("crime_group",
                {"burglary", "vehicle", "violence", "hate", "robbery", "asb", "other"});
}

PublishedDomain channel() {
  PublishedDomain made = domain("contact_channel", {"999", "101", "online", "livechat",
                                                    "front_counter", "officer", "not_applicable"});
  made.codes.back().pool_with = "officer";
  return made;
}

/// Hidden cells that are not hidden for their own sake: those of ten people or more, and empty
/// ones.
std::vector<std::string> complements(const Publication& publication,
                                     const ProtectedRelease& release, const std::string& table,
                                     std::int64_t& people) {
  std::vector<std::string> cells;
  people = 0;
  const PublishedDomain& of = publication.domains.front();
  const Layer& layer = publication.layers.front();
  for (const std::string& name : hidden_cells(release, table)) {
    const std::string area = name.substr(0, name.find(' '));
    CellCount count{};
    for (std::size_t at = 0; at < publication.areas.codes.size(); ++at) {
      for (std::size_t code = 0; code < of.codes.size(); ++code) {
        const std::string row = "|" + name.substr(name.find(' ') + 1) + "|";
        if (publication.areas.codes[at].code == area &&
            row.find("|" + of.codes[code].code + "|") != std::string::npos) {
          count.people += layer.domains.front()[at * of.codes.size() + code].people;
        }
      }
    }
    if (count.people >= 10 || count.people == 0) {
      cells.push_back(name);
      people += count.people;
    }
  }
  return cells;
}

}  // namespace

TEST_CASE("May 2019 by crime group hides Sandwell's and Wolverhampton's violence for others' sake",
          "[release]") {
  const Publication publication = may({crime()});
  const auto release = protect(publication, {});
  REQUIRE(release);
  CHECK(release->ladder.empty());
  std::int64_t people = 0;
  CHECK(complements(publication, *release, "npu_crime_group", people) ==
        std::vector<std::string>{"SW violence", "WV violence"});
  CHECK(people == 22 + 13);
  CHECK(table_of(*release, "npu_crime_group").hidden_cells == 30);
  const FigureCell burglary{.area = "SW", .domain = "crime_group", .code = "burglary"};
  const ReleasedFigure& shown =
      figure_at(*release, "npu_crime_group", burglary, "whole_experience");
  CHECK(shown.base == 41);
  CHECK(shown.per_cent == 41500);
  const FigureCell vehicle{.area = "SW", .domain = "crime_group", .code = "vehicle"};
  CHECK(figure_at(*release, "npu_crime_group", vehicle, "whole_experience").base == 48);
  CHECK(figure_at(*release, "npu_crime_group", vehicle, "whole_experience").per_cent == 39600);
  CHECK(table_of(*release, "crime_group").hidden_cells == 0);
  write_for_attack("may_crime", publication, *release);
}

TEST_CASE(
    "May 2019 by contact channel pools the one-way row of eight and hides no more than needed",
    "[release]") {
  const Publication publication = may({channel()});
  const auto release = protect(publication, {});
  REQUIRE(release);
  const ReleasedFigure& pooled = figure_at(
      *release, "contact_channel", {.domain = "contact_channel", .code = "officer|not_applicable"},
      "whole_experience");
  CHECK(pooled.base == 44);
  CHECK(figure_at(*release, "contact_channel",
                  {.domain = "contact_channel", .code = "front_counter"}, "whole_experience")
            .base == 48);
  CHECK(table_of(*release, "npu_contact_channel").print_class == PrintClass::b);
  std::int64_t people = 0;
  const auto hidden = complements(publication, *release, "npu_contact_channel", people);
  CHECK(people <= 92);
  CHECK(hidden.size() <= 8);
  write_for_attack("may_channel", publication, *release);
}

TEST_CASE("an item that is not asked of all costs its own areas, not the others' areas by channel",
          "[release]") {
  Publication publication{.release = "2019-05.r0", .areas = eight_areas(), .domains = {channel()}};
  publication.items = {seven_point("whole_experience"), seven_point("ease_of_contact", true)};
  auto people = read_people(may_people, "2019-05", {"contact_channel"}, {"whole_experience"});
  for (Person& person : people) {
    const std::string& by = person.codes.at("contact_channel");
    if (by != "officer" && by != "not_applicable") {
      person.answers["ease_of_contact"] = person.answers["whole_experience"];
    }
  }
  count_people(publication, people);
  publication.tables = usual_tables(publication, {"2019-05"});
  const auto release = protect(publication, {});
  REQUIRE(release);
  const FigureCell emergency{.area = "BE", .domain = "contact_channel", .code = "999"};
  CHECK(figure_at(*release, "npu_contact_channel", emergency, "whole_experience").print_class ==
        PrintClass::b);
  CHECK(figure_at(*release, "contact_channel", {.domain = "contact_channel", .code = "999"},
                  "ease_of_contact")
            .print_class == PrintClass::b);
  // 148 responses less 145 answers would reveal three people whom an officer had contacted.
  for (const ReleasedFigure& figure : table_of(*release, "npu").figures) {
    CHECK((figure.item != "ease_of_contact" || figure.print_class == PrintClass::c));
  }
  write_for_attack("may_not_asked_of_all", publication, *release);
}

TEST_CASE("May 2019 by sex prints men, women and the pooled row, and by area coarsely",
          "[release]") {
  const Publication publication = may({domain("sex", {"female", "male", "rest"})}, {"sex"});
  const auto release = protect(publication, {});
  REQUIRE(release);
  const auto one_way = [&](const std::string& code) {
    return figure_at(*release, "sex", {.domain = "sex", .code = code}, "whole_experience");
  };
  CHECK(one_way("female").base == 511);
  CHECK(one_way("male").base == 375);
  CHECK(one_way("rest").base == 18);
  const ReleasedTable& by_area = table_of(*release, "npu_sex");
  CHECK(by_area.fate == TableFate::released);
  CHECK(by_area.print_class == PrintClass::c);
  for (const ReleasedFigure& figure : by_area.figures) {
    CHECK(figure.base % 20 == 0);
    CHECK(figure.per_cent.value_or(0) % 5000 == 0);
  }
  CHECK(release->ladder.empty());
  write_for_attack("may_sex", publication, *release);
}

TEST_CASE("May 2019 by ethnic group prints 136 Asian respondents and hides small and empty cells",
          "[release]") {
  const Publication publication =
      may({domain("ethnic_group", {"white", "mixed", "asian", "black", "rest"})}, {"ethnic_group"});
  const auto release = protect(publication, {});
  REQUIRE(release);
  CHECK(figure_at(*release, "ethnic_group", {.domain = "ethnic_group", .code = "asian"},
                  "whole_experience")
            .base == 136);
  CHECK(table_of(*release, "npu_ethnic_group").fate == TableFate::released);
  CHECK(release->ladder.empty());
  std::int64_t people = 0;
  // Nobody is hidden for another cell's sake, but a hidden cell may be an empty one.
  CHECK_FALSE(complements(publication, *release, "npu_ethnic_group", people).empty());
  CHECK(people == 0);
  write_for_attack("may_ethnic_group", publication, *release);
}

TEST_CASE("May 2019 by age is printed or left out within the nodes", "[.][slow]") {
  const Publication publication = may(
      {domain("age_band", {"18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+", "rest"})},
      {"age_band"});
  const auto release = protect(publication, {});
  REQUIRE(release);
  WARN("fate " << static_cast<int>(table_of(*release, "npu_age_band").fate));
  write_for_attack("may_age_band", publication, *release);
}

TEST_CASE("the same publication is protected alike each time", "[release]") {
  const Publication publication = may({channel()});
  const auto one = protect(publication, {});
  const auto two = protect(publication, {});
  REQUIRE(one);
  REQUIRE(two);
  CHECK(printed_csv(one->printed, "npu") == printed_csv(two->printed, "npu"));
  CHECK(one->witnesses == two->witnesses);
}

TEST_CASE("the front-counter table hides two front counters and online in both rows", "[release]") {
  const std::vector<std::string> channels{"999", "101", "online", "front_counter"};
  const std::vector<std::vector<std::pair<int, int>>> counts{
      {{23, 52}, {25, 57}, {7, 25}, {2, 14}}, {{27, 61}, {28, 64}, {7, 30}, {3, 16}},
      {{20, 40}, {24, 49}, {9, 22}, {3, 13}}, {{16, 30}, {20, 37}, {7, 17}, {3, 12}},
      {{17, 39}, {20, 45}, {7, 21}, {2, 13}}, {{17, 31}, {20, 34}, {6, 16}, {2, 7}},
      {{13, 28}, {15, 32}, {5, 15}, {2, 9}},  {{12, 26}, {12, 25}, {4, 13}, {3, 11}}};
  Publication publication{.release = "2019-05.r0",
                          .areas = eight_areas(),
                          .domains = {domain("contact_channel", channels)},
                          .items = {seven_point("whole_experience")}};
  std::vector<Person> people;
  for (std::size_t area = 0; area < counts.size(); ++area) {
    for (std::size_t code = 0; code < channels.size(); ++code) {
      const auto [satisfied, base] = counts[area][code];
      for (int at = 0; at < base; ++at) {
        const std::string answer = std::to_string(at < satisfied ? 1 + at % 3 : 4 + at % 4);
        people.push_back({.layer = "2019-05",
                          .area = publication.areas.codes[area].code,
                          .codes = {{"contact_channel", channels[code]}},
                          .answers = {{"whole_experience", answer}}});
      }
    }
  }
  count_people(publication, people);
  publication.tables = usual_tables(publication, {"2019-05"});
  const auto release = protect(publication, {});
  REQUIRE(release);
  CHECK(hidden_cells(*release, "npu_contact_channel") ==
        std::vector<std::string>{"SH online", "SH front_counter", "WS online", "WS front_counter"});
  write_for_attack("front_counter", publication, *release);
}
