// A series that others counted on the sheet of its aim.
#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/claims/released.h"
#include "soundings/claims/series_points.h"
#include "soundings/wording/wording.h"

#include "sheets.h"

namespace soundings::reports {

namespace {

using claims::SeriesValue;
using Kind = SeriesPeriod::Kind;

constexpr std::size_t fewest_points = 3;
constexpr std::size_t fewest_areas = 3;

std::string without_article(const std::string& words) {
  constexpr std::string_view article = "the ";
  return words.starts_with(article) ? words.substr(article.size()) : words;
}

/// "Mar 2016", "2015/16", "2017".
std::string tick_of(const SeriesPeriod& period) {
  const bool whole_year = period.kind == Kind::financial_year ||
                          period.kind == Kind::calendar_year || period.kind == Kind::year_to_date;
  if (whole_year || !period.last) {
    return claims::in_words(period);
  }
  constexpr std::array<const char*, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return std::string(names.at(static_cast<std::size_t>(period.last->month() - 1))) + " " +
         std::to_string(period.last->year());
}

class SeriesSheet {
 public:
  SeriesSheet(const ExternalSeries& series, const claims::Evidence& evidence)
      : series_(series),
        evidence_(evidence),
        definitions_(claims::definitions_of(evidence)),
        values_(claims::values_of(evidence, series.id)),
        force_(claims::force_in_series(definitions_)),
        title_(english(series.title)) {
    for (const SeriesValue& one : values_) {
      if (one.late) {
        late_.push_back(without_article(claims::in_words(one.period)));
      }
    }
    std::erase_if(values_, [](const SeriesValue& one) { return one.late; });
  }

  [[nodiscard]] bool empty() const { return values_.empty(); }

  [[nodiscard]] std::optional<AimChart> lines() const {
    AimChart chart{.kind = AimChart::Kind::lines,
                   .id = series_.id + "-lines",
                   .subject = series_.id,
                   .title = title_ + finding(),
                   .per_cent = series_.unit == "percent"};
    bool drawn = false;
    for (const std::string& area : areas()) {
      ChartLine line = line_of(area);
      if (line.points.size() > 1 && (area == force_ || is_whole(area))) {
        drawn = drawn || line.points.size() >= fewest_points;
        chart.lines.push_back(std::move(line));
      }
    }
    if (!drawn) {
      return std::nullopt;
    }
    const ChartLine& first = chart.lines.front();
    chart.sub = unit_words() + ", " + first.points.front().period + " to " +
                first.points.back().period + ".";
    chart.reference = baseline();
    add_break(chart);
    chart.note = note(chart);
    return chart;
  }

  /// Areas beside one another at the newest time at which there are several.
  [[nodiscard]] std::optional<AimChart> beside() const {
    std::optional<SeriesPeriod> newest;
    for (const SeriesValue& one : values_) {
      if (!is_whole(one.point->area) && parts_at(one.period).size() >= fewest_areas) {
        newest = one.period;
      }
    }
    if (!newest) {
      return std::nullopt;
    }
    AimChart chart{.kind = AimChart::Kind::areas,
                   .id = series_.id + "-areas",
                   .subject = series_.id,
                   .title = title_ + ", by area",
                   .sub = unit_words() + ", " + without_article(claims::in_words(*newest)) + ".",
                   .per_cent = series_.unit == "percent"};
    const SeriesValue* whole = averages() ? whole_at(*newest) : nullptr;
    for (const SeriesValue& one : values_) {
      if (one.period == *newest && &one != whole && (averages() || !is_whole(one.point->area))) {
        chart.areas.push_back({.name = one.point->area,
                               .value = one.value,
                               .words = number(one),
                               .range = "[x]",
                               .marks = {}});
      }
    }
    std::ranges::stable_sort(chart.areas, std::greater(),
                             [](const ChartArea& one) { return one.value; });
    if (whole != nullptr) {
      chart.reference = ChartReference{
          .words =
              (whole->point->area == force_ ? "Force " : whole->point->area + " ") + number(*whole),
          .value = whole->value};
    }
    return chart;
  }

  /// The newest figure of each area that no chart of areas shows.
  [[nodiscard]] std::vector<AimFigure> figures(bool leads, bool beside) const {
    std::vector<AimFigure> made;
    for (const std::string& area : areas()) {
      if (beside && area != force_ && !is_whole(area)) {
        continue;
      }
      for (const SeriesValue& one : claims::newest_of(evidence_, series_.id, area)) {
        made.push_back(figure(one, leads && area == force_));
      }
    }
    return made;
  }

