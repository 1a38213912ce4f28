#include "key_ring.h"

#include <algorithm>
#include <array>
#include <utility>

#include "soundings/access/may.h"

namespace soundings::intake {
namespace {

/// What a source proves itself for.
constexpr std::array of_sources{access::Permission::post_responses,
                                access::Permission::post_invitations,
                                access::Permission::read_receipts};

}  // namespace

void KeyRing::refresh(const store::Keys& keys) {
  std::map<Opens, std::vector<SourceKey>> grouped;
  for (const SourceKey& key : keys.list("")) {
    const auto signer = access::Principal::source(key.source, key.id, key.scope);
    for (const access::Permission what : of_sources) {
      if (access::may(signer, what)) {
        grouped[{key.source, what}].push_back(key);
      }
    }
  }
  std::map<Opens, std::shared_ptr<const std::vector<SourceKey>>> by_source;
  for (auto& [source, own] : grouped) {
    by_source[source] = std::make_shared<const std::vector<SourceKey>>(std::move(own));
  }
  const std::lock_guard lock(mutex_);
  by_source_ = std::move(by_source);
}

std::shared_ptr<const std::vector<SourceKey>> KeyRing::list(const std::string& source,
                                                            access::Permission what) const {
  static const auto none = std::make_shared<const std::vector<SourceKey>>();
  const std::lock_guard lock(mutex_);
  const auto found = by_source_.find({source, what});
  return found == by_source_.end() ? none : found->second;
}

void KeyRing::used(const std::string& key_id, Instant at) {
  const std::lock_guard lock(mutex_);
  auto& last = uses_[key_id];
  last = std::max(last, at);
}

void KeyRing::hand_over(store::Keys& keys) {
  std::map<std::string, Instant> uses;
  {
    const std::lock_guard lock(mutex_);
    uses = std::exchange(uses_, {});
  }
  unwritten_ = unwritten_ || !uses.empty();
  for (const auto& [key, at] : uses) {
    keys.used(key, at);
  }
}

void KeyRing::note_use(store::Keys& keys, When when) {
  const auto now = std::chrono::steady_clock::now();
  if (when == When::at_leisure && now < next_note_) {
    return;
  }
  hand_over(keys);
  if (!unwritten_) {
    return;
  }
  next_note_ = now + std::chrono::minutes(1);
  keys.write_used();
  unwritten_ = false;
}

}  // namespace soundings::intake
