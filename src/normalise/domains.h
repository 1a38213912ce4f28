// The domains of a response: areas by the register, codes by their spellings, ages by
// their bands, and what follows from them.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "field_cursor.h"

namespace soundings::normalise {

/// Domain id -> code; a domain with nothing known is left out. Holds: area_unknown, code_unknown,
/// age_out_of_range, field_missing, and the reasons a definition refuses a code for.
[[nodiscard]] std::map<std::string, std::string> read_domains(FieldCursor& cursor);

/// Of a submission that could not be decoded: the first of its claims that names a group its
/// survey refuses, as the hold of it; nothing when none does.
[[nodiscard]] std::optional<Hold> refused_group(const receive::Submission& submission,
                                                const Context& context);

}  // namespace soundings::normalise
