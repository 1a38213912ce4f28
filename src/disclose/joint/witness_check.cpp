// The check of a witness against printed rows, in 64-bit integers. It shares no code with the
// solver and none with what builds the solver's system.
#include <algorithm>
#include <set>

#include "soundings/disclose/witness.h"

#include "joint/witness_table.h"

namespace soundings::disclose {
namespace {

using Key = WitnessTable::Key;

WitnessFault check_sizes(const Witness& witness) {
  std::set<std::tuple<std::string, std::string, FigureCell, Quantity, std::string>> seen;
  for (const WitnessNumber& number : witness) {
    if (number.value < 0) {
      return WitnessFault::negative;
    }
    if (number.value > largest_number) {
      return WitnessFault::too_large;
    }
    if (!seen.emplace(number.layer, number.item, number.cell, number.quantity, number.answer)
             .second) {
      return WitnessFault::sums_differ;
    }
  }
  return WitnessFault::none;
}

/// The cells that printed rows name, with the areas and the codes in them, and the force.
std::set<FigureCell> named_cells(std::span<const PrintedFigure> printed) {
  std::set<FigureCell> named{FigureCell{}};
  for (const PrintedFigure& figure : printed) {
    for (const std::string& area : split_codes(figure.cell.area)) {
      for (const std::string& code : split_codes(figure.cell.code)) {
        named.insert({area, figure.cell.domain, code});
        named.insert(FigureCell{.area = area});
        named.insert({"", figure.cell.domain, code});
      }
    }
  }
  return named;
}

WitnessFault check_cells(std::span<const PrintedFigure> printed, const Witness& witness) {
  const std::set<FigureCell> named = named_cells(printed);
  const bool known = std::all_of(witness.begin(), witness.end(), [&](const WitnessNumber& number) {
    return named.contains(number.cell);
  });
  return known ? WitnessFault::none : WitnessFault::unknown_cell;
}

/// Whether the cells of one kind add up: areas to the force, codes to the force, and codes within
/// an area to the area.
bool adds_up(const CellNumbers& numbers) {
  std::map<FigureCell, std::map<std::string, std::int64_t>> parts;  // line -> kind of part -> sum
  for (const auto& [cell, number] : numbers) {
    if (!cell.area.empty() && !cell.domain.empty()) {
      parts[FigureCell{.area = cell.area}][cell.domain] += number;
    } else if (!cell.area.empty()) {
      parts[FigureCell{}]["areas"] += number;
    } else if (!cell.domain.empty()) {
      parts[FigureCell{}]["domain " + cell.domain] += number;
    }
  }
  return std::all_of(parts.begin(), parts.end(), [&numbers](const auto& line) {
    const auto whole = numbers.find(line.first);
    return whole != numbers.end() &&
           std::all_of(line.second.begin(), line.second.end(),
                       [&whole](const auto& part) { return part.second == whole->second; });
  });
}

/// Whether every area has codes of a domain when one of them has: none may be left out of a sum.
bool covers_areas(const CellNumbers& numbers) {
  std::set<std::string> areas;
  std::map<std::string, std::set<std::string>> by_domain;
  for (const auto& [cell, number] : numbers) {
    if (!cell.area.empty() && cell.domain.empty()) {
      areas.insert(cell.area);
    } else if (!cell.area.empty()) {
      by_domain[cell.domain].insert(cell.area);
    }
  }
  return std::all_of(by_domain.begin(), by_domain.end(),
                     [&areas](const auto& domain) { return domain.second == areas; });
}

/// Whether each cell of `part` is in `whole` with a number at least as large.
bool within(const CellNumbers& part, const CellNumbers* whole) {
  return whole != nullptr && std::all_of(part.begin(), part.end(), [whole](const auto& cell) {
           const auto found = whole->find(cell.first);
           return found != whole->end() && cell.second <= found->second;
         });
}

WitnessFault check_limits(const WitnessTable& table) {
  std::set<std::string> with_responses;
  for (const auto& [key, numbers] : table.numbers()) {
    if (std::get<1>(key) == responses_item) {
      with_responses.insert(std::get<0>(key));
    }
  }
  for (const auto& [key, numbers] : table.numbers()) {
    const auto& [layer, item, quantity, answer] = key;
    if (quantity == Quantity::satisfied &&
        !within(numbers, table.find({layer, item, Quantity::base, ""}))) {
      return WitnessFault::satisfied_over_base;
    }
    if (quantity == Quantity::base && with_responses.contains(layer) &&
        !within(numbers, table.find({layer, responses_item, Quantity::base, ""}))) {
      return WitnessFault::base_over_responses;
    }
  }
  return WitnessFault::none;
}

/// Whether in each cell of `counts` the answers add up to the quantity.
bool answers_give(const WitnessTable& table, const Key& counts, const CellNumbers& cells,
                  const std::vector<std::string>& answers, Quantity quantity) {
  const std::string& layer = std::get<0>(counts);
  const std::string& item = std::get<1>(counts);
  return std::all_of(cells.begin(), cells.end(), [&](const auto& cell) {
    std::int64_t sum = 0;
    for (const std::string& one : answers) {
      const CellNumbers* numbers = table.find({layer, item, Quantity::count, one});
      if (numbers == nullptr || !numbers->contains(cell.first)) {
        return false;
      }
      sum += numbers->at(cell.first);
    }
    const CellNumbers* whole = table.find({layer, item, quantity, ""});
    return whole != nullptr && whole->contains(cell.first) && whole->at(cell.first) == sum;
  });
}

WitnessFault check_answers(const WitnessTable& table, std::span<const AnswerRule> rules) {
  for (const auto& [key, cells] : table.numbers()) {
    if (std::get<2>(key) != Quantity::count) {
      continue;
    }
    const auto rule = std::find_if(rules.begin(), rules.end(), [&key](const AnswerRule& known) {
      return known.item == std::get<1>(key);
    });
    if (rule == rules.end() || !answers_give(table, key, cells, rule->valid, Quantity::base) ||
        !answers_give(table, key, cells, rule->satisfied, Quantity::satisfied)) {
      return WitnessFault::answers_differ;
    }
  }
  return WitnessFault::none;
}

/// What stands in a file, in thousandths, and how it was rounded.
struct Print {
  std::int64_t value = 0;
  std::int64_t unit = 1;
  Rounding rounding = Rounding::nearest;
};

/// Whether a whole number prints so.
bool prints_as(std::int64_t count, const Print& print) {
  constexpr std::int64_t whole = 1000;
  const std::int64_t exact = count * whole;
  return print.rounding == Rounding::down
             ? exact >= print.value && exact < print.value + print.unit
             : 2 * exact + print.unit >= 2 * print.value &&
                   2 * exact + print.unit < 2 * (print.value + print.unit);
}

/// Whether part of base prints as the per cent, halves up.
bool prints_as(std::int64_t part, std::int64_t base, const Print& print) {
  constexpr std::int64_t hundred = 100'000;
  const std::int64_t twice = 2 * hundred * part;
  return twice >= (2 * print.value - print.unit) * base &&
         twice < (2 * print.value + print.unit) * base;
}

bool is_valid(std::span<const AnswerRule> rules, const std::string& item,
              const std::string& answer) {
  return std::any_of(rules.begin(), rules.end(), [&](const AnswerRule& rule) {
    return rule.item == item &&
           std::find(rule.valid.begin(), rule.valid.end(), answer) != rule.valid.end();
  });
}

bool agrees(const WitnessTable& table, std::span<const AnswerRule> rules,
            const PrintedFigure& figure, std::int64_t value) {
  constexpr std::int64_t largest_printed = 10'000'000'000'000;
  if (figure.unit < 1 || figure.unit > largest_number || value < 0 || value > largest_printed) {
    return false;
  }
  const Print print{.value = value, .unit = figure.unit, .rounding = figure.rounding};
  const auto of = [&](Quantity quantity, const std::string& answer) {
    return table.sum(figure.layers, figure.item, figure.cell, quantity, answer);
  };
  if (figure.quantity == Quantity::others) {
    const auto all = of(Quantity::base, "");
    const auto satisfied = of(Quantity::satisfied, "");
    return all && satisfied && prints_as(*all - *satisfied, print);
  }
  if (figure.quantity != Quantity::per_cent) {
    const auto count = of(figure.quantity, figure.answer);
    return count && prints_as(*count, print);
  }
  const bool one_answer = !figure.answer.empty();
  const auto part = one_answer ? of(Quantity::count, figure.answer) : of(Quantity::satisfied, "");
  const auto base = of(Quantity::base, "");
  constexpr std::int64_t hundred = 100'000;
  if (!part || !base || value > hundred || figure.unit > hundred) {
    return false;
  }
  const bool beside = one_answer && !is_valid(rules, figure.item, figure.answer);
  return prints_as(*part, beside ? *base + *part : *base, print);
}

WitnessFault check_table(std::span<const PrintedFigure> printed, std::span<const AnswerRule> rules,
                         const Witness& witness, const WitnessTable& table) {
  if (const auto fault = check_sizes(witness); fault != WitnessFault::none) {
    return fault;
  }
  if (const auto fault = check_cells(printed, witness); fault != WitnessFault::none) {
    return fault;
  }
  for (const auto& [key, numbers] : table.numbers()) {
    if (!adds_up(numbers) || !covers_areas(numbers)) {
      return WitnessFault::sums_differ;
    }
  }
  if (const auto fault = check_limits(table); fault != WitnessFault::none) {
    return fault;
  }
  if (const auto fault = check_answers(table, rules); fault != WitnessFault::none) {
    return fault;
  }
  const bool all = std::all_of(printed.begin(), printed.end(), [&](const PrintedFigure& figure) {
    return !figure.value || agrees(table, rules, figure, *figure.value);
  });
  return all ? WitnessFault::none : WitnessFault::figure_differs;
}

bool serves(const WitnessTable& table, const Condition& condition) {
  const auto of = [&](Quantity quantity, const std::string& answer) {
    return table.sum(condition.layers, condition.item, condition.cell, quantity, answer);
  };
  const auto base = of(Quantity::base, "");
  switch (condition.kind) {
    case ConditionKind::base_reaches:
      return base && *base >= condition.number;
    case ConditionKind::base_falls_to:
      return base && *base <= condition.number;
    case ConditionKind::satisfied_reaches: {
      const auto satisfied = of(Quantity::satisfied, "");
      return satisfied && *satisfied >= condition.number;
    }
    case ConditionKind::others_reach: {
      const auto satisfied = of(Quantity::satisfied, "");
      return base && satisfied && *base - *satisfied >= condition.number;
    }
    case ConditionKind::answer_differs: {
      const auto count = of(Quantity::count, condition.answer);
      return count && *count != condition.number;
    }
  }
  return false;
}

}  // namespace

WitnessFault check_witness(std::span<const PrintedFigure> printed,
                           std::span<const AnswerRule> rules, const Witness& witness,
                           const Condition& condition) {
  const WitnessTable table(witness);
  const WitnessFault fault = check_table(printed, rules, witness, table);
  if (fault != WitnessFault::none) {
    return fault;
  }
  return serves(table, condition) ? WitnessFault::none : WitnessFault::condition_unmet;
}

WitnessFault check_witness(std::span<const PrintedFigure> printed,
                           std::span<const AnswerRule> rules, const Witness& witness) {
  return check_table(printed, rules, witness, WitnessTable(witness));
}

WitnessFault check_proofs(std::span<const PrintedFigure> printed, std::span<const AnswerRule> rules,
                          std::span<const Witness> witnesses, std::span<const Proof> proofs) {
  std::vector<WitnessTable> tables;
  for (const Witness& witness : witnesses) {
    tables.emplace_back(witness);
    const WitnessFault fault = check_table(printed, rules, witness, tables.back());
    if (fault != WitnessFault::none) {
      return fault;
    }
  }
  const bool served = std::all_of(proofs.begin(), proofs.end(), [&tables](const Proof& proof) {
    return proof.witness < tables.size() && serves(tables[proof.witness], proof.condition);
  });
  return served ? WitnessFault::none : WitnessFault::condition_unmet;
}

}  // namespace soundings::disclose
