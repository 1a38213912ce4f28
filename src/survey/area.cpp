// The register of areas: looked up by id, listed by level.
#include "soundings/survey/area.h"

#include <algorithm>
#include <utility>

namespace soundings {

AreaRegister::AreaRegister(std::vector<Area> areas) : areas_(std::move(areas)) {}

const Area* AreaRegister::find(std::string_view id) const noexcept {
  const auto at =
      std::find_if(areas_.begin(), areas_.end(), [id](const Area& area) { return area.id == id; });
  return at == areas_.end() ? nullptr : &*at;
}

std::vector<const Area*> AreaRegister::at_level(std::string_view level) const {
  std::vector<const Area*> found;
  for (const Area& area : areas_) {
    if (area.level == level) {
      found.push_back(&area);
    }
  }
  return found;
}

}  // namespace soundings
