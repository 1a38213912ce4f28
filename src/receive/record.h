// One record of a JSON body as a submission: in the native shape, or found by the
// pointers of an adapter.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "soundings/receive/receive.h"

#include "json_document.h"

namespace soundings::receive {

/// Whether `name` is a field of the native response other than its answers.
[[nodiscard]] bool native_field(std::string_view name) noexcept;

/// Whether a field of the native shape says whose a response is.
[[nodiscard]] bool names_someone(std::string_view field) noexcept;

/// Whether a field says whose a response is, or where or to what group they belong: what is read
/// of a record that is otherwise broken. Not its answers, its text or its dates.
[[nodiscard]] bool describes_someone(std::string_view field) noexcept;

/// Submission::claims of a record that cannot be used.
[[nodiscard]] std::vector<Field> claims_of(const JsonDocument& document, std::uint32_t record,
                                           const Adapter* adapter);

/// raw: the bytes of this record. index: its place in the batch, from 0.
[[nodiscard]] Submission read_record(const JsonDocument& document, std::uint32_t node,
                                     std::string_view raw, std::size_t index,
                                     const Adapter* adapter, const Limits& limits);

/// The node at `path` under `node`; 0 when there is none. A path is an RFC 6901 pointer in which
/// "*" stands for any element or member, and "[name=value]" for the first element of an array
/// whose member `name` is `value`.
[[nodiscard]] std::uint32_t resolve(const JsonDocument& document, std::uint32_t node,
                                    std::string_view path);

/// A submission that is nothing but a problem.
[[nodiscard]] Submission undecoded(std::string_view raw, std::size_t index, Finding problem);

}  // namespace soundings::receive
