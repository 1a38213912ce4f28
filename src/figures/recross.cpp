#include "recross.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "domain_codes.h"

namespace soundings::figures {
namespace {

/// A person's holdings after their cells were added together.
RepeatType renumbered(const RepeatType& type, const Cells& cells,
                      const std::vector<std::uint32_t>& place, const std::vector<double>& scale) {
  std::map<std::uint32_t, double> held;
  for (std::size_t at = 0; at < type.cells.size(); ++at) {
    const std::uint32_t old = type.cells[at];
    held[place[old]] += type.held[at] * scale[cells.cells[old].stratum];
  }
  RepeatType made{.cells = {}, .held = {}, .people = type.people};
  for (const auto& [cell, weight] : held) {
    made.cells.push_back(cell);
    made.held.push_back(weight);
  }
  return made;
}

}  // namespace

std::shared_ptr<const Cells> recross(const Cells& cells, const std::vector<NewColumn>& columns,
                                     const std::vector<double>& scale) {
  auto made = std::make_shared<Cells>();
  made->strata = cells.strata;
  made->units = cells.units;
  made->population = cells.population;
  made->answers = cells.answers;
  std::vector<std::vector<std::uint16_t>> codes(cells.cells.size());
  for (const NewColumn& column : columns) {
    made->columns.push_back(column.column);
    for (std::size_t at = 0; at < codes.size(); ++at) {
      codes[at].push_back(column.code[at]);
    }
  }
  std::vector<std::uint32_t> order(cells.cells.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [&](std::uint32_t at) {
    return std::tie(cells.cells[at].stratum, codes[at], cells.cells[at].answer);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&key](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
  std::vector<std::uint32_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t at = order[i];
    const Cell& old = cells.cells[at];
    if (i == 0 || key(order[i - 1]) != key(at)) {
      made->cells.push_back({.stratum = old.stratum, .codes = codes[at], .answer = old.answer});
    }
    Cell& cell = made->cells.back();
    cell.count += old.count;
    cell.weight += old.weight * scale[old.stratum];
    cell.weight_squared += old.weight_squared * scale[old.stratum] * scale[old.stratum];
    place[at] = static_cast<std::uint32_t>(made->cells.size() - 1);
  }
  for (const RepeatType& type : cells.repeats) {
    made->repeats.push_back(renumbered(type, cells, place, scale));
  }
  return made;
}

NewColumn kept(const Cells& cells, const std::string& old, std::string id) {
  const std::size_t column = column_of(cells, old).value();
  NewColumn made{.column = {.id = std::move(id), .codes = cells.columns[column].codes}, .code = {}};
  for (const Cell& cell : cells.cells) {
    made.code.push_back(cell.codes[column]);
  }
  return made;
}

}  // namespace soundings::figures
