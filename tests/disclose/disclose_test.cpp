// What may leave: the base rules, their complements, and an attacker who tries to
// get round them.
#include "soundings/disclose/disclose.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include <catch2/catch.hpp>

#include "oracles/table_attack.h"

using namespace soundings;
using disclose::CrossTable;
using disclose::Verdict;

namespace {

struct Answers {
  std::int64_t positive;
  std::int64_t base;
};

CrossTable one_way(const std::vector<Answers>& answers) {
  CrossTable table{.extents = {answers.size()}};
  for (std::size_t at = 0; at < answers.size(); ++at) {
    table.cells.push_back({{at}, answers[at].base, answers[at].positive});
  }
  return table;
}

CrossTable two_way(const std::vector<std::vector<Answers>>& rows) {
  CrossTable table{.extents = {rows.size(), rows[0].size()}};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      table.cells.push_back({{row, column}, rows[row][column].base, rows[row][column].positive});
    }
  }
  return table;
}

std::vector<bool> hidden(const std::vector<std::optional<Hidden>>& reasons) {
  std::vector<bool> flags;
  for (const auto& reason : reasons) {
    flags.push_back(reason.has_value());
  }
  return flags;
}

enum class Kind { positive, other, base };

std::int64_t amount(const disclose::Count& count, Kind kind) {
  switch (kind) {
    case Kind::positive:
      return count.positive;
    case Kind::other:
      return count.base - count.positive;
    case Kind::base:
      break;
  }
  return count.base;
}

/// The table as it would be published, one kind of count at a time.
oracles::Published published(const CrossTable& table, const Verdict& verdict, Kind kind) {
  const bool flat = table.extents.size() == 1;
  const std::size_t rows = flat ? 1 : table.extents[0];
  const std::size_t columns = flat ? table.extents[0] : table.extents[1];
  std::vector<std::int64_t> inner(rows * columns, 0);
  std::vector<std::int64_t> by_row(rows, 0);
  std::vector<std::int64_t> by_column(columns, 0);
  std::int64_t total = 0;
  for (const disclose::Count& count : table.cells) {
    const std::size_t row = flat ? 0 : count.place[0];
    const std::size_t column = flat ? count.place[0] : count.place[1];
    const std::int64_t value = amount(count, kind);
    inner[row * columns + column] += value;
    by_row[row] += value;
    by_column[column] += value;
    total += value;
  }
  const auto shown = [](std::int64_t value, const std::optional<Hidden>& reason) {
    return reason ? std::nullopt : std::optional(value);
  };
  oracles::Published out{.rows = rows, .columns = columns};
  for (std::size_t at = 0; at < inner.size(); ++at) {
    out.inner.push_back(shown(inner[at], verdict.inner[at]));
  }
  for (std::size_t row = 0; row < rows; ++row) {
    out.row_totals.push_back(shown(by_row[row], flat ? verdict.total : verdict.margins[0][row]));
  }
  for (std::size_t column = 0; column < columns; ++column) {
    out.column_totals.push_back(
        shown(by_column[column], flat ? verdict.inner[column] : verdict.margins[1][column]));
  }
  out.total = shown(total, verdict.total);
  return out;
}

/// Hidden figures that an attacker pins down.
std::size_t recovered(const CrossTable& table, const Verdict& verdict) {
  std::size_t count = 0;
  for (const Kind kind : {Kind::positive, Kind::other, Kind::base}) {
    const oracles::Published shown = published(table, verdict, kind);
    const std::vector<oracles::Possible> possible = oracles::reason(shown);
    const std::size_t cells = shown.inner.size();
    const auto is_hidden = [&](std::size_t at) {
      if (at < cells) {
        return !shown.inner[at];
      }
      at -= cells;
      if (at < shown.rows) {
        return !shown.row_totals[at];
      }
      at -= shown.rows;
      return at < shown.columns ? !shown.column_totals[at] : !shown.total;
    };
    for (std::size_t at = 0; at < possible.size(); ++at) {
      count += is_hidden(at) && possible[at].known() ? 1U : 0U;
    }
  }
  return count;
}

