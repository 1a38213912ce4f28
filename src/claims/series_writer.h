// What the sentences about one series are made with: its figures, their words, and the check that
// each sentence has to pass.
#pragma once

#include <string>
#include <vector>

#include "soundings/claims/statements.h"

#include "judging.h"

namespace soundings::claims {

/// One series of the definitions. Evidence, series and `into` outlive it.
class SeriesWriter {
 public:
  SeriesWriter(const Evidence& evidence, const ExternalSeries& series, Statements& into);
  SeriesWriter(const SeriesWriter&) = delete;
  SeriesWriter& operator=(const SeriesWriter&) = delete;
  ~SeriesWriter() = default;

  [[nodiscard]] const Points& points() const noexcept { return points_; }
  [[nodiscard]] const ExternalSeries& series() const noexcept { return series_; }
  [[nodiscard]] const Subject& subject() const noexcept { return subject_; }
  [[nodiscard]] const std::string& force() const noexcept { return force_; }

  /// Keeps a sentence that its own check bears out, and otherwise why it was left out.
  void say(const std::string& kind, const std::string& text, const std::string& verdict = "");
  /// The same of the first of several wordings that the check bears out, the fullest first. At
  /// least one.
  void say_first(const std::string& kind, const std::vector<std::string>& texts);
  /// Leaves a sentence out for a reason that the check does not know.
  void leave_out(const std::string& kind, const std::string& text, const Judgement& why);

  [[nodiscard]] std::string title() const;
  /// The title after "the highest": without its own article.
  [[nodiscard]] std::string title_within() const;
  [[nodiscard]] std::string amount(const Held& held) const;
  /// An area inside a sentence: "the force", "the Most Similar Force average", "England and Wales".
  [[nodiscard]] std::string place(const std::string& area) const;
  /// "Better", "Worse", "No change"; empty where the series has no good direction.
  [[nodiscard]] std::string better(double change) const;
  /// The newest figure of an area; nullptr where there is none.
  [[nodiscard]] const Held* newest(const std::string& area) const;
  /// Whether others are compared with the area of a figure: it is no part of a list of areas.
  [[nodiscard]] bool is_whole(const std::string& area) const;

 private:
  [[nodiscard]] Statement statement(const std::string& kind, const std::string& text,
                                    const std::string& verdict) const;

  const Evidence& evidence_;
  const Points& points_;
  const ExternalSeries& series_;
  Statements& into_;
  Claim claim_;
  Subject subject_;
  std::string force_;
};

/// A title inside a sentence: "the ambition for Street Watch schemes".
[[nodiscard]] std::string inside(std::string title);

/// The newest figure of the force, with its part of a whole and its target where it has them.
void write_value(SeriesWriter& writer);
/// From the baseline to the newest figure, of the force and of what it is compared with, and from
/// the greatest month to the newest.
void write_changes(SeriesWriter& writer);
/// The force beside others, and areas beside each other.
void write_areas(SeriesWriter& writer);
/// Groups of people beside each other, of a family of which this is the first series.
void write_groups(SeriesWriter& writer);

}  // namespace soundings::claims
