// A table: what figures hands to pages, files and JSON. A hidden number is absent from these
// values, so that no later module can print it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/finding.h"
#include "soundings/survey/measure.h"
#include "soundings/survey/period.h"
#include "soundings/survey/weighting_report.h"

namespace soundings {

/// Why a release hides a figure. Working figures hide none.
enum class Hidden { small_base, complementary, unanimous };

/// The part of the respondents a figure speaks of: domain id -> code. Empty: the force.
using DomainKey = std::map<std::string, std::string>;

/// "npu=BE,contact_channel=999", as questions name it; empty for the force.
[[nodiscard]] std::string to_text(const DomainKey& key);
/// Nothing for another form, or a domain named twice.
[[nodiscard]] std::optional<DomainKey> parse_domain_key(std::string_view text);

/// One estimate, in per cent of the base (a mean: points of the 0 to 100 score). Intervals and
/// n_eff are absent where undefined.
struct Shown {
  double value = 0.0;  ///< 0 to 100; a net figure -100 to 100
  std::optional<double> lo;
  std::optional<double> hi;
  std::optional<double> se;  ///< points
  std::optional<double> n_eff;
  std::optional<double> deff;
  std::optional<double> n_kish;
  std::optional<double> deff_kish;
  std::optional<double> df;
};

/// What stands for a release beside figures of the answers that are kept, and what such figures say
/// of themselves wherever they are printed.
inline constexpr std::string_view working_release = "working";

/// Whether a table's `release` is that of a release.
[[nodiscard]] constexpr bool is_release(std::string_view release) noexcept {
  return !release.empty() && release != working_release;
}
inline constexpr std::string_view working_notice = "Working figures: not for publication.";

/// What a distribution calls the answer of those who do not know. Its base is theirs and the valid
/// answers together.
inline constexpr std::string_view dont_know_answer = "dont_know";

/// One row of a table. A hidden row has no base, no rate and neither estimate.
struct Row {
  DomainKey key;
  std::string answer;                   ///< of a distribution: the scale's code; else empty
  std::optional<std::int64_t> base;     ///< unweighted valid answers
  std::optional<double> response_rate;  ///< per cent of eligible invitations
  std::optional<Shown> unweighted;
  std::optional<Shown> weighted;   ///< absent too where the scheme is infeasible
  std::vector<std::string> marks;  ///< "c", "u", "p", "x", "b", in that order
  std::optional<Hidden> hidden;
};

/// What is doubtful about a row: answers_exceed_invitations, where its response rate is above 100%.
[[nodiscard]] std::vector<Finding> findings(const Row& row);

/// The answer to one question. Rows: the force first, then each domain in the order
/// of its definition, then crossings in row-major order; of a distribution, each with its answers
/// from best to worst, then the don't knows.
struct Table {
  std::string survey;
  std::string measure;
  std::string item;
  Statistic statistic = Statistic::pct_positive;
  Period period;
  std::string release;          ///< "working", or the name of a release
  std::vector<std::string> by;  ///< domains crossed; empty: the force alone
  std::string scheme;           ///< weighting of `weighted`; "none" when there is none
  std::string scheme_version;
  std::string interval;  ///< "wilson", ...
  double level = 0.95;
  int decimals = 1;     ///< as it prints
  bool coarse = false;  ///< bases and per cents are rounded, and no range is printed
  std::string definition_version;
  std::int64_t data_version = 0;        ///< sequence of the last response counted
  std::optional<std::int64_t> invited;  ///< eligible invitations of the period, all areas
  std::string weighting_fault;          ///< code why `weighted` is absent: "weighting_infeasible"
  std::string weighting_problem;        ///< the same in words: margin, category and gap
  std::optional<WeightingReport> weighting;
  std::vector<MarginCollapse> collapsed{};  ///< what was joined, where there are weights
  std::vector<Row> rows;

  /// answer: of a distribution.
  [[nodiscard]] const Row* find(const DomainKey& key, std::string_view answer = {}) const noexcept;
};

}  // namespace soundings
