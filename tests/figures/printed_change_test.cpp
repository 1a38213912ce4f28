// Changes of printed figures: April and May 2019 as they are released, and what may not be said.
#include "soundings/figures/printed_change.h"

#include <cmath>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

namespace soundings {
namespace {

const std::string overall = "victim_satisfied_whole_experience";

Definitions rules() {
  Definitions made;
  made.disclosure.unreliable_below = 30;
  made.measures = {Measure{.id = overall}};
  return made;
}

Table month(int number, double value, double lo, double hi, std::int64_t base) {
  Table made;
  made.measure = overall;
  made.period = Period::month(Month{2019, number});
  made.release = "2019-0" + std::to_string(number) + ".r0";
  Row row;
  row.base = base;
  row.unweighted = Shown{.value = value, .lo = lo, .hi = hi};
  made.rows = {row};
  return made;
}

figures::PrintedChange change(Table now, std::vector<Table> earlier) {
  const Period then = Period::months(earlier.front().period.first, earlier.back().period.last);
  return {.now = std::move(now), .earlier = std::move(earlier), .then = then};
}

const Comparison& only(const std::vector<Comparisons>& all) {
  REQUIRE(all.size() == 1);
  REQUIRE(all.front().rows.size() == 1);
  return all.front().rows.front();
}

}  // namespace

TEST_CASE("May less April 2019 is no clear change, as published", "[figures]") {
  // 381 of 904 and 392 of 880: -2.4 points, -7.0 to +2.2, p = 0.31 (domain L2).
  const auto all = figures::printed_changes(
      rules(), {change(month(5, 42.1, 39.0, 45.4, 904), {month(4, 44.5, 41.3, 47.9, 880)})});
  const Comparison& found = only(all);
  CHECK(found.verdict == Verdict::same);
  CHECK(found.unweighted->points == Approx(-2.4));
  CHECK(*found.unweighted->lo == Approx(-7.0).margin(0.1));
  CHECK(*found.unweighted->hi == Approx(2.2).margin(0.1));
  CHECK(*found.unweighted->p == Approx(0.31).margin(0.02));
  CHECK(all.front().family == 1);
}

TEST_CASE("several months together are their mean by base", "[figures]") {
  const auto all = figures::printed_changes(
      rules(), {change(month(5, 42.0, 39.0, 45.0, 900),
                       {month(1, 50.0, 47.0, 53.0, 600), month(2, 44.0, 40.0, 48.0, 300)})});
  const Comparison& found = only(all);
  CHECK(found.b->base == 900);
  CHECK(found.b->unweighted->value == Approx(48.0));
  CHECK(*found.b->unweighted->lo == Approx(48.0 - std::hypot(2.0, 4.0 / 3.0)));
  CHECK(found.verdict == Verdict::lower);
}

TEST_CASE("of a hidden, a rounded and a small figure no change is printed", "[figures]") {
  Table hidden = month(4, 44.5, 41.3, 47.9, 880);
  hidden.rows.front() = Row{.marks = {"c"}, .hidden = Hidden::complementary};
  const Table may = month(5, 42.1, 39.0, 45.4, 904);
  const auto with_hidden = figures::printed_changes(rules(), {change(may, {hidden})});
  CHECK(only(with_hidden).verdict == Verdict::hidden);
  CHECK_FALSE(only(with_hidden).a.base);
  CHECK_FALSE(only(with_hidden).unweighted);

  Table rounded = month(4, 45.0, 0, 0, 880);
  rounded.rows.front().unweighted->lo.reset();
  rounded.rows.front().unweighted->hi.reset();
  CHECK(only(figures::printed_changes(rules(), {change(may, {rounded})})).verdict ==
        Verdict::cannot_say);

  const Table small = month(4, 80.0, 60.0, 92.0, 20);
  const auto few = figures::printed_changes(rules(), {change(may, {small})});
  CHECK(only(few).verdict == Verdict::too_few);
  CHECK_FALSE(only(few).unweighted->p);
}

TEST_CASE("changes that stand together allow for one another", "[figures]") {
  const auto pair = change(month(5, 42.0, 39.0, 45.0, 904), {month(4, 46.4, 43.3, 49.5, 880)});
  CHECK(only(figures::printed_changes(rules(), {pair})).verdict == Verdict::lower);
  const auto none = change(month(5, 42.0, 39.0, 45.0, 904), {month(4, 42.2, 39.0, 45.5, 880)});
  const auto all = figures::printed_changes(rules(), {pair, none, none});
  REQUIRE(all.size() == 3);
  CHECK(all.front().family == 3);
  CHECK(all.front().rows.front().verdict == Verdict::not_clear);
}

}  // namespace soundings
