// A series that others counted, as a report has it: its points but those that were published later,
// sorted into spans of time that can stand in one line.
#pragma once

#include <string>
#include <vector>

#include "soundings/claims/series_points.h"
#include "soundings/survey/aim_chart.h"
#include "soundings/survey/definitions.h"

#include "series_times.h"

namespace soundings::reports {

/// Immutable. The series and the evidence outlive it.
class ReportedSeries {
 public:
  ReportedSeries(const ExternalSeries& series, const claims::Evidence& evidence);

  /// One of each area and time, the earliest first.
  [[nodiscard]] const std::vector<claims::SeriesValue>& values() const { return values_; }
  /// Times that were first published after the report, in words.
  [[nodiscard]] const std::vector<std::string>& late() const { return late_; }
  /// The one that the report speaks of first.
  [[nodiscard]] const std::vector<Span>& spans() const { return spans_; }
  /// What its sources disagree about, a sentence for each area and time.
  [[nodiscard]] std::vector<std::string> disagreements() const;
  /// Who counted, each once.
  [[nodiscard]] const std::vector<std::string>& sources() const { return sources_; }
  /// As points name it.
  [[nodiscard]] const std::string& force() const { return force_; }
  /// What the force's figures are set against; empty where there is nothing.
  [[nodiscard]] std::vector<claims::SeriesValue> baseline() const;
  /// Whether an area is one that others are compared with.
  [[nodiscard]] bool is_whole(const std::string& area) const;
  /// The force first, then the others as they come.
  [[nodiscard]] std::vector<std::string> areas() const;
  /// "about 24,000", "42%".
  [[nodiscard]] std::string number(const claims::SeriesValue& one) const;
  /// The earliest first.
  [[nodiscard]] std::vector<claims::SeriesValue> of(const std::string& area,
                                                    const Span& span) const;
  /// The areas that lines speak of.
  [[nodiscard]] std::vector<std::string> drawn_areas() const;
  /// Whether a span has a line.
  [[nodiscard]] bool is_drawn(const Span& span) const;
  /// Of one area and span; points without an end have no place in it.
  [[nodiscard]] ChartLine line_of(const std::string& area, const Span& span) const;
  /// The ends of the force's change, of one span; empty where there is none, or a break lies
  /// between.
  [[nodiscard]] std::vector<claims::SeriesValue> ends() const;
  /// Whether the force's change is of this span.
  [[nodiscard]] bool is_of_ends(const Span& span) const;

 private:
  /// "31,000 of West Midlands Police (chart)".
  [[nodiscard]] std::string value_with_source(const claims::SeriesValue& one) const;
  /// The span that the baseline is of comes first: it is the one that the report speaks of.
  [[nodiscard]] std::vector<Span> spans_in_order() const;

  const ExternalSeries& series_;
  const claims::Evidence& evidence_;
  const Definitions& definitions_;
  std::vector<claims::SeriesValue> values_;
  std::vector<std::string> late_;
  std::vector<claims::SeriesValue> all_;  ///< those too that are passed over for another
  std::vector<std::string> sources_;
  std::vector<Span> spans_;
  std::string force_;
};

}  // namespace soundings::reports
