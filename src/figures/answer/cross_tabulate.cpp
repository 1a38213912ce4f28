// Cells of new columns, equal ones added together, with the people who answered several times.
#include "answer/cross_tabulate.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <utility>

#include "question/domain_codes.h"

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
  RepeatType made{.people = type.people};
  for (const auto& [cell, weight] : held) {
    made.cells.push_back(cell);
    made.held.push_back(weight);
  }
  return made;
}

/// One number a cell that sorts as stratum, new codes and answer do: each in turn is a digit of it.
class SortKeys {
 public:
  explicit SortKeys(std::size_t cells) : keys_(cells, 0) {}

  /// digit(at): below `radix`.
  template <typename Digit>
  void append(std::uint64_t radix, const Digit& digit) {
    if (range_ > std::numeric_limits<std::uint64_t>::max() / radix) {
      shorten();
    }
    range_ *= radix;
    for (std::size_t at = 0; at < keys_.size(); ++at) {
      keys_[at] = keys_[at] * radix + digit(at);
    }
  }

  [[nodiscard]] std::uint64_t operator[](std::size_t at) const noexcept { return keys_[at]; }

  /// Cells in the order of their keys, equal ones as they stood.
  [[nodiscard]] std::vector<std::uint32_t> order() const {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> sorted(keys_.size());
    for (std::size_t at = 0; at < keys_.size(); ++at) {
      sorted[at] = {keys_[at], static_cast<std::uint32_t>(at)};
    }
    std::ranges::sort(sorted);
    std::vector<std::uint32_t> order(sorted.size());
    std::ranges::transform(sorted, order.begin(), [](const auto& one) { return one.second; });
    return order;
  }

 private:
  /// Each key becomes its rank among those there are, so that more digits fit.
  void shorten() {
    std::vector<std::uint64_t> distinct = keys_;
    std::ranges::sort(distinct);
    distinct.erase(std::ranges::unique(distinct).begin(), distinct.end());
    for (std::uint64_t& key : keys_) {
      key = static_cast<std::uint64_t>(std::ranges::lower_bound(distinct, key) - distinct.begin());
    }
    range_ = distinct.size();
  }

  std::vector<std::uint64_t> keys_;
  std::uint64_t range_ = 1;
};

SortKeys sort_keys(const Cells& cells, const std::vector<NewColumn>& columns) {
  SortKeys keys(cells.cells.size());
  keys.append(cells.strata.size() + 1,
              [&](std::size_t at) { return std::uint64_t{cells.cells[at].stratum}; });
  for (const NewColumn& column : columns) {
    keys.append(column.column.codes.size(),
                [&](std::size_t at) { return std::uint64_t{column.code[at]}; });
  }
  std::int64_t least = 0;
  std::int64_t most = 0;
  for (const Cell& cell : cells.cells) {
    least = std::min(least, std::int64_t{cell.answer});
    most = std::max(most, std::int64_t{cell.answer});
  }
  keys.append(static_cast<std::uint64_t>(most - least + 1), [&](std::size_t at) {
    return static_cast<std::uint64_t>(cells.cells[at].answer - least);
  });
  return keys;
}

std::vector<std::uint16_t> codes_at(const std::vector<NewColumn>& columns, std::size_t at) {
  std::vector<std::uint16_t> codes;
  codes.reserve(columns.size());
  for (const NewColumn& column : columns) {
    codes.push_back(column.code[at]);
  }
  return codes;
}

}  // namespace

std::shared_ptr<const Cells> cross_tabulate(const Cells& cells,
                                            const std::vector<NewColumn>& columns,
                                            const std::vector<double>& scale) {
  auto made = std::make_shared<Cells>();
  made->strata = cells.strata;
  made->units = cells.units;
  made->population = cells.population;
  made->answers = cells.answers;
  for (const NewColumn& column : columns) {
    made->columns.push_back(column.column);
  }
  const SortKeys keys = sort_keys(cells, columns);
  const std::vector<std::uint32_t> order = keys.order();
  std::vector<std::uint32_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const std::uint32_t at = order[i];
    const Cell& old = cells.cells[at];
    if (i == 0 || keys[order[i - 1]] != keys[at]) {
      made->cells.push_back(
          {.stratum = old.stratum, .codes = codes_at(columns, at), .answer = old.answer});
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
  const std::size_t column = column_of(cells, old);
  NewColumn made{.column = {.id = std::move(id), .codes = cells.columns[column].codes}};
  for (const Cell& cell : cells.cells) {
    made.code.push_back(cell.codes[column]);
  }
  return made;
}

}  // namespace soundings::figures
