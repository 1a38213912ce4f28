// The answers to a survey's scale items: by code, label or accepted spelling in any
// declared language, then held against the routing.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "field_cursor.h"

namespace soundings::normalise {

/// One answer per scale item, in the definition's order. domains: what read_domains gave.
/// Holds: answer_out_of_scale, scale_reversed. Findings: routing_conflict, partial.
[[nodiscard]] std::vector<Answer> read_answers(FieldCursor& cursor,
                                               const std::map<std::string, std::string>& domains);

}  // namespace soundings::normalise
