// The scale an item is answered on: its points from best to worst, and the
// replies that are no opinion.
//
// A scale settles two things for every later stage: where an answer lies on the
// common 0-100 score, and whether it is an opinion at all. Which points count as
// positive belongs to the item, because two items may read one scale differently
// (top two, top three).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundings {

/// Why an item has no opinion in it. `routing_conflict`: answered by someone the
/// routing says was not asked; kept, and out of every base.
enum class Absence { not_asked, blank, dont_know, not_applicable, refused, routing_conflict };

/// "not_asked", "blank", ...: the words used in definitions, SQL and JSON.
[[nodiscard]] std::string_view to_text(Absence absence) noexcept;
[[nodiscard]] std::optional<Absence> parse_absence(std::string_view text) noexcept;

/// Label by language tag ("en", "pl").
using Labels = std::map<std::string, std::string>;

/// One reply the form offers. also: further spellings accepted for it ("n/a").
struct ScalePoint {
  int code = 0;
  Labels label;
  std::vector<std::string> also;
};

/// A reply outside the base, and the state it puts the answer in.
struct ExcludedReply {
  ScalePoint point;
  Absence state = Absence::dont_know;
};

/// An immutable value; safe to share between threads.
struct Scale {
  enum class Kind { ordinal, nominal };

  std::string id;
  Kind kind = Kind::ordinal;
  std::vector<ScalePoint> points;       ///< in the order of `direction`, best first when ordinal
  std::vector<ExcludedReply> excluded;  ///< don't know, not applicable, refused
  std::vector<std::string> missing;     ///< texts that mean no answer ("", "-")

  /// Position of `code` among `points`, from 0 (best); nothing when it is no opinion.
  [[nodiscard]] std::optional<std::size_t> position(int code) const noexcept;

  /// Score points: 100 at the best point, 0 at the worst, equal steps between.
  /// Nothing unless `code` is an opinion on an ordinal scale.
  [[nodiscard]] std::optional<double> score(int code) const noexcept;

  [[nodiscard]] const ExcludedReply* excluded_reply(int code) const noexcept;
};

}  // namespace soundings
