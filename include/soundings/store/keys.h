// The keys of sources. Their secrets are stored encrypted under the master key.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/time.h"
#include "soundings/survey/delivery.h"

namespace soundings::store {

struct KeyUse {
  std::string key_id;
  Instant at;
};

class Keys {
 public:
  virtual ~Keys() = default;

  /// Returns the new key's id.
  virtual std::string add(const SourceKey& key, Instant now, std::string_view actor) = 0;

  /// Lets a key hold until `end` and no longer. False when there is none of this id, or it ends
  /// before that.
  [[nodiscard]] virtual bool end(std::string_view key_id, Instant end, Instant now,
                                 std::string_view actor) = 0;

  /// source: "" for every source.
  [[nodiscard]] virtual std::vector<SourceKey> list(std::string_view source) const = 0;

  /// The time is kept in memory until write_used() is called or the store closes, so that a post
  /// costs no write of its own.
  virtual void used(std::string_view key_id, Instant at) = 0;
  virtual void write_used() = 0;
  [[nodiscard]] virtual std::vector<KeyUse> uses() const = 0;
};

}  // namespace soundings::store
