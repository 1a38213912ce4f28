// The addresses of the operator's desk as data, and what their handlers share.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/serve/desk.h"

#include "problem.h"

namespace soundings::serve {

/// An Ask with the values of its address's {names} among its fields.
struct DeskAddress {
  std::string_view method;
  std::string_view pattern;
  std::vector<std::string_view> fields;  ///< those it knows, beside the {names}
  Answer (*handle)(const DeskTools& tools, const Ask& ask) = nullptr;
};

[[nodiscard]] std::span<const DeskAddress> desk_addresses();

[[nodiscard]] Answer refused(const Problem& problem);

/// The value of a field; empty when it was not given.
[[nodiscard]] std::string field(const Ask& ask, const std::string& name);

/// Who does it, as the audit chain names them: "s.patel (soundings)" when the field `by` says so.
[[nodiscard]] std::string actor_of(const Ask& ask);

/// An RFC 3339 instant; nothing when the field was not given. Errors: time_malformed.
[[nodiscard]] Expected<std::optional<Instant>, Problem> time_field(const Ask& ask,
                                                                   const std::string& name);

/// A whole number from 1 to `most`; `otherwise` when the field was not given. Errors:
/// limit_malformed.
[[nodiscard]] Expected<std::size_t, Problem> limit_field(const Ask& ask, std::size_t otherwise,
                                                         std::size_t most);

// ---- handlers, one file a family ----
[[nodiscard]] Answer list_keys_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer create_key_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer rotate_keys_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer revoke_key_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer list_held_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer show_held_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer replay_held_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer admit_held_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer discard_held_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer purge_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer erase_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer rotate_pepper_at_desk(const DeskTools& tools, const Ask& ask);
[[nodiscard]] Answer list_audit_at_desk(const DeskTools& tools, const Ask& ask);

}  // namespace soundings::serve
