// Releases as the commands find them.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "soundings/store/releases.h"
#include "soundings/store/store.h"

#include "options.h"

namespace soundings::app {

/// What the database holds of releases, read beside whoever writes; nothing when it cannot be.
[[nodiscard]] std::unique_ptr<const store::Store> open_releases(const ReleaseOptions& options);

/// Says so when there is none.
[[nodiscard]] std::optional<store::Release> find_release(const store::Store& store,
                                                         const std::string& id);

}  // namespace soundings::app
