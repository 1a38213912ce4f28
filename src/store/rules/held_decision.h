// What becomes of a held item: by today's definitions, and by a person's word. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/store/act.h"
#include "soundings/store/held.h"

#include "rules/outcome.h"

namespace soundings::store {

/// Why an item that can be read now is still not counted by itself.
inline constexpr std::string_view superseded = "superseded";

/// The held item that is to be decided, as the engine has it.
struct Subject {
  std::int64_t seq = 0;
  std::int64_t source = 0;
  Outcome outcome = Outcome::quarantined;  ///< on arrival
  HeldState state = HeldState::held;
  std::string code;
};

/// What an item would be today, beside what else its sender sent under the same id.
struct Verdict {
  std::vector<Earlier> others;
  Decision decision;  ///< points into `others`
  Outcome status = Outcome::quarantined;
  std::string code;     ///< why it stays held; empty when accepted
  bool erased = false;  ///< what was erased does not come back, by anybody's word
};

/// The verdict before anything else under its id is looked at. A body under a reused webhook-id,
/// and a second answer for one time, wait for a person however well they can be read.
[[nodiscard]] Verdict first_verdict(const Entry& entry, const Subject& subject);

/// Completes a verdict with what decide() says beside `others`.
void judge_beside_others(Verdict& today, const Entry& entry, const Arriving& arriving,
                         const Subject& subject);

/// What a person's word makes of an item: a conflict takes the place of the version that counts.
/// Errors: not_readable; superseded when it stands already or a later version does; newer_version.
[[nodiscard]] Expected<Decision, HeldFault> admission(const Verdict& today, const Subject& subject,
                                                      const Entry& entry, Newer choice);

/// The audit's detail: "they moved; version 3 in place of version 2, receipt ..., which is newer".
[[nodiscard]] std::string admission_words(const Decision& decision, const Subject& subject,
                                          const Entry& entry, const Act& act);

/// The audit's detail: "quarantined area_unknown: the register was mended".
[[nodiscard]] std::string replay_words(const Verdict& today, const Act& act);

}  // namespace soundings::store
