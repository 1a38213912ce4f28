#include "soundings/report/headline.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace soundings::report {
namespace {

/// Domains with a column of their own in the export.
constexpr std::array<std::string_view, 3> exported{"npu", "contact_channel", "crime_group"};

std::vector<std::vector<std::string>> breakdowns(const Measure& measure) {
  std::vector<std::vector<std::string>> all{{}};
  const auto declared = [&measure](std::string_view domain) {
    return std::find(measure.by.begin(), measure.by.end(), domain) != measure.by.end();
  };
  for (const std::string_view domain : exported) {
    if (declared(domain)) {
      all.push_back({std::string(domain)});
    }
  }
  if (measure.filter_domain.empty() && declared("npu") && declared("contact_channel")) {
    all.push_back({"npu", "contact_channel"});
  }
  return all;
}

}  // namespace

Expected<Headline, figures::Fault> headline(const Definitions& definitions,
                                            const figures::Figures& figures, Month month) {
  Headline made{.month = month, .release = "current", .tables = {}};
  for (const Measure& measure : definitions.measures) {
    const auto period = figures.headline_period(measure.id, month);
    if (!measure.headline || !period) {
      continue;
    }
    for (const std::vector<std::string>& by : breakdowns(measure)) {
      auto table =
          figures.answer({.measure = measure.id, .by = by, .period = *period, .scheme = {}});
      if (!table) {
        return unexpected(table.error());
      }
      made.tables.push_back(*std::move(table));
    }
  }
  return made;
}

}  // namespace soundings::report
