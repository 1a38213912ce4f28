// The reporting window and its text form.
#include "soundings/survey/period.h"

#include <algorithm>
#include <charconv>

#include "soundings/survey/survey.h"

namespace soundings {
namespace {

constexpr std::string_view one_wave = "wave-";
constexpr std::string_view many_waves = "waves-";
constexpr std::string_view months_up_to = "-months-to-";
constexpr std::string_view year_up_to = "year-ending-";
constexpr std::string_view financial_year = "financial-year-to-";
constexpr int longest_window = 120;
constexpr int april = 4;

/// A number as it is written: from 1, no sign, no leading zero.
std::optional<int> parse_number(std::string_view text) noexcept {
  int number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{} || end != text.data() + text.size() || text.front() == '0' ||
      number < 1) {
    return std::nullopt;
  }
  return number;
}

std::optional<Period> parse_waves(std::string_view text) noexcept {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos) {
    return std::nullopt;
  }
  const auto first = parse_number(text.substr(0, dash));
  const auto last = parse_number(text.substr(dash + 1));
  if (!first || !last || *last < *first) {
    return std::nullopt;
  }
  return Period::waves(*first, *last);
}

std::optional<Period> parse_months(std::string_view text) noexcept {
  const auto slash = text.find('/');
  const auto first = parse_month(text.substr(0, slash));
  if (!first) {
    return std::nullopt;
  }
  if (slash == std::string_view::npos) {
    return Period::month(*first);
  }
  const auto last = parse_month(text.substr(slash + 1));
  if (!last || *last < *first) {
    return std::nullopt;
  }
  return Period::months(*first, *last);
}

/// "2019-Q2".
std::optional<Period> parse_quarter(std::string_view text) noexcept {
  if (text.size() != 7 || text.substr(4, 2) != "-Q" || text[6] < '1' || text[6] > '4') {
    return std::nullopt;
  }
  const char first_month[] = {text[0], text[1], text[2], text[3], '-', '0', '1'};
  const auto january = parse_month({first_month, sizeof first_month});
  return january ? std::optional(Period::quarter(january->year(), text[6] - '0')) : std::nullopt;
}

/// Windows named by their last month; nothing for any other text.
std::optional<Period> parse_window(std::string_view text) noexcept {
  std::optional<Month> last;
  if (text.starts_with(year_up_to)) {
    last = parse_month(text.substr(year_up_to.size()));
    return last ? std::optional(Period::year_ending(*last)) : std::nullopt;
  }
  if (text.starts_with(financial_year)) {
    last = parse_month(text.substr(financial_year.size()));
    return last ? std::optional(Period::financial_year_to(*last)) : std::nullopt;
  }
  const auto at = text.find(months_up_to);
  if (at == std::string_view::npos) {
    return parse_quarter(text);
  }
  const auto length = parse_number(text.substr(0, at));
  last = parse_month(text.substr(at + months_up_to.size()));
  return length && last && *length <= longest_window
             ? std::optional(Period::months_to(*last, *length))
             : std::nullopt;
}

const Wave* wave_of(const Survey& survey, Month month) noexcept {
  const auto at = std::find_if(survey.waves.begin(), survey.waves.end(),
                               [month](const Wave& wave) { return wave.month == month; });
  return at == survey.waves.end() ? nullptr : &*at;
}

std::optional<Period> known_waves(const Survey& survey, int first, int last) noexcept {
  for (int wave = first; wave <= last; ++wave) {
    if (survey.find_wave(wave) == nullptr) {
      return std::nullopt;
    }
  }
  return Period::waves(first, last);
}

}  // namespace

Period Period::month(Month month) noexcept {
  return months(month, month);
}

Period Period::months(Month first, Month last) noexcept {
  Period period;
  period.first = first;
  period.last = last;
  return period;
}

Period Period::waves(int first, int last) noexcept {
  Period period;
  period.kind = Kind::waves;
  period.first_wave = first;
  period.last_wave = last;
  return period;
}

Period Period::months_to(Month last, int length) noexcept {
  return months(last.plus(1 - length), last);
}

Period Period::quarter(int year, int quarter) noexcept {
  return months_to(Month(year, 3 * quarter), 3);
}

Period Period::year_ending(Month last) noexcept {
  return months_to(last, 12);
}

Period Period::financial_year_to(Month last) noexcept {
  return months(Month(last.month() < april ? last.year() - 1 : last.year(), april), last);
}

bool Period::single() const noexcept {
  return length() == 1;
}

int Period::length() const noexcept {
  return kind == Kind::months ? last.index() - first.index() + 1 : last_wave - first_wave + 1;
}

std::string to_text(const Period& period) {
  if (period.kind == Period::Kind::months) {
    return period.single() ? to_text(period.first)
                           : to_text(period.first) + "/" + to_text(period.last);
  }
  if (period.single()) {
    return std::string(one_wave) + std::to_string(period.first_wave);
  }
  return std::string(many_waves) + std::to_string(period.first_wave) + "-" +
         std::to_string(period.last_wave);
}

std::optional<Period> parse_period(std::string_view text) noexcept {
  if (text.starts_with(many_waves)) {
    return parse_waves(text.substr(many_waves.size()));
  }
  if (text.starts_with(one_wave)) {
    const auto number = parse_number(text.substr(one_wave.size()));
    return number ? std::optional(Period::waves(*number, *number)) : std::nullopt;
  }
  const auto window = parse_window(text);
  return window ? window : parse_months(text);
}

bool overlaps(const Period& one, const Period& other) noexcept {
  if (one.kind != other.kind) {
    return false;
  }
  return one.kind == Period::Kind::months
             ? one.first <= other.last && other.first <= one.last
             : one.first_wave <= other.last_wave && other.first_wave <= one.last_wave;
}

std::optional<Period> previous(const Period& period, const Survey& survey) {
  const int length = period.length();
  return period.kind == Period::Kind::months
             ? std::optional(Period::months_to(period.first.plus(-1), length))
             : known_waves(survey, period.first_wave - length, period.first_wave - 1);
}

std::optional<Period> year_before(const Period& period, const Survey& survey) {
  if (period.kind == Period::Kind::months) {
    return Period::months(period.first.plus(-12), period.last.plus(-12));
  }
  std::optional<Period> earlier;
  for (int number = period.first_wave; number <= period.last_wave; ++number) {
    const Wave* wave = survey.find_wave(number);
    const Wave* before = wave == nullptr ? nullptr : wave_of(survey, wave->month.plus(-12));
    if (before == nullptr || (earlier && before->number != earlier->last_wave + 1)) {
      return std::nullopt;
    }
    earlier = Period::waves(earlier ? earlier->first_wave : before->number, before->number);
  }
  return earlier;
}

}  // namespace soundings
