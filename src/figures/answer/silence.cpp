// Which answers are empty because nobody answered.
#include "soundings/figures/silence.h"

#include <algorithm>

#include "question/fault.h"

namespace soundings::figures {
namespace {

bool empty(const Row& row) noexcept {
  return !row.hidden && row.base.value_or(0) == 0;
}

bool empty(const Table& table) noexcept {
  return std::ranges::all_of(table.rows, [](const Row& row) { return empty(row); });
}

bool empty(const Comparison& row) noexcept {
  return !row.hidden && row.a.base.value_or(0) == 0;
}

Fault no_answers(const std::string& period, const std::string& measure) {
  return fault("no_answers", "period", period,
               "nobody answered what " + measure +
                   " is made of; `soundings periods` lists the periods with answers");
}

}  // namespace

std::optional<Fault> silence(const Table& table) {
  return empty(table) ? std::optional(no_answers(to_text(table.period), table.measure))
                      : std::nullopt;
}

std::optional<Fault> silence(const Comparisons& comparisons) {
  const bool whole = comparisons.whole && comparisons.whole->base != 0;
  const bool rows =
      !std::ranges::all_of(comparisons.rows, [](const Comparison& row) { return empty(row); });
  return whole || rows
             ? std::nullopt
             : std::optional(no_answers(to_text(comparisons.period), comparisons.measure));
}

std::optional<Fault> silence(const Series& series) {
  const bool silent = std::ranges::all_of(
      series.points, [](const SeriesPoint& point) { return empty(point.table); });
  if (!silent) {
    return std::nullopt;
  }
  const std::string period = series.points.empty()
                                 ? std::string()
                                 : to_text(series.points.front().table.period) + "/" +
                                       to_text(series.points.back().table.period);
  return no_answers(period, series.measure);
}

}  // namespace soundings::figures