  [[nodiscard]] std::vector<std::string> sources() const {
    std::vector<std::string> all;
    for (const SeriesValue& one : values_) {
      if (std::ranges::find(all, one.point->source) == all.end()) {
        all.push_back(one.point->source);
      }
    }
    return all;
  }

  /// "Burglary: count".
  [[nodiscard]] std::string measure() const {
    return series_.unit == "count" && title_.starts_with("The number")
               ? title_
               : title_ + ", " + unit_words();
  }

 private:
  [[nodiscard]] bool is_whole(const std::string& area) const {
    const SeriesArea* known = definitions_.report.find_area(area);
    return known != nullptr && known->whole;
  }

  [[nodiscard]] bool averages() const {
    return series_.unit.starts_with("per ") || series_.unit == "percent";
  }

  [[nodiscard]] std::string unit_words() const {
    return series_.unit == "count"     ? "number"
           : series_.unit == "percent" ? "per cent"
                                       : series_.unit;
  }

  /// The force first, then the others as they come.
  [[nodiscard]] std::vector<std::string> areas() const {
    std::vector<std::string> all;
    for (const SeriesValue& one : values_) {
      if (std::ranges::find(all, one.point->area) == all.end()) {
        all.push_back(one.point->area);
      }
    }
    std::ranges::stable_partition(all, [&](const std::string& area) { return area == force_; });
    return all;
  }

  [[nodiscard]] std::string number(const SeriesValue& one) const {
    return (one.point->approximate ? "about " : "") +
           std::string(series_.unit == "GBP" ? "\u00a3" : "") +
           claims::printed(one.value, one.decimals) + (series_.unit == "percent" ? "%" : "");
  }

