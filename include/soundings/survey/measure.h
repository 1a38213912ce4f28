// A headline measure: which item, of whom, as what statistic, printed how.
// Read from survey_defs/measures.json.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/survey/period.h"
#include "soundings/survey/scale.h"
#include "soundings/survey/survey.h"

namespace soundings {

/// Which period a measure takes in the headline of a month.
struct HeadlinePeriod {
  enum class Kind {
    month,         ///< the month itself
    since,         ///< `from` to the month
    latest_wave,   ///< the last wave whose month is not after it
    latest_waves,  ///< the last `count` such waves
  };
  Kind kind = Kind::month;
  Month from;
  int count = 0;
};

struct Baseline {
  Period period;
  bool assumed = false;
};

/// What is said of the answers to an item: per cent positive or negative, their difference (net),
/// the mean of the 0 to 100 scores, or the share of every answer with that of don't knows.
enum class Statistic { pct_positive, pct_negative, net, mean, distribution };

/// "pct_positive", "net", ...: the words of definitions, addresses and files.
[[nodiscard]] std::string_view to_text(Statistic statistic) noexcept;
[[nodiscard]] std::optional<Statistic> parse_statistic(std::string_view text) noexcept;

/// Immutable.
struct Measure {
  enum class Direction { up, down };

  std::string id;  ///< "victim_satisfied_contact_999"
  std::string survey;
  std::string item;
  Labels title;       ///< "Victims satisfied overall"
  Labels subtitle;    ///< "Ease of contact, victims who called 999"
  std::string group;  ///< id of a MeasureGroup
  Statistic statistic = Statistic::pct_positive;
  /// One domain fixed to one code: the measure is a slice of the table crossed with it.
  std::string filter_domain;
  std::string filter_code;
  int decimals = 1;       ///< as the force's headline prints
  int item_decimals = 1;  ///< as tables print
  Direction good = Direction::up;
  std::vector<std::string> by;  ///< domains it may be broken down by, beside the force
  HeadlinePeriod headline_period;
  std::optional<Baseline> baseline;
  bool headline = true;  ///< stands in the monthly export

  [[nodiscard]] bool may_be_broken_down_by(std::string_view domain) const noexcept;
};

/// Measures of one subject. charts: the pages look at the group's first measure along the domains
/// of these roles: which areas stand apart, and a chart by contact channel.
struct MeasureGroup {
  std::string id;
  bool leads = false;  ///< its first headline measure speaks for the page
  std::vector<DomainRole> charts;
};

/// One section of a page: which groups of measures stand in it, and under which words. In the
/// introduction "{questions}" and "{surveys}" stand for how many of them there are.
struct MeasureSection {
  std::string id;  ///< of the section in its page
  std::vector<std::string> groups;
  Labels title;
  Labels first_column;
  Labels intro;
  Labels intro_of_one_survey;    ///< instead, where its measures are of one survey; may be empty
  bool table_by_survey = false;  ///< surveys must not be set side by side
};

/// A share of events that answered, from a denominators file: LiveChat surveys completed of
/// conversations held.
struct Denominator {
  std::string id;
  std::string survey;
  std::string series;  ///< name in the imported series
  Labels title;
};

}  // namespace soundings
