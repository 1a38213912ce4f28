#include "responses.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <unordered_map>

#include "trimming.h"

namespace soundings::analyse {
namespace {

/// Where a cell stands: which response it is of, and the line of the file.
std::string at_row(const CsvTable& table, std::size_t row, const std::string& column) {
  return "row " + std::to_string(row + 1) + " (line " + std::to_string(table.lines[row]) +
         "), column " + column;
}

/// A column of numbers, none blank, none below 0 and none that squares would lose.
Expected<std::vector<double>, Fault> numbers(const CsvTable& table, const std::string& name) {
  const auto column = table.find(name);
  if (!column) {
    return unexpected(no_column(name));
  }
  std::vector<double> values;
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const auto value = parse_number(table.rows[row][*column]);
    if (!value || *value < 0.0) {
      return unexpected(Fault{.code = "not_a_weight",
                              .message = at_row(table, row, name) + ": \"" +
                                         table.rows[row][*column] +
                                         "\" is not a number of 0 or more"});
    }
    if (is_extreme(*value)) {
      return unexpected(Fault{.code = "number_extreme",
                              .message = at_row(table, row, name) + ": " +
                                         table.rows[row][*column] +
                                         " is neither 0 nor from 1e-50 to 1e50"});
    }
    values.push_back(*value);
  }
  return values;
}

Expected<std::vector<double>, Fault> base_weights(const CsvTable& table,
                                                  const Weighting& weighting) {
  if (weighting.base_weight.empty()) {
    return std::vector<double>(table.rows.size(), 1.0);
  }
  return numbers(table, weighting.base_weight);
}

/// Codes of one column: 0 for a blank, whose name no value can have, then its values in byte order.
Expected<CellColumn, Fault> code_column(const CsvTable& table, const std::string& name,
                                        std::vector<std::uint16_t>& codes) {
  const auto column = table.find(name);
  if (!column) {
    return unexpected(no_column(name));
  }
  std::map<std::string, std::uint16_t> numbered;
  for (const auto& row : table.rows) {
    if (!row[*column].empty()) {
      numbered.emplace(row[*column], 0);
    }
  }
  if (numbered.size() >= UINT16_MAX) {
    return unexpected(Fault{.code = "too_many_categories",
                            .message = "column " + name + " has more than 65,534 categories"});
  }
  CellColumn made{.id = name, .codes = {std::string()}};
  for (auto& [value, code] : numbered) {
    code = static_cast<std::uint16_t>(made.codes.size());
    made.codes.push_back(value);
  }
  codes.reserve(table.rows.size());
  for (const auto& row : table.rows) {
    codes.push_back(row[*column].empty() ? std::uint16_t{0} : numbered.at(row[*column]));
  }
  return made;
}

Expected<void, Fault> place_in_strata(Responses& made, const Design& design) {
  made.stratum.assign(made.table.rows.size(), 0);
  if (design.strata.empty()) {
    made.strata = {"all"};
    return {};
  }
  const auto column = made.table.find(design.strata);
  if (!column) {
    return unexpected(no_column(design.strata));
  }
  std::map<std::string, std::uint32_t> numbered;
  for (std::size_t row = 0; row < made.table.rows.size(); ++row) {
    const std::string& value = made.table.rows[row][*column];
    if (value.empty()) {
      return unexpected(Fault{
          .code = "missing_stratum",
          .message = at_row(made.table, row, design.strata) + ": every response needs a stratum"});
    }
    numbered.emplace(value, 0);
  }
  for (auto& [value, number] : numbered) {
    number = static_cast<std::uint32_t>(made.strata.size());
    made.strata.push_back(value);
  }
  for (std::size_t row = 0; row < made.table.rows.size(); ++row) {
    made.stratum[row] = numbered.at(made.table.rows[row][*column]);
  }
  return {};
}

/// Units are numbered within their stratum; without a column each row is its own.
Expected<void, Fault> place_in_units(Responses& made, const Design& design) {
  made.units.assign(made.strata.size(), 0);
  if (design.psu.empty()) {
    for (const std::uint32_t stratum : made.stratum) {
      made.unit.push_back(static_cast<std::uint32_t>(made.units[stratum]++));
    }
    return {};
  }
  const auto column = made.table.find(design.psu);
  if (!column) {
    return unexpected(no_column(design.psu));
  }
  std::vector<std::unordered_map<std::string, std::uint32_t>> numbered(made.strata.size());
  for (std::size_t row = 0; row < made.table.rows.size(); ++row) {
    const std::string& value = made.table.rows[row][*column];
    const std::uint32_t stratum = made.stratum[row];
    if (value.empty()) {
      return unexpected(Fault{.code = "missing_unit",
                              .message = at_row(made.table, row, design.psu) +
                                         ": every response needs a sampling unit"});
    }
    const auto [at, fresh] =
        numbered[stratum].try_emplace(value, static_cast<std::uint32_t>(made.units[stratum]));
    made.units[stratum] += fresh ? 1 : 0;
    made.unit.push_back(at->second);
  }
  return {};
}

/// One unit in all says nothing of how units vary, whatever the policy for lonely strata.
Expected<void, Fault> refuse_one_unit(Responses& made, const Design& design) {
  if (design.strata.empty() && made.units.front() == 1) {
    return unexpected(Fault{.code = "lonely_stratum",
                            .message = "the design has one sampling unit; a variance needs two"});
  }
  return {};
}

/// Sampled shares, 0 to 1, become sizes; 0 is an endless population. Sizes are left as they are.
Expected<void, Fault> as_sizes(Responses& made, const std::string& column) {
  const auto& given = made.population;
  const bool sizes =
      std::any_of(given.begin(), given.end(), [](double size) { return size > 1.0; });
  if (!sizes) {
    for (std::size_t h = 0; h < given.size(); ++h) {
      const double share = made.population[h];
      made.population[h] = share > 0.0 ? static_cast<double>(made.units[h]) / share : 0.0;
    }
    return {};
  }
  const auto share =
      std::find_if(given.begin(), given.end(), [](double size) { return size < 1.0; });
  if (share != given.end()) {
    return unexpected(
        Fault{.code = "population_varies",
              .message = "column " + column + " has population sizes and, in stratum " +
                         made.strata[static_cast<std::size_t>(share - given.begin())] +
                         ", a sampled share; give one or the other"});
  }
  return {};
}

/// One population size, or sampled share, per stratum; no smaller than the units sampled from it.
Expected<void, Fault> read_population(Responses& made, const Design& design) {
  made.population.assign(made.strata.size(), 0.0);
  if (design.fpc.empty()) {
    return {};
  }
  const auto sizes = numbers(made.table, design.fpc);
  if (!sizes) {
    return unexpected(sizes.error());
  }
  std::vector<bool> reported(made.strata.size(), false);
  for (std::size_t row = 0; row < sizes->size(); ++row) {
    const std::uint32_t stratum = made.stratum[row];
    double& size = made.population[stratum];
    if (reported[stratum] && size != (*sizes)[row]) {
      return unexpected(Fault{.code = "population_varies",
                              .message = "stratum " + made.strata[stratum] +
                                         " has two population sizes in column " + design.fpc});
    }
    size = (*sizes)[row];
    reported[stratum] = true;
  }
  if (const auto done = as_sizes(made, design.fpc); !done) {
    return done;
  }
  for (std::size_t h = 0; h < made.strata.size(); ++h) {
    if (made.population[h] > 0.0 && made.population[h] < static_cast<double>(made.units[h])) {
      return unexpected(Fault{.code = "population_too_small",
                              .message = "stratum " + made.strata[h] +
                                         " has more sampling units than its population size"});
    }
  }
  return {};
}

/// Sampling units with several responses, alike ones together; each response is an entry.
std::vector<RepeatType> repeat_types(const Responses& responses,
                                     const std::vector<std::uint32_t>& cell) {
  std::vector<std::uint32_t> rows(cell.size());
  std::iota(rows.begin(), rows.end(), 0U);
  std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(responses.stratum[a], responses.unit[a], cell[a], responses.weight[a]) <
           std::tie(responses.stratum[b], responses.unit[b], cell[b], responses.weight[b]);
  });
  std::map<std::pair<std::vector<std::uint32_t>, std::vector<double>>, std::int64_t> people;
  for (std::size_t from = 0; from < rows.size();) {
    std::pair<std::vector<std::uint32_t>, std::vector<double>> held;
    std::size_t to = from;
    while (to < rows.size() && responses.stratum[rows[to]] == responses.stratum[rows[from]] &&
           responses.unit[rows[to]] == responses.unit[rows[from]]) {
      held.first.push_back(cell[rows[to]]);
      held.second.push_back(responses.weight[rows[to]]);
      ++to;
    }
    if (to - from > 1) {
      ++people[std::move(held)];
    }
    from = to;
  }
  std::vector<RepeatType> types;
  types.reserve(people.size());
  for (const auto& [held, count] : people) {
    types.push_back({.cells = held.first, .held = held.second, .people = count});
  }
  return types;
}

}  // namespace

