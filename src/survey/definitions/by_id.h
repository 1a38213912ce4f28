// A linear search by id: definitions are lists of tens, in the order in which they
// are shown, so an index would cost more than it saves.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace soundings {

/// The first of `things` whose id is `id`; nullptr when there is none.
template <typename Thing>
[[nodiscard]] const Thing* find_by_id(const std::vector<Thing>& things,
                                      std::string_view id) noexcept {
  const auto at = std::find_if(things.begin(), things.end(),
                               [id](const Thing& thing) { return thing.id == id; });
  return at == things.end() ? nullptr : &*at;
}

}  // namespace soundings
