// Numbers and sizes that are written in words: "seventy", "two thirds", "doubled", "four times".
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "soundings/claims/claim.h"

#include "reading.h"
#include "tokens.h"

namespace soundings::claims {

/// How exactly the words before a number ask for it: "about", "nearly", "more than".
[[nodiscard]] Amount::Precision precision_before(const std::vector<Token>& tokens, std::size_t at);

/// A whole number and how many words spell it; no words: none does.
struct SpeltNumber {
  double value = 0.0;
  std::size_t words = 0;
};

/// One to a hundred: "two", "seventy-eight".
[[nodiscard]] SpeltNumber spelt_at(const std::vector<Token>& tokens, std::size_t at);
/// The same where what follows says that it counts something: "four more", "eight units".
[[nodiscard]] SpeltNumber counted_at(const std::vector<Token>& tokens, std::size_t at);

/// A part or a multiple at `at`: per cent of "a third of" and "by a third", times of "doubled",
/// "twice" and "four times".
[[nodiscard]] std::optional<NumberSpan> size_at(const std::vector<Token>& tokens, std::size_t at);

/// "doubled", "halving": a verb that says by itself which way something went, and how far.
[[nodiscard]] bool is_multiplying_verb(const Token& token);

/// A word of size that claims something wherever it stands: "hundreds", "tenfold", "half".
[[nodiscard]] bool is_size_word(const Token& token);

}  // namespace soundings::claims
