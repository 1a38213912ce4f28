// A measure of our own surveys on the sheet of its aim.
#include <algorithm>
#include <array>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/claims/released.h"
#include "soundings/claims/series_points.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "sheets.h"

namespace soundings::reports {

namespace {

constexpr std::size_t fewest_points = 3;

std::string month_tick(Month month) {
  constexpr std::array<const char*, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return std::string(names.at(static_cast<std::size_t>(month.month() - 1))) + " " +
         std::to_string(month.year());
}

/// The month at which a period stands in a chart.
Month end_of(const Table& table, const Survey* survey) {
  if (table.period.kind == Period::Kind::months) {
    return table.period.last;
  }
  const Wave* wave = survey == nullptr ? nullptr : survey->find_wave(table.period.last_wave);
  return wave == nullptr ? Month() : wave->month;
}

std::string joined_marks(const std::vector<std::string>& marks) {
  return wording::marks(marks);
}

class MeasureSheet {
 public:
  MeasureSheet(const Definitions& definitions, const MeasureMaterial& material)
      : definitions_(definitions),
        material_(material),
        measure_(*material.measure),
        table_(*material.force),
        survey_(definitions.find_survey(measure_.survey)),
        title_(english(measure_.title)) {}

  [[nodiscard]] AimFigure figure(bool leads) const {
    const Row* row = table_.find({});
    AimFigure made{.subject = measure_.id,
                   .title = title_,
                   .area = wording::force_name(definitions_),
                   .period = wording::period(table_.period, survey_),
                   .value = "[x]",
                   .range = "[x]",
                   .source = survey_ == nullptr ? "" : english(survey_->title),
                   .evidence = "release " + table_.release,
                   .leads = leads};
    if (row != nullptr && row->hidden) {
      made.value = made.range = made.answers = "[c]";
    } else if (const Shown* shown = row == nullptr ? nullptr : leading(*row)) {
      made.value = (table_.coarse ? "about " : "") + wording::percent(shown->value, places());
      made.range = wording::range(shown->lo, shown->hi, places());
      made.answers = (table_.coarse ? "about " : "") + wording::answers(row->base);
      made.approximate = table_.coarse;
    }
    add_change(made);
    return made;
  }

  [[nodiscard]] std::optional<AimChart> trend() const {
    ChartLine line{.name = wording::force_name(definitions_), .points = {}};
    for (const Table& table : material_.times) {
      const Row* row = table.find({});
      const Shown* shown = row == nullptr || row->hidden ? nullptr : leading(*row);
      if (shown == nullptr) {
        continue;
      }
      const Month end = end_of(table, survey_);
      line.points.push_back({.period = wording::period(table.period, survey_),
                             .tick = month_tick(end),
                             .at = static_cast<double>(end.index()),
                             .value = shown->value,
                             .lo = shown->lo,
                             .hi = shown->hi,
                             .words = wording::percent(shown->value, table.decimals),
                             .range = wording::range(shown->lo, shown->hi, table.decimals),
                             .answers = wording::answers(row->base),
                             .marks = joined_marks(row->marks)});
    }
    if (line.points.size() < fewest_points) {
      return std::nullopt;
    }
    AimChart chart{.kind = AimChart::Kind::lines,
                   .id = measure_.id + "-trend",
                   .subject = measure_.id,
                   .title = title_ + finding(),
                   .sub = wording::force_name(definitions_) + ", " + line.points.front().period +
                          " to " + line.points.back().period + ". Shading shows the 95% range.",
                   .note = break_note(),
                   .per_cent = true,
                   .ranges = true,
                   .answers = true,
                   .lines = {std::move(line)},
                   .reference = baseline()};
    return chart;
  }

  [[nodiscard]] std::optional<AimChart> areas() const {
    if (!material_.areas) {
      return std::nullopt;
    }
    const Table& table = *material_.areas;
    AimChart chart{.kind = AimChart::Kind::areas,
                   .id = measure_.id + "-areas",
                   .subject = measure_.id,
                   .title = title_ + ", by NPU",
                   .sub = (survey_ == nullptr ? "" : english(survey_->title) + ", ") +
                          wording::period(table.period, survey_) +
                          (table.coarse ? "." : ", with 95% range."),
                   .note = area_note(),
                   .per_cent = true,
                   .ranges = true,
                   .answers = true,
                   .lines = {},
                   .areas = {}};
    for (const Row& row : table.rows) {
      if (row.key.size() == 1) {
        chart.areas.push_back(area(table, row));
      } else if (const Shown* shown = row.key.empty() && !row.hidden ? leading(row) : nullptr) {
        chart.reference =
            ChartReference{.words = "Force " + wording::percent(shown->value, table.decimals),
                           .value = shown->value};
      }
    }
    std::ranges::stable_sort(chart.areas, [](const ChartArea& a, const ChartArea& b) {
      return a.value.has_value() != b.value.has_value() ? a.value.has_value()
             : a.value != b.value                       ? a.value > b.value
                                                        : a.name < b.name;
    });
    return chart.areas.empty() ? std::nullopt : std::optional(std::move(chart));
  }

