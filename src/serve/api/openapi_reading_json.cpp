// What the description says of replies that are read: their schemas, as reading_schemas.json has
// them, and of each operation which one it is, with an example, as reading_replies.json has them.
#include <utility>

#include "api/openapi_json.h"

namespace soundings::serve::description {

Json reading_schemas() {
  return Json::parse(schemas_text());
}

std::optional<Json> reading_reply(std::string_view operation) {
  static const Json replies = Json::parse(replies_text());
  const auto found = replies.find(std::string(operation));
  if (found == replies.end()) {
    return std::nullopt;
  }
  return Json{{"schema", schema_of(found->at("schema").get<std::string>())},
              {"example", found->at("example")}};
}

}  // namespace soundings::serve::description
