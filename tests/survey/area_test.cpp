// The register of areas.
#include "soundings/survey/area.h"

#include <catch2/catch.hpp>

using namespace soundings;

namespace {

Area area(std::string id, std::string level) {
  return {.id = std::move(id),
          .name = "",
          .level = std::move(level),
          .parent = "",
          .local_authority = ""};
}

}  // namespace

TEST_CASE("areas of a level come in the order of the register, not of the alphabet", "[survey]") {
  const AreaRegister areas({area("force", "force"), area("SW", "npu"), area("SH", "npu")});
  REQUIRE(areas.at_level("npu").size() == 2);
  CHECK(areas.at_level("npu")[0]->id == "SW");
  CHECK(areas.at_level("npu")[1]->id == "SH");
  CHECK(areas.at_level("city").empty());
}

TEST_CASE("an area is found by its id and not by its name", "[survey]") {
  const AreaRegister areas({area("SW", "npu")});
  REQUIRE(areas.find("SW") != nullptr);
  CHECK(areas.find("sw") == nullptr);
  CHECK(areas.find("Sandwell") == nullptr);
}
