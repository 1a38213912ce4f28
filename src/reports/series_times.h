// The times of a series: which of its figures can stand in one line, and how their times read.
#pragma once

#include <string>
#include <vector>

#include "soundings/claims/series_points.h"

namespace soundings::reports {

/// Figures of one span can stand in one line and be set against each other: a month and a year
/// cannot, nor can the first three and the first six months of a year. length: months, or waves;
/// of what grows from a month on, that month. 0: not known.
struct Span {
  SeriesPeriod::Kind kind = SeriesPeriod::Kind::month;
  int length = 0;

  friend bool operator==(const Span&, const Span&) = default;
};

[[nodiscard]] Span span_of(const SeriesPeriod& period);

/// Each span once: the one with the most figures first, then as they come.
[[nodiscard]] std::vector<Span> spans_in(const std::vector<claims::SeriesValue>& values);

/// One figure of each area and time, in the same order: a labelled one before a reading of a chart,
/// an earlier one before a later one.
[[nodiscard]] std::vector<claims::SeriesValue> each_once(
    const std::vector<claims::SeriesValue>& values);

/// The newest that is no reading of a chart, else the newest; nullptr where there is none.
[[nodiscard]] const claims::SeriesValue* newest_in(const std::vector<claims::SeriesValue>& values);

/// "year ending March 2019", where a sentence says "the year ending March 2019".
[[nodiscard]] std::string without_article(const std::string& words);

/// A number in words, its hyphen a true minus.
[[nodiscard]] std::string with_minus(std::string number);

/// "Mar 2016", "2015/16", "2017": a time beneath an axis.
[[nodiscard]] std::string tick_of(const SeriesPeriod& period);

}  // namespace soundings::reports
