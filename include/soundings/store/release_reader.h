// Releases as readers find them, over a connection of their own, so that no reader waits for the
// writer.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "soundings/store/provisional.h"
#include "soundings/store/releases.h"

namespace soundings::store {

/// Thread-safe. Made by open_releases() of engine.h. Throws StoreFailure when the database cannot
/// be read.
class ReleaseReader {
 public:
  virtual ~ReleaseReader() = default;

  /// Published ones alone: the latest month first, of a month the latest revision first.
  [[nodiscard]] virtual std::vector<ReleaseLine> list() const = 0;

  /// Nothing for a draft, and for one that is withdrawn.
  [[nodiscard]] virtual std::optional<Release> find(std::string_view id) const = 0;

  [[nodiscard]] virtual ProvisionalHistory provisional() const = 0;
};

}  // namespace soundings::store
