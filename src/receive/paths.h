// Places in a JSON text by pointer, with names compared as they are meant: exactly first, then
// whatever their spelling.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "json_document.h"

namespace soundings::receive {

/// Calls `take` with each node at `path` under `node` until it returns true, which is returned. A
/// path is an RFC 6901 pointer in which "*" stands for any element or member, and "[name=value]"
/// for an element of an array whose member `name` is `value`. Names spelled as in the path come
/// before other spellings, otherwise nodes come in the order written; of a key that stands twice
/// both are tried.
bool any_at(const JsonDocument& document, std::uint32_t node, std::string_view path,
            const std::function<bool(std::uint32_t)>& take);

/// The first node at `path` under `node`; 0 when there is none.
[[nodiscard]] std::uint32_t resolve(const JsonDocument& document, std::uint32_t node,
                                    std::string_view path);

/// Whether a path has a part that may stand for several places.
[[nodiscard]] bool has_pattern(std::string_view path) noexcept;

/// The names from `ancestor` to `node`, as an operator reads them: "contact/age", "tags/*".
[[nodiscard]] std::string place_of(const JsonDocument& document, std::uint32_t ancestor,
                                   std::uint32_t node);

}  // namespace soundings::receive