CrossTable random_table(std::mt19937& random, std::vector<std::size_t> extents, int largest) {
  std::uniform_int_distribution<int> shape(0, 9);
  std::uniform_int_distribution<int> large(0, largest);
  std::uniform_int_distribution<int> small(0, 14);
  CrossTable table{.extents = extents};
  const std::size_t columns = extents.size() == 2 ? extents[1] : 1;
  for (std::size_t row = 0; row < extents[0]; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const int kind = shape(random);
      const std::int64_t base = kind < 2 ? 0 : (kind < 5 ? small(random) : large(random));
      std::uniform_int_distribution<std::int64_t> part(0, base);
      const std::int64_t positive = kind == 9 ? base : part(random);
      std::vector<std::size_t> place{row};
      if (extents.size() == 2) {
        place.push_back(column);
      }
      table.cells.push_back({place, base, positive});
    }
  }
  return table;
}

/// The same table with its answers kept apart: two positive ones, two others, and don't knows.
CrossTable told_apart(CrossTable table, std::mt19937& random) {
  using enum disclose::Category;
  table.categories = {positive, positive, other, other, outside};
  for (disclose::Count& count : table.cells) {
    const auto share = [&random](std::int64_t whole) {
      return std::uniform_int_distribution<std::int64_t>(0, whole)(random);
    };
    const std::int64_t first = share(count.positive);
    const std::int64_t third = share(count.base - count.positive);
    count.answers = {first, count.positive - first, third, count.base - count.positive - third,
                     share(4)};
  }
  return table;
}

/// The table of one category against all other answers.
CrossTable one_category(const CrossTable& table, std::size_t category) {
  CrossTable alone{.extents = table.extents};
  for (const disclose::Count& count : table.cells) {
    alone.cells.push_back({count.place, count.answers[category], count.answers[category]});
  }
  return alone;
}

/// Hidden inner cells in which an attacker pins answers that somebody gave, or all of one kind.
std::size_t recovered_by_category(const CrossTable& table, const Verdict& verdict) {
  std::vector<std::vector<oracles::Possible>> possible;
  for (std::size_t category = 0; category < table.categories.size(); ++category) {
    possible.push_back(
        oracles::reason(published(one_category(table, category), verdict, Kind::base)));
  }
  std::size_t found = 0;
  for (std::size_t at = 0; at < table.cells.size(); ++at) {
    if (!verdict.inner[at]) {
      continue;
    }
    bool pinned = false;
    for (const disclose::Category kind :
         {disclose::Category::positive, disclose::Category::other}) {
      bool all_of_kind = true;
      for (std::size_t category = 0; category < table.categories.size(); ++category) {
        const bool known = possible[category][at].known();
        pinned = pinned || (known && table.cells[at].answers[category] > 0);
        all_of_kind = all_of_kind && (table.categories[category] != kind || known);
      }
      pinned = pinned || all_of_kind;
    }
    found += pinned ? 1U : 0U;
  }
  return found;
}

}  // namespace

TEST_CASE("Sandwell in May: hate is hidden, and violence so that hate cannot be worked out",
          "[disclose]") {
  const CrossTable table = one_way({{17, 41}, {19, 48}, {8, 22}, {2, 7}});
  const Verdict verdict = disclose::disclose(table, {});
  CHECK(hidden(verdict.inner) == std::vector<bool>{false, false, true, true});
  CHECK(verdict.inner[3] == Hidden::small_base);
  CHECK(verdict.inner[2] == Hidden::complementary);
  CHECK_FALSE(verdict.total.has_value());
  CHECK(verdict.margins.at(0) == verdict.inner);
  CHECK(recovered(table, verdict) == 0);
}

TEST_CASE("hiding hate alone would give it away", "[disclose]") {
  const CrossTable table = one_way({{17, 41}, {19, 48}, {8, 22}, {2, 7}});
  const Verdict verdict = disclose::disclose(table, {.complementary = false});
  CHECK(hidden(verdict.inner) == std::vector<bool>{false, false, false, true});
  CHECK(recovered(table, verdict) > 0);
}

TEST_CASE("a base of 10 is shown and one of 9 is not", "[disclose]") {
  const Verdict verdict = disclose::disclose(one_way({{5, 10}, {4, 9}, {20, 60}, {30, 70}}), {});
  CHECK(hidden(verdict.inner) == std::vector<bool>{true, true, false, false});
  CHECK(verdict.inner[0] == Hidden::complementary);
  CHECK_FALSE(disclose::disclose(one_way({{5, 10}, {20, 60}}), {}).inner[0].has_value());
}

