// A measure in time: the figures of consecutive periods and which of them are out of
// the ordinary.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "soundings/survey/survey.h"
#include "soundings/survey/table.h"

namespace soundings {

/// One value against the limits of its own segment, in per cent.
struct Signal {
  double centre = 0.0;
  double lower = 0.0;
  double upper = 0.0;
  bool outside = false;       ///< beyond a limit
  bool run = false;           ///< one of seven or more on one side of the centre
  bool steps = false;         ///< one of seven or more steps in a row up, or down
  bool two_of_three = false;  ///< one of two of three far out on one side
  bool firm = false;          ///< its segment has twelve values or more

  [[nodiscard]] bool special() const noexcept { return outside || run || steps || two_of_three; }
};

/// One period. Hidden and empty figures have no signal.
struct SeriesPoint {
  Table table;              ///< of one row: the figure's own
  std::size_t segment = 0;  ///< rises by one at every break; points of two are never joined
  std::optional<Signal> unweighted;
  std::optional<Signal> weighted;

  [[nodiscard]] const Row& row() const noexcept { return table.rows.front(); }
};

/// The earlier figure a series is read against.
struct SeriesBaseline {
  Table table;              ///< of one row
  bool assumed = false;     ///< nobody has confirmed that this is the baseline
  bool comparable = false;  ///< no break between it and the last point
};

/// The answer to one question. Points in time order; all under one question and weighting.
struct Series {
  std::string survey;
  std::string measure;
  std::string item;
  DomainKey key;  ///< whom it speaks of; empty: the force
  Statistic statistic = Statistic::pct_positive;
  std::string grain;          ///< "month", "quarter" or "wave"
  std::vector<Break> breaks;  ///< those that start a segment
  std::optional<SeriesBaseline> baseline;
  std::vector<SeriesPoint> points;
};

}  // namespace soundings
