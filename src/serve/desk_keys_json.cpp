// Keys at the operator's desk. A secret is in one reply only: the one to the verb that
// made it.
#include <nlohmann/json.hpp>

#include "soundings/intake/keys.h"

#include "desk_addresses.h"
#include "exchange.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;
using intake::KeyFault;

constexpr auto overlap = std::chrono::hours(24);

std::string printed(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json key_json(const intake::ListedKey& key) {
  Json document{{"key", key.id},
                {"source", key.source},
                {"label", key.label},
                {"not_before", rfc3339(key.not_before)}};
  if (key.not_after) {
    document["not_after"] = rfc3339(*key.not_after);
  }
  if (key.last_used) {
    document["last_used"] = rfc3339(*key.last_used);
  }
  return document;
}

Json keys_json(const std::vector<intake::ListedKey>& keys) {
  Json list = Json::array();
  for (const auto& key : keys) {
    list.push_back(key_json(key));
  }
  return list;
}

Answer key_refused(KeyFault fault, const Ask& ask) {
  switch (fault) {
    case KeyFault::unknown_source:
      return refused(
          {404, "unknown_source", "No source is defined as '" + field(ask, "source") + "'.", {}});
    case KeyFault::secret_malformed:
      return refused(bad_value("secret", "secret_malformed",
                               "A secret is whsec_ and the base64 of 24 to 64 bytes."));
    case KeyFault::dates_reversed:
      return refused(
          bad_value("not_after", "dates_reversed", "A key ends after it begins, and after now."));
    case KeyFault::unknown_key:
      break;
  }
  return refused({404, "unknown_key", "No key that still holds has this id.", {}});
}

Answer made(const Expected<intake::MadeKey, KeyFault>& made, const Ask& ask) {
  if (!made) {
    return key_refused(made.error(), ask);
  }
  Json document = key_json(made->key);
  document["secret"] = made->secret;
  document["ending"] = keys_json(made->ending);
  return {.status = 200, .body = printed(document)};
}

}  // namespace

Answer list_keys_at_desk(const DeskTools& tools, const Ask& ask) {
  const auto keys = intake::list_keys(tools.intake, field(ask, "source"));
  return {.status = 200, .body = printed({{"keys", keys_json(keys)}})};
}

Answer create_key_at_desk(const DeskTools& tools, const Ask& ask) {
  const auto from = time_field(ask, "not_before");
  const auto to = time_field(ask, "not_after");
  if (!from || !to) {
    return refused(from ? to.error() : from.error());
  }
  const intake::KeyWish wish{.source = field(ask, "source"),
                             .label = field(ask, "label"),
                             .secret = field(ask, "secret"),
                             .not_before = *from,
                             .not_after = *to};
  return made(intake::create_key(tools.intake, tools.definitions, wish, ask.at, actor_of(ask)),
              ask);
}

Answer rotate_keys_at_desk(const DeskTools& tools, const Ask& ask) {
  const auto until = time_field(ask, "until");
  if (!until) {
    return refused(until.error());
  }
  const intake::KeyWish wish{.source = field(ask, "source"),
                             .label = field(ask, "label"),
                             .secret = {},
                             .not_before = std::nullopt,
                             .not_after = std::nullopt};
  return made(intake::rotate_keys(tools.intake, tools.definitions, wish,
                                  until->value_or(ask.at + overlap), ask.at, actor_of(ask)),
              ask);
}

Answer revoke_key_at_desk(const DeskTools& tools, const Ask& ask) {
  const std::string id = field(ask, "key");
  const auto revoked = intake::revoke_key(tools.intake, id, ask.at, actor_of(ask));
  if (!revoked) {
    return key_refused(revoked.error(), ask);
  }
  return {.status = 200, .body = printed({{"key", id}, {"not_after", rfc3339(ask.at)}})};
}

}  // namespace soundings::serve
