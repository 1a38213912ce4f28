#include "oracles/random_design.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

namespace soundings::oracle {
namespace {

std::string blank_or(Dice& dice, const std::string& value, bool blanks) {
  return blanks && dice.one_in(9) ? "" : value;
}

double base_weight(Dice& dice, std::size_t kind) {
  switch (kind) {
    case 0:
      return 1.0;
    case 1:
      return 0.5 + static_cast<double>(dice.below(4));
    case 2:
      return std::exp(4.0 * dice.share() - 2.0);
    default:
      return dice.one_in(40) ? 500.0 : 1.0;
  }
}

/// Margins that some positive weights do meet: those of the sample under random weights.
void set_targets(Design& design, Dice& dice) {
  std::map<std::string, std::map<std::string, double>> tilt;
  for (auto& [margin, categories] : design.targets) {
    for (const Row& row : design.rows) {
      const std::string& value = row.profile.at(margin);
      if (!value.empty() && !tilt[margin].contains(value)) {
        tilt[margin][value] = 0.4 + 1.6 * dice.share();
      }
    }
  }
  for (const Row& row : design.rows) {
    double weight = row.d;
    for (const auto& [margin, categories] : tilt) {
      const auto at = categories.find(row.profile.at(margin));
      weight *= at == categories.end() ? 1.0 : at->second;
    }
    for (auto& [margin, categories] : design.targets) {
      if (const std::string& value = row.profile.at(margin); !value.empty()) {
        categories[value] += weight;
      }
    }
  }
  std::erase_if(design.targets, [](const auto& margin) { return margin.second.empty(); });
  design.total = 10.0 + 1000.0 * dice.share();
}

std::uint16_t code_of(const CellColumn& column, const std::string& value) {
  const auto at = std::find(column.codes.begin(), column.codes.end(), value);
  return value.empty() ? std::uint16_t{0} : static_cast<std::uint16_t>(at - column.codes.begin());
}

}  // namespace

std::uint64_t Dice::roll() noexcept {
  state_ += 0x9E3779B97F4A7C15ULL;
  std::uint64_t z = state_;
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31U);
}

Design random_design(std::uint64_t seed) {
  Dice dice(seed);
  Design design;
  const std::size_t n =
      dice.one_in(12) ? 1 + dice.below(4) : 5 + dice.below(dice.one_in(10) ? 200 : 40);
  const std::size_t weights = dice.below(4);
  const std::size_t strata = dice.one_in(3) ? 1 + dice.below(3) : 1;
  const bool repeats = dice.one_in(3);
  const bool blanks = dice.one_in(2);
  const bool silent = dice.one_in(25);
  design.proportion = !dice.one_in(3);
  for (std::size_t i = 0; i < n; ++i) {
    Row row;
    row.stratum = "month " + std::to_string(dice.below(strata));
    row.unit = "person " + std::to_string(repeats ? dice.below(1 + n / 2) : i);
    row.profile["area"] = blank_or(dice, "area " + std::to_string(dice.below(4)), blanks);
    row.profile["age"] = blank_or(dice, "age " + std::to_string(dice.below(3)), blanks);
    row.profile["sex"] = dice.one_in(2) ? "f" : "m";
    row.profile["channel"] = "channel " + std::to_string(dice.below(3));
    row.d = base_weight(dice, weights);
    if (!silent && !dice.one_in(7)) {
      row.y = design.proportion ? static_cast<double>(dice.below(2))
                                : 25.0 * static_cast<double>(dice.below(5));
    }
    design.rows.push_back(row);
  }
  const std::size_t margins = dice.below(4);
  for (std::size_t m = 0; m < margins; ++m) {
    design.targets[std::vector<std::string>{"area", "age", "sex"}[m]];
  }
  if (!design.targets.empty()) {
    set_targets(design, dice);
  }
  if (dice.one_in(6)) {
    for (const Row& row : design.rows) {
      design.population[row.stratum] = static_cast<double>(n + 1 + seed % 50);
    }
  }
  return design;
}

CountedRows count_rows(const Design& design, std::uint64_t shuffle) {
  auto cells = std::make_shared<Cells>();
  std::set<std::string> strata;
  std::set<double> values;
  std::map<std::string, std::set<std::string>> categories;
  for (const Row& row : design.rows) {
    strata.insert(row.stratum);
    for (const auto& [column, value] : row.profile) {
      categories[column].insert(value);
    }
    if (row.y) {
      values.insert(*row.y);
    }
  }
  for (const auto& [column, found] : categories) {
    cells->columns.push_back({.id = column, .codes = {"(missing)"}});
    for (const std::string& value : found) {
      if (!value.empty()) {
        cells->columns.back().codes.push_back(value);
      }
    }
  }
  cells->strata.assign(strata.begin(), strata.end());
  CountedRows counted{.cells = nullptr, .values = {values.begin(), values.end()}};
  std::map<std::tuple<std::uint32_t, std::vector<std::uint16_t>, std::int32_t>,
           std::vector<std::size_t>>
      held;
  for (std::size_t i = 0; i < design.rows.size(); ++i) {
    const Row& row = design.rows[i];
    std::vector<std::uint16_t> codes;
    for (const CellColumn& column : cells->columns) {
      codes.push_back(code_of(column, row.profile.at(column.id)));
    }
    const auto stratum =
        static_cast<std::uint32_t>(std::distance(strata.begin(), strata.find(row.stratum)));
    const std::int32_t answer =
        row.y ? static_cast<std::int32_t>(std::distance(values.begin(), values.find(*row.y))) : -1;
    held[{stratum, codes, answer}].push_back(i);
  }
  std::vector<std::uint32_t> cell_of(design.rows.size());
  std::vector<std::pair<std::uint64_t, decltype(held)::const_iterator>> order;
  Dice dice(shuffle);
  for (auto at = held.cbegin(); at != held.cend(); ++at) {
    order.emplace_back(shuffle == 0 ? order.size() : dice.roll(), at);
  }
  std::sort(order.begin(), order.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [place, at] : order) {
    Cell cell{.stratum = std::get<0>(at->first),
              .codes = std::get<1>(at->first),
              .answer = std::get<2>(at->first)};
    for (const std::size_t i : at->second) {
      ++cell.count;
      cell.weight += design.rows[i].d;
      cell.weight_squared += design.rows[i].d * design.rows[i].d;
      cell_of[i] = static_cast<std::uint32_t>(cells->cells.size());
    }
    cells->cells.push_back(std::move(cell));
  }
  std::map<std::pair<std::string, std::string>, std::vector<std::size_t>> people;
  for (std::size_t i = 0; i < design.rows.size(); ++i) {
    people[{design.rows[i].stratum, design.rows[i].unit}].push_back(i);
  }
  cells->units.assign(strata.size(), 0);
  cells->population.assign(strata.size(), 0.0);
  for (const auto& [person, rows] : people) {
    const auto stratum =
        static_cast<std::size_t>(std::distance(strata.begin(), strata.find(person.first)));
    ++cells->units[stratum];
    if (const auto size = design.population.find(person.first); size != design.population.end()) {
      cells->population[stratum] = size->second;
    }
    if (rows.size() > 1) {
      RepeatType type{.people = 1};
      for (const std::size_t i : rows) {
        type.cells.push_back(cell_of[i]);
        type.held.push_back(design.rows[i].d);
      }
      cells->repeats.push_back(std::move(type));
    }
  }
  counted.cells = std::move(cells);
  return counted;
}

}  // namespace soundings::oracle
