#include "soundings/claims/statements.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/claims/check.h"
#include "soundings/wording/fill.h"
#include "soundings/wording/wording.h"

#include "judging.h"

namespace soundings::claims {

namespace {

using wording::filled;

std::string amount(const ExternalSeries& series, const Held& held) {
  return amount_in_words(series, held.value, held.decimals, held.point->approximate);
}

std::string title(const ExternalSeries& series) {
  return series.title.at("en");
}

/// A title after "the highest": without its own article.
std::string within(const ExternalSeries& series) {
  constexpr std::string_view article = "The ";
  const std::string text = title(series);
  return text.starts_with(article) ? text.substr(article.size()) : text;
}

std::string place(const std::string& area, const std::string& force) {
  return area == force ? "the force" : area;
}

/// Makes the sentences of one series.
class Writer {
 public:
  Writer(const Evidence& evidence, const ExternalSeries& series)
      : evidence_(evidence),
        points_(evidence.points()),
        series_(series),
        claim_{.kind = Claim::Kind::way, .base = {.kind = When::Kind::baseline}},
        subject_{.series = series_, .claim = claim_, .points = points_},
        force_(subject_.area()) {}

  void write(Statements& into) {
    into_ = &into;
    value();
    change();
    // Of a survey of others, whose range is not known, a difference may be chance.
    if (!series_.sampled) {
      comparison();
      above_average();
      highest();
      growth();
    }
  }

 private:
  [[nodiscard]] Statement statement(const std::string& kind, const std::string& text,
                                    const std::string& verdict) const {
    return {
        .aim = series_.aim, .series = series_.id, .kind = kind, .text = text, .verdict = verdict};
  }

  void say(const std::string& kind, const std::string& text, const std::string& verdict = "") {
    Statement made = statement(kind, text, verdict);
    const Judgement judged = check_sentence(text, evidence_);
    if (judged.verdict == Verdict::contradicted || judged.verdict == Verdict::no_source) {
      into_->withheld.push_back(
          {.statement = std::move(made), .figure = judged.figure, .arithmetic = judged.arithmetic});
    } else {
      into_->made.push_back(std::move(made));
    }
  }

  [[nodiscard]] const Held* newest(const std::string& area) const {
    return one_at(subject_, area, {});
  }

  /// A series of changes or of targets is told with the series that it is of.
  [[nodiscard]] bool stands_alone() const {
    return std::ranges::none_of(series_.relations, [](const SeriesRelation& one) {
      return one.kind == SeriesRelation::Kind::difference ||
             one.kind == SeriesRelation::Kind::percent_change ||
             one.kind == SeriesRelation::Kind::target;
    });
  }

  void value() {
    const Held* held = stands_alone() ? newest(force_) : nullptr;
    if (held == nullptr) {
      return;
    }
    const std::string text =
        filled("{title} stood at {amount} in {time}.", {{"title", title(series_)},
                                                        {"amount", amount(series_, *held)},
                                                        {"time", in_words(held->period)}});
    const Judgement judged = as_its_quarter(*held);
    if (judged.verdict == Verdict::contradicted) {
      into_->withheld.push_back({.statement = statement("value", text, ""),
                                 .figure = judged.figure,
                                 .arithmetic = judged.arithmetic});
    } else {
      say("value", text);
    }
  }

  /// The figure of a quarter held against the shares of its year, however its months are worded.
  [[nodiscard]] Judgement as_its_quarter(const Held& held) const {
    if (held.period.kind != SeriesPeriod::Kind::quarter) {
      return {};
    }
    const Amount own{.value = held.value, .decimals = held.decimals};
    return judge_value(
        subject_, force_,
        {.kind = When::Kind::quarter, .first = held.period.first, .last = held.period.last}, own);
  }

  [[nodiscard]] std::string better(double change) const {
    if (!series_.good || change == 0.0) {
      return change == 0.0 ? "No change" : "";
    }
    return (*series_.good == Measure::Direction::up) == (change > 0.0) ? "Better" : "Worse";
  }

  void change() {
    const Ends ends = ends_of(subject_, series_.id, force_);
    if (!ends.known() || ends.from->value == 0.0 || across_break(series_, ends)) {
      return;
    }
    const double change = ends.to->value - ends.from->value;
    const std::string way = change > 0.0 ? "rose" : "fell";
    const bool points = series_.unit == "percent";
    const std::string size =
        points ? printed(std::abs(change), ends.to->decimals) + " percentage points"
               : printed(std::abs(100.0 * change / ends.from->value), 0) + "%";
    if (change == 0.0) {
      return;
    }
    if (series_.sampled) {
      say("change",
          filled("{title} was {before} in {from} and {after} in {to}.",
                 {{"title", title(series_)},
                  {"from", in_words(ends.from->period)},
                  {"to", in_words(ends.to->period)},
                  {"before", amount(series_, *ends.from)},
                  {"after", amount(series_, *ends.to)}}),
          "Cannot say");
      return;
    }
    say("change",
        filled("{title} {way} by {size} between {from} and {to}, from {before} to {after}.",
               {{"title", title(series_)},
                {"way", way},
                {"size", size},
                {"from", in_words(ends.from->period)},
                {"to", in_words(ends.to->period)},
                {"before", amount(series_, *ends.from)},
                {"after", amount(series_, *ends.to)}}),
        better(change));
  }

