// A series that others counted on the sheet of its aim.
#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/claims/check.h"
#include "soundings/claims/released.h"
#include "soundings/claims/series_points.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "reported_series.h"
#include "series_times.h"
#include "sheets.h"

namespace soundings::reports {

namespace {

using claims::SeriesValue;

constexpr std::size_t fewest_areas = 3;

class SeriesSheet {
 public:
  SeriesSheet(const ExternalSeries& series, const claims::Evidence& evidence)
      : series_(series),
        definitions_(claims::definitions_of(evidence)),
        points_(series, evidence),
        title_(english(series.title)) {}

  [[nodiscard]] bool empty() const { return points_.values().empty(); }
  [[nodiscard]] const std::vector<std::string>& sources() const { return points_.sources(); }
  [[nodiscard]] std::vector<std::string> disagreements() const { return points_.disagreements(); }

  /// One chart for each span of time that has a line; figures of two spans never share one.
  [[nodiscard]] std::vector<AimChart> lines() const {
    std::vector<AimChart> charts;
    for (const Span& span : points_.spans()) {
      if (!points_.is_drawn(span)) {
        continue;
      }
      AimChart chart{.kind = AimChart::Kind::lines,
                     .id = series_.id + "-lines" +
                           (charts.empty() ? "" : "-" + std::to_string(charts.size() + 1)),
                     .subject = series_.id,
                     .title = title_ + (points_.is_of_ends(span) ? finding() : ""),
                     .per_cent = series_.unit == "percent"};
      for (const std::string& area : points_.drawn_areas()) {
        if (ChartLine line = points_.line_of(area, span); line.points.size() > 1) {
          chart.lines.push_back(std::move(line));
        }
      }
      const ChartLine& first = chart.lines.front();
      chart.sub = unit_words() + ", " + first.points.front().period + " to " +
                  first.points.back().period + ".";
      chart.reference = baseline(span);
      add_break(chart);
      chart.note = note(chart);
      charts.push_back(std::move(chart));
    }
    return charts;
  }

