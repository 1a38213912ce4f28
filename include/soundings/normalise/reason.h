// Why a submission is held, and what is found about one that is not: the codes that normalise
// gives. They are sent to senders and stored, so they never change meaning.
#pragma once

#include <array>
#include <string_view>

namespace soundings::normalise {

// The submission is held for a person.
namespace hold {
inline constexpr std::string_view safeguarding_exclusion = "safeguarding_exclusion";
inline constexpr std::string_view survey_unknown = "survey_unknown";
inline constexpr std::string_view survey_mismatch = "survey_mismatch";
inline constexpr std::string_view field_missing = "field_missing";
inline constexpr std::string_view id_malformed = "id_malformed";
inline constexpr std::string_view id_unusable = "id_unusable";
inline constexpr std::string_view date_unreadable = "date_unreadable";
inline constexpr std::string_view timestamp_future = "timestamp_future";
inline constexpr std::string_view timestamp_nonexistent = "timestamp_nonexistent";
inline constexpr std::string_view timestamp_ambiguous = "timestamp_ambiguous";
inline constexpr std::string_view timestamp_before_survey = "timestamp_before_survey";
inline constexpr std::string_view wave_closed = "wave_closed";
inline constexpr std::string_view wave_unknown = "wave_unknown";
inline constexpr std::string_view area_unknown = "area_unknown";
inline constexpr std::string_view code_unknown = "code_unknown";
inline constexpr std::string_view age_out_of_range = "age_out_of_range";
inline constexpr std::string_view answer_out_of_scale = "answer_out_of_scale";
inline constexpr std::string_view scale_reversed = "scale_reversed";
inline constexpr std::string_view no_known_answer = "no_known_answer";

inline constexpr std::array all = {
    safeguarding_exclusion,
    survey_unknown,
    survey_mismatch,
    field_missing,
    id_malformed,
    id_unusable,
    date_unreadable,
    timestamp_future,
    timestamp_nonexistent,
    timestamp_ambiguous,
    timestamp_before_survey,
    wave_closed,
    wave_unknown,
    area_unknown,
    code_unknown,
    age_out_of_range,
    answer_out_of_scale,
    scale_reversed,
    no_known_answer,
};
}  // namespace hold

// The submission is accepted; this is found about it.
namespace finding {
inline constexpr std::string_view area_ambiguous = "area_ambiguous";
inline constexpr std::string_view routing_conflict = "routing_conflict";
inline constexpr std::string_view partial = "partial";
inline constexpr std::string_view late_in_grace = "late_in_grace";
inline constexpr std::string_view respondent_unusable = "respondent_unusable";
inline constexpr std::string_view encoding_repaired = "encoding_repaired";
inline constexpr std::string_view bidi_controls_removed = "bidi_controls_removed";
inline constexpr std::string_view controls_removed = "controls_removed";
inline constexpr std::string_view white_space_folded = "white_space_folded";
inline constexpr std::string_view invalid_text_replaced = "invalid_text_replaced";
inline constexpr std::string_view text_truncated = "text_truncated";

inline constexpr std::array all = {
    area_ambiguous,        routing_conflict,    partial,
    late_in_grace,         respondent_unusable, encoding_repaired,
    bidi_controls_removed, controls_removed,    white_space_folded,
    invalid_text_replaced, text_truncated,
};
}  // namespace finding

/// What the sender reads in place of `safeguarding_exclusion`: that it is held, not why.
inline constexpr std::string_view held = "held";

}  // namespace soundings::normalise
