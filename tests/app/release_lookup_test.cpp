// Releases as commands find them while somebody else writes.
#include "release_lookup.h"

#include <stdexcept>

#include <catch2/catch.hpp>

using namespace soundings;
using store::Act;
using store::Release;
using store::ReleaseFault;
using store::ReleaseLine;

namespace {

Expected<ReleaseLine, ReleaseFault> changes_nothing() {
  throw std::logic_error("who looks up releases changes none");
}

/// Two releases, of which the draft is discarded once they have been listed.
class DiscardedMeanwhile : public store::Releases {
 public:
  [[nodiscard]] std::vector<ReleaseLine> list() const override {
    return {line("2019-06.r0"), line("2019-05.r0")};
  }
  [[nodiscard]] std::optional<Release> find(std::string_view id) const override {
    return id == "2019-05.r0" ? std::optional(Release{.line = line("2019-05.r0")}) : std::nullopt;
  }
  Expected<ReleaseLine, ReleaseFault> keep(const Release& /*release*/,
                                           const Act& /*act*/) override {
    return changes_nothing();
  }
  Expected<ReleaseLine, ReleaseFault> approve(std::string_view /*id*/,
                                              const Act& /*act*/) override {
    return changes_nothing();
  }
  Expected<ReleaseLine, ReleaseFault> discard(std::string_view /*id*/,
                                              const Act& /*act*/) override {
    return changes_nothing();
  }
  Expected<ReleaseLine, ReleaseFault> withdraw(std::string_view /*id*/, std::string_view /*user*/,
                                               const Act& /*act*/) override {
    return changes_nothing();
  }

 private:
  static ReleaseLine line(const std::string& id) {
    return {.id = id, .month = {2019, 5}, .made = {}};
  }
};

}  // namespace

TEST_CASE("a draft that is discarded while releases are read is not among them", "[app]") {
  const std::vector<Release> all = app::all_releases(DiscardedMeanwhile{});
  REQUIRE(all.size() == 1);
  CHECK(all.front().line.id == "2019-05.r0");
}