Fault no_column(const std::string& name) {
  return {.code = "unknown_column", .message = "the responses have no column " + name};
}

Expected<Responses, Fault> code_responses(CsvTable table, const Spec& spec,
                                          const std::vector<std::string>& names) {
  if (table.rows.empty()) {
    return unexpected(Fault{.code = "empty_sample", .message = "there are no responses"});
  }
  Responses made;
  made.table = std::move(table);
  auto weights = base_weights(made.table, spec.weighting);
  if (!weights) {
    return unexpected(weights.error());
  }
  if (std::none_of(weights->begin(), weights->end(), [](double weight) { return weight > 0.0; })) {
    return unexpected(Fault{.code = "empty_sample", .message = "no response has a weight above 0"});
  }
  made.untrimmed = *weights;
  made.weight = *std::move(weights);
  if (const auto done = trim(made.weight, spec.weighting); !done) {
    return unexpected(done.error());
  }
  for (const std::string& name : names) {
    made.codes.emplace_back();
    auto column = code_column(made.table, name, made.codes.back());
    if (!column) {
      return unexpected(column.error());
    }
    made.columns.push_back(*std::move(column));
  }
  for (const auto step : {place_in_strata, place_in_units, refuse_one_unit, read_population}) {
    if (const auto done = step(made, spec.design); !done) {
      return unexpected(done.error());
    }
  }
  return made;
}

