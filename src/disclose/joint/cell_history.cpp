// What printed rows say of a cell.
#include "joint/cell_history.h"

#include <algorithm>
#include <set>

#include "joint/counts.h"

namespace soundings::disclose {
namespace {

bool contains(std::span<const std::string> list, const std::string& one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool is_part(std::span<const std::string> part, std::span<const std::string> of) {
  return std::all_of(part.begin(), part.end(),
                     [of](const std::string& one) { return contains(of, one); });
}

/// A base over some but not all of the table's layers.
bool is_of_month(const PublishedTable& table, const PrintedFigure& figure) {
  return figure.quantity == Quantity::base && figure.layers.size() < table.layers.size() &&
         is_part(figure.layers, table.layers);
}

constexpr std::int64_t whole = 1000;

}  // namespace

bool is_window(const PublishedTable& table, std::span<const PrintedFigure> printed) {
  return std::any_of(printed.begin(), printed.end(), [&table](const PrintedFigure& figure) {
    return is_of_month(table, figure) && figure.cell.area.empty() != table.by_area &&
           figure.cell.domain == table.domain;
  });
}

bool months_show(const PublishedTable& table, const std::string& item, const FigureCell& cell,
                 std::span<const PrintedFigure> printed) {
  std::set<std::string> shown;
  for (const PrintedFigure& figure : printed) {
    if (is_of_month(table, figure) && figure.item == item && figure.cell == cell && figure.value &&
        figure.unit == whole) {
      shown.insert(figure.layers.begin(), figure.layers.end());
    }
  }
  return std::all_of(table.layers.begin(), table.layers.end(),
                     [&shown](const std::string& layer) { return shown.contains(layer); });
}

bool is_hidden(const PublishedTable& table, const FigureCell& cell,
               std::span<const PrintedFigure> printed) {
  return std::any_of(printed.begin(), printed.end(), [&](const PrintedFigure& figure) {
    return !figure.value && figure.quantity == Quantity::base && figure.layers == table.layers &&
           figure.cell == cell;
  });
}

std::optional<PrintedFigure> first_print(const std::vector<std::string>& layers,
                                         const std::string& item, const FigureCell& cell,
                                         std::span<const PrintedFigure> printed) {
  std::optional<PrintedFigure> last;
  for (const PrintedFigure& figure : printed) {
    if (figure.quantity == Quantity::base && figure.layers == layers && figure.item == item &&
        figure.cell == cell && figure.rounding == Rounding::nearest) {
      last = figure;
    }
  }
  return last;
}

Batch batch_of(const Publication& publication, std::span<const std::string> layers,
               std::span<const std::string> without, const FigureCell& cell, std::size_t item,
               bool responses) {
  std::vector<std::string> alone;
  std::copy_if(layers.begin(), layers.end(), std::back_inserter(alone),
               [without](const std::string& layer) { return !contains(without, layer); });
  const CellCount count = count_of(publication, alone, cell);
  if (responses) {
    return {count.people, count.responses, (count.responses + 1) / 2};
  }
  return {count.people, count.items[item].base, count.items[item].satisfied};
}

}  // namespace soundings::disclose
