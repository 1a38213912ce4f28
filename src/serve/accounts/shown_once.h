// Secrets between the form that made them and the page that says them: to whoever made them, once,
// within a minute. They are in memory alone.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "soundings/base/time.h"
#include "soundings/pages/account_pages.h"

namespace soundings::serve {

/// Thread-safe.
class ShownOnce {
 public:
  /// Under which id `holder` may be shown it.
  [[nodiscard]] std::string keep(const std::string& holder, pages::SecretsPage page, Instant now);

  /// Nothing for another holder, the second time, and after a minute.
  [[nodiscard]] std::optional<pages::SecretsPage> take(const std::string& id,
                                                       const std::string& holder, Instant now);

 private:
  struct Kept {
    std::string holder;
    pages::SecretsPage page;
    Instant at;
  };

  std::mutex mutex_;
  std::map<std::string, Kept> kept_;
};

}  // namespace soundings::serve
