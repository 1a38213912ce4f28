// A release: the figures of one month, named in advance, protected together, and frozen
// (docs/methods/releases.md).
//
// count() takes every number at one moment; freeze() protects them, proves that nothing hidden can
// be worked out, and writes the files. The same counts and definitions give the same bytes on every
// machine: nothing here reads a clock, a time zone or a locale.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/store/maintenance.h"
#include "soundings/store/provisional.h"
#include "soundings/store/releases.h"
#include "soundings/survey/definitions.h"

namespace soundings::store {
class CellReader;
}

namespace soundings::release {

/// Why there is no release. code: snake_case, listed in docs/errors.md.
struct Fault {
  std::string code;
  std::string message;
};

/// Everything that a release of a month is made of, as it was at one moment.
struct Snapshot;

/// What was printed before. releases: every published or withdrawn one; what they froze is not
/// counted again, and what they printed is held against the new one, as are provisional figures.
struct PrintedBefore {
  std::vector<store::Release> releases{};
  store::ProvisionalHistory provisional{};
};

/// "2019-05.r0".
[[nodiscard]] std::string release_id(Month month, int revision);
/// "2019-05" of "2019-05.r0"; nothing for another form.
[[nodiscard]] std::optional<Month> month_of_release(std::string_view release);

/// Counts a month. Nobody else writes meanwhile. Errors: no_answers, where no survey that is
/// released has an answer in the month.
[[nodiscard]] Expected<std::shared_ptr<const Snapshot>, Fault> count(const Definitions& definitions,
                                                                     store::CellReader& cells,
                                                                     PrintedBefore before,
                                                                     Month month);

/// Counts what has become of a published month since its newest release: the answers that came, and
/// those that were corrected or erased. Errors: not_published, where the month has no release;
/// nothing_changed; definition_changed, where its answers are read otherwise today.
[[nodiscard]] Expected<std::shared_ptr<const Snapshot>, Fault> count_changes(
    const Definitions& definitions, store::CellReader& cells, PrintedBefore before, Month month);

/// The whole release, a draft until it is kept as something else. Of changes: the next revision,
/// in which a figure is printed anew where enough people came and went, and stands where not.
/// Errors: release_refused, where some hidden figure cannot be proved safe; nothing_to_revise,
/// where every figure of a revision stands. sample: the answers are invented, and every published
/// file says so (survey/sample_data.h).
[[nodiscard]] Expected<store::Release, Fault> freeze(const Definitions& definitions,
                                                     const Snapshot& snapshot,
                                                     std::string_view program_version,
                                                     bool sample = false);

/// The definitions that a release was made by, which are kept with it. Nothing where today's are
/// the same, none were kept (before decision 0047), or this program cannot read them.
[[nodiscard]] std::optional<Definitions> kept_definitions(const Definitions& today,
                                                          const store::Release& release);

/// Checks a release against itself: the hashes of its files; every figure that is worked out from
/// others, where the definitions are those it was made by; and each witness, against the files
/// alone. others: the releases it was held against.
[[nodiscard]] std::vector<store::Check> verify(const Definitions& definitions,
                                               const store::Release& release,
                                               std::span<const store::Release> others);

/// Counts the answers of a release again, by the definitions that it was made by, and holds them to
/// the counts that it froze. Whoever was erased since is missing: the release cannot be rebuilt
/// then, which is said and is no fault. others: as for verify().
[[nodiscard]] store::Check counted_again(const Definitions& definitions, store::CellReader& cells,
                                         const store::Release& release,
                                         std::span<const store::Release> others);

/// A row that two releases print differently; an empty side is not in that release.
struct RowDifference {
  store::ReleaseRow before;
  store::ReleaseRow after;
  bool in_before = false;
  bool in_after = false;
};

/// Rows of the same survey, table, cell, item, answer and weighting, in the order of `b` and then
/// of what only `a` has. Of two months, the months' own rows are set beside each other.
[[nodiscard]] std::vector<RowDifference> differences(const store::Release& a,
                                                     const store::Release& b);

}  // namespace soundings::release
