// What of a survey goes into the release of a month: its domains and items as they are printed, and
// the periods that end in the month.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/disclose/publication.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/period.h"

namespace soundings::release {

/// Pointers are into the definitions, which outlive it. scheme: the default one; nullptr for none.
struct Plan {
  const Survey* survey = nullptr;
  const ReleaseSet* set = nullptr;
  const Scheme* scheme = nullptr;
  std::string areas;            ///< the domain of areas; empty where no table is by it
  disclose::Publication frame;  ///< areas, domains and items, without tables and counts
};

[[nodiscard]] Plan plan_of(const Definitions& definitions, const ReleaseSet& set,
                           const std::string& release);

/// Where a code of an answer is printed: its place among the codes of the printed domain. Answers
/// without a code, and codes that are pooled, stand in the last one.
[[nodiscard]] std::size_t place_of(const disclose::PublishedDomain& domain, std::string_view code);

/// The month or wave itself, if the survey has one that ends in the month.
[[nodiscard]] std::optional<Period> own_period(const Survey& survey, Month month);

/// The windows of the set that end with `own`, in the order of the set; two that hold the same
/// months are one.
[[nodiscard]] std::vector<Period> windows_of(const ReleaseSet& set, const Period& own);

/// The months or waves of a period, first to last.
[[nodiscard]] std::vector<Period> parts_of(const Period& period);

/// The measure of an item that is fixed in no domain.
[[nodiscard]] const Measure* measure_of(const Definitions& definitions, const std::string& survey,
                                        const std::string& item);

/// The domain of a table beside the areas; empty when there is none.
[[nodiscard]] std::string other_domain(const Plan& plan, const ReleasedTable& table);
[[nodiscard]] bool is_by_area(const Plan& plan, const ReleasedTable& table);

/// "npu,crime_group"; empty for the force.
[[nodiscard]] std::string name_of(const ReleasedTable& table);

}  // namespace soundings::release
