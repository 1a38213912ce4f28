// Why an item could not be decoded: the codes a Submission's problem carries. They are
// sent to senders and stored with held items, so they never change meaning.
#pragma once

#include <array>
#include <string_view>

namespace soundings::receive::problem {

// Of a whole body: it counts as one submission.
inline constexpr std::string_view malformed_json = "malformed_json";
inline constexpr std::string_view byte_order_mark = "byte_order_mark";
inline constexpr std::string_view nul_byte = "nul_byte";
inline constexpr std::string_view invalid_utf8 = "invalid_utf8";
inline constexpr std::string_view lone_surrogate = "lone_surrogate";
inline constexpr std::string_view too_deep = "too_deep";
inline constexpr std::string_view too_many_items = "too_many_items";
inline constexpr std::string_view records_missing = "records_missing";
inline constexpr std::string_view malformed_form = "malformed_form";
inline constexpr std::string_view header_unreadable = "header_unreadable";
inline constexpr std::string_view too_many_columns = "too_many_columns";
inline constexpr std::string_view field_missing = "field_missing";
inline constexpr std::string_view no_known_answer = "no_known_answer";

// Of one item of a batch, or of a body that is one item.
inline constexpr std::string_view not_an_object = "not_an_object";
inline constexpr std::string_view duplicate_key = "duplicate_key";
inline constexpr std::string_view too_many_keys = "too_many_keys";
inline constexpr std::string_view string_too_long = "string_too_long";
inline constexpr std::string_view number_out_of_range = "number_out_of_range";
inline constexpr std::string_view field_malformed = "field_malformed";

// Of one row of a file.
inline constexpr std::string_view ragged_row = "ragged_row";
inline constexpr std::string_view unterminated_quote = "unterminated_quote";
inline constexpr std::string_view malformed_row = "malformed_row";
inline constexpr std::string_view line_too_long = "line_too_long";

/// Every code above.
inline constexpr std::array all = {
    malformed_json,  byte_order_mark,   nul_byte,           invalid_utf8,
    lone_surrogate,  too_deep,          too_many_items,     records_missing,
    malformed_form,  header_unreadable, too_many_columns,   not_an_object,
    duplicate_key,   too_many_keys,     string_too_long,    number_out_of_range,
    field_malformed, ragged_row,        unterminated_quote, malformed_row,
    line_too_long,
};

}  // namespace soundings::receive::problem