  /// The figures of every area at the time of the force's newest.
  [[nodiscard]] std::vector<const Held*> areas_now(const Held& now) const {
    std::vector<const Held*> all;
    for (const std::string& area : points_.areas(series_.id)) {
      for (const Held* one : points_.all(series_.id, area)) {
        if (one->period == now.period && !one->point->approximate) {
          all.push_back(one);
        }
      }
    }
    return all;
  }

  [[nodiscard]] bool is_whole(const Held& held) const {
    const SeriesArea* area = points_.definitions().report.find_area(held.point->area);
    return area != nullptr && area->whole;
  }

  [[nodiscard]] const Held* whole() const {
    const Held* own = newest(force_);
    if (own != nullptr) {
      return own;
    }
    for (const std::string& area : points_.areas(series_.id)) {
      const SeriesArea* one = points_.definitions().report.find_area(area);
      if (one != nullptr && one->whole) {
        return newest(area);
      }
    }
    return nullptr;
  }

  void comparison() {
    const Held* own = newest(force_);
    if (own == nullptr) {
      return;
    }
    for (const Held* other : areas_now(*own)) {
      if (other == own || !is_whole(*other) || other->value == own->value) {
        continue;
      }
      say("comparison",
          filled("{title} in the force was {own} in {time}, {way} than in {other} ({theirs}).",
                 {{"title", title(series_)},
                  {"own", amount(series_, *own)},
                  {"time", in_words(own->period)},
                  {"way", own->value > other->value ? "higher" : "lower"},
                  {"other", other->point->area},
                  {"theirs", amount(series_, *other)}}),
          better(own->value - other->value));
    }
  }

  [[nodiscard]] std::vector<const Held*> parts(const Held& whole) const {
    std::vector<const Held*> all;
    for (const Held* one : areas_now(whole)) {
      if (!is_whole(*one)) {
        all.push_back(one);
      }
    }
    std::ranges::stable_sort(all, std::greater(), [](const Held* one) { return one->value; });
    return all;
  }

  [[nodiscard]] bool averages() const {
    return series_.unit.starts_with("per ") || series_.unit == "percent";
  }

  void above_average() {
    const Held* average = whole();
    if (average == nullptr || !averages()) {
      return;
    }
    std::vector<std::string> above;
    for (const Held* one : parts(*average)) {
      if (one->value > average->value) {
        above.push_back(one->point->area + " (" + printed(one->value, one->decimals) + ")");
      }
    }
    if (above.empty()) {
      return;
    }
    say("above_average",
        filled("{title} was above that of {whole} ({average}) in {areas} in {time}.",
               {{"areas", wording::list(above)},
                {"title", title(series_)},
                {"whole", place(average->point->area, force_)},
                {"average", amount(series_, *average)},
                {"time", in_words(average->period)}}));
  }

  void highest() {
    const Held* average = whole();
    const auto all = average == nullptr ? std::vector<const Held*>() : parts(*average);
    if (all.size() < 3 || all[0]->value == all[1]->value) {
      return;
    }
    say("highest", filled("{area} had the highest {title} in {time}, at {amount}.",
                          {{"area", all.front()->point->area},
                           {"title", within(series_)},
                           {"time", in_words(all.front()->period)},
                           {"amount", amount(series_, *all.front())}}));
  }

  void growth() {
    struct Grown {
      std::string area;
      Ends ends;
      double per_cent = 0.0;
    };
    std::vector<Grown> all;
    for (const std::string& area : points_.areas(series_.id)) {
      const SeriesArea* whole = points_.definitions().report.find_area(area);
      const Ends ends = ends_of(subject_, series_.id, area);
      if ((whole == nullptr || !whole->whole) && ends.known() && ends.from->value != 0.0) {
        all.push_back({.area = area,
                       .ends = ends,
                       .per_cent = 100.0 * (ends.to->value / ends.from->value - 1.0)});
      }
    }
    std::ranges::stable_sort(all, std::greater(), &Grown::per_cent);
    if (all.size() < 3 || all.front().per_cent <= 0.0 || all[0].per_cent == all[1].per_cent) {
      return;
    }
    const Grown& most = all.front();
    say("growth", filled("{area} had the highest growth in {title} between {from} and {to}.",
                         {{"area", most.area},
                          {"title", within(series_)},
                          {"from", in_words(most.ends.from->period)},
                          {"to", in_words(most.ends.to->period)}}));
  }

  const Evidence& evidence_;
  const Points& points_;
  const ExternalSeries& series_;
  Claim claim_;
  Subject subject_;
  std::string force_;
  Statements* into_ = nullptr;
};

}  // namespace

Statements statements(const Evidence& evidence, std::string_view aim) {
  Statements all;
  for (const ExternalSeries& series : evidence.points().definitions().report.series) {
    if (aim.empty() || series.aim == aim) {
      Writer(evidence, series).write(all);
    }
  }
  return all;
}

}  // namespace soundings::claims
