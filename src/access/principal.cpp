#include "soundings/access/principal.h"

#include <algorithm>
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
    case Role::reading_key:
      return "reading_key";
    case Role::lead:
      return "lead";
    case Role::analyst:
      return "analyst";
    case Role::publisher:
      return "publisher";
    case Role::steward:
      return "steward";
    case Role::safeguarding:
      return "safeguarding";
    case Role::auditor:
      return "auditor";
    case Role::admin:
      return "admin";
  }
  return {};
}

std::optional<Role> parse_role(std::string_view text) noexcept {
  const auto* found =
      std::ranges::find_if(people, [text](Role each) { return to_text(each) == text; });
  return found == people.end() ? std::nullopt : std::optional(*found);
}

Principal Principal::source(std::string id, std::string key_id, KeyScope scope) {
  return {.role = Role::source,
          .name = std::move(id),
          .key_id = std::move(key_id),
          .scope = scope,
          .npus = {}};
}

Principal Principal::loopback_reader() {
  return {.role = Role::loopback_reader, .scope = std::nullopt};
}

Principal Principal::local_operator(std::string user) {
  return {.role = Role::local_operator, .name = std::move(user), .scope = std::nullopt};
}

Principal Principal::reading_key(std::string id) {
  return {.role = Role::reading_key, .name = std::move(id), .scope = std::nullopt, .npus = {}};
}

Principal Principal::person(Role role, std::string account, std::vector<std::string> npus) {
  return {.role = role, .name = std::move(account), .scope = std::nullopt, .npus = std::move(npus)};
}

bool Principal::is_person() const noexcept {
  return std::ranges::find(people, role) != people.end();
}

}  // namespace soundings::access
