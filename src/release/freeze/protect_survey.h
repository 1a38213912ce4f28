// A counted survey with its tables protected, and proved with all that was printed of its people.
#pragma once

#include "soundings/base/expected.h"
#include "soundings/release/release.h"

#include "count/snapshot.h"
#include "freeze/manifest_json.h"

namespace soundings::release {

/// Errors: release_refused.
[[nodiscard]] Expected<ProtectedSurvey, Fault> protect_survey(const Definitions& definitions,
                                                              const CountedSurvey& counted,
                                                              const Snapshot& snapshot);

/// The file of its proofs, which is kept and not published.
[[nodiscard]] store::ReleaseFile witnesses_of(const ProtectedSurvey& survey);

}  // namespace soundings::release
