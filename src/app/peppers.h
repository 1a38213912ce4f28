// The secrets that turn member ids into pseudonyms, by version: the first derived from
// the master key, later ones in a file of their own beside it, never in the database
// (docs/decisions/0008).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "soundings/intake/intake.h"
#include "soundings/store/act.h"
#include "soundings/store/peppers.h"

#include "options.h"

namespace soundings::app {

using Pepper = std::vector<std::uint8_t>;

/// The peppers a database has been through, today's first. Nothing when one is missing or is not
/// the one the database knows; says so.
[[nodiscard]] std::optional<std::vector<Pepper>> peppers(const DatabasePaths& paths,
                                                         const store::PepperInUse& in_use);

/// A new pepper after `in_use`, kept in the file and on disk when this returns; it is used once the
/// database knows of it.
struct NewPepper {
  Pepper secret;
  store::PepperInUse next;
};
[[nodiscard]] NewPepper add_pepper(const DatabasePaths& paths, const store::PepperInUse& in_use);

/// Adds a pepper and takes it into use, everywhere at once: the new version.
int change_pepper(const DatabasePaths& paths, intake::Intake& intake, const store::Act& act);

}  // namespace soundings::app
