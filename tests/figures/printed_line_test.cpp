// Figures worked out from a printed table: the worked numbers of May 2019, and what must not move
// them (docs/methods/releases.md).
#include "soundings/figures/printed_line.h"

#include <array>
#include <string>

#include <catch2/catch.hpp>

#include "soundings/base/number.h"

using namespace soundings;
using namespace soundings::figures;

namespace {

constexpr std::array<std::int64_t, 8> satisfied{57, 65, 56, 46, 46, 45, 35, 31};
constexpr std::array<std::int64_t, 8> answered{148, 171, 124, 96, 118, 88, 84, 75};
constexpr std::array<double, 8> invited{1450, 1720, 980, 760, 1020, 520, 830, 720};
constexpr std::size_t solihull = 5;

/// May 2019, whole experience, by NPU: all in the line, or one NPU, perhaps against the rest.
std::vector<PrintedStratum> may(std::optional<std::size_t> only = {}, bool against_rest = false) {
  std::vector<PrintedStratum> strata;
  for (std::size_t at = 0; at < answered.size(); ++at) {
    const PrintedCount count{answered[at], satisfied[at]};
    const bool in_line = !only || *only == at;
    strata.push_back({.responses = answered[at],
                      .target = invited[at],
                      .line = in_line ? count : PrintedCount{},
                      .other = !in_line && against_rest ? count : PrintedCount{}});
  }
  return strata;
}

std::string printed(const std::optional<PrintedEstimate>& figure) {
  return !figure ? "nothing"
                 : rounded(figure->value, 1) + " (" + rounded(figure->lo.value_or(-1), 1) + " to " +
                       rounded(figure->hi.value_or(-1), 1) + ")";
}

}  // namespace

TEST_CASE("the force's weighted figure of May 2019 is that of the working figures", "[figures]") {
  CHECK(printed(estimate_of(may(), PrintedWeights::poststratified)) == "41.6 (38.4 to 44.8)");
  CHECK(printed(estimate_of(may(), PrintedWeights::none)) == "42.1 (39.0 to 45.4)");
}

TEST_CASE("areas have their ranges", "[figures]") {
  CHECK(printed(estimate_of(may(0), PrintedWeights::poststratified)) == "38.5 (31.0 to 46.6)");
  CHECK(printed(estimate_of(may(solihull), PrintedWeights::poststratified)) ==
        "51.1 (40.7 to 61.5)");
}

TEST_CASE("an area less the rest of the force has the range of both", "[figures]") {
  const auto difference =
      difference_of(may(solihull, true), PrintedWeights::poststratified).value();
  CHECK(rounded(difference.points, 1) == "10.2");
  CHECK(rounded(difference.lo.value(), 1) == "-0.8");
  CHECK(rounded(difference.hi.value(), 1) == "21.2");
  CHECK_FALSE(difference.significant);
  CHECK(rounded(difference.other.value, 1) == "40.9");
  CHECK(difference.other.value ==
        Approx(estimate_of(may(solihull), PrintedWeights::poststratified)->value -
               difference.points));
}

TEST_CASE("cells that are weighted together reveal nothing of how they share their answers",
          "[figures]") {
  const auto together = [](PrintedCount first, PrintedCount second) {
    return std::vector<PrintedStratum>{
        {.responses = 100, .target = 900, .line = {60, 30}, .other = {}},
        {.responses = 50,
         .target = 1100,
         .line = {first.base + second.base, first.satisfied + second.satisfied},
         .other = {}}};
  };
  const auto one = estimate_of(together({7, 2}, {22, 8}), PrintedWeights::poststratified);
  const auto other = estimate_of(together({20, 5}, {9, 5}), PrintedWeights::poststratified);
  REQUIRE(one);
  CHECK(printed(one) == printed(other));
}

TEST_CASE("answers without a target keep their own share", "[figures]") {
  std::vector<PrintedStratum> strata = may();
  strata.push_back({.responses = 100, .target = 0.0, .line = {100, 100}, .other = {}});
  const auto figure = estimate_of(strata, PrintedWeights::poststratified);
  REQUIRE(figure);
  const double share = 100.0 / 1004.0;
  CHECK(figure->value == Approx(100.0 * (share + (1.0 - share) * 0.415745)).epsilon(1e-5));
}

TEST_CASE("a line without a base, or a weighted cell without people, has no figure", "[figures]") {
  CHECK_FALSE(
      estimate_of({{.responses = 10, .target = 1, .line = {}, .other = {}}}, PrintedWeights::none));
  CHECK_FALSE(estimate_of({{.responses = 10, .target = 1, .line = {10, 5}, .other = {}},
                           {.responses = 0, .target = 2, .line = {}, .other = {}}},
                          PrintedWeights::poststratified));
}

TEST_CASE("a unanimous line has a value, and its range where one can be made", "[figures]") {
  const auto figure = estimate_of({{.responses = 60, .target = 1, .line = {40, 40}, .other = {}}},
                                  PrintedWeights::none);
  REQUIRE(figure);
  CHECK(figure->value == 100.0);
}
