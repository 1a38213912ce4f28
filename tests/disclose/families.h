// Surveys made by chance from a seed: skewed areas, groups that agree, items not answered, people
// who answer twice, answers without a known area, late and withdrawn answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "disclose/people.h"

namespace release_tests {

/// How many of each family are made: SOUNDINGS_FAMILIES, or 20.
[[nodiscard]] std::uint64_t families();

/// Whether they are of full size (SOUNDINGS_LARGE_FAMILIES).
[[nodiscard]] bool large_families();

/// In the test run a search gives up early: that may cost a table and never a person.
[[nodiscard]] soundings::disclose::ProtectionParameters family_parameters();

class Family {
 public:
  explicit Family(std::uint64_t seed);

  /// One month by areas, two domains, two items that everybody is asked and one that is routed.
  soundings::disclose::Publication month();

  /// A poll without areas.
  soundings::disclose::Publication poll();

  /// A month in which one area has 1 to 9 people.
  soundings::disclose::Publication small_area();

  /// A month of a small force: one to nine areas, most of them of a few people or none, or a
  /// handful of people in all.
  soundings::disclose::Publication small_force();

  /// Counts of three months with late and withdrawn answers, and no tables yet.
  soundings::disclose::Publication history();

  static constexpr std::size_t steps = 4;

  /// Puts up the tables of one release: each of three months, the third with a window of all, then
  /// the revision of the third.
  void step(soundings::disclose::Publication& publication, std::size_t at) const;

 private:
  std::uint64_t below(std::uint64_t limit);
  bool chance(double probability);
  std::string skewed(const soundings::disclose::PublishedDomain& domain);
  soundings::disclose::Publication empty(bool areas, bool routed);
  void answer(Person& person, const soundings::disclose::Publication& publication);
  std::vector<Person> people(const soundings::disclose::Publication& publication,
                             const std::string& layer, std::uint64_t count);

  std::mt19937_64 random_;
  bool large_ = false;
  double satisfied_ = 0.5;
  double silent_ = 0.0;
  double unknown_area_ = 0.0;
  double repeat_ = 0.0;
  std::string agreed_;  ///< a code whose people all answer alike
};

}  // namespace release_tests
