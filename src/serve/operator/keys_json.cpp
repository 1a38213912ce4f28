// Keys for the operator. A secret is in one reply only: the one to the verb that
// made it.
#include <algorithm>

#include <nlohmann/json.hpp>

#include "soundings/base/nearest.h"
#include "soundings/intake/keys.h"

#include "context.h"
#include "operator/calls.h"

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
                {"scope", to_text(key.scope)},
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

Problem unknown_source(const OperatorTools& tools, const std::string& given) {
  std::vector<std::string> known(tools.definitions.sources.size());
  std::ranges::transform(tools.definitions.sources, known.begin(), &Source::id);
  const std::string meant = did_you_mean(nearest(given, known));
  return {404,
          "unknown_source",
          "No source is defined as '" + given + "'" + (meant.empty() ? "." : meant),
          {}};
}

Reply key_refused(const OperatorTools& tools, KeyFault fault, const Request& request) {
  switch (fault) {
    case KeyFault::unknown_source:
      return refused(unknown_source(tools, field(request, "source")));
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

/// responses when the field was not given. Errors: unknown_scope.
Expected<KeyScope, Problem> key_scope_of(const Request& request) {
  const std::string given = field(request, "scope");
  const auto scope = given.empty() ? std::optional(KeyScope::responses) : parse_key_scope(given);
  if (!scope) {
    return unexpected(bad_value("scope", "unknown_scope",
                                "scope \"" + given +
                                    "\" would open nothing: a key's scope is "
                                    "responses, invitations or sandbox."));
  }
  return *scope;
}

Reply made(const OperatorTools& tools, const Expected<intake::MadeKey, KeyFault>& made,
           const Request& request) {
  if (!made) {
    return key_refused(tools, made.error(), request);
  }
  Json document = key_json(made->key);
  document["secret"] = made->secret;
  document["ending"] = keys_json(made->ending);
  return {.status = 200, .body = printed(document)};
}

}  // namespace

Reply list_keys(const OperatorTools& tools, const Request& request) {
  const auto keys = intake::list_keys(tools.intake, field(request, "source"));
  return {.status = 200, .body = printed({{"keys", keys_json(keys)}})};
}

Reply create_key(const OperatorTools& tools, const Request& request) {
  const auto from = time_field(request, "not_before");
  const auto to = time_field(request, "not_after");
  const auto scope = key_scope_of(request);
  if (!from || !to || !scope) {
    return refused(!from ? from.error() : !to ? to.error() : scope.error());
  }
  if (request.form.contains("secret") && field(request, "secret").empty()) {
    return key_refused(tools, KeyFault::secret_malformed, request);
  }
  const intake::KeyWish wish{.source = field(request, "source"),
                             .label = field(request, "label"),
                             .secret = field(request, "secret"),
                             .not_before = *from,
                             .not_after = *to,
                             .scope = *scope};
  return made(tools,
              intake::create_key(tools.intake, tools.definitions, wish, request.received_at,
                                 actor_of(request)),
              request);
}

Reply rotate_keys(const OperatorTools& tools, const Request& request) {
  const auto until = time_field(request, "until");
  const auto scope = key_scope_of(request);
  if (!until || !scope) {
    return refused(until ? scope.error() : until.error());
  }
  const intake::KeyWish wish{.source = field(request, "source"),
                             .label = field(request, "label"),
                             .not_before = std::nullopt,
                             .not_after = std::nullopt,
                             .scope = *scope};
  return made(tools,
              intake::rotate_keys(tools.intake, tools.definitions, wish,
                                  until->value_or(request.received_at + overlap),
                                  request.received_at, actor_of(request)),
              request);
}

Reply revoke_key(const OperatorTools& tools, const Request& request) {
  const std::string id = field(request, "key");
  const auto revoked = intake::revoke_key(tools.intake, id, request.received_at, actor_of(request));
  if (!revoked) {
    return key_refused(tools, revoked.error(), request);
  }
  return {.status = 200,
          .body = printed({{"key", id}, {"not_after", rfc3339(request.received_at)}})};
}

}  // namespace soundings::serve
