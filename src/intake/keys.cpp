#include "soundings/intake/keys.h"

#include <map>
#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/uuid.h"
#include "soundings/store/keys.h"

namespace soundings::intake {
namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t shortest_secret = 24;
constexpr std::size_t longest_secret = 64;
constexpr std::string_view secret_prefix = "whsec_";

using Bytes = std::vector<std::uint8_t>;

/// Nothing when it is not base64 of 24 to 64 bytes.
std::optional<Bytes> read_secret(std::string_view text) {
  if (text.starts_with(secret_prefix)) {
    text.remove_prefix(secret_prefix.size());
  }
  auto bytes = from_base64(text);
  if (!bytes || bytes->size() < shortest_secret || bytes->size() > longest_secret) {
    return std::nullopt;
  }
  return bytes;
}

ListedKey listed(const SourceKey& key) {
  return {.id = key.id,
          .source = key.source,
          .label = key.label,
          .not_before = key.not_before,
          .not_after = key.not_after,
          .last_used = std::nullopt,
          .scope = key.scope};
}

/// The wish as a key, or why it cannot be one.
Expected<SourceKey, KeyFault> read_wish(const Definitions& definitions, const KeyWish& wish,
                                        Instant now) {
  if (definitions.find_source(wish.source) == nullptr) {
    return unexpected(KeyFault::unknown_source);
  }
  auto secret =
      wish.secret.empty() ? std::optional(random_bytes(secret_bytes)) : read_secret(wish.secret);
  if (!secret) {
    return unexpected(KeyFault::secret_malformed);
  }
  const Instant from = wish.not_before.value_or(now);
  if (wish.not_after && (*wish.not_after <= from || *wish.not_after <= now)) {
    return unexpected(KeyFault::dates_reversed);
  }
  return SourceKey{.id = "key_" + uuid_v7(now),
                   .source = wish.source,
                   .label = wish.label,
                   .secret = std::move(*secret),
                   .not_before = from,
                   .not_after = wish.not_after,
                   .scope = wish.scope};
}

MadeKey shown_once(const SourceKey& key) {
  return {.key = listed(key), .secret = std::string(secret_prefix) + to_base64(key.secret)};
}

}  // namespace

Expected<MadeKey, KeyFault> create_key(Intake& intake, const Definitions& definitions,
                                       const KeyWish& wish, Instant now, std::string_view actor) {
  const auto key = read_wish(definitions, wish, now);
  if (!key) {
    return unexpected(key.error());
  }
  intake.with_store([&](store::Store& store) { store.keys().add(*key, now, actor); });
  return shown_once(*key);
}

Expected<MadeKey, KeyFault> rotate_keys(Intake& intake, const Definitions& definitions,
                                        const KeyWish& wish, Instant until, Instant now,
                                        std::string_view actor) {
  const auto key = read_wish(definitions, wish, now);
  if (!key) {
    return unexpected(key.error());
  }
  if (until < now) {
    return unexpected(KeyFault::dates_reversed);
  }
  MadeKey made = shown_once(*key);
  intake.with_store([&](store::Store& store) {
    const auto before = store.keys().list(wish.source);
    store.keys().add(*key, now, actor);
    for (const SourceKey& old : before) {
      if (old.scope == wish.scope && store.keys().end(old.id, until, now, actor)) {
        made.ending.push_back(listed(old));
        made.ending.back().not_after = until;
      }
    }
  });
  return made;
}

Expected<void, KeyFault> revoke_key(Intake& intake, const std::string& id, Instant now,
                                    std::string_view actor) {
  bool ended = false;
  intake.with_store([&](store::Store& store) { ended = store.keys().end(id, now, now, actor); });
  if (!ended) {
    return unexpected(KeyFault::unknown_key);
  }
  return {};
}

std::vector<ListedKey> list_keys(Intake& intake, const std::string& source) {
  std::vector<ListedKey> keys;
  intake.with_store([&](store::Store& store) {
    std::map<std::string, Instant> used;
    for (const auto& use : store.keys().uses()) {
      used[use.key_id] = use.at;
    }
    for (const SourceKey& key : store.keys().list(source)) {
      keys.push_back(listed(key));
      if (const auto last = used.find(key.id); last != used.end()) {
        keys.back().last_used = last->second;
      }
    }
  });
  return keys;
}

}  // namespace soundings::intake
