// Small forces made by chance: one with few people in an area, or a handful in all, must be able to
// publish. What cannot be shown safely is hidden, rounded or left out, and the rest leaves.
#include <algorithm>

#include <catch2/catch.hpp>

#include "disclose/families.h"
#include "disclose/people.h"

using namespace soundings::disclose;
using namespace release_tests;

TEST_CASE("a small force is released, whatever has to be hidden for it", "[families]") {
  const ProtectionParameters parameters = family_parameters();
  for (std::uint64_t seed = 1; seed <= families(); ++seed) {
    Family family(4000 + seed);
    const Publication publication = family.small_force();
    INFO("seed " << seed);
    const auto release = protect(publication, parameters);
    REQUIRE(release);
    CHECK(check_proofs(release->printed, answer_rules(publication.items), release->witnesses,
                       release->proofs) == WitnessFault::none);
    CHECK(release->nodes_used <= 6 * parameters.solver_nodes);
    const bool anything =
        std::any_of(release->tables.begin(), release->tables.end(),
                    [](const ReleasedTable& table) { return table.fate == TableFate::released; });
    CHECK(anything);
    write_for_attack("small_force_" + std::to_string(seed), publication, *release);
  }
}
