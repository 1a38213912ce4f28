// Sentences of released survey figures: the figure with its range, its changes with what they come
// to, and the areas that stand apart from the rest of the force.
#include <algorithm>
#include <utility>

#include "soundings/claims/check.h"
#include "soundings/claims/released.h"
#include "soundings/wording/fill.h"
#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "points.h"

namespace soundings::claims {

namespace {

using wording::filled;

template <typename Of>
const auto* leading(const Of& of) {
  return of.weighted ? &*of.weighted : of.unweighted ? &*of.unweighted : nullptr;
}

/// "wave 3 (February 2019)" stands in a sentence as it is.
std::string time(const Definitions& definitions, const Table& table, const Period& period) {
  return wording::period(period, definitions.find_survey(table.survey));
}

class Writer {
 public:
  Writer(const MeasureFigures& figures, const Evidence& evidence, const ExternalSeries& series)
      : figures_(figures),
        evidence_(evidence),
        definitions_(evidence.points().definitions()),
        series_(series),
        table_(*figures.force) {}

  Statements write() {
    value();
    change("change", figures_.change);
    change("previous", figures_.previous);
    areas();
    return std::move(made_);
  }

 private:
  [[nodiscard]] std::string title() const { return series_.title.at("en"); }
  [[nodiscard]] std::string when() const { return time(definitions_, table_, table_.period); }
  [[nodiscard]] std::string per_cent(double value) const {
    return about() + wording::percent(value, table_.coarse ? 0 : table_.decimals);
  }
  /// Of figures that the release prints rounded.
  [[nodiscard]] std::string about() const { return table_.coarse ? "about " : ""; }

  /// checked: a sentence of figures that are points, so that it must bear itself out.
  void say(const char* kind, const std::string& text, const std::string& verdict = "",
           bool checked = true) {
    Statement made{
        .aim = series_.aim, .series = series_.id, .kind = kind, .text = text, .verdict = verdict};
    const Judgement judged =
        checked ? check_sentence(text, evidence_) : Judgement{.verdict = Verdict::holds};
    if (judged.verdict == Verdict::contradicted || judged.verdict == Verdict::no_source) {
      made_.withheld.push_back(
          {.statement = std::move(made), .figure = judged.figure, .arithmetic = judged.arithmetic});
    } else {
      made_.made.push_back(std::move(made));
    }
  }

  void value() {
    const Row* row = table_.find({});
    const Shown* shown = row == nullptr || row->hidden ? nullptr : leading(*row);
    if (shown == nullptr) {
      return;
    }
    const std::string range =
        shown->lo && !table_.coarse
            ? "95% range " + wording::range(shown->lo, shown->hi, table_.decimals) + ", "
            : std::string();
    say("value", filled("{title} was {value} in {time} ({range}{answers}).",
                        {{"title", title()},
                         {"value", per_cent(shown->value)},
                         {"time", when()},
                         {"range", range},
                         {"answers", about() + wording::answers(row->base)}}));
  }

  /// Up or down is said only of a change that is clear.
  void change(const char* kind, const Comparisons* comparisons) {
    const Comparison* row = comparisons == nullptr ? nullptr : comparisons->find({});
    if (row == nullptr || row->hidden || !row->b || leading(row->a) == nullptr ||
        leading(*row->b) == nullptr || leading(*row) == nullptr) {
      return;
    }
    const Difference& difference = *leading(*row);
    const std::string reading(wording::reading(row->verdict, comparisons->against));
    const bool clear =
        row->verdict == soundings::Verdict::higher || row->verdict == soundings::Verdict::lower;
    const int decimals = comparisons->decimals;
    std::string said = reading;
    std::ranges::transform(said.begin(), said.begin() + 1, said.begin(),
                           [](char c) { return static_cast<char>(c | 0x20); });
    say(kind,
        filled(clear
                   ? "{title} {way} from {before} in {from} to {after} in {to} (95% range of the "
                     "change {range}, {points})."
                   : "{title} was {after} in {to} and {before} in {from}: {reading} (95% range of "
                     "the change {range}, {points}).",
               {{"title", title()},
                {"way", row->verdict == soundings::Verdict::higher ? "rose" : "fell"},
                {"before", wording::percent(leading(*row->b)->value, decimals)},
                {"from", time(definitions_, table_, row->b->period)},
                {"after", wording::percent(leading(row->a)->value, decimals)},
                {"to", time(definitions_, table_, row->a.period)},
                {"reading", said},
                {"range", wording::points_range(difference.lo, difference.hi, decimals)},
                {"points", wording::points(difference.points, decimals)}}),
        reading);
  }

  void areas() {
    if (figures_.areas == nullptr) {
      return;
    }
    bool apart = false;
    for (const auto& [verdict, way] : {std::pair(soundings::Verdict::higher, "higher"),
                                       std::pair(soundings::Verdict::lower, "lower")}) {
      std::vector<std::string> names;
      for (const Comparison& row : figures_.areas->rows) {
        const Shown* shown = leading(row.a);
        const Area* area =
            row.a.key.size() != 1 ? nullptr : definitions_.areas.find(row.a.key.begin()->second);
        if (row.verdict == verdict && shown != nullptr && area != nullptr) {
          names.push_back(area->name + " (" +
                          wording::percent(shown->value, figures_.areas->decimals) + ")");
        }
      }
      if (!names.empty()) {
        apart = true;
        say("areas", filled("{title} in {areas} was {way} than in the rest of the force in {time}.",
                            {{"title", title()},
                             {"areas", wording::list(names)},
                             {"way", way},
                             {"time", when()}}));
      }
    }
    const bool tested = std::ranges::any_of(
        figures_.areas->rows, [](const Comparison& row) { return soundings::tested(row.verdict); });
    if (!apart && tested) {
      say("areas",
          filled("In {time} no area was clearly different from the rest of the force.",
                 {{"time", when()}}),
          std::string(wording::reading(soundings::Verdict::same, Against::rest)), false);
    }
  }

  const MeasureFigures& figures_;
  const Evidence& evidence_;
  const Definitions& definitions_;
  const ExternalSeries& series_;
  const Table& table_;
  Statements made_;
};

}  // namespace

Statements survey_statements(const MeasureFigures& figures, const Evidence& evidence) {
  if (figures.force == nullptr) {
    return {};
  }
  const ExternalSeries* series =
      evidence.points().definitions().report.find_series(figures.force->measure);
  return series == nullptr ? Statements{} : Writer(figures, evidence, *series).write();
}

}  // namespace soundings::claims