Counted count(const Responses& responses, const MeasureSpec* measure,
              const std::vector<std::int32_t>& answers) {
  const std::size_t n = answers.size();
  std::vector<std::uint32_t> rows(n);
  std::iota(rows.begin(), rows.end(), 0U);
  const auto key_of = [&](std::uint32_t row) {
    std::vector<std::uint16_t> codes;
    codes.reserve(responses.codes.size());
    for (const auto& column : responses.codes) {
      codes.push_back(column[row]);
    }
    return std::make_tuple(responses.stratum[row], std::move(codes), answers[row]);
  };
  std::vector<decltype(key_of(0))> keys;
  keys.reserve(n);
  for (const std::uint32_t row : rows) {
    keys.push_back(key_of(row));
  }
  std::sort(rows.begin(), rows.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tie(keys[a], responses.weight[a]) < std::tie(keys[b], responses.weight[b]);
  });
  auto cells = std::make_shared<Cells>();
  cells->columns = responses.columns;
  cells->strata = responses.strata;
  cells->units = responses.units;
  cells->population = responses.population;
  Counted counted{.cells = nullptr, .cell = std::vector<std::uint32_t>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t row = rows[i];
    if (i == 0 || keys[row] != keys[rows[i - 1]]) {
      const auto& [stratum, codes, answer] = keys[row];
      cells->cells.push_back({.stratum = stratum, .codes = codes, .answer = answer});
    }
    Cell& cell = cells->cells.back();
    ++cell.count;
    cell.weight += responses.weight[row];
    cell.weight_squared += responses.weight[row] * responses.weight[row];
    counted.cell[row] = static_cast<std::uint32_t>(cells->cells.size() - 1);
  }
  if (measure != nullptr) {
    for (const auto& [answer, value] : measure->values) {
      cells->answers.push_back(answer);
    }
  }
  cells->repeats = repeat_types(responses, counted.cell);
  counted.cells = std::move(cells);
  return counted;
}

}  // namespace soundings::analyse
