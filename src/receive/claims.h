// What a record says of whose it is and of what group, read also when the rest of it cannot be
// used; and what in a record no one asked for.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "soundings/receive/layout.h"
#include "soundings/receive/submission.h"

#include "json_document.h"

namespace soundings::receive {

/// The value of a node that is no container.
[[nodiscard]] Scalar scalar(const JsonNode& node);

/// Whether a value is null, or a text with nothing in it to be seen.
[[nodiscard]] bool holds_nothing(const Scalar& value);

/// Whether a node is a container, or a value that is not blank.
[[nodiscard]] bool has_value(const JsonDocument& document, std::uint32_t node);

/// Whether a field of the native shape says whose a response is.
[[nodiscard]] bool names_someone(std::string_view field) noexcept;

/// Whether a field says whose a response is, or where or to what group they belong: what is read
/// of a record that is otherwise broken. Answers among them, in which a group may be named; not its
/// text or its dates.
[[nodiscard]] bool describes_someone(std::string_view field) noexcept;

/// Submission::claims of a record that cannot be used.
[[nodiscard]] std::vector<Field> claims_of(const JsonDocument& document, std::uint32_t record,
                                           const Layout& layout);

/// Submission::unread of a record that cannot be used.
[[nodiscard]] std::vector<Field> unread_beside_claims(const JsonDocument& document,
                                                      std::uint32_t record, const Layout& layout);

/// Adds every value in a member that no one asked for.
void add_unread(const JsonDocument& document, std::uint32_t record, std::uint32_t member,
                std::vector<Field>& unread);

}  // namespace soundings::receive
