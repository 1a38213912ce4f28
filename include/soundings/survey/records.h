// Records of respondents as a file holds them: one record a response, each variable a column, with
// the weights and the weighting cells that its survey's figures are made with.
//
// What identifies a person is not among them: no free text, no id of a sender, no pseudonym and no
// date finer than the month or the wave.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/survey/period.h"

namespace soundings {

/// One value of a coded variable. number: what stands for it in files that hold numbers alone.
/// missing: outside every base, as "don't know" is.
struct RecordValue {
  std::string code;
  int number = 0;
  std::string label;
  bool missing = false;
};

/// A column. Of `coded` there are `values`, and each record has one more than the place of its own
/// in `chosen`, or 0 for none; of a number each record has its own in `numbers`.
struct RecordVariable {
  enum class Kind { coded, number };
  enum class Use { none, serial, weight };

  std::string name;  ///< a letter, then letters, digits and '_'; at most 64
  std::string label;
  Kind kind = Kind::coded;
  Use use = Use::none;
  std::vector<RecordValue> values{};
  std::vector<std::uint16_t> chosen{};
  std::vector<double> numbers{};
};

/// What the weights of a category add up to. column: the variable that says who is in it.
struct RecordTarget {
  std::string margin;
  std::string column;
  std::string category;
  double target = 0.0;
};

/// What an answer counts in a measure's figure: 1 or 0 of a share, -1 too of a net figure, a part
/// of 1 of a mean score. `code` as the records have it.
struct RecordScore {
  std::string measure;
  std::string item;
  std::string code;
  double counts = 0.0;
  std::string interval;  ///< by which its ranges are made
  std::string domain{};  ///< the measure is of those alone whose domain has this code
  std::string domain_code{};
};

/// method: "none", "poststratify", "rake" or "bounded_rake". bounds: of bounded_rake, final over
/// base weight relative to its mean.
struct RespondentRecords {
  std::string survey;
  std::string title;
  Period period;
  std::string period_words;
  std::string scheme = "none";
  std::string method = "none";
  std::optional<std::array<double, 2>> bounds{};
  std::size_t count = 0;
  std::vector<RecordVariable> variables{};
  std::vector<RecordTarget> targets{};
  std::vector<RecordScore> scores{};
  bool sample = false;  ///< the answers are invented

  /// "victim_satisfaction.2019-05": how its files are called.
  [[nodiscard]] std::string name() const;
  /// What every file says of itself: that these are working figures, and that the answers are
  /// invented where they are.
  [[nodiscard]] std::string notice() const;
};

}  // namespace soundings
