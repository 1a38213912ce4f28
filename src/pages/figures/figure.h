// Figures: a chart and the table it is drawn from, which holds every number the chart shows.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "soundings/pages/figure_pages.h"

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
  Edition edition;
  std::string title{};                    ///< a finding; empty: the measure, by the domain
  std::string note{};                     ///< said after the axis
  bool ranked = false;                    ///< by value, then name; hidden rows last
  const Comparisons* readings = nullptr;  ///< of the rows, as differences, shapes and words
  bool force_ticks = false;  ///< a tick a row: the figure of its code for the whole force
};
[[nodiscard]] View interval_figure(const Definitions& definitions, const IntervalFigure& figure);

/// A measure month by month. With a key, the force stands behind it as a dotted line.
struct TrendFigure {
  std::string id;
  const Trend* trend = nullptr;
  DomainKey key;      ///< empty: the force
  std::string place;  ///< "Birmingham East"
  Edition edition;
  const Side* baseline = nullptr;  ///< drawn as a dashed line from its own period
};
[[nodiscard]] View trend_figure(const Definitions& definitions, const TrendFigure& figure);

/// Areas by their number of answers, among the limits of chance.
struct FunnelFigure {
  std::string id;
  const Table* table = nullptr;
  const Comparisons* readings = nullptr;
  const AreaFunnel* funnel = nullptr;
  Edition edition;
};
[[nodiscard]] View funnel_figure(const Definitions& definitions, const FunnelFigure& figure);

}  // namespace soundings::pages
