// Lines of a printed table as the strata that the estimator takes: what is hidden together is
// weighted together, so that a figure says no more than its line does.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "soundings/disclose/protection_parameters.h"
#include "soundings/figures/printed_line.h"
#include "soundings/survey/protection_rules.h"

#include "tables/printed_rows.h"

namespace soundings::release {

/// The printed numbers of one survey and period. layers: sorted. areas, codes (by domain): those
/// that have a row, printed or hidden, in the order of the file; empty where there are none.
/// targets: eligible people by area; empty for a period that is not printed weighted.
struct PrintedPeriod {
  const PrintedNumbers& numbers;
  std::vector<std::string> layers;
  std::vector<std::string> areas;
  std::map<std::string, std::vector<std::string>> codes;
  std::map<std::string, std::int64_t> targets;
};

/// The numbers of `layers` among figures. The figures outlive it, and so do the numbers.
[[nodiscard]] PrintedPeriod printed_period(std::span<const disclose::PrintedFigure> figures,
                                           const PrintedNumbers& numbers,
                                           std::vector<std::string> layers,
                                           std::map<std::string, std::int64_t> targets);

/// The prints of a period, the newest first. layers: of each print. All have the areas and codes of
/// the first one, so that a line of which a print lacks a part is no line of it.
[[nodiscard]] std::vector<PrintedPeriod> printed_prints(
    std::span<const disclose::PrintedFigure> figures, const PrintedNumbers& numbers,
    const std::vector<std::vector<std::string>>& layers,
    const std::map<std::string, std::int64_t>& targets);

[[nodiscard]] disclose::ProtectionParameters parameters_of(const ProtectionRules& rules);

/// Completed responses of an area, or of the force for an empty one, whatever they answered;
/// nothing where they are not printed, or not exactly.
[[nodiscard]] std::optional<std::int64_t> count_of_people(const PrintedPeriod& period,
                                                          const std::string& area);

/// The base and satisfied that a printed cell shows; nothing when it is hidden, coarse or not
/// there.
[[nodiscard]] std::optional<figures::PrintedCount> count_of(const PrintedPeriod& period,
                                                            const std::string& item,
                                                            const disclose::FigureCell& cell);

/// The line beside everybody else, as one stratum.
[[nodiscard]] std::optional<std::vector<figures::PrintedStratum>> plain_line(
    const PrintedPeriod& period, const std::string& item, const disclose::FigureCell& cell);

/// The line by areas with their targets. Nothing where an area's people are not printed, where a
/// cell of the line is in no table, or where there are no targets.
[[nodiscard]] std::optional<std::vector<figures::PrintedStratum>> weighted_line(
    const PrintedPeriod& period, const std::string& item, const disclose::FigureCell& cell,
    const disclose::ProtectionParameters& parameters);

/// An area beside the rest of the force, by areas. weighted: with their targets.
[[nodiscard]] std::optional<std::vector<figures::PrintedStratum>> against_rest(
    const PrintedPeriod& period, const std::string& item, const std::string& area, bool weighted,
    const disclose::ProtectionParameters& parameters);

}  // namespace soundings::release
