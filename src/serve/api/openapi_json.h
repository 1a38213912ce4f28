// The parts of the description that other parts refer to. Shared by the files that write
// it, and by nobody else: JSON types stay out of every other header.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace soundings::serve::description {

using Json = nlohmann::ordered_json;

[[nodiscard]] Json schema_of(std::string_view name);  ///< a reference to a schema below
[[nodiscard]] Json header_of(std::string_view name);  ///< a reference to a header below

/// Schemas, headers, header parameters and credentials, under their names.
[[nodiscard]] Json components();

/// The schemas of what arrives and what is held, put among the others; and which of them the reply
/// of a route has, by its id. Empty: another.
void add_arrivals(Json& schemas);
[[nodiscard]] std::string_view schema_of_arrivals(std::string_view id) noexcept;
/// The texts of reading_schemas.json and reading_replies.json.
[[nodiscard]] std::string_view schemas_text() noexcept;
[[nodiscard]] std::string_view replies_text() noexcept;
/// Schemas of replies that are read, under their names.
[[nodiscard]] Json reading_schemas();
/// What an operation replies as JSON, {"schema", "example"}; nothing for one that is none of these.
[[nodiscard]] std::optional<Json> reading_reply(std::string_view operation);

/// Of the posts: what a body may be, and the headers that sign it.
[[nodiscard]] Json post_body();
[[nodiscard]] Json invitations_body();
[[nodiscard]] Json signing_parameters();
[[nodiscard]] Json signed_security();

}  // namespace soundings::serve::description
