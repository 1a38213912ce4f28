// The keys of sources in their table.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/store/keys.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

std::string add_key(Session& session, const SourceKey& key, Instant now, std::string_view actor);
[[nodiscard]] bool end_key(Session& session, std::string_view key_id, Instant end, Instant now,
                           std::string_view actor);
[[nodiscard]] std::vector<SourceKey> keys_of(const Session& session, std::string_view source);

void note_key_used(Session& session, std::string_view key_id, Instant at);
void write_keys_used(Session& session);
[[nodiscard]] std::vector<KeyUse> key_uses(const Session& session);

}  // namespace soundings::store::sqlite
