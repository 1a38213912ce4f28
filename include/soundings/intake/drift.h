// Has a scale turned round? A form that begins to post its codes the other way, under
// an adapter that declares no direction, is seen by nothing but the shape of its answers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/store/arrivals.h"

namespace soundings::intake {

/// The code of what is found: a warning in the log, a line of `soundings drift`.
inline constexpr std::string_view scale_mirrored = "scale_mirrored";

inline constexpr int recent_days = 7;

/// A scale that looks turned round, with how many answers say so; no share, no answer.
struct Mirrored {
  std::string source;
  std::string survey;
  std::string item;
  std::int64_t recent = 0;
  std::int64_t before = 0;
};

/// The items whose recent answers are the mirror image of those before, in the order given. Judged
/// are scales of 3 points or more with 30 answers or more in both windows. d is half the sum of the
/// absolute differences between the shares of two distributions, 0 to 1; n the answers of the
/// smaller window. A mirror image is
///
///   d(reversed, before) < 0.5 d(recent, before)  and
///   d(recent, before) - d(reversed, before) > 0.15 + 1 / sqrt(n).
///
/// A symmetric distribution is its own mirror image: both d are the same but for chance, which the
/// last term covers. A fall that ends as the exact mirror image cannot be distinguished from a
/// reversed form; a person has to look.
[[nodiscard]] std::vector<Mirrored> mirrored(std::span<const store::AnswerCounts> counts);

}  // namespace soundings::intake
