// The signals of a series, segment by segment between its breaks.
#include "soundings/figures/signals.h"

#include <algorithm>

#include "soundings/estimate/signals.h"
#include "soundings/survey/breaks.h"

namespace soundings::figures {
namespace {

constexpr int months_a_quarter = 3;

std::vector<Period> waves(const Period& all) {
  std::vector<Period> periods;
  for (int wave = all.first_wave; wave <= all.last_wave; ++wave) {
    periods.push_back(Period::waves(wave, wave));
  }
  return periods;
}

/// The first month of a period; of a wave, the month it is labelled with.
Month first_month(const Survey& survey, const Period& period) {
  const Wave* wave =
      period.kind == Period::Kind::waves ? survey.find_wave(period.first_wave) : nullptr;
  return wave == nullptr ? period.first : wave->month;
}

Signal signal_of(const estimate::SignalPoint& point) {
  return {.centre = point.mean,
          .lower = point.lower,
          .upper = point.upper,
          .outside = point.outside,
          .run = point.shift,
          .steps = point.trend,
          .two_of_three = point.two_of_three,
          .firm = point.firm};
}

void mark(Series& series, std::optional<Shown> Row::* figure,
          std::optional<Signal> SeriesPoint::* signal) {
  std::vector<double> values;
  std::vector<std::size_t> rebase;
  std::vector<SeriesPoint*> shown;
  for (SeriesPoint& point : series.points) {
    const auto& value = point.row().*figure;
    if (!value) {
      continue;
    }
    if (!shown.empty() && shown.back()->segment != point.segment) {
      rebase.push_back(values.size());
    }
    values.push_back(value->value);
    shown.push_back(&point);
  }
  const auto points = estimate::xmr(values, rebase);
  for (std::size_t at = 0; at < points.size(); ++at) {
    shown[at]->*signal = signal_of(points[at]);
  }
}

}  // namespace

std::vector<Period> steps(const Survey& survey, Grain grain, const Period& all) {
  if (all.kind == Period::Kind::waves) {
    return waves(all);
  }
  const int length = grain == Grain::quarter ? months_a_quarter : 1;
  std::vector<Period> periods;
  for (Month month = all.first; month.plus(length - 1) <= all.last; month = month.plus(1)) {
    const Period period = Period::months(month, month.plus(length - 1));
    const bool starts = (month.month() - 1) % length == 0;
    if (starts && break_between(survey, period, period) == nullptr) {
      periods.push_back(period);
    }
  }
  return periods;
}

void mark_signals(const Survey& survey, Series& series) {
  std::size_t segment = 0;
  const SeriesPoint* before = nullptr;
  for (SeriesPoint& point : series.points) {
    const Period& period = point.table.period;
    const Month month = first_month(survey, period);
    const bool begins =
        std::any_of(survey.breaks.begin(), survey.breaks.end(),
                    [month](const Break& each) { return !each.comparable && each.at == month; });
    const bool broken =
        before != nullptr && break_between(survey, before->table.period, period) != nullptr;
    segment += broken ? 1 : 0;
    point.segment = segment;
    auto& marks = point.table.rows.front().marks;
    if ((begins || broken) && std::find(marks.begin(), marks.end(), "b") == marks.end()) {
      marks.emplace_back("b");
    }
    before = &point;
  }
  mark(series, &Row::unweighted, &SeriesPoint::unweighted);
  mark(series, &Row::weighted, &SeriesPoint::weighted);
}

}  // namespace soundings::figures
