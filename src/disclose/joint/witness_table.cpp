// A witness laid out for its check.
#include "joint/witness_table.h"

namespace soundings::disclose {
namespace {

/// Adds the number of one cell. False when the witness does not have it.
bool add_cell(const CellNumbers& numbers, const FigureCell& cell, std::int64_t& total) {
  const auto found = numbers.find(cell);
  if (found == numbers.end()) {
    return false;
  }
  total += found->second;
  return true;
}

/// Adds a code over all areas, from the cells of areas by codes. False when there are none.
bool add_all_areas(const CellNumbers& numbers, const FigureCell& cell, std::int64_t& total) {
  bool found = false;
  for (const auto& [at, number] : numbers) {
    if (at.domain == cell.domain && at.code == cell.code && !at.area.empty()) {
      total += number;
      found = true;
    }
  }
  return found;
}

bool add_figure(const CellNumbers& numbers, const FigureCell& cell, std::int64_t& total) {
  for (const std::string& area : split_codes(cell.area)) {
    for (const std::string& code : split_codes(cell.code)) {
      const FigureCell part{area, cell.domain, code};
      const bool over_areas = area.empty() && !code.empty() && !numbers.contains(part);
      if (!(over_areas ? add_all_areas(numbers, part, total) : add_cell(numbers, part, total)) ||
          total > largest_sum) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

std::vector<std::string> split_codes(const std::string& text) {
  std::vector<std::string> codes{""};
  for (const char letter : text) {
    if (letter == '|') {
      codes.emplace_back();
    } else {
      codes.back() += letter;
    }
  }
  return codes;
}

WitnessTable::WitnessTable(const Witness& witness) {
  for (const WitnessNumber& number : witness) {
    numbers_[{number.layer, number.item, number.quantity, number.answer}][number.cell] =
        number.value;
  }
}

const CellNumbers* WitnessTable::find(const Key& key) const {
  const auto found = numbers_.find(key);
  return found == numbers_.end() ? nullptr : &found->second;
}

std::optional<std::int64_t> WitnessTable::sum(std::span<const std::string> layers,
                                              const std::string& item, const FigureCell& cell,
                                              Quantity quantity, const std::string& answer) const {
  std::int64_t total = 0;
  for (const std::string& layer : layers) {
    const CellNumbers* numbers = find({layer, item, quantity, answer});
    if (numbers == nullptr || !add_figure(*numbers, cell, total)) {
      return std::nullopt;
    }
  }
  return total;
}

}  // namespace soundings::disclose
