// `soundings key`: the secrets by which sources prove who they are. A secret is shown
// once, when it is made; the ledger keeps it encrypted (docs/decisions/0004).
#include <iostream>
#include <map>

#include "soundings/base/digest.h"
#include "soundings/base/uuid.h"

#include "commands.h"
#include "open.h"

namespace soundings::app {

namespace {

constexpr std::size_t secret_bytes = 32;
constexpr std::size_t shortest_secret = 24;
constexpr std::size_t longest_secret = 64;
constexpr std::string_view secret_prefix = "whsec_";
constexpr std::string_view actor = "command line";
constexpr auto overlap = std::chrono::hours(24);

/// The bytes of "whsec_" + base64, prefix optional; nothing when it is not base64 of 24 to 64
/// bytes.
std::optional<std::vector<std::uint8_t>> read_secret(std::string_view text) {
  if (text.starts_with(secret_prefix)) {
    text.remove_prefix(secret_prefix.size());
  }
  auto bytes = from_base64(text);
  if (!bytes || bytes->size() < shortest_secret || bytes->size() > longest_secret) {
    return std::nullopt;
  }
  return bytes;
}

bool known_source(const Definitions& definitions, const std::string& source) {
  if (definitions.find_source(source) != nullptr) {
    return true;
  }
  std::cerr << "no source " << source << " in the definitions; there are:";
  for (const Source& known : definitions.sources) {
    std::cerr << ' ' << known.id;
  }
  std::cerr << '\n';
  return false;
}

void add_and_show(store::Ledger& ledger, const KeyOptions& options,
                  std::vector<std::uint8_t> secret) {
  const Instant at = now();
  const SourceKey key{.id = "key_" + uuid_v7(at),
                      .source = options.source,
                      .label = options.label,
                      .secret = std::move(secret),
                      .not_before = at,
                      .not_after = std::nullopt};
  const std::string id = ledger.add_key(key, at, actor);
  std::cout << id << ' ' << secret_prefix << to_base64(key.secret) << '\n';
  std::cerr << "The secret above is shown this once.\n";
}

}  // namespace

Exit create_key(const KeyOptions& options) {
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !known_source(*definitions, options.source)) {
    return Exit::refused;
  }
  auto secret = options.secret.empty() ? std::optional(random_bytes(secret_bytes))
                                       : read_secret(options.secret);
  if (!secret) {
    std::cerr << "--secret takes whsec_ and the base64 of 24 to 64 bytes\n";
    return Exit::wrong_usage;
  }
  const auto ledger = open_ledger(options.place, store::Access::read_write);
  if (!ledger) {
    return Exit::machine_failed;
  }
  add_and_show(*ledger, options, std::move(*secret));
  return Exit::done;
}

Exit rotate_key(const KeyOptions& options) {
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions || !known_source(*definitions, options.source)) {
    return Exit::refused;
  }
  const auto ledger = open_ledger(options.place, store::Access::read_write);
  if (!ledger) {
    return Exit::machine_failed;
  }
  const Instant until = now() + overlap;
  for (const SourceKey& key : ledger->keys(options.source)) {
    if (ledger->revoke_key(key.id, until, actor)) {
      std::cerr << key.id << " is good until " << rfc3339(until) << '\n';
    }
  }
  add_and_show(*ledger, options, random_bytes(secret_bytes));
  return Exit::done;
}

Exit revoke_key(const KeyOptions& options) {
  const auto ledger = open_ledger(options.place, store::Access::read_write);
  if (!ledger) {
    return Exit::machine_failed;
  }
  if (!ledger->revoke_key(options.id, now(), actor)) {
    std::cerr << "no active key " << options.id << '\n';
    return Exit::refused;
  }
  std::cout << options.id << " revoked\n";
  return Exit::done;
}

Exit list_keys(const KeyOptions& options) {
  const auto ledger = open_ledger(options.place, store::Access::read_only);
  if (!ledger) {
    return Exit::refused;
  }
  std::map<std::string, Instant> used;
  for (const store::Ledger::KeyUse& use : ledger->key_uses()) {
    used[use.key_id] = use.at;
  }
  for (const SourceKey& key : ledger->keys(options.source)) {
    std::cout << key.id << ' ' << key.source << ' ' << (key.label.empty() ? "-" : key.label)
              << " from " << rfc3339(key.not_before);
    if (key.not_after) {
      std::cout << " to " << rfc3339(*key.not_after);
    }
    const auto last = used.find(key.id);
    std::cout << ", " << (last == used.end() ? "never used" : "last used " + rfc3339(last->second))
              << '\n';
  }
  return Exit::done;
}

}  // namespace soundings::app
