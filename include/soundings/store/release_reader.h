// Releases as readers find them, over a connection of their own, so that no reader waits for the
// writer.
#pragma once

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "soundings/store/provisional.h"
#include "soundings/store/releases.h"

namespace soundings::store {

/// Releases as they were when somebody asked. Never null.
using ReleaseLines = std::shared_ptr<const std::vector<ReleaseLine>>;

/// Thread-safe. Made by open_releases() of engine.h. Throws StoreFailure when the database cannot
/// be read.
class ReleaseReader {
 public:
  virtual ~ReleaseReader() = default;

  /// Published ones alone: the latest month first, of a month the latest revision first.
  [[nodiscard]] virtual ReleaseLines list() const = 0;

  /// Nothing for a draft, and for one that is withdrawn.
  [[nodiscard]] virtual std::optional<Release> find(std::string_view id) const = 0;

  [[nodiscard]] virtual ProvisionalHistory provisional() const = 0;
  /// Whether the database is marked as sample data.
  [[nodiscard]] virtual bool is_sample() const = 0;
  /// The published files of a published release, by name; nothing for another one.
  [[nodiscard]] virtual std::vector<ReleaseFileLine> files(std::string_view id) const = 0;
  /// One of them; nothing for a file that is not published.
  [[nodiscard]] virtual std::optional<ReleaseFile> file(std::string_view id,
                                                        std::string_view name) const = 0;
};

}  // namespace soundings::store
