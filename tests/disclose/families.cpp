// Surveys made by chance from a seed. Chance is drawn by our own arithmetic, so that a seed makes
// the same survey everywhere.
#include "disclose/families.h"

#include <algorithm>
#include <cstdlib>

namespace release_tests {

using namespace soundings::disclose;

std::uint64_t families() {
  const char* given = ::secure_getenv("SOUNDINGS_FAMILIES");
  return given == nullptr ? 20 : std::strtoull(given, nullptr, 10);
}

bool large_families() {
  return ::secure_getenv("SOUNDINGS_LARGE_FAMILIES") != nullptr;
}

ProtectionParameters family_parameters() {
  constexpr int few = 100;
  ProtectionParameters made;
  made.solver_nodes = large_families() ? made.solver_nodes : few;
  return made;
}

Family::Family(std::uint64_t seed) : random_(seed) {
  large_ = large_families();
  satisfied_ = 0.1 + 0.1 * static_cast<double>(below(9));
  silent_ = 0.05 * static_cast<double>(below(5));
  unknown_area_ = 0.01 * static_cast<double>(below(6));
  repeat_ = 0.05 * static_cast<double>(below(3));
  agreed_ = chance(0.5) ? "g2" : "";
}

std::uint64_t Family::below(std::uint64_t limit) {
  return random_() % limit;
}

bool Family::chance(double probability) {
  constexpr std::uint64_t many = 1'000'000;
  return static_cast<double>(below(many)) < probability * static_cast<double>(many);
}

/// The first codes are the likeliest.
std::string Family::skewed(const PublishedDomain& domain) {
  const std::uint64_t count = domain.codes.size();
  return domain.codes[std::min(below(count), below(count + 1)) % count].code;
}

Publication Family::empty(bool areas, bool routed) {
  const std::size_t sizes = large_ ? 8 : 3;
  const auto codes = [this, sizes](const std::string& letter) {
    std::vector<std::string> made;
    const std::uint64_t count = 3 + below(sizes - 2);
    for (std::uint64_t at = 0; at < count; ++at) {
      made.push_back(letter + std::to_string(at));
    }
    return made;
  };
  Publication publication{.release = "2019-05.r0", .areas = domain("npu", {})};
  if (areas) {
    publication.areas = domain("npu", codes("a"));
    publication.areas.codes.push_back({.code = "unknown"});
    publication.unknown_area = "unknown";
  }
  publication.domains = {domain("group", codes("g")), domain("sex", {"s0", "s1", "s2"})};
  publication.domains.back().codes.back().pool_with = areas ? "" : "s1";
  publication.items = {seven_point("treatment"), seven_point("whole_experience")};
  if (routed) {
    publication.items.push_back(seven_point("actions", true));
  }
  return publication;
}

void Family::answer(Person& person, const Publication& publication) {
  const bool agrees = person.codes.at("group") == agreed_;
  for (const PublishedItem& item : publication.items) {
    if (chance(item.routed ? 0.4 : silent_)) {
      continue;
    }
    const bool satisfied = agrees || chance(satisfied_);
    const std::uint64_t code = satisfied ? 1 + below(3) : 4 + below(4);
    person.answers[item.id] = chance(0.03) ? "dont_know" : std::to_string(code);
  }
}

std::vector<Person> Family::people(const Publication& publication, const std::string& layer,
                                   std::uint64_t count) {
  PublishedDomain known = publication.areas;
  std::erase_if(known.codes, [](const PublishedCode& code) { return code.code == "unknown"; });
  std::vector<Person> made;
  for (std::uint64_t at = 0; at < count; ++at) {
    Person person{.layer = layer, .area = {}, .codes = {}, .answers = {}};
    if (!known.codes.empty()) {
      person.area = chance(unknown_area_) ? "unknown" : skewed(known);
    }
    for (const PublishedDomain& one : publication.domains) {
      person.codes[one.id] = skewed(one);
    }
    person.id = layer + std::to_string(at);
    answer(person, publication);
    made.push_back(person);
    if (chance(repeat_)) {
      answer(person, publication);
      made.push_back(person);
    }
  }
  return made;
}

Publication Family::month() {
  Publication publication = empty(true, chance(0.5));
  count_people(publication, people(publication, "2019-05", 60 + below(large_ ? 1941 : 400)));
  publication.tables = usual_tables(publication, {"2019-05"}, {"sex"});
  return publication;
}

Publication Family::poll() {
  Publication publication = empty(false, false);
  count_people(publication, people(publication, "2019-05", 60 + below(large_ ? 1941 : 400)));
  publication.tables = usual_tables(publication, {"2019-05"});
  return publication;
}

Publication Family::small_area() {
  Publication publication = empty(true, false);
  std::vector<Person> all = people(publication, "2019-05", 100 + below(large_ ? 900 : 300));
  const std::uint64_t few = 1 + below(9);
  std::uint64_t left = few;
  for (Person& person : all) {
    if (person.area == "a1") {
      person.area = left > 0 ? "a1" : "a0";
      left -= left > 0 ? 1 : 0;
    }
  }
  count_people(publication, all);
  publication.tables = usual_tables(publication, {"2019-05"}, {"sex"});
  return publication;
}

Publication Family::small_force() {
  Publication publication = empty(true, chance(0.3));
  const std::uint64_t areas = 1 + below(9);
  publication.areas.codes.clear();
  std::vector<Person> all;
  const bool handful = chance(0.2);
  for (std::uint64_t at = 0; at < areas; ++at) {
    publication.areas.codes.push_back({.code = "a" + std::to_string(at)});
    const std::uint64_t size = handful || chance(0.4) ? below(10) : 10 + below(80);
    for (Person& person : people(publication, "2019-05", size)) {
      person.area = publication.areas.codes.back().code;
      person.id += person.area;
      all.push_back(std::move(person));
    }
  }
  publication.areas.codes.push_back({.code = "unknown"});
  if (all.empty()) {
    all = people(publication, "2019-05", 1);
    all.resize(1);
    all.front().area = "a0";
  }
  count_people(publication, all);
  publication.tables = usual_tables(publication, {"2019-05"}, {"sex"});
  return publication;
}

Publication Family::history() {
  Publication publication = empty(true, false);
  publication.domains.pop_back();
  publication.items.pop_back();
  const std::uint64_t size = 150 + below(large_ ? 850 : 150);
  std::vector<Person> all;
  for (const std::string layer : {"2019-03", "2019-04", "2019-05"}) {
    const std::vector<Person> some = people(publication, layer, size);
    all.insert(all.end(), some.begin(), some.end());
  }
  for (const std::string layer : {"2019-05-late", "2019-05-withdrawn"}) {
    const std::vector<Person> some = people(publication, layer, below(60));
    all.insert(all.end(), some.begin(), some.end());
  }
  count_people(publication, all);
  const auto known = [&publication](const std::string& id) {
    return std::any_of(publication.layers.begin(), publication.layers.end(),
                       [&id](const Layer& layer) { return layer.id == id; });
  };
  for (const std::string layer : {"2019-05-late", "2019-05-withdrawn"}) {
    if (!known(layer)) {
      count_people(publication, people(publication, layer, 12));
    }
  }
  return publication;
}

void Family::step(Publication& publication, std::size_t at) const {
  const std::vector<std::vector<std::string>> months{
      {"2019-03"}, {"2019-04"}, {"2019-05", "2019-05-withdrawn"}, {"2019-05", "2019-05-late"}};
  const std::vector<std::string> releases{"2019-03.r0", "2019-04.r0", "2019-05.r0", "2019-05.r1"};
  publication.release = releases[at];
  publication.tables = usual_tables(publication, months[at]);
  if (at == 2) {
    for (PublishedTable window :
         usual_tables(publication, {"2019-03", "2019-04", "2019-05", "2019-05-withdrawn"})) {
      window.id += "_window";
      publication.tables.push_back(window);
    }
  }
  for (PublishedTable& table : publication.tables) {
    table.revises = at == 3 ? months[2] : std::vector<std::string>{};
  }
}

}  // namespace release_tests
