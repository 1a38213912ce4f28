// The gate: a witness for every demand of everything printed, or what could not be proved.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "soundings/disclose/protect.h"

#include "joint/demands.h"
#include "joint/star.h"

namespace soundings::disclose {

/// Values of every unknown of a star.
using Solution = std::vector<std::int64_t>;

struct GateAnswer {
  std::optional<std::string> not_printable{};  ///< the name of a row that is unknown or too fine
  bool contradiction = false;                  ///< what is printed does not agree with the counts
  std::vector<Demand> failed{};
  std::vector<Proof> proofs{};
  std::vector<Solution> witnesses{};  ///< the truth first

  /// What no hiding can mend.
  [[nodiscard]] std::optional<Refusal> refusal() const;
  [[nodiscard]] bool passed() const { return !refusal() && failed.empty(); }
};

/// How much a gate that does not pass finds out.
enum class Thorough {
  yes,  ///< every demand that fails: complements are chosen by them
  no    ///< the first that fails, unless it is of an answer: what is printed gets coarser anyway
};

/// known: solutions of earlier gates of this star, tried before the solver is asked. nodes: how
/// many the searches may use; those they used are taken from them.
[[nodiscard]] GateAnswer gate(const Star& star, std::span<const PrintedFigure> printed,
                              const ProtectionParameters& parameters,
                              std::span<const Solution> known, Thorough thorough,
                              std::int64_t& nodes);

}  // namespace soundings::disclose
