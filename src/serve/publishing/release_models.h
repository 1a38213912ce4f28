// The pages of releases as models, from what is kept of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/pages/release_pages.h"
#include "soundings/store/maintenance.h"
#include "soundings/store/releases.h"

#include "context.h"

namespace soundings::serve {

/// lines: the latest month first, of a month the latest revision first.
[[nodiscard]] pages::ReleasesPage make_releases_page(const Context& context,
                                                     const std::vector<store::ReleaseLine>& lines);

/// What the page of one release is made of. lines: every release. other: what it is compared with;
/// nothing where there is nothing.
struct LookedAt {
  store::Release release;
  std::vector<store::ReleaseLine> lines;
  std::optional<store::Release> other;
  std::vector<store::Check> checks;
};
[[nodiscard]] pages::ReleasePage make_release_page(const Context& context, const LookedAt& looked);

/// "May 2019, revision 1".
[[nodiscard]] std::string release_title(const store::ReleaseLine& line);

/// What a release is compared with where nothing is chosen: the one before it of its month, or the
/// newest published one of an earlier month; nullptr where there is none.
[[nodiscard]] const store::ReleaseLine* usual_comparison(
    const store::ReleaseLine& line, const std::vector<store::ReleaseLine>& lines) noexcept;

}  // namespace soundings::serve
