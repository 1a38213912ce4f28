#include "amounts.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "soundings/base/number.h"

#include "points.h"

namespace soundings::claims {

namespace {

/// How far above its bound a figure may lie for "over" to be fair, as a part of the bound.
constexpr double fair_above = 0.25;
constexpr double fair_below = 0.25;
/// "Nearly": from a tenth below.
constexpr double nearly_from = 0.9;

/// The unit of the last digit that is not a zero: 1,000 for 29,000, 0.1 for 12.4.
double unit_of(const Amount& amount) {
  if (amount.decimals > 0) {
    return std::pow(10.0, -amount.decimals);
  }
  double unit = 1.0;
  const auto whole = static_cast<long long>(std::llround(std::abs(amount.value)));
  for (long long rest = whole; rest != 0 && rest % 10 == 0; rest /= 10) {
    unit *= 10.0;
  }
  return unit;
}

int differing_digits(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) {
    return static_cast<int>(std::max(a.size(), b.size()));
  }
  int count = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    count += a[i] == b[i] ? 0 : 1;
  }
  return count;
}

/// A number with zeros at its end that is the figure in hundreds, thousands or more: 29,000 for
/// 28,967. One that differs in a single digit is a slip of the pen and no rounding.
bool is_coarser(const Amount& claimed, double value) {
  const double unit = unit_of(claimed);
  const double digits = std::abs(claimed.value) / unit;
  if (claimed.decimals > 0 || unit < 100.0 || digits < 10.0) {
    return false;
  }
  const double in_units = std::floor(std::abs(value) / unit + 0.5) * unit;
  return in_units == std::abs(claimed.value) &&
         differing_digits(rounded(value, 0), rounded(claimed.value, 0)) > 1;
}

Match match_printed(const Amount& claimed, double value, int decimals) {
  const std::string said = rounded(claimed.value, claimed.decimals);
  if (rounded(value, claimed.decimals) == said) {
    return Match::equal;
  }
  if (claimed.decimals > decimals && rounded(claimed.value, decimals) == rounded(value, decimals)) {
    return Match::rounded;
  }
  return is_coarser(claimed, value) ? Match::rounded : Match::differs;
}

bool is_about(const Amount& claimed, double value, int decimals) {
  if (claimed.tolerance > 0.0) {
    return std::abs(value - claimed.value) <= claimed.tolerance;
  }
  return std::abs(value - claimed.value) <= 0.5 * unit_of(claimed) + 1e-9 ||
         match_printed(claimed, value, decimals) == Match::equal;
}

}  // namespace

Match match(const Amount& claimed, double value, int decimals) {
  using Precision = Amount::Precision;
  const double bound = std::abs(claimed.value);
  const double size = std::abs(value);
  bool fair = false;
  switch (claimed.precision) {
    case Precision::printed:
      return match_printed(claimed, value, decimals);
    case Precision::about:
      return is_about(claimed, value, decimals) ? Match::equal : Match::differs;
    case Precision::over:
      fair = size >= bound && size <= bound * (1.0 + fair_above);
      break;
    case Precision::under:
      fair = size <= bound && size >= bound * (1.0 - fair_below);
      break;
    case Precision::nearly:
      fair = size <= bound &&
             size >= (claimed.tolerance > 0.0 ? bound - claimed.tolerance : bound * nearly_from);
      break;
  }
  return fair ? Match::equal : Match::differs;
}

std::string in_words(const Amount& amount) {
  const bool times = amount.unit == Amount::Unit::times;
  const int decimals = times && amount.value < 1.0 ? 1 : amount.decimals;
  std::string number = printed(amount.value, decimals) + (times ? " times" : "");
  switch (amount.precision) {
    case Amount::Precision::printed:
      return number;
    case Amount::Precision::about:
      return "about " + number;
    case Amount::Precision::over:
      return "over " + number;
    case Amount::Precision::under:
      return "under " + number;
    case Amount::Precision::nearly:
      return "nearly " + number;
  }
  return number;
}

}  // namespace soundings::claims
