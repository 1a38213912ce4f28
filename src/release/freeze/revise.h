// A revision: the release before it, with the figures that are printed anew.
#pragma once

#include <string_view>

#include "soundings/release/release.h"

#include "count/snapshot.h"

namespace soundings::release {

/// The file in which a revision says what it changed.
inline constexpr const char* revisions_file = "revisions.csv";

/// As freeze(), of counted changes. A survey of which every figure stands is as it was.
/// The revision of a release that is marked as sample data is marked.
[[nodiscard]] Expected<store::Release, Fault> freeze_revision(const Definitions& definitions,
                                                              const Snapshot& snapshot,
                                                              std::string_view program_version,
                                                              bool sample);

}  // namespace soundings::release
