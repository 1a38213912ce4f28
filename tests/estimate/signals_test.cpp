// XmR signals, held against tools/oracle_r/spc.R on the same series, and p charts.
#include "soundings/estimate/signals.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <string>

#include <catch2/catch.hpp>

using namespace soundings::estimate;

namespace {

std::string flags(const std::vector<SignalPoint>& points, bool SignalPoint::* flag) {
  std::string text;
  for (const SignalPoint& point : points) {
    text += point.*flag ? '1' : '0';
  }
  return text;
}

/// A month's share of `n` answers of people of whom `truth` say yes.
SizedShare asked(double truth, int n, std::mt19937& random) {
  int yes = 0;
  for (int at = 0; at < n; ++at) {
    yes += std::generate_canonical<double, 32>(random) < truth ? 1 : 0;
  }
  return {.value = static_cast<double>(yes) / n, .n_eff = static_cast<double>(n)};
}

/// How many of so many seeded series of seven months, `fall` lower each month, have a signal.
int series_with_signals(int series, double first, double fall) {
  std::mt19937 random(20190501);
  int found = 0;
  for (int at = 0; at < series; ++at) {
    std::vector<SizedShare> months;
    for (int month = 0; month < 7; ++month) {
      months.push_back(asked(first - fall * month, 800 + 40 * month, random));
    }
    const auto points = p_chart(months);
    found += std::ranges::any_of(points, &SignalPoint::special) ? 1 : 0;
  }
  return found;
}

}  // namespace

TEST_CASE("a falling series is a trend, and a rebase starts new limits", "[signals]") {
  const std::array<double, 17> values{46.2, 47.9, 48.4, 47,   46.9, 44.9, 44.5, 42.1, 40.2,
                                      39.9, 39.1, 38.8, 38.2, 45,   52,   47.5, 46.1};
  const std::array<std::size_t, 1> rebase{10};
  const auto points = xmr(values, rebase);
  CHECK(points[0].mean == Approx(44.8).epsilon(1e-12));
  CHECK(points[0].lower == Approx(41.6375555556).epsilon(1e-11));
  CHECK(points[0].upper == Approx(47.9624444444).epsilon(1e-11));
  CHECK(points[10].mean == Approx(43.8142857143).epsilon(1e-11));
  CHECK(points[10].lower == Approx(34.6816190476).epsilon(1e-11));
  CHECK(flags(points, &SignalPoint::outside) == "00100000110000000");
  CHECK(flags(points, &SignalPoint::trend) == "00111111110000000");
  CHECK(flags(points, &SignalPoint::two_of_three) == "01010000000000000");
  CHECK(flags(points, &SignalPoint::shift) == "00000000000000000");
  CHECK(!points[0].special());
  CHECK(points[2].special());
}

TEST_CASE("one wide range is screened out of the limits it would hide behind", "[signals]") {
  const std::array<double, 16> values{50, 51,   49, 50.5, 49.5, 50, 51, 49,
                                      50, 50.2, 55, 54.2, 50,   49, 50, 51};
  const auto points = xmr(values);
  CHECK(points[0].mean == Approx(50.5875).epsilon(1e-12));
  CHECK(points[0].upper == Approx(54.6661666667).epsilon(1e-11));
  CHECK(flags(points, &SignalPoint::outside) == "0000000000100000");
  CHECK(points[0].firm);
}

TEST_CASE("seven months on one side of the mean are a shift", "[signals]") {
  const std::array<double, 14> values{51, 52, 51.5, 52.2, 51.1, 51.7, 51.3,
                                      48, 47, 48.5, 47.2, 48.1, 47.7, 48.3};
  const auto points = xmr(values, {}, Screen::no);
  CHECK(flags(points, &SignalPoint::shift) == "11111111111111");
}

TEST_CASE("six steps the same way are no trend, seven are", "[signals]") {
  const std::array<double, 8> values{40, 41, 42, 43, 44, 45, 46, 47};
  const std::span<const double> seven(values.data(), 7);
  CHECK(flags(xmr(seven), &SignalPoint::trend) == "0000000");
  CHECK(flags(xmr(values), &SignalPoint::trend) == "11111111");
}

TEST_CASE("fewer than twelve points are never firm", "[signals]") {
  const std::array<double, 3> values{40, 41, 60};
  CHECK(!xmr(values)[2].firm);
  CHECK(xmr({}).empty());
}

TEST_CASE("a p chart has limits of three standard errors of each point", "[signals]") {
  const std::array<SizedShare, 3> shares{{{0.5, 400}, {0.4, 100}, {0.6, 500}}};
  const auto points = p_chart(shares);
  CHECK(points[0].mean == Approx(0.54).epsilon(1e-12));
  CHECK(points[0].upper == Approx(0.54 + 3 * std::sqrt(0.54 * 0.46 / 400)).epsilon(1e-12));
  CHECK(points[1].lower == Approx(0.54 - 3 * std::sqrt(0.54 * 0.46 / 100)).epsilon(1e-12));
  CHECK(flags(points, &SignalPoint::outside) == "000");
}

TEST_CASE("a p chart starts anew at a break and looks at size", "[signals]") {
  const std::array<SizedShare, 6> shares{
      {{0.5, 900}, {0.5, 900}, {0.39, 90}, {0.3, 900}, {0.3, 900}, {0.39, 900}}};
  const std::array<std::size_t, 1> rebase{3};
  const auto points = p_chart(shares, rebase);
  CHECK(flags(points, &SignalPoint::outside) == "000001");
  CHECK(p_chart({}).empty());
}

TEST_CASE("months of one truth rarely stand out of a p chart, a steady fall does", "[signals]") {
  CHECK(series_with_signals(1000, 0.45, 0.0) <= 30);
  CHECK(series_with_signals(1000, 0.511, 0.027) == 1000);
}