  [[nodiscard]] ChartLine line_of(const std::string& area) const {
    ChartLine line{.name = area == force_ ? wording::force_name(definitions_) : area, .points = {}};
    std::set<std::string> seen;
    for (const SeriesValue& one : values_) {
      if (one.point->area != area || !one.period.last ||
          !seen.insert(claims::in_words(one.period)).second) {
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

  [[nodiscard]] std::vector<const SeriesValue*> parts_at(const SeriesPeriod& period) const {
    std::vector<const SeriesValue*> all;
    for (const SeriesValue& one : values_) {
      if (one.period == period && !is_whole(one.point->area)) {
        all.push_back(&one);
      }
    }
    return all;
  }

  [[nodiscard]] const SeriesValue* whole_at(const SeriesPeriod& period) const {
    const SeriesValue* whole = nullptr;
    for (const SeriesValue& one : values_) {
      const bool own = one.point->area == force_;
      if (one.period == period && is_whole(one.point->area) && (whole == nullptr || own)) {
        whole = &one;
      }
    }
    return whole;
  }

  /// The ends of the force's change; empty where there is none, or a break lies between.
  [[nodiscard]] std::vector<SeriesValue> ends() const {
    auto from = claims::baseline_of(evidence_, series_.id, force_);
    auto to = claims::newest_of(evidence_, series_.id, force_);
    if (from.empty() || to.empty() || from.front().point == to.front().point ||
        from.front().value == 0.0 || from.front().before_break != to.front().before_break) {
      return {};
    }
    return {from.front(), to.front()};
  }

  /// ", up 30% on its baseline".
  [[nodiscard]] std::string finding() const {
    const auto both = ends();
    if (both.empty() || series_.sampled) {
      return "";
    }
    const double change = both.back().value - both.front().value;
    const std::string size =
        series_.unit == "percent"
            ? claims::printed(std::abs(change), both.back().decimals) + " points"
            : claims::printed(std::abs(100.0 * change / both.front().value), 0) + "%";
    return change == 0.0
               ? ": as its baseline"
               : std::string(change > 0.0 ? ": up " : ": down ") + size + " on its baseline";
  }

  [[nodiscard]] std::optional<ChartReference> baseline() const {
    const auto from = claims::baseline_of(evidence_, series_.id, force_);
    if (from.empty() || !from.front().period.last) {
      return std::nullopt;
    }
    return ChartReference{.words = "Baseline " + number(from.front()),
                          .value = from.front().value,
                          .from = static_cast<double>(from.front().period.last->index())};
  }

  void add_break(AimChart& chart) const {
    const auto change = parse_month(series_.break_before);
    const bool parted = std::ranges::any_of(values_, &SeriesValue::before_break);
    if (change && parted) {
      chart.broken_at = static_cast<double>(change->index()) - 0.5;
      chart.broken_words = "Counted otherwise before [b]";
    }
  }

  [[nodiscard]] std::string note(const AimChart& chart) const {
    std::string text;
    const auto add = [&](const std::string& sentence) {
      text += (text.empty() ? "" : " ") + sentence;
    };
    const bool approximate = std::ranges::any_of(chart.lines, [](const ChartLine& line) {
      return std::ranges::any_of(line.points, &ChartPoint::approximate);
    });
    if (approximate) {
      add("Hollow points were read off a chart, or given with \u201cabout\u201d.");
    }
    if (chart.broken_at) {
      add("[b] The way of counting changed; earlier figures are not comparable.");
    }
    if (!late_.empty()) {
      std::vector<std::string> periods;
      for (const std::string& one : late_) {
        if (std::ranges::find(periods, one) == periods.end()) {
          periods.push_back(one);
        }
      }
      add("Left out, because they were first published after the report: " +
          wording::list(periods) + ".");
    }
    return text;
  }

  [[nodiscard]] AimFigure figure(const SeriesValue& one, bool leads) const {
    AimFigure made{
        .subject = series_.id,
        .title = title_,
        .area = one.point->area == force_ ? wording::force_name(definitions_) : one.point->area,
        .period = without_article(claims::in_words(one.period)),
        .value = claims::amount_in_words(series_, one.value, one.decimals, one.point->approximate),
        .range = series_.sampled ? "[x]" : "",
        .source = one.point->source,
        .evidence = one.point->evidence,
        .approximate = one.point->approximate,
        .leads = leads};
    const auto both = one.point->area == force_ ? ends() : std::vector<SeriesValue>();
    if (!both.empty()) {
      add_change(both.front(), both.back(), made);
    }
    return made;
  }

  /// A count is what it is; of a sample without a range nothing can be said.
  void add_change(const SeriesValue& from, const SeriesValue& to, AimFigure& made) const {
    const double change = to.value - from.value;
    made.baseline = number(from);
    made.baseline_period = without_article(claims::in_words(from.period));
    const std::string sign = change < 0.0 ? "\u2212" : change > 0.0 ? "+" : "";
    made.change =
        series_.unit == "percent"
            ? sign + claims::printed(std::abs(change), std::max(from.decimals, to.decimals)) +
                  " points"
            : sign + claims::printed(std::abs(100.0 * change / from.value), 1) + "%";
    const bool unsure = series_.sampled || from.point->approximate || to.point->approximate;
    const Verdict verdict = unsure         ? Verdict::cannot_say
                            : change > 0.0 ? Verdict::higher
                            : change < 0.0 ? Verdict::lower
                                           : Verdict::same;
    made.reading = verdict == Verdict::same ? "No change"
                   : unsure                 ? "Cannot say"
                   : change > 0.0           ? "Higher"
                                            : "Lower";
    made.kind = kind_of_mark(verdict);
    made.tone = series_.good ? tone(verdict, *series_.good) : Tone::none;
  }

  const ExternalSeries& series_;
  const claims::Evidence& evidence_;
  const Definitions& definitions_;
  std::vector<SeriesValue> values_;
  std::vector<std::string> late_;
  std::string force_;
  std::string title_;
};

/// Sources that stand in one text with semicolons between them, each once.
void add_each(std::string_view sources, std::vector<std::string>& all) {
  constexpr std::string_view between = "; ";
  while (!sources.empty()) {
    const auto end = std::min(sources.find(between), sources.size());
    const std::string one(sources.substr(0, end));
    sources.remove_prefix(std::min(end + between.size(), sources.size()));
    if (std::ranges::find(all, one) == all.end()) {
      all.push_back(one);
    }
  }
}

}  // namespace

void add_series(const ExternalSeries& series, const claims::Evidence& evidence, bool leads,
                AimSheet& sheet) {
  const SeriesSheet made(series, evidence);
  if (made.empty()) {
    return;
  }
  if (auto lines = made.lines()) {
    sheet.charts.push_back(*std::move(lines));
  }
  auto beside = made.beside();
  for (AimFigure& figure : made.figures(leads, beside.has_value())) {
    sheet.figures.push_back(std::move(figure));
  }
  if (beside) {
    sheet.charts.push_back(*std::move(beside));
  }
  for (const std::string& sources : made.sources()) {
    add_each(sources, sheet.sources);
  }
  if (leads && sheet.measure.empty()) {
    sheet.measure = made.measure();
  }
}

}  // namespace soundings::reports
