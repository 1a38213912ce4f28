// The fields of the native response other than its answers.
#pragma once

#include <array>
#include <string_view>

namespace soundings::receive {

inline constexpr std::array native_names = std::to_array<std::string_view>(
    {"source_response_id", "completed_at", "modified_at", "invited_at", "respondent_id", "survey",
     "npu", "contact_channel", "crime_group", "age", "age_band", "sex", "ethnic_group", "comment"});

}  // namespace soundings::receive
