// The imported points of external series, found by series, area and time.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "soundings/claims/claim.h"
#include "soundings/claims/series_points.h"
#include "soundings/survey/definitions.h"

namespace soundings::claims {

/// A point with its number and its period read. decimals: as it was written.
struct Held {
  const ExternalPoint* point = nullptr;
  SeriesPeriod period;
  double value = 0.0;
  int decimals = 0;
  bool late = false;      ///< first published after the report, so that the report cannot use it
  bool measured = false;  ///< of a measure of our own surveys
};

/// What a difference between two released figures comes to. area: named beside the rest of the
/// force where `from` is empty. clear: it is more than chance would give.
struct KnownReading {
  std::string series;
  std::string area;
  std::optional<SeriesPeriod> from;
  SeriesPeriod to;
  bool clear = false;
  /// Of the difference, in points; absent where the release prints none.
  std::optional<double> points;
  std::optional<double> lo;
  std::optional<double> hi;
  int decimals = 1;
  std::string words;  ///< "no clear change: −2.4 points, 95% range −7.0 to +2.2"
};

/// What a release prints beside a figure. about: it prints the base rounded.
struct KnownRange {
  std::string series;
  std::string area;
  SeriesPeriod period;
  std::optional<double> lo;
  std::optional<double> hi;
  int decimals = 1;
  std::optional<double> base;
  bool about = false;
};

/// What is known of released figures beside their values.
struct Known {
  std::vector<KnownReading> readings;
  std::vector<KnownRange> ranges;
};

/// Immutable. The points and the definitions outlive it.
class Points {
 public:
  /// report: the month in which the report appears.
  Points(const Definitions& definitions, std::span<const ExternalPoint> points, Month report,
         Known known = {});

  [[nodiscard]] const Definitions& definitions() const noexcept { return definitions_; }
  [[nodiscard]] Month report() const noexcept { return report_; }
  [[nodiscard]] const ExternalSeries* series(std::string_view id) const noexcept {
    return definitions_.report.find_series(id);
  }

  /// Every point of a series, those that were published after the report among them.
  [[nodiscard]] std::span<const Held> held(std::string_view series) const;
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
  /// What a series is set against: its own baseline, or that of the measure with its name.
  [[nodiscard]] std::optional<When> baseline(const ExternalSeries& series) const;

  [[nodiscard]] bool has_readings() const noexcept { return !known_.readings.empty(); }
  [[nodiscard]] bool has_ranges() const noexcept { return !known_.ranges.empty(); }
  /// What stands beside the figure of an area and period; nullptr where nothing is known.
  [[nodiscard]] const KnownRange* range(std::string_view series, std::string_view area,
                                        const SeriesPeriod& period) const;
  /// The reading of a change, or of an area beside the rest where `from` is nullptr; nullptr where
  /// none is known.
  [[nodiscard]] const KnownReading* reading(std::string_view series, std::string_view area,
                                            const SeriesPeriod* from, const SeriesPeriod& to) const;

 private:
  const Definitions& definitions_;
  Month report_;
  std::map<std::string, std::vector<Held>, std::less<>> by_series_;
  Known known_;
};

}  // namespace soundings::claims
