// Series asked of the store: the very answers that their periods have one by one.
#include <algorithm>

#include "soundings/figures/figures.h"
#include "soundings/figures/signals.h"
#include "soundings/survey/breaks.h"

#include "answer/statistics.h"
#include "question/domain_codes.h"
#include "question/fault.h"

namespace soundings::figures {
namespace {

std::string_view word(Grain grain) {
  switch (grain) {
    case Grain::month:
      return "month";
    case Grain::quarter:
      return "quarter";
    case Grain::wave:
      break;
  }
  return "wave";
}

std::optional<Fault> refuse_ends(const Survey& survey, const SeriesQuestion& question) {
  for (const auto& [name, end] :
       {std::pair("from", question.first), std::pair("to", question.last)}) {
    if (end && (end->kind == Period::Kind::waves) != survey.waved) {
      return fault("wrong_period_kind", name, to_text(*end),
                   "survey " + survey.id + (survey.waved ? " has waves" : " has months"));
    }
  }
  return std::nullopt;
}

/// Breaks that the points of a series come up to, ascending.
std::vector<Break> breaks_in(const Survey& survey, const std::vector<Period>& periods) {
  std::vector<Break> found;
  for (const Break& each : survey.breaks) {
    if (!each.comparable && !periods.empty() && each.at <= periods.back().last) {
      found.push_back(each);
    }
  }
  std::sort(found.begin(), found.end(), [](const Break& a, const Break& b) { return a.at < b.at; });
  return found;
}

/// The part of the period asked for that lies within the one with answers.
Period clamped(const SeriesQuestion& question, const Period& all) {
  Period period = all;
  const Period first = question.first.value_or(all);
  const Period last = question.last.value_or(all);
  period.first = std::max(all.first, first.first);
  period.last = std::min(all.last, last.last);
  period.first_wave = std::max(all.first_wave, first.first_wave);
  period.last_wave = std::min(all.last_wave, last.last_wave);
  return period;
}

}  // namespace

std::optional<Period> Figures::begun(const Survey& survey) const {
  if (survey.waved) {
    const auto numbers = waves(survey.id);
    return numbers.empty() ? std::nullopt
                           : std::optional(Period::waves(numbers.front(), numbers.back()));
  }
  const auto known = months(survey.id);
  return known ? std::optional(Period::months(known->first, known->second)) : std::nullopt;
}

std::vector<Period> Figures::periods(const std::string& survey) const {
  const Survey* found = definitions_.find_survey(survey);
  const auto all = found == nullptr ? std::nullopt : begun(*found);
  return all ? steps(*found, found->waved ? Grain::wave : Grain::month, *all)
             : std::vector<Period>{};
}

Expected<Series, Fault> Figures::series(const SeriesQuestion& question) const {
  const Measure* measure = definitions_.find_measure(question.measure);
  const Survey* survey = measure == nullptr ? nullptr : definitions_.find_survey(measure->survey);
  if (survey == nullptr) {
    return unexpected(unknown_measure(definitions_, question.measure));
  }
  const auto all = begun(*survey);
  if (!all) {
    return unexpected(fault("series_without_answers", "measure", question.measure,
                            "there are no figures of survey " + survey->id + " yet"));
  }
  if (auto refused = refuse_ends(*survey, question)) {
    return unexpected(*std::move(refused));
  }
  if (question.statistic.value_or(measure->statistic) == Statistic::distribution) {
    return unexpected(several_figures());
  }
  const auto ask = [&](const Period& period) {
    return answer({.measure = question.measure,
                   .period = period,
                   .scheme = question.scheme,
                   .statistic = question.statistic,
                   .level = question.level,
                   .of = question.of});
  };
  const Grain grain = survey->waved ? Grain::wave : question.grain;
  const std::vector<Period> periods = steps(*survey, grain, clamped(question, *all));
  Series made{.survey = survey->id,
              .measure = measure->id,
              .item = measure->item,
              .key = coded(definitions_, *survey, question.of),
              .statistic = question.statistic.value_or(measure->statistic),
              .grain = std::string(word(grain)),
              .breaks = breaks_in(*survey, periods),
              .baseline = std::nullopt};
  for (const Period& period : periods) {
    auto table = ask(period);
    if (!table) {
      return unexpected(table.error());
    }
    made.points.push_back({.table = *std::move(table)});
  }
  if (measure->baseline && !periods.empty()) {
    const auto& [period, assumed] = *measure->baseline;
    if (auto table = ask(period)) {
      made.baseline =
          SeriesBaseline{.table = *std::move(table),
                         .assumed = assumed,
                         .comparable = break_between(*survey, period, periods.back()) == nullptr};
    }
  }
  mark_signals(*survey, made);
  return made;
}

}  // namespace soundings::figures
