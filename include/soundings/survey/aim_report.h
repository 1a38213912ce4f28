// The report as data: for each aim what measures it, its charts, its figures, sentences about them,
// and what people wrote and signed. Pages, files and JSON all read these values, in which every
// figure is in words already, so that they cannot differ. A hidden number is absent from them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/aim_chart.h"
#include "soundings/survey/comparison.h"

namespace soundings {

/// A figure in a table, against its baseline.
struct AimFigure {
  std::string subject;  ///< a measure or a series
  std::string title;
  std::string area;
  std::string period;
  std::string value;
  std::string range;
  std::string answers;
  std::string baseline;         ///< empty where there is none
  std::string baseline_period;  ///< "November 2018 to January 2019"
  std::string change;           ///< "-2.4 points"
  std::string change_range;
  std::string reading;        ///< "No clear change"
  std::string kind = "none";  ///< "higher", "lower", "same" or "none": the shape of its mark
  Tone tone = Tone::none;
  std::string source;
  std::string evidence;
  bool approximate = false;
  bool leads = false;  ///< speaks for its aim
};

/// A sentence that was made of figures.
struct AimSentence {
  std::string subject;
  std::string kind;  ///< "value", "change", ...
  std::string text;
  std::string verdict;  ///< "Better", "No clear change"
};

/// A sentence that somebody wrote, held against the figures.
struct AimCheck {
  std::string sentence;
  std::string verdict;  ///< "holds", "rounding", "contradicted" or "no_source"
  std::string figure;
  std::string arithmetic;
  bool blocks = false;     ///< the aim cannot be signed off while it stands
  bool unchecked = false;  ///< it has numbers or words of direction that nothing was held against
};

/// A sentence that was made of figures and left out, because they do not bear it out. figure: what
/// it was held against. Whoever writes the report sees it; the report does not have it.
struct AimWithheld {
  std::string subject;
  std::string kind;
  std::string text;
  std::string figure;
  std::string arithmetic;
};

/// What somebody wrote about an aim. by, at: in words; empty where nobody has written any.
struct AimWords {
  std::string text;
  std::string by;
  std::string at;
};

/// stands: what was signed is what is shown. by, at: in words; empty where nobody has signed.
struct AimSignOff {
  std::string by;
  std::string at;
  bool stands = false;
};

struct AimSheet {
  std::string id;
  std::string title;
  std::string wording;
  std::string measure;
  std::vector<std::string> sources;
  std::string no_source;  ///< why nothing measures it
  std::vector<AimChart> charts;
  std::vector<AimFigure> figures;
  std::vector<AimSentence> sentences;
  std::vector<std::string> notes;  ///< what must be known of its figures
  AimWords commentary{};
  AimWords actions{};
  std::vector<AimCheck> checks;         ///< of commentary and actions
  std::vector<AimWithheld> withheld{};  ///< no part of what is signed off
  AimSignOff sign_off{};

  /// Whether nothing that was written is contradicted.
  [[nodiscard]] bool reconciles() const noexcept;
};

/// A figure that a revision prints otherwise. before, now: in words.
struct AimChange {
  std::string figure;  ///< "Burglary, West Midlands, year ending March 2019"
  std::string before;
  std::string now;
};

/// of: the published report of the same month that is revised, the newest: "2019-06.1".
struct AimRevision {
  std::string of;
  std::vector<AimChange> changes;
};

/// The whole report. day, made, published: in words.
struct AimReport {
  std::string id;
  std::string title;
  std::string day;
  int number = 1;
  std::string release;
  std::string month;  ///< of the release
  std::string published;
  std::string force;
  std::vector<AimSheet> sheets;
  std::optional<AimRevision> revision{};  ///< where a report of the month is published already

  [[nodiscard]] bool signed_off() const noexcept;
  [[nodiscard]] const AimSheet* find(std::string_view aim) const noexcept;
};

}  // namespace soundings
