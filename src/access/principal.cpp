#include "soundings/access/principal.h"

#include <utility>

namespace soundings::access {

std::string_view to_text(Role role) noexcept {
  switch (role) {
    case Role::anyone:
      return "anyone";
    case Role::source:
      return "source";
    case Role::loopback_reader:
      return "loopback_reader";
    case Role::local_operator:
      return "local_operator";
  }
  return {};
}

Principal Principal::source(std::string id, std::string key_id, KeyScope scope) {
  return {.role = Role::source, .name = std::move(id), .key_id = std::move(key_id), .scope = scope};
}

Principal Principal::loopback_reader() {
  return {.role = Role::loopback_reader, .scope = std::nullopt};
}

Principal Principal::local_operator(std::string user) {
  return {.role = Role::local_operator, .name = std::move(user), .scope = std::nullopt};
}

}  // namespace soundings::access
