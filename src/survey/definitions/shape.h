// A definition file against its JSON Schema.
#pragma once

#include <string>
#include <string_view>

#include "definitions/draft.h"

namespace soundings::definition {

/// Every place where `text` departs from the draft-07 schema `schema_text`, one fault each, with
/// the value that stands there and what the schema allows. Both texts are valid JSON. A
/// schema that cannot be used (it refers to another file, or is no schema) is a fault of its own,
/// "schema_usable". Otherwise rule: "schema_required", "schema_type", ... (survey_defs/README.md).
[[nodiscard]] Faults shape_faults(const std::string& file, std::string_view text,
                                  const std::string& schema_file, std::string_view schema_text);

}  // namespace soundings::definition
