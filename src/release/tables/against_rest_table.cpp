// Printed numbers -> differences from the rest of the force.
#include "tables/against_rest_table.h"

#include "soundings/base/number.h"

#include "tables/csv.h"

namespace soundings::release {
namespace {

using figures::PrintedWeights;

constexpr int fine_decimals = 1;
constexpr const char* unweighted = "none";
constexpr const char* level = "0.95";

/// Of the newest print that has the area and the whole force.
std::optional<std::vector<figures::PrintedStratum>> newest_against_rest(
    std::span<const PrintedPeriod> prints, const std::string& item, const std::string& area,
    bool weighted, const disclose::ProtectionParameters& parameters) {
  for (const PrintedPeriod& print : prints) {
    if (auto strata = against_rest(print, item, area, weighted, parameters)) {
      return strata;
    }
  }
  return std::nullopt;
}

std::string points(const std::optional<double>& number) {
  return number ? rounded(*number, fine_decimals) : std::string();
}

/// An item's difference in an area; empty where the prints do not give it.
std::string line_of(const TableContext& context, std::span<const PrintedPeriod> prints,
                    const std::string& item, const std::string& area, bool weighted) {
  const Plan& plan = context.plan;
  const auto strata = newest_against_rest(prints, item, area, weighted,
                                          parameters_of(context.definitions.protection));
  const auto weights = weighted ? PrintedWeights::poststratified : PrintedWeights::none;
  const auto difference = strata ? figures::difference_of(*strata, weights) : std::nullopt;
  if (!difference) {
    return {};
  }
  const Measure* measure = measure_of(context.definitions, plan.survey->id, item);
  return csv_line({to_text(context.period), context.release, plan.survey->id,
                   measure == nullptr ? "" : measure->id, item, area,
                   weighted ? plan.scheme->id : unweighted, points(difference->points),
                   points(difference->lo), points(difference->hi), level,
                   difference->significant ? "p < 0.05" : "", std::to_string(fine_decimals),
                   points(difference->other.value), points(difference->other.lo),
                   points(difference->other.hi)});
}

}  // namespace

TableFiles against_rest_table(const TableContext& context, std::span<const PrintedPeriod> prints,
                              const ReleasedTable& table) {
  const Plan& plan = context.plan;
  const PrintedPeriod& first = prints.back();
  const bool weighted = table.weighted && !first.targets.empty();
  std::string text;
  for (const std::string& item : plan.set->items_of(table)) {
    for (const std::string& area : first.areas) {
      if (area != plan.frame.unknown_area) {
        text += line_of(context, prints, item, area, weighted);
      }
    }
  }
  if (text.empty()) {
    return {};
  }
  const std::string header = csv_line({"period", "release", "survey", "measure", "item", plan.areas,
                                       "weighting", "difference", "lo", "hi", "level", "test",
                                       "decimals", "rest", "rest_lo", "rest_hi"});
  return {.files = {{.name = table_file_name(plan.survey->id, context.period, table.by,
                                             against_rest_name),
                     .bytes = header + text}},
          .rows = {}};
}

}  // namespace soundings::release
