// Who asks: a role, and the name that the audit and the log know them by.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "soundings/survey/delivery.h"

namespace soundings::access {

enum class Role : std::uint8_t {
  anyone,           ///< has proved nothing
  source,           ///< has signed with one of its keys
  loopback_reader,  ///< asks where only this machine can ask
  local_operator,   ///< asks at the operator socket or on the command line
};

/// "loopback_reader".
[[nodiscard]] std::string_view to_text(Role role) noexcept;

/// A value.
struct Principal {
  Role role = Role::anyone;
  std::string name;               ///< the id of a source, or the user as the system names them
  std::string key_id;             ///< of a source
  std::optional<KeyScope> scope;  ///< of that key

  [[nodiscard]] static Principal anyone() { return {}; }
  [[nodiscard]] static Principal source(std::string id, std::string key_id, KeyScope scope);
  [[nodiscard]] static Principal loopback_reader();
  [[nodiscard]] static Principal local_operator(std::string user);

  /// Whether what they send is answered and not kept.
  [[nodiscard]] bool rehearses() const noexcept { return scope == KeyScope::sandbox; }
};

}  // namespace soundings::access
