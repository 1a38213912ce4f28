// A response as a few bytes: what the count log repeats and the cells are made from.
//
// A layout says what the bytes mean: a survey's version, its domains in order, and
// its scale items with the codes of their points. Bytes written under one layout stay
// readable when the definition changes.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/response.h"
#include "soundings/survey/survey.h"

namespace soundings::store {

struct LayoutItem {
  std::string id;
  std::vector<int> points;  ///< codes of the scale's points, by position
};

struct Layout {
  std::vector<std::string> columns;  ///< domain ids
  std::vector<LayoutItem> items;     ///< scale items
};

[[nodiscard]] Layout layout_of(const Survey& survey);
/// Whether it is layout_of(survey), which need not be made to see that.
[[nodiscard]] bool is_layout_of(const Layout& layout, const Survey& survey);

/// One line of column ids, then a line an item: its id and its points. ids hold no white space.
[[nodiscard]] std::string to_text(const Layout& layout);
[[nodiscard]] Layout parse_layout(std::string_view text);

/// An answer's byte: position + 1, or 128 and the absence. Answers beyond 127 points: nothing.
inline constexpr std::uint8_t absent_bit = 0x80;
[[nodiscard]] std::optional<std::uint8_t> answer_byte(const Answer& answer,
                                                      const LayoutItem& item) noexcept;

/// The bytes of the items of `layout`, one each; an item without an answer was not asked.
/// Nothing when an answer is neither absent nor a point of its item.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> answer_bytes(const Response& response,
                                                                    const Layout& layout);

/// The codes as given: for each item the absence (0: none, else its number + 1) and the code, low
/// byte first. Codes outside 16 bits: nothing.
[[nodiscard]] std::optional<std::vector<std::uint8_t>> given_bytes(const Response& response,
                                                                   const Layout& layout);
/// The reverse of given_bytes; nothing for bytes of another length.
[[nodiscard]] std::optional<std::vector<Answer>> parse_given(std::span<const std::uint8_t> given,
                                                             const Layout& layout);

/// A pseudonym as bytes: decoded when it is hexadecimal, else as it stands.
[[nodiscard]] std::vector<std::uint8_t> person_bytes(const std::string& person);

/// The first 64 bits of a hash or pseudonym, for an index; 0 only by chance.
[[nodiscard]] std::int64_t first_bits(std::span<const std::uint8_t> bytes) noexcept;

}  // namespace soundings::store
