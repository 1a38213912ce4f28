// The words of releases, and finding a file of one.
#include "soundings/store/releases.h"

#include <algorithm>
#include <array>

namespace soundings::store {
namespace {

constexpr std::array<std::string_view, 3> states{"draft", "published", "withdrawn"};

}  // namespace

std::string_view to_text(ReleaseState state) noexcept {
  return states.at(static_cast<std::size_t>(state));
}

std::optional<ReleaseState> parse_release_state(std::string_view text) noexcept {
  const auto* const at = std::ranges::find(states, text);
  return at == states.end() ? std::nullopt
                            : std::optional(static_cast<ReleaseState>(at - states.begin()));
}

const ReleaseFile* Release::file(std::string_view name) const noexcept {
  const auto at = std::ranges::find(files, name, &ReleaseFile::name);
  return at == files.end() ? nullptr : &*at;
}

}  // namespace soundings::store