  /// How the survey was asked, how many replied, and what cannot be compared.
  [[nodiscard]] std::string note() const {
    const Row* row = table_.find({});
    std::string text = survey_ == nullptr ? "" : english(survey_->title);
    if (row != nullptr && row->response_rate) {
      text += ": " + wording::response_rate(row->response_rate) + " of those invited replied";
    }
    const std::string broken = break_note();
    return text.empty() || (broken.empty() && (row == nullptr || !row->response_rate))
               ? ""
               : text + "." + (broken.empty() ? "" : " " + broken);
  }

  [[nodiscard]] std::string survey() const {
    return survey_ == nullptr ? measure_.survey : english(survey_->title);
  }

  [[nodiscard]] std::string question() const {
    const Item* item = survey_ == nullptr ? nullptr : survey_->find_item(measure_.item);
    const std::string text = item == nullptr ? "" : english(item->text);
    return text.empty() ? english(measure_.subtitle) : "\u201c" + text + "\u201d";
  }

  [[nodiscard]] std::string source() const {
    const Row* row = table_.find({});
    std::string text = survey() + ", " + wording::period(table_.period, survey_);
    if (row != nullptr && !row->hidden && row->base) {
      text += ": " + std::string(table_.coarse ? "about " : "") + wording::answers(row->base);
      text += row->response_rate
                  ? ", " + wording::response_rate(row->response_rate) + " of those invited"
                  : "";
    }
    return text;
  }

 private:
  [[nodiscard]] int places() const { return table_.decimals; }

  void add_change(AimFigure& made) const {
    const Comparison* row = material_.change ? material_.change->find({}) : nullptr;
    if (row == nullptr || !row->b) {
      return;
    }
    const Comparisons& all = *material_.change;
    const Shown* before = leading(*row->b);
    made.baseline = before == nullptr ? "[x]" : wording::percent(before->value, all.decimals);
    made.baseline_period = wording::period(row->b->period, survey_);
    if (const Difference* difference = leading(*row)) {
      made.change = wording::points(difference->points, all.decimals);
      made.change_range = wording::points_range(difference->lo, difference->hi, all.decimals);
    }
    made.reading = wording::reading(row->verdict, all.against);
    made.kind = kind_of_mark(row->verdict);
    made.tone = tone(row->verdict, all.good);
  }

  /// ", lower than its baseline": of a change that is clear.
  [[nodiscard]] std::string finding() const {
    const Comparison* row = material_.change ? material_.change->find({}) : nullptr;
    if (row == nullptr) {
      return table_.period.kind == Period::Kind::waves ? ", wave by wave" : ", month by month";
    }
    return row->verdict == Verdict::higher  ? ": higher than its baseline"
           : row->verdict == Verdict::lower ? ": lower than its baseline"
                                            : ": no clear change on its baseline";
  }

  [[nodiscard]] std::optional<ChartReference> baseline() const {
    const Comparison* row = material_.change ? material_.change->find({}) : nullptr;
    const Shown* before = row == nullptr || !row->b ? nullptr : leading(*row->b);
    if (before == nullptr) {
      return std::nullopt;
    }
    return ChartReference{
        .words = "Baseline " + wording::percent(before->value, material_.change->decimals),
        .value = before->value,
        .from = static_cast<double>(row->b->period.first.index())};
  }

  [[nodiscard]] std::string break_note() const {
    if (survey_ == nullptr || survey_->breaks.empty()) {
      return "";
    }
    const auto last =
        std::ranges::find_if(survey_->breaks, [](const Break& one) { return !one.comparable; });
    return last == survey_->breaks.end()
               ? ""
               : "[b] " + wording::across_break(*survey_, *last, Period::month(last->at.plus(-1)),
                                                Period::month(last->at));
  }

  [[nodiscard]] std::string area_note() const {
    std::string note;
    if (material_.readings) {
      note = wording::family_note(*material_.readings);
    }
    const std::string printed =
        wording::print_note(definitions_, std::array<const Table*, 1>{&*material_.areas});
    return note + (note.empty() || printed.empty() ? "" : " ") + printed;
  }

