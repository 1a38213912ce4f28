// The domains of a response: areas by the register, codes by their spellings, ages by
// their bands, and what follows from them.
#pragma once

#include <map>
#include <string>

#include "field_cursor.h"

namespace soundings::normalise {

/// Domain id -> code; a domain with nothing known is left out. Holds: area_unknown, code_unknown,
/// age_out_of_range, field_missing, and the reasons a definition refuses a code for.
[[nodiscard]] std::map<std::string, std::string> read_domains(FieldCursor& cursor);

}  // namespace soundings::normalise
