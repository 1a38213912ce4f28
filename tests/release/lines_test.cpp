// Printed rows as strata: what is hidden together is weighted together, and nothing is worked out
// that the rows do not hold.
#include "tables/lines.h"

#include <array>

#include <catch2/catch.hpp>

#include "soundings/base/number.h"

#include "support/may_2019.h"

using namespace soundings;
using namespace soundings::release;
using disclose::FigureCell;
using disclose::PrintedFigure;
using disclose::Quantity;
using figures::PrintedWeights;

namespace {

const std::string overall = "whole_experience";

/// A count and its per cent as class A and B print them; hidden where nothing is given.
void print(std::vector<PrintedFigure>& rows, const FigureCell& cell,
           std::optional<figures::PrintedCount> count, const std::string& item = overall) {
  const auto row = [&](Quantity quantity, std::optional<std::int64_t> value, std::int64_t unit) {
    rows.push_back({.release = "2019-05.r0",
                    .layers = {"2019-05"},
                    .item = item,
                    .cell = cell,
                    .quantity = quantity,
                    .answer = {},
                    .value = value,
                    .unit = unit});
  };
  constexpr std::int64_t tenth = 100;
  const auto base = count ? std::optional(count->base * 1000) : std::nullopt;
  row(Quantity::base, base, 1000);
  if (item == overall && (!count || count->base > 0)) {
    row(Quantity::per_cent,
        count ? std::optional(disclose::per_cent_of(count->satisfied, count->base, tenth))
              : std::nullopt,
        tenth);
  }
}

/// May 2019: the force and its NPUs, with all who answered.
std::vector<PrintedFigure> may() {
  std::vector<PrintedFigure> rows;
  print(rows, {}, figures::PrintedCount{904, 381});
  print(rows, {}, figures::PrintedCount{904, 0}, disclose::responses_item);
  for (const auto& npu : testing::may_2019) {
    print(rows, {.area = npu.npu}, figures::PrintedCount{npu.answered, npu.satisfied});
    print(rows, {.area = npu.npu}, figures::PrintedCount{npu.answered, 0},
          disclose::responses_item);
  }
  return rows;
}

std::map<std::string, std::int64_t> invited() {
  std::map<std::string, std::int64_t> targets;
  for (const auto& npu : testing::may_2019) {
    targets[npu.npu] = static_cast<std::int64_t>(npu.invited);
  }
  return targets;
}

std::string printed(const std::optional<figures::PrintedEstimate>& figure) {
  return figure ? rounded(figure->value, 1) + " (" + rounded(figure->lo.value_or(-1), 1) + " to " +
                      rounded(figure->hi.value_or(-1), 1) + ")"
                : "nothing";
}

const disclose::ProtectionParameters usual{};

}  // namespace

TEST_CASE("printed rows come back from the file they were written to", "[release]") {
  auto rows = may();
  print(rows, {.area = "SW", .domain = "crime_group", .code = "officer|hate"}, std::nullopt);
  rows.push_back({.release = "2019-05.r0",
                  .layers = {"2019-03", "2019-04"},
                  .item = overall,
                  .cell = {},
                  .quantity = Quantity::count,
                  .answer = "3",
                  .value = 0,
                  .unit = 1000});
  CHECK(parse_printed(disclose::printed_csv(rows, "npu"), "npu") == rows);
  CHECK_FALSE(parse_printed("release,layer\n2019-05.r0,2019-05\n", "npu"));
  CHECK_FALSE(parse_printed(disclose::printed_csv(rows, "npu"), "ward"));
}

TEST_CASE("the force's line by areas gives the worked figures of May 2019", "[release]") {
  const auto rows = may();
  const PrintedNumbers numbers(rows);
  const PrintedPeriod period = printed_period(rows, numbers, {"2019-05"}, invited());
  CHECK(period.areas.size() == 8);
  CHECK(printed(figures::estimate_of(weighted_line(period, overall, {}, usual).value(),
                                     PrintedWeights::poststratified)) == "41.6 (38.4 to 44.8)");
  CHECK(printed(figures::estimate_of(weighted_line(period, overall, {.area = "BE"}, usual).value(),
                                     PrintedWeights::poststratified)) == "38.5 (31.0 to 46.6)");
  CHECK(printed(figures::estimate_of(plain_line(period, overall, {}).value(),
                                     PrintedWeights::none)) == "42.1 (39.0 to 45.4)");
  const auto difference = figures::difference_of(
      against_rest(period, overall, "SH", true, usual).value(), PrintedWeights::poststratified);
  REQUIRE(difference);
  CHECK(rounded(difference->points, 1) == "10.2");
  CHECK(rounded(difference->lo.value(), 1) == "-0.8");
  CHECK(rounded(difference->hi.value(), 1) == "21.2");
}

TEST_CASE("hidden cells of a line are one stratum, made of what the line has left", "[release]") {
  auto rows = may();
  const FigureCell hate{.domain = "crime_group", .code = "hate"};
  print(rows, hate, figures::PrintedCount{80, 30});
  for (const auto& npu : testing::may_2019) {
    const std::string id = npu.npu;
    const bool hidden = id == "SW" || id == "SH" || id == "WS";
    print(rows, {.area = id, .domain = "crime_group", .code = "hate"},
          hidden ? std::nullopt : std::optional(figures::PrintedCount{12, 5}));
  }
  const PrintedNumbers numbers(rows);
  const PrintedPeriod period = printed_period(rows, numbers, {"2019-05"}, invited());
  const auto strata = weighted_line(period, overall, hate, usual);
  REQUIRE(strata);
  CHECK(strata->size() == 6);
  const auto together = std::ranges::find_if(
      *strata, [](const figures::PrintedStratum& one) { return one.responses == 118 + 88 + 84; });
  REQUIRE(together != strata->end());
  CHECK(together->target == 1020 + 520 + 830);
  CHECK(together->line.base == 20);
  CHECK(together->line.satisfied == 5);
}

TEST_CASE("a line is not weighted where its cells are in no table, or coarse, or hidden",
          "[release]") {
  auto rows = may();
  print(rows, {.domain = "sex", .code = "male"}, figures::PrintedCount{375, 160});
  rows.push_back({.release = "2019-05.r0",
                  .layers = {"2019-05"},
                  .item = overall,
                  .cell = {.area = "BE", .domain = "sex", .code = "male"},
                  .quantity = Quantity::base,
                  .answer = {},
                  .value = 60000,
                  .unit = 20000});
  const PrintedNumbers numbers(rows);
  const PrintedPeriod period = printed_period(rows, numbers, {"2019-05"}, invited());
  CHECK_FALSE(weighted_line(period, overall, {.domain = "sex", .code = "male"}, usual));
  CHECK_FALSE(count_of(period, overall, {.area = "BE", .domain = "sex", .code = "male"}));
  CHECK(plain_line(period, overall, {.domain = "sex", .code = "male"}));
  CHECK_FALSE(plain_line(period, "treatment", {}));
  const PrintedPeriod without = printed_period(rows, numbers, {"2019-05"}, {});
  CHECK_FALSE(weighted_line(without, overall, {}, usual));
}
