// JSON written out: the canonical text that says whether two items have the same
// content, and the object in which an item's fields are kept.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "soundings/receive/submission.h"

#include "json_document.h"

namespace soundings::receive {

/// Keys sorted by their bytes, strings in NFC, no white space, numbers as written. left_out: nodes
/// that are no part of it.
[[nodiscard]] std::string canonical_text(const JsonDocument& document, std::uint32_t node,
                                         std::span<const std::uint32_t> left_out = {});

/// The same for a row of a file, which has fields but no JSON of its own.
[[nodiscard]] std::string canonical_text(std::span<const Field> fields);

}  // namespace soundings::receive
