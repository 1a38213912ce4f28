// The sources' keys as handlers read them: a copy of the store's list, replaced
// whole whenever the store may have changed, and a note of when each was used.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "soundings/access/permission.h"
#include "soundings/store/keys.h"
#include "soundings/survey/delivery.h"

namespace soundings::intake {

/// list() and used() from any thread; the others on the writer's thread.
class KeyRing {
 public:
  explicit KeyRing(const store::Keys& keys) { refresh(keys); }

  void refresh(const store::Keys& keys);

  /// The keys of `source` that open `what`. The list stays whole while it is held.
  [[nodiscard]] std::shared_ptr<const std::vector<SourceKey>> list(const std::string& source,
                                                                   access::Permission what) const;

  void used(const std::string& key_id, Instant at);

  /// Gives the store the uses noted since the last time, without writing.
  void hand_over(store::Keys& keys);

  /// Writes the uses there are, at most once a minute unless `now_or_never`.
  enum class When { at_leisure, now_or_never };
  void note_use(store::Keys& keys, When when);

 private:
  mutable std::mutex mutex_;
  using Opens = std::pair<std::string, access::Permission>;
  std::map<Opens, std::shared_ptr<const std::vector<SourceKey>>> by_source_;
  std::map<std::string, Instant> uses_;
  bool unwritten_ =
      false;  // on the writer's thread: uses the store has been given and has not written
  std::chrono::steady_clock::time_point next_note_{};
};

}  // namespace soundings::intake
