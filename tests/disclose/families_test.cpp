// Random families of surveys: for each the gate passes or refuses, and what it passes is written
// for the attacker of tests/attacks.
#include "disclose/families.h"

#include <catch2/catch.hpp>

#include "disclose/people.h"

using namespace soundings::disclose;
using namespace release_tests;

namespace {

/// A release either holds, by the check that shares nothing with the solver, or is refused.
void holds_or_refuses(const std::string& name, const Publication& publication,
                      std::size_t& passed) {
  const auto release = protect(publication, family_parameters());
  if (!release) {
    INFO(name << " was refused: " << release.error().where);
    CHECK(release.error().kind == RefusalKind::not_proved);
    return;
  }
  ++passed;
  std::vector<PrintedFigure> all = publication.earlier;
  all.insert(all.end(), release->printed.begin(), release->printed.end());
  INFO(name);
  CHECK(check_proofs(all, answer_rules(publication.items), release->witnesses, release->proofs) ==
        WitnessFault::none);
  write_for_attack(name, publication, *release);
}

}  // namespace

TEST_CASE("random months are released safely or refused", "[families]") {
  std::size_t passed = 0;
  for (std::uint64_t seed = 1; seed <= families(); ++seed) {
    Family family(seed);
    holds_or_refuses("month_" + std::to_string(seed), family.month(), passed);
  }
  CHECK(passed > families() / 2);
}

TEST_CASE("random polls without areas are released safely or refused", "[families]") {
  std::size_t passed = 0;
  for (std::uint64_t seed = 1; seed <= families(); ++seed) {
    Family family(1000 + seed);
    holds_or_refuses("poll_" + std::to_string(seed), family.poll(), passed);
  }
  CHECK(passed > families() / 2);
}

TEST_CASE("random months with an area of few people are released safely or refused", "[families]") {
  std::size_t passed = 0;
  for (std::uint64_t seed = 1; seed <= families(); ++seed) {
    Family family(2000 + seed);
    holds_or_refuses("small_area_" + std::to_string(seed), family.small_area(), passed);
  }
  CHECK(passed > families() / 2);
}

TEST_CASE(
    "random histories of three months with a window and a revision are released safely or "
    "refused",
    "[families]") {
  std::size_t passed = 0;
  for (std::uint64_t seed = 1; seed <= families(); ++seed) {
    Family family(3000 + seed);
    Publication publication = family.history();
    for (std::size_t step = 0; step < Family::steps; ++step) {
      family.step(publication, step);
      const auto release = protect(publication, family_parameters());
      if (!release) {
        CHECK(release.error().kind == RefusalKind::not_proved);
        break;
      }
      if (step + 1 == Family::steps) {
        ++passed;
        write_for_attack("history_" + std::to_string(seed), publication, *release);
      }
      publication.earlier.insert(publication.earlier.end(), release->printed.begin(),
                                 release->printed.end());
    }
  }
  CHECK(passed > families() / 2);
}