TEST_CASE("29 who all say the same are hidden, 30 are not", "[disclose]") {
  const Verdict few = disclose::disclose(one_way({{29, 29}, {20, 60}, {30, 70}}), {});
  CHECK(few.inner[0] == Hidden::unanimous);
  CHECK(few.inner[1] == Hidden::complementary);
  const Verdict none = disclose::disclose(one_way({{0, 29}, {20, 60}, {30, 70}}), {});
  CHECK(none.inner[0] == Hidden::unanimous);
  const Verdict enough = disclose::disclose(one_way({{30, 30}, {20, 60}, {30, 70}}), {});
  CHECK(hidden(enough.inner) == std::vector<bool>{false, false, false});
}

TEST_CASE("the force itself is hidden when few answered", "[disclose]") {
  CHECK(disclose::disclose({.cells = {{{}, 9, 4}}}, {}).total == Hidden::small_base);
  CHECK_FALSE(disclose::disclose({.cells = {{{}, 10, 4}}}, {}).total.has_value());
}

TEST_CASE("an empty cell is shown as empty", "[disclose]") {
  const Verdict verdict = disclose::disclose(one_way({{0, 0}, {20, 60}, {30, 70}}), {});
  CHECK(hidden(verdict.inner) == std::vector<bool>{false, false, false});
}

TEST_CASE("two small cells that come to less than ten hide a third", "[disclose]") {
  const Verdict verdict = disclose::disclose(one_way({{1, 3}, {2, 4}, {20, 60}, {30, 70}}), {});
  CHECK(hidden(verdict.inner) == std::vector<bool>{true, true, true, false});
}

TEST_CASE("a complement with nobody satisfied protects nothing where nobody else is",
          "[disclose]") {
  const CrossTable table = one_way({{0, 7}, {0, 31}, {20, 60}, {30, 70}});
  const Verdict verdict = disclose::disclose(table, {});
  CHECK(hidden(verdict.inner) == std::vector<bool>{true, false, true, false});
  CHECK(recovered(table, verdict) == 0);
}

TEST_CASE("one small cell of a cross-table hides a rectangle", "[disclose]") {
  const CrossTable table = two_way({{{3, 8}, {11, 40}, {20, 50}},
                                    {{10, 41}, {12, 42}, {23, 60}},
                                    {{20, 61}, {21, 62}, {22, 63}}});
  const Verdict verdict = disclose::disclose(table, {});
  CHECK(hidden(verdict.inner) ==
        std::vector<bool>{true, true, false, true, true, false, false, false, false});
  CHECK(hidden(verdict.margins[0]) == std::vector<bool>{false, false, false});
  CHECK(hidden(verdict.margins[1]) == std::vector<bool>{false, false, false});
  CHECK_FALSE(verdict.total.has_value());
  CHECK(recovered(table, verdict) == 0);
}

TEST_CASE("a small total along one dimension hides another total too", "[disclose]") {
  const CrossTable table = two_way({{{2, 4}, {2, 4}}, {{10, 30}, {12, 42}}, {{20, 61}, {21, 62}}});
  const Verdict verdict = disclose::disclose(table, {});
  CHECK(hidden(verdict.margins[0]) == std::vector<bool>{true, true, false});
  CHECK(recovered(table, verdict) == 0);
}

TEST_CASE("what another table hides stays hidden, with a complement here", "[disclose]") {
  const CrossTable table = one_way({{17, 41}, {19, 48}, {18, 52}});
  const Verdict already{.inner = {std::nullopt, Hidden::complementary, std::nullopt}};
  const Verdict verdict = disclose::disclose(table, {}, already);
  CHECK(hidden(verdict.inner) == std::vector<bool>{true, true, false});
}

TEST_CASE("cells in another order give the same verdict", "[disclose]") {
  CrossTable table = one_way({{17, 41}, {19, 48}, {8, 22}, {2, 7}});
  const Verdict verdict = disclose::disclose(table, {});
  std::reverse(table.cells.begin(), table.cells.end());
  CHECK(disclose::disclose(table, {}) == verdict);
}

