// How a survey is weighted, and to what: schemes and dated, sourced targets, read
// from survey_defs/weighting/*.json and the CSV files of targets beside them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundings {

/// One number a margin is fitted to. kind: `count` of people, or `share` of them.
struct Target {
  enum class Kind { count, share };

  std::string margin;    ///< a domain id, or two crossed: "npu|crime_group"
  std::string category;  ///< a code, or two: "BE|burglary"
  double target = 0.0;
  Kind kind = Kind::count;
  std::string source;
  std::string as_of;
};

/// What targets are made of: eligible invitations of the period, or a file of targets.
struct TargetSource {
  enum class Kind { eligible_invitations, file };
  Kind kind = Kind::file;
  std::string file;  ///< relative to survey_defs/weighting/
};

/// Immutable.
struct Scheme {
  enum class Method { none, poststratify, rake };
  enum class Absent { error, renormalise };

  std::string id;  ///< "invited_by_npu"
  std::string version;
  std::string survey;
  std::string title;
  Method method = Method::none;
  std::vector<std::string> margins;  ///< domain ids, crossed ones joined by '|'
  TargetSource totals;
  Absent absent = Absent::renormalise;
  /// Bounds on final over base weight, relative to its mean; raked schemes only.
  std::optional<std::array<double, 2>> bounds;
  /// Pairs of categories merged, in order, when a target category has nobody.
  struct Collapse {
    std::string margin;
    std::string category;
    std::string into;
  };
  std::vector<Collapse> collapse;
  std::vector<Target> targets;  ///< of a file source, in file order
};

/// The category of answers without a target, and of blank profile values.
inline constexpr std::string_view missing_category = "(missing)";

/// The domains a margin crosses, or the codes a category of it names: "npu|crime_group" is npu and
/// crime_group. One part where there is no bar.
[[nodiscard]] std::vector<std::string> margin_parts(std::string_view margin);

}  // namespace soundings
