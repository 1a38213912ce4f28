// An attacker of provisional figures: whoever reads them and, with the month's release, its totals,
// and knows that a certain person answered, tries to learn that person's answer.
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "soundings/disclose/printed.h"
#include "soundings/disclose/release_rules.h"

using namespace soundings::disclose;

namespace {

const ProtectionParameters parameters;

/// The answers of one area, in the order in which they came, in the days of a month.
using Days = std::vector<std::vector<bool>>;

Batch batch_of(const Days& days, std::size_t from, std::size_t to) {
  Batch batch;
  for (std::size_t day = from; day < to; ++day) {
    for (const bool satisfied : days[day]) {
      ++batch.people;
      ++batch.base;
      batch.satisfied += satisfied ? 1 : 0;
    }
  }
  return batch;
}

/// One figure of an area, and the day before which those came whom it counts.
struct Printed {
  std::size_t until = 0;
  ProvisionalPrint print;
};

/// What is printed of an area in a month, by a look each day. lags: as the rules say; false: each
/// look prints of itself, as a program without the last batch would.
std::vector<Printed> printed_of(const Days& days, bool lags) {
  std::vector<Printed> all;
  for (std::size_t now = 1; now <= days.size(); ++now) {
    const std::size_t shown = all.empty() ? 0 : all.back().until;
    for (std::size_t look = lags ? now - 1 : now; look > shown; --look) {
      ProvisionalCount count{.counted = batch_of(days, 0, look),
                             .since = batch_of(days, shown, look),
                             .rest = batch_of(days, look, now),
                             .withdrawn = {}};
      if (!lags) {
        count.rest = count.since;
      }
      if (const auto print = provisional_print(count, parameters)) {
        all.push_back({.until = look, .print = *print});
        break;
      }
    }
  }
  return all;
}

struct State {
  std::int64_t base = 0;
  std::int64_t satisfied = 0;
};

/// All that a printed figure may have been made of.
std::vector<State> states_of(const ProvisionalPrint& print) {
  std::vector<State> states;
  for (std::int64_t base = print.base; base < print.base + 10; ++base) {
    for (std::int64_t satisfied = 0; satisfied <= base; ++satisfied) {
      if (per_cent_of(satisfied, base, 1000) == print.per_cent) {
        states.push_back({base, satisfied});
      }
    }
  }
  return states;
}

/// Whether the answers of everybody who came between two states are known. lags: the reader knows
/// the rules, by which such a batch has ten people who do not agree.
bool learns_batch(const std::vector<State>& before, const std::vector<State>& after, bool lags) {
  bool all_satisfied = true;
  bool none_satisfied = true;
  bool possible = false;
  for (const State& from : before) {
    for (const State& to : after) {
      const std::int64_t base = to.base - from.base;
      const std::int64_t satisfied = to.satisfied - from.satisfied;
      const bool fits = base > 0 && satisfied >= 0 && satisfied <= base;
      const bool by_rule = !lags || may_be_seen({base, base, satisfied}, parameters);
      if (!fits || !by_rule) {
        continue;
      }
      possible = true;
      all_satisfied = all_satisfied && satisfied == base;
      none_satisfied = none_satisfied && satisfied == 0;
    }
  }
  return possible && (all_satisfied || none_satisfied);
}

/// Whether somebody's answer is learnt from the figures of a month and its totals.
bool learns(const Days& days, bool lags) {
  const auto printed = printed_of(days, lags);
  const Batch month = batch_of(days, 0, days.size());
  std::vector<State> before{{0, 0}};
  bool learnt = false;
  for (const Printed& each : printed) {
    const auto after = states_of(each.print);
    learnt = learnt || learns_batch(before, after, lags);
    before = after;
  }
  const bool last = !printed.empty() && printed.back().until < days.size() &&
                    batch_of(days, printed.back().until, days.size()).base > 0;
  return learnt || (last && learns_batch(before, {{month.base, month.satisfied}}, lags));
}

Days random_month(std::mt19937& random) {
  std::uniform_real_distribution<double> busy(0.5, 6.0);
  std::poisson_distribution<int> arrivals(busy(random));
  std::uniform_real_distribution<double> any(0.02, 0.98);
  std::bernoulli_distribution satisfied(any(random));
  Days days(30);
  for (auto& day : days) {
    for (int left = arrivals(random); left > 0; --left) {
      day.push_back(satisfied(random));
    }
  }
  return days;
}

}  // namespace

TEST_CASE("nobody's answer is learnt from provisional figures and the month's totals",
          "[release]") {
  std::mt19937 random(20190531);
  int printed = 0;
  for (int family = 0; family < 2000; ++family) {
    const Days days = random_month(random);
    printed += printed_of(days, true).empty() ? 0 : 1;
    INFO("family " << family);
    REQUIRE_FALSE(learns(days, true));
  }
  CHECK(printed > 500);
}

TEST_CASE("without a batch held back, the last to answer would be found", "[release]") {
  std::mt19937 random(20190531);
  int learnt = 0;
  for (int family = 0; family < 2000; ++family) {
    learnt += learns(random_month(random), false) ? 1 : 0;
  }
  CHECK(learnt > 20);
}
