// What the release prints of each measure of the aims, asked once.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "soundings/reports/compose.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/spread.h"
#include "soundings/survey/table.h"

namespace soundings::reports {

/// One measure. Parts that the release does not print are absent.
struct MeasureMaterial {
  const Measure* measure = nullptr;
  std::optional<Table> force;
  std::optional<Table> areas;
  std::vector<Table> times;  ///< of the force, the earliest first, the report's own the last
  std::optional<Comparisons> change;    ///< from the baseline
  std::optional<Comparisons> previous;  ///< from the month before
  std::optional<Comparisons> readings;  ///< of areas against the rest of the force
  std::optional<AreaGap> gap;           ///< where the aim asks for it
};

/// By the id of the measure.
using SurveyMaterial = std::map<std::string, MeasureMaterial>;

[[nodiscard]] SurveyMaterial ask_figures(const Material& material);

/// Every table of it, and every comparison.
[[nodiscard]] std::vector<Table> tables_of(const SurveyMaterial& all);
[[nodiscard]] std::vector<Comparisons> comparisons_of(const SurveyMaterial& all);

/// The estimate that leads: the weighted one, else the unweighted.
template <typename Of>
[[nodiscard]] const auto* leading(const Of& of) {
  return of.weighted ? &*of.weighted : of.unweighted ? &*of.unweighted : nullptr;
}

}  // namespace soundings::reports
