// Comparisons of the small force, and what is looked at in them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "soundings/base/number.h"
#include "soundings/figures/compare.h"

#include "support/small_force.h"
#include "support/two_months.h"

namespace soundings::testing {

using figures::ComparisonQuestion;

inline Comparisons compare(const Definitions& definitions, const ComparisonQuestion& question,
                           const Evidence& evidence, std::optional<Period> begun = {}) {
  return figures::compare(definitions, figures::understand(definitions, question).value(), evidence,
                          begun);
}

inline std::string refusal(const Definitions& definitions, const ComparisonQuestion& question) {
  const auto compared = figures::understand(definitions, question);
  return compared ? "" : compared.error().code;
}

inline ComparisonQuestion against(Against what, const std::string& by = {},
                                  const std::string& other = {}) {
  return {.measure = "victims_satisfied",
          .period = may_of_2019,
          .by = by,
          .against = what,
          .other = other};
}

inline std::string printed(const Difference& difference) {
  return rounded(difference.points, 1) + " (" + rounded(difference.lo.value(), 1) + " to " +
         rounded(difference.hi.value(), 1) + ")";
}

inline void check_points(const Difference& found, double difference, double se, double p) {
  CHECK(found.points == Approx(100 * difference).epsilon(1e-10));
  CHECK(found.se.value() == Approx(100 * se).epsilon(1e-8));
  CHECK(found.p.value() == Approx(p).epsilon(1e-8));
}

/// Sandwell's burglary and hate crime in May; burglary alone elsewhere.
inline Evidence few_hate_crimes(std::int64_t hate, std::int64_t satisfied) {
  std::vector<Group> groups;
  for (const std::uint32_t month : {0U, 1U}) {
    for (const std::string& npu : npus) {
      groups.push_back({{{"npu", npu}, {"crime_group", "burglary"}}, 30, 60, month});
      groups.push_back({{{"npu", npu}, {"crime_group", "vehicle"}}, 20, 50, month});
      groups.push_back({{{"npu", npu}, {"crime_group", "violence"}}, 25, 40, month});
    }
    const bool may = month == 1;
    groups.push_back(
        {{{"npu", "SW"}, {"crime_group", "hate"}}, may ? satisfied : 16, may ? hate : 35, month});
  }
  return {
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-04", "2019-05"}, groups),
      .invitations = invited_in_both()};
}

inline ComparisonQuestion crimes_against(Against what, const std::string& code = {},
                                         const std::string& other = {}) {
  ComparisonQuestion question = against(what, "crime_group", other);
  question.code = code;
  question.scheme = "none";
  return question;
}

}  // namespace soundings::testing
