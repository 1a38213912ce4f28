// Reading what is kept once more, by today's definitions.
#pragma once

#include <string>
#include <vector>

#include "soundings/normalise/normalise.h"
#include "soundings/receive/receive.h"
#include "soundings/store/entries.h"
#include "soundings/store/held.h"

#include "state.h"

namespace soundings::intake {

/// What is needed to read a kept item.
struct ReadWith {
  const Definitions& definitions;
  ReadByPairs& read_by;
  const Peppers& peppers;
  receive::Limits limits;
};

[[nodiscard]] normalise::Context context_of(const ReadWith& with, const std::string& source,
                                            const Survey& survey, const Adapter* adapter,
                                            Instant received_at);

/// Reasons that a person may set aside: what is left is a response all the same, without the
/// answer, the unit, the code or the age that could not be read, or after its wave.
[[nodiscard]] const std::vector<std::string>& admissible();

/// A held item as it reads today: see Intake::reread().
[[nodiscard]] store::Entry reread(const ReadWith& with, const store::HeldOriginal& original,
                                  const std::vector<std::string>& waived);

}  // namespace soundings::intake
