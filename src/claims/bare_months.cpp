// Months without a year, beside a time that has one.
#include <algorithm>
#include <initializer_list>
#include <string_view>

#include "time_words.h"
#include "times.h"

namespace soundings::claims {

namespace {

bool any_of_words(const Token& token, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return token.is(word); });
}

/// The month without a year of "in April and 41.6% in May 2019": the last one up to the time that
/// follows, or else the first one from the time before it.
std::optional<Month> month_beside(int number, const std::vector<TimeSpan>& spans,
                                  std::vector<TimeSpan>::const_iterator next) {
  const auto last = next == spans.end() ? std::nullopt : next->when.last;
  if (last) {
    return Month(number <= last->month() ? last->year() : last->year() - 1, number);
  }
  const auto first = next == spans.begin() ? std::nullopt : (next - 1)->when.first;
  if (first) {
    return Month(number >= first->month() ? first->year() : first->year() + 1, number);
  }
  return std::nullopt;
}

}  // namespace

void add_bare_months(const std::vector<Token>& tokens, std::vector<TimeSpan>& spans) {
  for (std::size_t at = 1; at < tokens.size(); ++at) {
    const int number = month_of(tokens[at]);
    const bool placed =
        any_of_words(tokens[at - 1], {"in", "since", "from", "during", "of", "than", "between"});
    const auto next =
        std::ranges::find_if(spans, [at](const TimeSpan& one) { return one.end > at; });
    const bool taken = next != spans.end() && next->begin <= at;
    const auto month =
        number > 0 && placed && !taken ? month_beside(number, spans, next) : std::nullopt;
    if (month) {
      spans.insert(next, {.when = {.kind = When::Kind::month, .first = month, .last = month},
                          .begin = at,
                          .end = at + 1});
    }
  }
}

}  // namespace soundings::claims
