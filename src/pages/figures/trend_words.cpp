#include "figures/trend_words.h"

#include <algorithm>

#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "parts/phrase.h"

namespace soundings::pages {
namespace {

constexpr std::size_t most_names = 4;

const Signal* signal_at(const Trend& trend, const Period& period) {
  if (!trend.series) {
    return nullptr;
  }
  const auto point = std::ranges::find_if(
      trend.series->points, [&](const SeriesPoint& each) { return each.table.period == period; });
  if (point == trend.series->points.end()) {
    return nullptr;
  }
  const auto& signal = point->weighted ? point->weighted : point->unweighted;
  return signal ? &*signal : nullptr;
}

bool drawn(const Row* row) {
  return row != nullptr && leading(*row) != nullptr;
}

/// The place of the chosen month among the points; of one without a figure, that of the last point
/// with one.
std::optional<std::size_t> place_of(const Trend& trend, const std::vector<const Row*>& rows,
                                    Month chosen) {
  std::optional<std::size_t> found;
  for (std::size_t at = 0; at < rows.size(); ++at) {
    const bool own = found && trend.points[*found].period.last == chosen;
    found = drawn(rows[at]) && !own ? std::optional(at) : found;
  }
  return found;
}

/// The change of a trend where a test found one; nullptr where none did.
const Comparison* moved(const Trend& trend) {
  if (!trend.change || trend.change->rows.empty()) {
    return nullptr;
  }
  const Comparison& row = trend.change->rows.front();
  return row.verdict == Verdict::higher || row.verdict == Verdict::lower ? &row : nullptr;
}

std::string signal_words(const Signal& signal, bool above, const std::string& when) {
  if (signal.steps) {
    return "Seven steps in a row the same way";
  }
  if (signal.outside) {
    return when + (above ? " is above" : " is below") + " the average of the months";
  }
  if (signal.run) {
    return above ? "Seven months or more above the average"
                 : "Seven months or more below the average";
  }
  return above ? "Two of three months are high" : "Two of three months are low";
}

std::vector<std::string> standing_out(const Trend& trend) {
  std::vector<std::string> names;
  for (const Table& table : trend.points) {
    if (special(trend, table.period) != nullptr) {
      names.push_back(period_words(table.period));
    }
  }
  return names;
}

/// The signal of the month at `at`, unless the change that is read beside it points the other way
/// or says more; then the change; then what the other months show.
std::string finding(const Definitions& definitions, const Trend& trend,
                    const std::vector<const Row*>& rows, std::size_t at) {
  const Period& period = trend.points[at].period;
  const Comparison* change = moved(trend);
  const Signal* signal = special(trend, period);
  const bool above = signal != nullptr && leading(*rows[at])->value > signal->centre;
  const bool alone = signal != nullptr && change == nullptr;
  const bool agrees = signal != nullptr && change != nullptr &&
                      above == (change->verdict == Verdict::higher) &&
                      (signal->outside || signal->run || signal->steps);
  if (alone || agrees) {
    return signal_words(*signal, above, period_words(period));
  }
  if (change != nullptr && trend.change) {
    return (change->verdict == Verdict::higher ? "Higher than in " : "Lower than in ") +
           wording::set_against(definitions, *trend.change, *change);
  }
  const std::size_t others = standing_out(trend).size();
  return others == 0   ? "No single month stands out"
         : others == 1 ? "One month stands out from the others"
                       : number_word(others) + " months stand out from the others";
}

/// "May 2019 against November 2018 to January 2019: lower, -17.0 points (-20.6 to -13.3)."
std::string change_words(const Definitions& definitions, const Trend& trend) {
  if (!trend.change || trend.change->rows.empty()) {
    return {};
  }
  const Comparisons& changes = *trend.change;
  const Comparison& row = changes.rows.front();
  const Difference* found = leading(row);
  if (!tested(row.verdict) || !row.b || found == nullptr) {
    return {};
  }
  std::string reading{wording::reading(row.verdict, changes.against)};
  reading.front() = static_cast<char>(reading.front() - 'A' + 'a');
  return " " + wording::period(row.a.period, definitions.find_survey(changes.survey)) +
         " against " + wording::set_against(definitions, changes, row) + ": " + reading + ", " +
         wording::points(found->points, changes.decimals) + " (" +
         wording::points_range(found->lo, found->hi, changes.decimals) + ").";
}

std::string standing_words(const Trend& trend) {
  const auto names = standing_out(trend);
  if (names.empty()) {
    return " No single month stands out from the average of the months.";
  }
  if (names.size() > most_names) {
    return " " + number_word(names.size()) + " months stand out from the average of the months.";
  }
  return " " + wording::list(names) + (names.size() == 1 ? " stands" : " stand") +
         " out from the average of the months.";
}

/// What the limits are, and whether they are a first guide.
std::string limits_words(const Trend& trend) {
  const auto firm = [](const SeriesPoint& point) {
    const auto& signal = point.weighted ? point.weighted : point.unweighted;
    return signal && signal->firm;
  };
  const bool any_firm = trend.series && std::ranges::any_of(trend.series->points, firm);
  return std::string{
             " A month stands out when it lies more than three standard errors from the average of "
             "the months, or when it and its neighbours lie far to one side of it or go the same "
             "way."} +
         (any_firm ? "" : " The average is of fewer than twelve months: a first guide.");
}

}  // namespace

const Signal* special(const Trend& trend, const Period& period) {
  const Signal* signal = signal_at(trend, period);
  return signal != nullptr && signal->special() ? signal : nullptr;
}

TrendWords trend_words(const Definitions& definitions, const Trend& trend,
                       const std::vector<const Row*>& rows, Month chosen, int places) {
  const auto to = place_of(trend, rows, chosen);
  const auto first = std::ranges::find_if(rows, drawn);
  if (!to || first == rows.end()) {
    return {};
  }
  const auto said = [&](std::size_t at) {
    return wording::percent(leading(*rows[at])->value, places) + " in " +
           period_words(trend.points[at].period);
  };
  const auto from = static_cast<std::size_t>(first - rows.begin());
  TrendWords words;
  words.sentence = (from < *to ? "From " + said(from) + " to " + said(*to) : said(*to)) + ".";
  words.sentence += change_words(definitions, trend);
  const bool looked = signal_at(trend, trend.points[*to].period) != nullptr;
  if (looked) {
    words.sentence += standing_words(trend);
    words.limits = limits_words(trend);
  }
  if (looked || moved(trend) != nullptr) {
    words.finding = finding(definitions, trend, rows, *to);
  }
  return words;
}

}  // namespace soundings::pages
