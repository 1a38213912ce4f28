// Releases as the commands find them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "soundings/store/releases.h"
#include "soundings/store/store.h"

#include "options.h"

namespace soundings::app {

/// What the database holds of releases, read beside whoever writes; nothing when it cannot be.
[[nodiscard]] std::unique_ptr<const store::Store> open_releases(const ReleaseOptions& options);

/// Says so when there is none.
[[nodiscard]] std::optional<store::Release> find_release(const store::Store& store,
                                                         const std::string& id);

/// In the order of the list. A draft that whoever writes discards meanwhile is not among them.
[[nodiscard]] std::vector<store::Release> all_releases(const store::Releases& releases);

}  // namespace soundings::app
