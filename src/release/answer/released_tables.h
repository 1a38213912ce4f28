// Questions answered from the rows of a release.
#pragma once

#include "soundings/base/expected.h"
#include "soundings/figures/tabulate.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/table.h"

#include "answer/frozen_tables.h"

namespace soundings::release {

inline constexpr std::string_view not_released = "not_released";

/// A fault not_released: message names the field, the value and what is released instead.
[[nodiscard]] figures::Fault outside_release(std::string field, std::string value,
                                             const std::string& rule);

/// Every number as it is printed. Errors: not_released.
[[nodiscard]] Expected<Table, figures::Fault> released_table(const figures::Asked& asked,
                                                             const FrozenTables& tables);

/// Each area against the rest of the force, as the release prints their differences. Errors:
/// not_released.
[[nodiscard]] Expected<Comparisons, figures::Fault> released_against_rest(
    const Definitions& definitions, const figures::Asked& asked, const FrozenTables& tables);

}  // namespace soundings::release
