// The imported points of external series, found by series, area and time.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/claims/claim.h"
#include "soundings/survey/definitions.h"

namespace soundings::claims {

/// A point with its number and its period read. decimals: as it was written.
struct Held {
  const ExternalPoint* point = nullptr;
  SeriesPeriod period;
  double value = 0.0;
  int decimals = 0;
  bool late = false;  ///< first published after the report, so that the report cannot use it
};

/// Immutable. The points and the definitions outlive it.
class Points {
 public:
  /// report: the month in which the report appears.
  Points(const Definitions& definitions, std::span<const ExternalPoint> points, Month report);

  [[nodiscard]] const Definitions& definitions() const noexcept { return definitions_; }
  [[nodiscard]] Month report() const noexcept { return report_; }
  [[nodiscard]] const ExternalSeries* series(std::string_view id) const noexcept {
    return definitions_.report.find_series(id);
  }

  /// Every point of a series and area that the report can use.
  [[nodiscard]] std::vector<const Held*> all(std::string_view series, std::string_view area) const;
  /// Those of them that fit best what was said of the time; none when nothing does.
  [[nodiscard]] std::vector<const Held*> at(std::string_view series, std::string_view area,
                                            const When& when) const;
  /// Points that would fit, had they been published by the time of the report.
  [[nodiscard]] const Held* late(std::string_view series, std::string_view area,
                                 const When& when) const;
  /// The areas of which a series has points.
  [[nodiscard]] std::vector<std::string> areas(std::string_view series) const;
  [[nodiscard]] bool has(std::string_view series) const { return !areas(series).empty(); }

 private:
  const Definitions& definitions_;
  Month report_;
  std::map<std::string, std::vector<Held>, std::less<>> by_series_;
};

/// "the year ending March 2019", "2017/18", "wave 3 (February 2019)".
[[nodiscard]] std::string in_words(const SeriesPeriod& period);

/// A series' baseline as a time.
[[nodiscard]] std::optional<When> baseline_of(const ExternalSeries& series);

/// A number with its thousands marked and so many decimals: "28,967".
[[nodiscard]] std::string printed(double value, int decimals);

}  // namespace soundings::claims
