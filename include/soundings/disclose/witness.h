// Witnesses: whole-number tables that agree with everything printed, and the check of one.
//
// The check shares nothing with the solver. It takes the printed rows and a witness as
// plain text and numbers, so that a later reader needs no solver to check a release again.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "soundings/disclose/printed.h"

namespace soundings::disclose {

/// base_reaches, satisfied_reaches, others_reach: at least `number` of them are possible.
/// base_falls_to: `number` or fewer are possible. answer_differs: another count of `answer`
/// than `number` is possible.
enum class ConditionKind {
  base_reaches,
  base_falls_to,
  satisfied_reaches,
  others_reach,
  answer_differs
};

/// What must be possible of a hidden figure, whatever the reader knows.
struct Condition {
  ConditionKind kind = ConditionKind::base_reaches;
  std::vector<std::string> layers;
  std::string item;
  FigureCell cell{};
  std::string answer{};
  std::int64_t number = 0;

  friend auto operator<=>(const Condition&, const Condition&) = default;
};

/// A number of a witness: of one layer, item and cell, where no code is joined by '|'.
struct WitnessNumber {
  std::string layer;
  std::string item;
  FigureCell cell{};
  Quantity quantity = Quantity::base;  ///< base, satisfied or count
  std::string answer{};
  std::int64_t value = 0;

  friend auto operator<=>(const WitnessNumber&, const WitnessNumber&) = default;
};

/// Each cell of the force, of the areas and, for each other domain, of its codes or of areas by
/// codes, sorted.
using Witness = std::vector<WitnessNumber>;

/// Which answers of an item make its base and its satisfied, as the definition publishes them.
struct AnswerRule {
  std::string item;
  std::vector<std::string> valid;
  std::vector<std::string> satisfied;
};

enum class WitnessFault {
  none,
  negative,      ///< a number below zero
  unknown_cell,  ///< a cell that no printed row names, not even as hidden
  sums_differ,   ///< two tables give different sums for one line
  satisfied_over_base,
  base_over_responses,
  answers_differ,  ///< the answers do not add up to the base or to the satisfied
  figure_differs,  ///< a printed figure does not agree
  condition_unmet,
  too_large  ///< a number past what 64 bits can be trusted with
};

/// A condition and the witness that serves it, by its place among the witnesses.
struct Proof {
  Condition condition;
  std::size_t witness = 0;
};

/// `none` when the witness agrees with every printed figure and serves the condition.
[[nodiscard]] WitnessFault check_witness(std::span<const PrintedFigure> printed,
                                         std::span<const AnswerRule> rules, const Witness& witness,
                                         const Condition& condition);

/// The same without a condition.
[[nodiscard]] WitnessFault check_witness(std::span<const PrintedFigure> printed,
                                         std::span<const AnswerRule> rules, const Witness& witness);

/// The first fault among the witnesses and then among the proofs.
[[nodiscard]] WitnessFault check_proofs(std::span<const PrintedFigure> printed,
                                        std::span<const AnswerRule> rules,
                                        std::span<const Witness> witnesses,
                                        std::span<const Proof> proofs);

}  // namespace soundings::disclose
