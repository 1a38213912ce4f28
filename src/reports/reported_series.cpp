#include "reported_series.h"

#include <algorithm>
#include <iterator>

#include "soundings/claims/released.h"
#include "soundings/survey/disagreement.h"
#include "soundings/wording/wording.h"

#include "sheets.h"

namespace soundings::reports {

namespace {

using claims::SeriesValue;

constexpr std::size_t fewest_points = 3;

std::vector<std::string> sources_of(const std::vector<SeriesValue>& values) {
  std::vector<std::string> all;
  for (const SeriesValue& one : values) {
    if (std::ranges::find(all, one.point->source) == all.end()) {
      all.push_back(one.point->source);
    }
  }
  return all;
}

}  // namespace

ReportedSeries::ReportedSeries(const ExternalSeries& series, const claims::Evidence& evidence)
    : series_(series),
      evidence_(evidence),
      definitions_(claims::definitions_of(evidence)),
      values_(claims::values_of(evidence, series.id)),
      force_(claims::force_in_series(definitions_)) {
  for (const SeriesValue& one : values_) {
    if (one.late) {
      late_.push_back(without_article(claims::in_words(one.period)));
    }
  }
  std::erase_if(values_, [](const SeriesValue& one) { return one.late; });
  sources_ = sources_of(values_);
  all_ = values_;
  values_ = each_once(values_);
  spans_ = spans_in_order();
}

std::vector<SeriesValue> ReportedSeries::baseline() const {
  return claims::baseline_of(evidence_, series_.id, force_);
}

std::vector<std::string> ReportedSeries::disagreements() const {
  std::vector<std::string> sentences;
  for (const SeriesValue& used : values_) {
    std::string others;
    for (const SeriesValue& other : all_) {
      if (disagree(*used.point, *other.point)) {
        others += (others.empty() ? "" : " and ") + value_with_source(other);
      }
    }
    if (!others.empty()) {
      sentences.push_back(english(series_.title) + ", " + used.point->area + ", " +
                          without_article(claims::in_words(used.period)) +
                          ": sources disagree. The report uses " + value_with_source(used) +
                          "; not used: " + others + ".");
    }
  }
  return sentences;
}

std::string ReportedSeries::value_with_source(const SeriesValue& one) const {
  return number(one) + " of " + one.point->source + " (" + one.point->evidence + ")";
}

bool ReportedSeries::is_whole(const std::string& area) const {
  const SeriesArea* known = definitions_.report.find_area(area);
  return known != nullptr && known->whole;
}

std::vector<std::string> ReportedSeries::areas() const {
  std::vector<std::string> all;
  for (const SeriesValue& one : values_) {
    if (std::ranges::find(all, one.point->area) == all.end()) {
      all.push_back(one.point->area);
    }
  }
  std::ranges::stable_partition(all, [&](const std::string& area) { return area == force_; });
  return all;
}

std::string ReportedSeries::number(const SeriesValue& one) const {
  return with_minus((one.point->approximate ? "about " : "") +
                    std::string(series_.unit == "GBP" ? "\u00a3" : "") +
                    claims::printed(one.value, one.decimals) +
                    (series_.unit == "percent" ? "%" : ""));
}

std::vector<SeriesValue> ReportedSeries::of(const std::string& area, const Span& span) const {
  std::vector<SeriesValue> all;
  std::ranges::copy_if(values_, std::back_inserter(all), [&](const SeriesValue& one) {
    return one.point->area == area && span_of(one.period) == span;
  });
  return all;
}

std::vector<std::string> ReportedSeries::drawn_areas() const {
  std::vector<std::string> all = areas();
  std::erase_if(all, [&](const std::string& area) { return area != force_ && !is_whole(area); });
  return all;
}

std::vector<Span> ReportedSeries::spans_in_order() const {
  std::vector<SeriesValue> drawn;
  const auto wholes = drawn_areas();
  std::ranges::copy_if(values_, std::back_inserter(drawn), [&](const SeriesValue& one) {
    return std::ranges::find(wholes, one.point->area) != wholes.end();
  });
  std::vector<Span> all = spans_in(drawn);
  for (const Span& span : spans_in(values_)) {
    if (std::ranges::find(all, span) == all.end()) {
      all.push_back(span);
    }
  }
  if (const auto from = baseline(); !from.empty()) {
    std::ranges::stable_partition(
        all, [&](const Span& span) { return span == span_of(from.front().period); });
  }
  return all;
}

bool ReportedSeries::is_drawn(const Span& span) const {
  return std::ranges::any_of(drawn_areas(), [&](const std::string& area) {
    return line_of(area, span).points.size() >= fewest_points;
  });
}

ChartLine ReportedSeries::line_of(const std::string& area, const Span& span) const {
  ChartLine line{.name = area == force_ ? wording::force_name(definitions_) : area, .points = {}};
  for (const SeriesValue& one : of(area, span)) {
    if (!one.period.last) {
      continue;
    }
    line.points.push_back({.period = without_article(claims::in_words(one.period)),
                           .tick = tick_of(one.period),
                           .at = static_cast<double>(one.period.last->index()),
                           .value = one.value,
                           .words = number(one),
                           .range = "[x]",
                           .marks = one.before_break ? "[b]" : "",
                           .approximate = one.point->approximate,
                           .apart = one.before_break});
  }
  return line;
}

std::vector<SeriesValue> ReportedSeries::ends() const {
  const auto from = baseline();
  if (from.empty() || from.front().value == 0.0) {
    return {};
  }
  const auto all = of(force_, span_of(from.front().period));
  const SeriesValue* to = newest_in(all);
  if (to == nullptr || to->point == from.front().point ||
      to->before_break != from.front().before_break) {
    return {};
  }
  return {from.front(), *to};
}

bool ReportedSeries::is_of_ends(const Span& span) const {
  const auto both = ends();
  return !both.empty() && span_of(both.front().period) == span;
}

}  // namespace soundings::reports
