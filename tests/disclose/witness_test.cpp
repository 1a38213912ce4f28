// The check of a witness: each equation that it holds fails a witness that breaks it alone.
#include "soundings/disclose/witness.h"

#include <algorithm>

#include <catch2/catch.hpp>

using namespace soundings::disclose;

namespace {

const std::vector<std::string> month{"2019-05"};
const std::vector<AnswerRule> rules{{.item = "treatment", .valid = {"1", "2"}, .satisfied = {"1"}}};

FigureCell at(const std::string& area, const std::string& code = "") {
  return {.area = area, .domain = code.empty() ? "" : "crime", .code = code};
}

struct Numbers {
  FigureCell cell;
  std::int64_t responses;
  std::int64_t base;
  std::int64_t satisfied;
};

/// Two areas by two crimes, 100 answers, one of them to no valid effect.
const std::vector<Numbers> truth{{at(""), 100, 99, 40},    {at("A"), 60, 59, 25},
                                 {at("B"), 40, 40, 15},    {at("A", "x"), 53, 52, 23},
                                 {at("A", "y"), 7, 7, 2},  {at("B", "x"), 28, 28, 11},
                                 {at("B", "y"), 12, 12, 4}};

Witness witness_of(const std::vector<Numbers>& numbers) {
  Witness witness;
  const auto add = [&witness](const std::string& item, const FigureCell& cell, Quantity quantity,
                              std::int64_t value, const std::string& answer = "") {
    witness.push_back({"2019-05", item, cell, quantity, answer, value});
  };
  for (const auto& [cell, responses, base, satisfied] : numbers) {
    add(responses_item, cell, Quantity::base, responses);
    add("treatment", cell, Quantity::base, base);
    add("treatment", cell, Quantity::satisfied, satisfied);
    if (cell.code.empty()) {
      add("treatment", cell, Quantity::count, satisfied, "1");
      add("treatment", cell, Quantity::count, base - satisfied, "2");
      add("treatment", cell, Quantity::count, responses - base, "dont_know");
    }
  }
  return witness;
}

std::int64_t& number(Witness& witness, const std::string& item, const FigureCell& cell,
                     Quantity quantity, const std::string& answer = "") {
  const auto found = std::find_if(witness.begin(), witness.end(), [&](const WitnessNumber& one) {
    return one.item == item && one.cell == cell && one.quantity == quantity && one.answer == answer;
  });
  REQUIRE(found != witness.end());
  return found->value;
}

PrintedFigure printed(const FigureCell& cell, const std::string& item, Quantity quantity,
                      std::optional<std::int64_t> value, std::int64_t unit,
                      const std::string& answer = "") {
  return {.release = "2019-05.r0",
          .layers = month,
          .item = item,
          .cell = cell,
          .quantity = quantity,
          .answer = answer,
          .value = value,
          .unit = unit};
}

/// The lines as they are printed; the cells are hidden.
std::vector<PrintedFigure> lines_printed() {
  std::vector<PrintedFigure> rows;
  for (const auto& [cell, responses, base, satisfied] : truth) {
    const bool hidden = !cell.code.empty();
    const auto shown = [hidden](std::int64_t value) {
      return hidden ? std::nullopt : std::optional(value);
    };
    rows.push_back(printed(cell, responses_item, Quantity::base, shown(responses * 1000), 1000));
    rows.push_back(printed(cell, "treatment", Quantity::base, shown(base * 1000), 1000));
    rows.push_back(printed(cell, "treatment", Quantity::per_cent,
                           shown(per_cent_of(satisfied, base, 100)), 100));
  }
  rows.push_back(printed(at("", "x"), "treatment", Quantity::base, 80'000, 1000));
  rows.push_back(printed(at("", "y"), "treatment", Quantity::base, 19'000, 1000));
  rows.push_back(printed(at("A"), "treatment", Quantity::count, 34'000, 1000, "2"));
  rows.push_back(printed(at("A"), "treatment", Quantity::per_cent, 1670, 10, "dont_know"));
  return rows;
}

WitnessFault check(const Witness& witness) {
  return check_witness(lines_printed(), rules, witness);
}

}  // namespace

TEST_CASE("the truth is a witness of what was printed of it", "[release]") {
  CHECK(check(witness_of(truth)) == WitnessFault::none);
}

TEST_CASE("a table moved along a circulation is a witness", "[release]") {
  auto numbers = truth;
  numbers[3].base -= 3;
  numbers[4].base += 3;
  numbers[5].base += 3;
  numbers[6].base -= 3;
  numbers[4].responses += 3;
  numbers[3].responses -= 3;
  numbers[5].responses += 3;
  numbers[6].responses -= 3;
  const Condition ten{.kind = ConditionKind::base_reaches,
                      .layers = month,
                      .item = "treatment",
                      .cell = at("A", "y"),
                      .number = 10};
  CHECK(check_witness(lines_printed(), rules, witness_of(numbers), ten) == WitnessFault::none);
  CHECK(check_witness(lines_printed(), rules, witness_of(truth), ten) ==
        WitnessFault::condition_unmet);
}

TEST_CASE("numbers below zero, too large, named twice or of an unknown cell are no witness",
          "[release]") {
  Witness witness = witness_of(truth);
  number(witness, "treatment", at("A", "y"), Quantity::satisfied) = -1;
  CHECK(check(witness) == WitnessFault::negative);
  witness = witness_of(truth);
  number(witness, "treatment", at("A", "y"), Quantity::base) = 2'000'000'000;
  CHECK(check(witness) == WitnessFault::too_large);
  witness = witness_of(truth);
  witness.push_back(witness.front());
  CHECK(check(witness) == WitnessFault::sums_differ);
  witness = witness_of(truth);
  witness.push_back({"2019-05", "treatment", at("C"), Quantity::base, "", 0});
  CHECK(check(witness) == WitnessFault::unknown_cell);
}

TEST_CASE("cells that do not add up to an area, or areas to the force, are no witness",
          "[release]") {
  Witness witness = witness_of(truth);
  number(witness, "treatment", at("A", "y"), Quantity::base) += 1;
  CHECK(check(witness) == WitnessFault::sums_differ);
  auto numbers = truth;
  numbers[0].base += 1;
  CHECK(check(witness_of(numbers)) == WitnessFault::sums_differ);
}

TEST_CASE("a witness without the force, or without an area's codes, is none", "[release]") {
  const std::vector<PrintedFigure> rows = lines_printed();
  std::vector<PrintedFigure> areas;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(areas), [](const PrintedFigure& row) {
    return !row.value || (!row.cell.area.empty() && row.cell.code.empty());
  });
  REQUIRE(check_witness(areas, rules, witness_of(truth)) == WitnessFault::none);
  Witness witness = witness_of(truth);
  std::erase_if(witness, [](const WitnessNumber& one) { return one.cell == at(""); });
  CHECK(check_witness(areas, rules, witness) == WitnessFault::sums_differ);
  witness = witness_of(truth);
  std::erase_if(witness, [](const WitnessNumber& one) {
    return one.cell.area == "B" && !one.cell.code.empty();
  });
  CHECK(check_witness(areas, rules, witness) == WitnessFault::sums_differ);
}

TEST_CASE("more satisfied than answers, and more answers than responses, are no witness",
          "[release]") {
  auto numbers = truth;
  numbers[4].satisfied += 6;  // 8 of 7
  numbers[3].satisfied -= 6;
  numbers[5].satisfied += 6;
  numbers[6].satisfied -= 6;
  numbers[6].satisfied += 2;
  numbers[5].satisfied -= 2;
  CHECK(check(witness_of(numbers)) != WitnessFault::none);
  numbers = truth;
  numbers[4].satisfied = 8;
  numbers[3].satisfied = 17;
  CHECK(check(witness_of(numbers)) == WitnessFault::satisfied_over_base);
  numbers = truth;
  numbers[4].base += 1;
  numbers[3].base -= 1;
  CHECK(check(witness_of(numbers)) == WitnessFault::base_over_responses);
}

TEST_CASE("answers that do not add up to the base or to the satisfied are no witness",
          "[release]") {
  Witness witness = witness_of(truth);
  for (const std::string area : {"", "A"}) {
    number(witness, "treatment", at(area), Quantity::count, "2") += 1;
  }
  CHECK(check(witness) == WitnessFault::answers_differ);
  witness = witness_of(truth);
  for (const std::string area : {"", "B"}) {
    number(witness, "treatment", at(area), Quantity::count, "1") += 1;
    number(witness, "treatment", at(area), Quantity::count, "2") -= 1;
  }
  CHECK(check(witness) == WitnessFault::answers_differ);
}

TEST_CASE("each printed number is held: of the force, an area, a code, an answer, a per cent",
          "[release]") {
  const std::vector<PrintedFigure> rows = lines_printed();
  for (std::size_t at_row = 0; at_row < rows.size(); ++at_row) {
    if (rows[at_row].value) {
      auto changed = rows;
      *changed[at_row].value += changed[at_row].unit;
      CHECK(check_witness(changed, rules, witness_of(truth)) == WitnessFault::figure_differs);
      *changed[at_row].value -= 2 * changed[at_row].unit;
      CHECK(check_witness(changed, rules, witness_of(truth)) == WitnessFault::figure_differs);
    }
  }
}

TEST_CASE("rounded figures are held at both ends of what they may be", "[release]") {
  const auto one = [](std::int64_t base, std::int64_t satisfied) {
    return Witness{{"2019-05", "treatment", at(""), Quantity::base, "", base},
                   {"2019-05", "treatment", at(""), Quantity::satisfied, "", satisfied}};
  };
  const auto fits = [&](const PrintedFigure& figure, std::int64_t base, std::int64_t satisfied) {
    return check_witness(std::vector{figure}, rules, one(base, satisfied)) == WitnessFault::none;
  };
  const PrintedFigure twenty = printed(at(""), "treatment", Quantity::base, 40'000, 20'000);
  CHECK_FALSE(fits(twenty, 29, 0));
  CHECK(fits(twenty, 30, 0));
  CHECK(fits(twenty, 49, 0));
  CHECK_FALSE(fits(twenty, 50, 0));
  PrintedFigure down = printed(at(""), "treatment", Quantity::base, 40'000, 10'000);
  down.rounding = Rounding::down;
  CHECK_FALSE(fits(down, 39, 0));
  CHECK(fits(down, 40, 0));
  CHECK(fits(down, 49, 0));
  CHECK_FALSE(fits(down, 50, 0));
  const PrintedFigure five = printed(at(""), "treatment", Quantity::per_cent, 5000, 5000);
  CHECK_FALSE(fits(five, 41, 1));
  CHECK(fits(five, 40, 1));        // 2.5
  CHECK(fits(five, 41, 3));        // 7.3
  CHECK_FALSE(fits(five, 40, 3));  // 7.5
  CHECK_FALSE(fits(five, 0, 0));
}

TEST_CASE("each kind of condition is held at its edge", "[release]") {
  const auto served = [](ConditionKind kind, std::int64_t number) {
    const Condition asked{.kind = kind,
                          .layers = month,
                          .item = "treatment",
                          .cell = kind == ConditionKind::answer_differs ? at("A") : at("A", "y"),
                          .answer = kind == ConditionKind::answer_differs ? "1" : "",
                          .number = number};
    return check_witness(lines_printed(), rules, witness_of(truth), asked) == WitnessFault::none;
  };
  CHECK(served(ConditionKind::base_reaches, 7));
  CHECK_FALSE(served(ConditionKind::base_reaches, 8));
  CHECK(served(ConditionKind::base_falls_to, 7));
  CHECK_FALSE(served(ConditionKind::base_falls_to, 6));
  CHECK(served(ConditionKind::satisfied_reaches, 2));
  CHECK_FALSE(served(ConditionKind::satisfied_reaches, 3));
  CHECK(served(ConditionKind::others_reach, 5));
  CHECK_FALSE(served(ConditionKind::others_reach, 6));
  CHECK(served(ConditionKind::answer_differs, 24));
  CHECK_FALSE(served(ConditionKind::answer_differs, 25));
}

TEST_CASE("a proof that names no witness is none", "[release]") {
  const std::vector<Witness> witnesses{witness_of(truth)};
  std::vector<Proof> proofs{{{.kind = ConditionKind::base_reaches,
                              .layers = month,
                              .item = "treatment",
                              .cell = at("A", "y"),
                              .number = 7},
                             0}};
  CHECK(check_proofs(lines_printed(), rules, witnesses, proofs) == WitnessFault::none);
  proofs.front().witness = 1;
  CHECK(check_proofs(lines_printed(), rules, witnesses, proofs) == WitnessFault::condition_unmet);
}
