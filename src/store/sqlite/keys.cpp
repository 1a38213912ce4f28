// The secrets of sources, sealed under the master key.
#include "sqlite/keys.h"

#include <algorithm>

#include "soundings/base/uuid.h"

#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

std::optional<std::int64_t> microseconds(const std::optional<Instant>& at) {
  return at ? std::optional(epoch_microseconds(*at)) : std::nullopt;
}

}  // namespace

std::string add_key(Session& session, const SourceKey& key, Instant now, std::string_view actor) {
  const std::string id = key.id.empty() ? "key_" + uuid_v7(now) : key.id;
  const std::string secret(key.secret.begin(), key.secret.end());
  const Bytes sealed = seal(secret, session.master_key);
  const std::string scope(to_text(key.scope));
  session.write([&](SQLite::Transaction& transaction) {
    run_once(*session.database,
             "INSERT INTO source_key (source, id, label, secret, not_before, not_after, scope)"
             " VALUES (?, ?, ?, ?, ?, ?, ?)",
             session.writer->dictionary.source(key.source), id, key.label, Blob(sealed),
             epoch_microseconds(key.not_before), microseconds(key.not_after), scope);
    session.writer->audit.append({.at = now,
                                  .actor = std::string(actor),
                                  .action = "key_created",
                                  .subject = id,
                                  .detail = key.source + " " + scope + " " + key.label});
    transaction.commit();
  });
  return id;
}

bool end_key(Session& session, std::string_view key_id, Instant end, Instant now,
             std::string_view actor) {
  bool found = false;
  const std::string id(key_id);
  const std::int64_t at = epoch_microseconds(end);
  session.write([&](SQLite::Transaction& transaction) {
    SQLite::Statement revoke(*session.database,
                             "UPDATE source_key SET not_after = ? WHERE id = ?"
                             " AND (not_after IS NULL OR not_after > ?)");
    found = prepare(revoke, at, id, at).exec() > 0;
    if (found) {
      session.writer->audit.append({.at = now,
                                    .actor = std::string(actor),
                                    .action = end > now ? "key_ends" : "key_revoked",
                                    .subject = id,
                                    .detail = end > now ? rfc3339(end) : ""});
    }
    transaction.commit();
  });
  return found;
}

std::vector<SourceKey> keys_of(const Session& session, std::string_view source) {
  SQLite::Statement read(*session.database,
                         "SELECT k.id, s.id, k.label, k.secret, k.not_before, k.not_after, k.scope"
                         " FROM source_key k JOIN source s ON s.no = k.source"
                         " WHERE ? IN ('', s.id) ORDER BY s.id, k.not_before, k.id");
  const std::string wanted(source);
  std::vector<SourceKey> keys;
  for (prepare(read, wanted); read.executeStep();) {
    SourceKey key{.id = text_at(read, 0),
                  .source = text_at(read, 1),
                  .label = text_at(read, 2),
                  .not_before = from_epoch_microseconds(number_at(read, 4)),
                  .not_after = std::nullopt,
                  .scope = parse_key_scope(text_at(read, 6)).value_or(KeyScope::sandbox)};
    if (const auto secret = unseal(blob_at(read, 3), session.master_key)) {
      key.secret.assign(secret->begin(), secret->end());
    }
    if (const auto end = optional_at(read, 5)) {
      key.not_after = from_epoch_microseconds(*end);
    }
    keys.push_back(std::move(key));
  }
  return keys;
}

void note_key_used(Session& session, std::string_view key_id, Instant at) {
  auto& last = session.keys_used[std::string(key_id)];
  last = std::max(last, epoch_microseconds(at));
}

std::vector<KeyUse> key_uses(const Session& session) {
  std::map<std::string, std::int64_t> uses = session.keys_used;
  SQLite::Statement read(*session.database,
                         "SELECT id, last_used FROM source_key WHERE last_used IS NOT NULL");
  while (read.executeStep()) {
    auto& last = uses[text_at(read, 0)];
    last = std::max(last, number_at(read, 1));
  }
  std::vector<KeyUse> found;
  found.reserve(uses.size());
  for (const auto& [id, at] : uses) {
    found.push_back({.key_id = id, .at = from_epoch_microseconds(at)});
  }
  return found;
}

void write_keys_used(Session& session) {
  if (session.keys_used.empty()) {
    return;
  }
  std::int64_t last = 0;
  session.write([&](SQLite::Transaction& transaction) {
    SQLite::Statement touch(*session.database, "UPDATE source_key SET last_used = ? WHERE id = ?");
    for (const auto& [id, at] : session.keys_used) {
      run(touch, at, id);
      last = std::max(last, at);
    }
    // The sum of rows stands in the audit.
    session.writer->audit.append({.at = from_epoch_microseconds(last),
                                  .actor = "store",
                                  .action = "keys_used",
                                  .subject = "keys"});
    transaction.commit();
  });
  session.keys_used.clear();
}

}  // namespace soundings::store::sqlite