  /// Areas beside one another at the newest time at which there are several.
  [[nodiscard]] std::optional<AimChart> beside() const {
    std::optional<SeriesPeriod> newest;
    for (const SeriesValue& one : points_.values()) {
      if (!points_.is_whole(one.point->area) && parts_at(one.period).size() >= fewest_areas) {
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
    for (const SeriesValue& one : points_.values()) {
      if (one.period == *newest && &one != whole &&
          (averages() || !points_.is_whole(one.point->area))) {
        chart.areas.push_back({.name = one.point->area,
                               .value = one.value,
                               .words = points_.number(one),
                               .range = "[x]",
                               .marks = {}});
      }
    }
    std::ranges::stable_sort(chart.areas, std::greater(),
                             [](const ChartArea& one) { return one.value; });
    if (whole != nullptr) {
      chart.reference = ChartReference{
          .words = (whole->point->area == points_.force() ? "Force " : whole->point->area + " ") +
                   points_.number(*whole),
          .value = whole->value};
    }
    return chart;
  }

  /// The newest figure of each area that no chart of areas shows; of spans of time without a line
  /// beside the first, every figure.
  [[nodiscard]] std::vector<AimFigure> figures(bool leads, bool beside) const {
    std::vector<AimFigure> made;
    for (const std::string& area : points_.areas()) {
      if (beside && area != points_.force() && !points_.is_whole(area)) {
        continue;
      }
      bool first = true;
      for (const Span& span : points_.spans()) {
        const auto all = points_.of(area, span);
        if (const SeriesValue* newest = newest_in(all); newest != nullptr) {
          made.push_back(figure(*newest, leads && first && area == points_.force()));
          add_others(all, *newest, !first && !points_.is_drawn(span), made);
          first = false;
        }
      }
    }
    return made;
  }

  /// "Burglary: count".
  [[nodiscard]] std::string measure() const {
    return series_.unit == "count" && title_.starts_with("The number")
               ? title_
               : title_ + ", " + unit_words();
  }

 private:
  [[nodiscard]] bool averages() const {
    return series_.unit.starts_with("per ") || series_.unit == "percent";
  }

  [[nodiscard]] std::string unit_words() const {
    return series_.unit == "count"     ? "number"
           : series_.unit == "percent" ? "per cent"
                                       : series_.unit;
  }

  void add_others(const std::vector<SeriesValue>& all, const SeriesValue& newest, bool wanted,
                  std::vector<AimFigure>& made) const {
    for (const SeriesValue& one : all) {
      if (wanted && &one != &newest) {
        made.push_back(figure(one, false));
      }
    }
  }

  [[nodiscard]] std::vector<const SeriesValue*> parts_at(const SeriesPeriod& period) const {
    std::vector<const SeriesValue*> all;
    for (const SeriesValue& one : points_.values()) {
      if (one.period == period && !points_.is_whole(one.point->area)) {
        all.push_back(&one);
      }
    }
    return all;
  }

  [[nodiscard]] const SeriesValue* whole_at(const SeriesPeriod& period) const {
    const SeriesValue* whole = nullptr;
    for (const SeriesValue& one : points_.values()) {
      const bool own = one.point->area == points_.force();
      if (one.period == period && points_.is_whole(one.point->area) && (whole == nullptr || own)) {
        whole = &one;
      }
    }
    return whole;
  }

  /// ", up 30% on its baseline".
  [[nodiscard]] std::string finding() const {
    const auto both = points_.ends();
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

  [[nodiscard]] std::optional<ChartReference> baseline(const Span& span) const {
    const auto all = points_.baseline();
    if (all.empty()) {
      return std::nullopt;
    }
    const SeriesValue& from = all.front();
    if (!from.period.last || span_of(from.period) != span) {
      return std::nullopt;
    }
    return ChartReference{.words = "Baseline " + points_.number(from),
                          .value = from.value,
                          .from = static_cast<double>(from.period.last->index())};
  }

  void add_break(AimChart& chart) const {
    const auto change = parse_month(series_.break_before);
    const bool parted = std::ranges::any_of(points_.values(), &SeriesValue::before_break);
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
    if (!points_.late().empty()) {
      std::vector<std::string> periods;
      for (const std::string& one : points_.late()) {
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
    AimFigure made{.subject = series_.id,
                   .title = title_,
                   .area = one.point->area == points_.force() ? wording::force_name(definitions_)
                                                              : one.point->area,
                   .period = without_article(claims::in_words(one.period)),
                   .value = with_minus(claims::amount_in_words(series_, one.value, one.decimals,
                                                               one.point->approximate)),
                   .range = series_.sampled ? "[x]" : "",
                   .source = one.point->source,
                   .evidence = one.point->evidence,
                   .approximate = one.point->approximate,
                   .leads = leads};
    const auto both =
        one.point->area == points_.force() ? points_.ends() : std::vector<SeriesValue>();
    if (!both.empty() && one.point == both.back().point) {
      add_change(both.front(), both.back(), made);
    }
    return made;
  }

  /// "+77.9%", "\u22123 points".
  [[nodiscard]] std::string change_words(const SeriesValue& from, const SeriesValue& to) const {
    const double change = to.value - from.value;
    const std::string size =
        series_.unit == "percent"
            ? claims::printed(std::abs(change), std::max(from.decimals, to.decimals)) + " points"
            : claims::printed(std::abs(100.0 * change / from.value), 1) + "%";
    const char* const rise = change > 0.0 ? "+" : "";
    return (change < 0.0 ? "\u2212" : rise) + size;
  }

  /// A count is what it is; of a sample without a range nothing can be said.
  [[nodiscard]] Verdict verdict(const SeriesValue& from, const SeriesValue& to) const {
    if (series_.sampled || from.point->approximate || to.point->approximate) {
      return Verdict::cannot_say;
    }
    if (from.value == to.value) {
      return Verdict::same;
    }
    return to.value > from.value ? Verdict::higher : Verdict::lower;
  }

  void add_change(const SeriesValue& from, const SeriesValue& to, AimFigure& made) const {
    const Verdict read = verdict(from, to);
    made.baseline = points_.number(from);
    made.baseline_period = without_article(claims::in_words(from.period));
    made.change = change_words(from, to);
    made.reading =
        read == Verdict::same ? "No change" : std::string(wording::reading(read, Against::period));
    made.kind = kind_of_mark(read);
    made.tone = series_.good ? tone(read, *series_.good) : Tone::none;
  }

  const ExternalSeries& series_;
  const Definitions& definitions_;
  ReportedSeries points_;
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

const SeriesRelation* relation_of(const ExternalSeries* series, SeriesRelation::Kind kind) {
  if (series == nullptr) {
    return nullptr;
  }
  const auto at = std::ranges::find(series->relations, kind, &SeriesRelation::kind);
  return at == series->relations.end() ? nullptr : &*at;
}

/// What a figure does not agree with: the cycle that was published beside it, or other figures. Of
/// a share it says whose share it was taken for.
std::string doubt_of(const AimFigure& figure, const AimWithheld& one,
                     const Definitions& definitions) {
  const ExternalSeries* series = definitions.report.find_series(one.subject);
  const std::string begins = figure.title + ", " + one.figure + ", does not agree with ";
  if (relation_of(series, SeriesRelation::Kind::cycle) != nullptr) {
    return begins + "the cycle that was published beside it: " + one.arithmetic +
           ". Charts show each one of which there are figures.";
  }
  const SeriesRelation* share = relation_of(series, SeriesRelation::Kind::share);
  const ExternalSeries* whole =
      share == nullptr ? nullptr : definitions.report.find_series(share->whole);
  return begins + "other figures: " + one.arithmetic + "." +
         (whole == nullptr ? ""
                           : " It was taken for a share of this series: " + english(whole->title) +
                                 ". As a share of another number it may be right.");
}

}  // namespace

void mark_doubtful(const std::string& force, const claims::Evidence& evidence, AimSheet& sheet) {
  for (const AimWithheld& one : sheet.withheld) {
    if (claims::check_sentence(one.text, evidence).verdict != claims::Verdict::contradicted) {
      continue;
    }
    for (AimFigure& figure : sheet.figures) {
      const bool contradicted = one.kind == "value" && figure.subject == one.subject &&
                                figure.area == force &&
                                one.text.find(figure.period) != std::string::npos;
      if (contradicted) {
        figure.reading = "Does not agree";
        figure.kind = "none";
        figure.tone = Tone::none;
        sheet.notes.push_back(doubt_of(figure, one, claims::definitions_of(evidence)));
      }
    }
  }
}

void add_series(const ExternalSeries& series, const claims::Evidence& evidence, bool leads,
                AimSheet& sheet) {
  const SeriesSheet made(series, evidence);
  if (made.empty()) {
    return;
  }
  for (AimChart& chart : made.lines()) {
    sheet.charts.push_back(std::move(chart));
  }
  auto beside = made.beside();
  for (AimFigure& figure : made.figures(leads, beside.has_value())) {
    sheet.figures.push_back(std::move(figure));
  }
  if (beside) {
    sheet.charts.push_back(*std::move(beside));
  }
  for (std::string& sentence : made.disagreements()) {
    sheet.notes.push_back(std::move(sentence));
  }
  for (const std::string& sources : made.sources()) {
    add_each(sources, sheet.sources);
  }
  if (leads && sheet.measure.empty()) {
    sheet.measure = made.measure();
  }
}

}  // namespace soundings::reports
