// Who asks: a role, and the name that the audit and the log know them by.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/delivery.h"

namespace soundings::access {

enum class Role : std::uint8_t {
  anyone,           ///< has proved nothing
  source,           ///< has signed with one of its keys
  loopback_reader,  ///< asks where only this machine can ask
  local_operator,   ///< asks at the operator socket or on the command line
  reading_key,      ///< a program with a key to read what is released
  // Below: people with accounts, who have signed in.
  lead,          ///< of one or more NPUs: reads what is released
  analyst,       ///< reads working figures too
  publisher,     ///< decides what is released
  steward,       ///< sees what arrives and decides what was held
  safeguarding,  ///< sees what was held because somebody may be in danger
  auditor,       ///< reads who did what
  admin,         ///< manages accounts and keys
};

/// Those that an account can have.
inline constexpr std::array people{Role::lead,    Role::analyst,      Role::publisher,
                                   Role::steward, Role::safeguarding, Role::auditor,
                                   Role::admin};

/// "loopback_reader".
[[nodiscard]] std::string_view to_text(Role role) noexcept;
/// One of `people`; nothing for any other text.
[[nodiscard]] std::optional<Role> parse_role(std::string_view text) noexcept;

/// A value.
struct Principal {
  Role role = Role::anyone;
  /// Of an account; the id of a source or of a reading key; the user as the system names them.
  std::string name;
  std::string key_id;             ///< of a source
  std::optional<KeyScope> scope;  ///< of that key
  std::vector<std::string> npus;  ///< of a lead: the areas that are theirs

  [[nodiscard]] static Principal anyone() { return {}; }
  [[nodiscard]] static Principal source(std::string id, std::string key_id, KeyScope scope);
  [[nodiscard]] static Principal loopback_reader();
  [[nodiscard]] static Principal local_operator(std::string user);
  [[nodiscard]] static Principal reading_key(std::string id);
  /// role: one of `people`.
  [[nodiscard]] static Principal person(Role role, std::string account,
                                        std::vector<std::string> npus = {});

  /// Whether they have signed in.
  [[nodiscard]] bool is_person() const noexcept;

  /// Whether what they send is answered and not kept.
  [[nodiscard]] bool rehearses() const noexcept { return scope == KeyScope::sandbox; }
};

}  // namespace soundings::access
