// Figures: a chart and the table it is drawn from, which holds every number the chart shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "soundings/pages/pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// Dots and ranges, one row a code of `domain`, in the order of its definition.
struct IntervalFigure {
  std::string id;
  const Table* table = nullptr;
  std::string domain;
  DomainKey within;       ///< codes of the table's other domain that every row shares
  bool of_areas = false;  ///< the codes are areas: an upright line stands at the force's figure,
                          ///< and names lead to the pages of the areas
  std::string month;      ///< "2019-05", for those links
};
[[nodiscard]] View interval_figure(const Definitions& definitions, const IntervalFigure& figure);

/// A measure month by month. With a key, the force stands behind it as a dotted line.
struct TrendFigure {
  std::string id;
  const Trend* trend = nullptr;
  DomainKey key;      ///< empty: the force
  std::string place;  ///< "Birmingham East"
};
[[nodiscard]] View trend_figure(const Definitions& definitions, const TrendFigure& figure);

}  // namespace soundings::pages
