// The sender's own id of a response, and what stands in its place when a spreadsheet or
// a program has lost it.
#pragma once

#include <string>
#include <string_view>

#include "field_cursor.h"

namespace soundings::normalise {

/// Empty when there is none, or one that cannot be used: that is held.
[[nodiscard]] std::string read_response_id(FieldCursor& cursor);

/// Whether an id is one that several people get: a number that was rounded ("2.01905E+11"), a cell
/// too narrow or in error ("#####", "#REF!"), an id that was turned into a date ("05-Mar"), or a
/// word for none ("NULL").
[[nodiscard]] bool lost_id(std::string_view id);

}  // namespace soundings::normalise
