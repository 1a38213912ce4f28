// The points that a report has of a series, in order, and how their periods and numbers read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/claims/judge.h"
#include "soundings/survey/external_series.h"

namespace soundings::claims {

/// decimals: as the number was written. late: first published after the report, which must not use
/// it. before_break: not to be compared with what came after a change of its series.
struct SeriesValue {
  const ExternalPoint* point = nullptr;
  SeriesPeriod period;
  double value = 0.0;
  int decimals = 0;
  bool late = false;
  bool before_break = false;
};

/// Of every area, the earliest period first. The points outlive them.
[[nodiscard]] std::vector<SeriesValue> values_of(const Evidence& evidence, std::string_view series);

/// The figure that stands for an area now: the newest that is no reading of a chart. Empty where
/// there is none.
[[nodiscard]] std::vector<SeriesValue> newest_of(const Evidence& evidence, std::string_view series,
                                                 std::string_view area);

/// The figure that others of its area are set against; empty where there is none.
[[nodiscard]] std::vector<SeriesValue> baseline_of(const Evidence& evidence,
                                                   std::string_view series, std::string_view area);

/// Those that the evidence was made with.
[[nodiscard]] const Definitions& definitions_of(const Evidence& evidence) noexcept;

/// "the year ending March 2019", "2017/18", "wave 3 (February 2019)".
[[nodiscard]] std::string in_words(const SeriesPeriod& period);

/// A number with its thousands marked and so many decimals: "28,967".
[[nodiscard]] std::string printed(double value, int decimals);

/// A value of a series with its unit: "42%", "£283,153", "10.0 per 1,000 population", "289 days",
/// "about 24,000".
[[nodiscard]] std::string amount_in_words(const ExternalSeries& series, double value, int decimals,
                                          bool approximate);

}  // namespace soundings::claims
