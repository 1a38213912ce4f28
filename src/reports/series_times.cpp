#include "series_times.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <tuple>
#include <utility>

namespace soundings::reports {

namespace {

using claims::SeriesValue;
using Kind = SeriesPeriod::Kind;

bool same_time(const SeriesValue& one, const SeriesValue& other) {
  return one.point->area == other.point->area && one.period == other.period;
}

}  // namespace

Span span_of(const SeriesPeriod& period) {
  if (period.kind == Kind::waves) {
    return {.kind = period.kind, .length = period.last_wave - period.first_wave + 1};
  }
  if (!period.first || !period.last || period.kind == Kind::wave) {
    return {.kind = period.kind};
  }
  return {.kind = period.kind,
          .length = period.kind == Kind::cumulative
                        ? period.first->index()
                        : period.last->index() - period.first->index() + 1};
}

std::vector<Span> spans_in(const std::vector<SeriesValue>& values) {
  std::vector<std::pair<Span, int>> counted;
  for (const SeriesValue& one : values) {
    const Span span = span_of(one.period);
    const auto at = std::ranges::find(counted, span, &std::pair<Span, int>::first);
    at == counted.end() ? counted.emplace_back(span, 1) : (++at->second, *at);
  }
  std::ranges::stable_sort(counted, std::greater(), &std::pair<Span, int>::second);
  std::vector<Span> spans;
  spans.reserve(counted.size());
  for (const auto& [span, count] : counted) {
    spans.push_back(span);
  }
  return spans;
}

std::vector<SeriesValue> each_once(const std::vector<SeriesValue>& values) {
  std::vector<SeriesValue> made;
  for (const SeriesValue& one : values) {
    const auto at =
        std::ranges::find_if(made, [&](const SeriesValue& other) { return same_time(one, other); });
    if (at == made.end()) {
      made.push_back(one);
    } else if (at->point->approximate && !one.point->approximate) {
      *at = one;
    }
  }
  return made;
}

const SeriesValue* newest_in(const std::vector<SeriesValue>& values) {
  const auto newest = std::ranges::max_element(values, {}, [](const SeriesValue& one) {
    return std::tuple(!one.point->approximate, one.period.last.value_or(Month()),
                      one.period.last_wave);
  });
  return newest == values.end() ? nullptr : &*newest;
}

std::string without_article(const std::string& words) {
  constexpr std::string_view article = "the ";
  return words.starts_with(article) ? words.substr(article.size()) : words;
}

std::string with_minus(std::string number) {
  const auto hyphen = number.find('-');
  return hyphen == std::string::npos ? number : number.replace(hyphen, 1, "\u2212");
}

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

}  // namespace soundings::reports