TEST_CASE("no hidden figure of a random table can be worked out", "[disclose]") {
  std::mt19937 random(20190531);
  for (int round = 0; round < 300; ++round) {
    std::uniform_int_distribution<std::size_t> extent(2, 8);
    const bool flat = round % 3 == 0;
    const CrossTable table =
        random_table(random,
                     flat ? std::vector<std::size_t>{extent(random)}
                          : std::vector<std::size_t>{extent(random), extent(random)},
                     80);
    const Verdict verdict = disclose::disclose(table, {});
    CAPTURE(round);
    CHECK(recovered(table, verdict) == 0);
    CHECK(disclose::disclose(table, {}) == verdict);
  }
}

TEST_CASE("trying every completion of a small table finds no hidden figure either", "[disclose]") {
  std::mt19937 random(31);
  const DisclosureRules rules{.hide_below = 3, .unanimous_below = 5};
  std::size_t hiding = 0;
  for (int round = 0; round < 60; ++round) {
    const bool flat = round % 4 == 0;
    CrossTable table = random_table(
        random, flat ? std::vector<std::size_t>{4} : std::vector<std::size_t>{2, 3}, 7);
    for (disclose::Count& count : table.cells) {
      count.base = std::min<std::int64_t>(count.base, 7);
      count.positive = std::min(count.positive, count.base);
    }
    const Verdict verdict = disclose::disclose(table, rules);
    for (const Kind kind : {Kind::positive, Kind::other}) {
      const oracles::Published shown = published(table, verdict, kind);
      const auto possible = oracles::enumerate(shown, 9);
      for (std::size_t at = 0; at < shown.inner.size(); ++at) {
        hiding += shown.inner[at] ? 0U : 1U;
        CAPTURE(round, at);
        CHECK((shown.inner[at] || !possible[at].known()));
      }
    }
  }
  CHECK(hiding > 100);
}

TEST_CASE("an answer given in one corner of a rectangle alone hides more than the rectangle",
          "[disclose]") {
  using enum disclose::Category;
  CrossTable table = two_way({{{3, 8}, {11, 40}, {20, 50}},
                              {{10, 41}, {12, 42}, {23, 60}},
                              {{20, 61}, {21, 62}, {22, 63}}});
  const std::vector<std::optional<Hidden>> rectangle = disclose::disclose(table, {}).inner;
  table.categories = {positive, positive, other};
  for (disclose::Count& count : table.cells) {
    count.answers = {0, count.positive, count.base - count.positive};
  }
  table.cells[0].answers = {2, 1, 5};  // the first answer: given here and at the far end only
  table.cells[8].answers = {4, 18, 41};
  const Verdict verdict = disclose::disclose(table, {});
  CHECK(std::count(rectangle.begin(), rectangle.end(), std::nullopt) >
        std::count(verdict.inner.begin(), verdict.inner.end(), std::nullopt));
  CHECK(recovered_by_category(table, verdict) == 0);
}

TEST_CASE("two named categories hide what positive and other answers hide", "[disclose]") {
  CrossTable table = one_way({{17, 41}, {19, 48}, {8, 22}, {2, 7}});
  const Verdict verdict = disclose::disclose(table, {});
  table.categories = {disclose::Category::positive, disclose::Category::other};
  CHECK(disclose::disclose(table, {}) == verdict);
}

TEST_CASE("no hidden answer of a random table can be worked out from the distributions shown",
          "[disclose]") {
  std::mt19937 random(20190601);
  std::size_t hiding = 0;
  for (int round = 0; round < 120; ++round) {
    std::uniform_int_distribution<std::size_t> extent(2, 6);
    const bool flat = round % 3 == 0;
    const CrossTable table =
        told_apart(random_table(random,
                                flat ? std::vector<std::size_t>{extent(random)}
                                     : std::vector<std::size_t>{extent(random), extent(random)},
                                80),
                   random);
    const Verdict verdict = disclose::disclose(table, {});
    CAPTURE(round);
    hiding += static_cast<std::size_t>(
        std::count_if(verdict.inner.begin(), verdict.inner.end(),
                      [](const auto& reason) { return reason.has_value(); }));
    CHECK(recovered_by_category(table, verdict) == 0);
  }
  CHECK(hiding > 200);
}
