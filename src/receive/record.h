// One record of a JSON body as a submission: in the native shape, or found by the
// pointers of an adapter.
#pragma once

#include <cstdint>
#include <string_view>

#include "soundings/receive/layout.h"
#include "soundings/receive/receive.h"

#include "json_document.h"

namespace soundings::receive {

/// raw: the bytes of this record. index: its place in the batch, from 0.
[[nodiscard]] Submission read_record(const JsonDocument& document, std::uint32_t node,
                                     std::string_view raw, std::size_t index, const Layout& layout,
                                     const Limits& limits);

/// A submission that is nothing but a problem.
[[nodiscard]] Submission undecoded(std::string_view raw, std::size_t index, Finding problem);

}  // namespace soundings::receive
