// The signals of a series, segment by segment between its breaks.
#include "soundings/figures/signals.h"

#include <algorithm>
#include <cmath>

#include "soundings/estimate/areas.h"
#include "soundings/estimate/signals.h"
#include "soundings/survey/breaks.h"

namespace soundings::figures {
namespace {

constexpr int months_a_quarter = 3;
constexpr double per_cent = 100.0;

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

/// The points of a series that enter a chart, and where its segments begin.
struct Charted {
  std::vector<SeriesPoint*> points;
  std::vector<std::size_t> rebase;

  void add(SeriesPoint& point) {
    if (!points.empty() && points.back()->segment != point.segment) {
      rebase.push_back(points.size());
    }
    points.push_back(&point);
  }
};

void mark(Series& series, std::optional<Shown> Row::* figure,
          std::optional<Signal> SeriesPoint::* signal) {
  std::vector<double> values;
  Charted charted;
  for (SeriesPoint& point : series.points) {
    if (const auto& value = point.row().*figure) {
      values.push_back(value->value);
      charted.add(point);
    }
  }
  const auto points = estimate::xmr(values, charted.rebase);
  for (std::size_t at = 0; at < points.size(); ++at) {
    charted.points[at]->*signal = signal_of(points[at]);
  }
}

/// The effective size that a Wilson range implies: with u = z²/n, its half width h solves
/// h² (1 + u)² = u p (1 - p) + u²/4. Nothing without a range.
std::optional<double> size_shown(const Shown& shown, double level) {
  if (!shown.lo || !shown.hi || *shown.hi <= *shown.lo) {
    return std::nullopt;
  }
  const double p = shown.value / per_cent;
  const double half = (*shown.hi - *shown.lo) / 2.0 / per_cent;
  const double a = 0.25 - half * half;
  const double b = p * (1.0 - p) - 2.0 * half * half;
  const double z = estimate::normal_reach(level);
  const double u = (std::sqrt(b * b + 4.0 * a * half * half) - b) / (2.0 * a);
  return a > 0.0 && u > 0.0 ? std::optional(z * z / u) : std::nullopt;
}

void mark_sized(Series& series, std::optional<Shown> Row::* figure,
                std::optional<Signal> SeriesPoint::* signal) {
  std::vector<estimate::SizedShare> shares;
  Charted charted;
  for (SeriesPoint& point : series.points) {
    point.*signal = std::nullopt;
    const auto& value = point.row().*figure;
    const auto size = !value                             ? std::nullopt
                      : value->n_eff.value_or(0.0) > 0.0 ? value->n_eff
                                                         : size_shown(*value, point.table.level);
    if (size) {
      shares.push_back({.value = value->value / per_cent, .n_eff = *size});
      charted.add(point);
    }
  }
  const auto points = estimate::p_chart(shares, charted.rebase);
  for (std::size_t at = 0; at < points.size(); ++at) {
    Signal found = signal_of(points[at]);
    found.centre *= per_cent;
    found.lower *= per_cent;
    found.upper *= per_cent;
    charted.points[at]->*signal = found;
  }
}

bool share(Statistic statistic) {
  return statistic == Statistic::pct_positive || statistic == Statistic::pct_negative;
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

void mark_beyond_sampling(Series& series) {
  if (!share(series.statistic)) {
    for (SeriesPoint& point : series.points) {
      point.unweighted = std::nullopt;
      point.weighted = std::nullopt;
    }
    return;
  }
  mark_sized(series, &Row::unweighted, &SeriesPoint::unweighted);
  mark_sized(series, &Row::weighted, &SeriesPoint::weighted);
}

}  // namespace soundings::figures