  [[nodiscard]] ChartArea area(const Table& table, const Row& row) const {
    const std::string& domain = row.key.begin()->first;
    ChartArea made{.name = survey_ == nullptr ? row.key.begin()->second
                                              : wording::code_label(definitions_, *survey_, domain,
                                                                    row.key.begin()->second)};
    made.marks = joined_marks(row.marks);
    made.hidden = row.hidden.has_value();
    const Shown* shown = made.hidden ? nullptr : leading(row);
    if (shown == nullptr) {
      made.words = made.range = made.answers = made.hidden ? "[c]" : "[x]";
      return made;
    }
    if (!table.coarse) {
      made.value = shown->value;
      made.lo = shown->lo;
      made.hi = shown->hi;
    }
    made.words = (table.coarse ? "about " : "") + wording::percent(shown->value, table.decimals);
    made.range = wording::range(shown->lo, shown->hi, table.decimals);
    made.answers = wording::answers(row.base);
    if (material_.readings) {
      const Comparison* read = material_.readings->find(row.key);
      made.reading = read == nullptr ? "" : wording::reading(read->verdict, Against::rest);
    }
    return made;
  }

  const Definitions& definitions_;
  const MeasureMaterial& material_;
  const Measure& measure_;
  const Table& table_;
  const Survey* survey_;
  std::string title_;
};

/// Adds what is said of a survey, unless something is said of it already.
void add_once(const std::string& survey, const std::string& said, std::vector<std::string>& all) {
  const bool there =
      std::ranges::any_of(all, [&](const std::string& one) { return one.starts_with(survey); });
  if (!said.empty() && !there) {
    all.push_back(said);
  }
}

/// What each chart of a sheet stands for, so that none is drawn twice.
bool has_chart(const AimSheet& sheet, const std::string& id) {
  return std::ranges::find(sheet.charts, id, &AimChart::id) != sheet.charts.end();
}

}  // namespace

void add_measure(const Definitions& definitions, const MeasureMaterial& material,
                 const claims::Evidence& evidence, bool leads, AimSheet& sheet) {
  if (!material.force) {
    sheet.figures.push_back({.subject = material.measure->id,
                             .title = english(material.measure->title),
                             .value = "[x]",
                             .range = "[x]",
                             .leads = leads});
    return;
  }
  const MeasureSheet made(definitions, material);
  sheet.figures.push_back(made.figure(leads));
  auto trend = made.trend();
  const bool by_wave = material.force->period.kind == Period::Kind::waves;
  if (trend && (leads || by_wave)) {
    sheet.charts.push_back(*std::move(trend));
  }
  if (auto areas = leads ? made.areas() : std::nullopt; areas && !has_chart(sheet, areas->id)) {
    sheet.charts.push_back(*std::move(areas));
  }
  if (leads) {
    sheet.measure = made.question();
  }
  add_once(made.survey(), made.source(), sheet.sources);
  add_once(made.survey(), made.note(), sheet.notes);
  const claims::MeasureFigures figures{
      .force = &*material.force,
      .change = material.change ? &*material.change : nullptr,
      .previous = leads && material.previous ? &*material.previous : nullptr,
      .areas = leads && material.readings ? &*material.readings : nullptr};
  add_statements(
      claims::survey_statements(figures, evidence), [](const claims::Statement&) { return true; },
      sheet);
}

void add_gap(const Definitions& definitions, const MeasureMaterial& material, AimSheet& sheet) {
  AimFigure figure{.subject = material.measure->id,
                   .title = "Gap between the highest and the lowest NPU",
                   .area = wording::force_name(definitions),
                   .value = "[x]",
                   .leads = true};
  if (material.force && material.gap) {
    const MeasureSheet made(definitions, material);
    add_once(made.survey(), made.source(), sheet.sources);
    if (auto areas = made.areas()) {
      areas->id += "-gap";
      sheet.charts.push_back(*std::move(areas));
    }
    sheet.measure = made.question();
    say_gap(definitions, material, figure, sheet);
  }
  sheet.figures.push_back(std::move(figure));
}

void add_statements(const claims::Statements& statements,
                    const std::function<bool(const claims::Statement&)>& wanted, AimSheet& sheet) {
  for (const claims::Statement& one : statements.made) {
    if (wanted(one)) {
      sheet.sentences.push_back(
          {.subject = one.series, .kind = one.kind, .text = one.text, .verdict = one.verdict});
    }
  }
  for (const claims::Withheld& one : statements.withheld) {
    if (wanted(one.statement)) {
      sheet.withheld.push_back({.subject = one.statement.series,
                                .kind = one.statement.kind,
                                .text = one.statement.text,
                                .figure = one.figure,
                                .arithmetic = one.arithmetic});
    }
  }
}

std::string kind_of_mark(Verdict verdict) {
  return verdict == Verdict::higher                                  ? "higher"
         : verdict == Verdict::lower                                 ? "lower"
         : verdict == Verdict::same || verdict == Verdict::not_clear ? "same"
                                                                     : "none";
}

}  // namespace soundings::reports
