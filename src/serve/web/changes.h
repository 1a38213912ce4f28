// How much measures have changed, as pages read it.
#pragma once

#include <optional>
#include <vector>

#include "web/page_models.h"

namespace soundings::serve {

/// The measures of these tables against what was chosen, read as one family; without those that
/// have nothing to be set against.
[[nodiscard]] std::vector<Comparisons> changes(const PageMaterial& asked,
                                               const std::vector<Table>& tables,
                                               pages::ComparedWith with);

/// The row of `key` in the month of the page against its baseline, else against the first month of
/// the trend that has a figure. A headline measure of the force is read among all of them, as the
/// Overview reads it. Nothing where the two may not be compared, or there is no earlier month.
[[nodiscard]] std::optional<Comparisons> change_of_trend(const PageMaterial& asked,
                                                         const pages::Trend& trend,
                                                         const DomainKey& key);

}  // namespace soundings::serve
