// What is asked of figures, how it is read from named text fields, and why it cannot be answered.
// The command line and HTTP read their questions here, so that both mean the same by a field.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "soundings/access/tier.h"
#include "soundings/base/expected.h"
#include "soundings/estimate/estimate.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/measure.h"
#include "soundings/survey/period.h"
#include "soundings/survey/table.h"

namespace soundings::figures {

/// The level of a range that no other was asked for.
inline constexpr double usual_level = 0.95;
inline constexpr double least_level = 0.8;
inline constexpr double most_level = 0.9999;

/// What is asked. scheme: empty for the survey's default, "none" for unweighted alone. interval: of
/// proportions; net figures and means take Wald's. of: codes that all of it is of, each of a domain
/// of its own; with those of `by` and the measure's own slice two domains at most. tier: how far
/// the figures must have come; all there are today are working.
struct Question {
  std::string measure;
  std::vector<std::string> by;  ///< no, one or two domains
  Period period;
  std::string scheme;
  std::optional<Statistic> statistic;  ///< nothing: the measure's own
  estimate::IntervalMethod interval = estimate::IntervalMethod::wilson;
  double level = usual_level;
  DomainKey of;
  access::Tier tier = access::Tier::working;
};

/// One figure against another of the same question. by: no domain, or the one whose codes are
/// compared, each with its counterpart. of: as Question::of; both sides are of it.
struct ComparisonQuestion {
  std::string measure;
  Period period;
  std::string by;
  std::string code;  ///< only this code of `by`; empty: every one, as one family
  Against against = Against::rest;
  std::string other;  ///< what Against::code, measure and period name
  std::string scheme;
  std::optional<Statistic> statistic;  ///< nothing: the measure's own; no distribution
  double level = usual_level;
  DomainKey of;
};

enum class Grain { month, quarter, wave };

/// A measure over consecutive periods, of the force or of one or two codes. first, last: months, or
/// waves of a poll; nothing for the earliest and latest with answers.
struct SeriesQuestion {
  std::string measure;
  DomainKey of;
  std::optional<Period> first;
  std::optional<Period> last;
  Grain grain = Grain::month;  ///< polls go by wave whatever it says
  std::string scheme;
  std::optional<Statistic> statistic;  ///< nothing: the measure's own; no distribution
  double level = usual_level;
};

/// The force's figure of every measure of a survey, weighted. scheme: empty for the survey's
/// default.
struct WeightsQuestion {
  std::string survey;
  Period period;
  std::string scheme;
};

/// What the rows of a table are read against. usual: as Figures::read chooses, where what is
/// written has room for readings.
struct ReadingChoice {
  enum class Kind { usual, none, named };
  Kind kind = Kind::usual;
  Against against = Against::rest;  ///< of named
};

/// A table, which of its rows are wanted, and what they are read against. rows: codes or names
/// by domain; empty for all. They are picked of the whole table and never make another.
struct TableQuestion {
  Question question;
  DomainKey rows;
  ReadingChoice reading;
};

/// Why a question cannot be answered. code: snake_case, listed in docs/errors.md. message: names
/// field, value and rule.
struct Fault {
  std::string code;
  std::string field;
  std::string value;
  std::string message;
};

// ---- from named text fields ----
// Every field is optional here but those without which nothing is asked: an empty field is one that
// was left out. Errors of all of them: period_malformed, of_malformed, repeated_domain,
// unknown_statistic, level_out_of_range.

/// Values by the name of their field: a query's parameters, or a command's options without dashes.
using Fields = std::map<std::string, std::string>;

/// measure, period, by (ids with commas between them), weighting, interval, statistic, level,
/// reading, of, and one field for each domain with a role, named by its id, which says the same as
/// `of`. Rows of a domain are of a table by it: its domains are those of `of` where `by` is not
/// given at all. Errors: unknown_interval, unknown_against, filter_not_in_by.
[[nodiscard]] Expected<TableQuestion, Fault> parse_table(const Definitions& definitions,
                                                         const Fields& fields);

/// measure, period, by, code, against (the rest when left out), of, weighting, statistic, level.
[[nodiscard]] Expected<ComparisonQuestion, Fault> parse_comparison(const Definitions& definitions,
                                                                   const Fields& fields);

/// measure, of and the fields of domains with a role, from, to, grain, weighting, statistic, level.
/// Errors: unknown_grain.
[[nodiscard]] Expected<SeriesQuestion, Fault> parse_series(const Definitions& definitions,
                                                           const Fields& fields);

/// measure, period, by (the areas when left out), weighting, statistic, level.
[[nodiscard]] Expected<Question, Fault> parse_small_areas(const Definitions& definitions,
                                                          const Fields& fields);

/// survey, period, weighting.
[[nodiscard]] Expected<WeightsQuestion, Fault> parse_weights(const Fields& fields);

/// period: the month of a headline.
[[nodiscard]] Expected<Month, Fault> parse_month_of_headline(const Fields& fields);

}  // namespace soundings::figures
