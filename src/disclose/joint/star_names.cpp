// The names that the star of a release is made of.
#include "joint/star_names.h"

#include <iterator>
#include <utility>

namespace soundings::disclose {
namespace {

void append(std::vector<PrintedFigure>& names, std::vector<PrintedFigure> more) {
  names.insert(names.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
}

std::vector<PrintedFigure> names_of_cells(const Publication& publication, const TablePart& part,
                                          const TableCells& cells) {
  const Rendering rendering{.prints = std::vector<std::vector<CellPrint>>(
                                part.figures(), std::vector<CellPrint>(cells.cells.size()))};
  std::vector<PrintedFigure> names;
  for (auto& rows : render(publication, part, cells, rendering, {}).printed) {
    append(names, std::move(rows));
  }
  return names;
}

std::vector<PrintedFigure> names_of_answers(const Publication& publication, const TablePart& part) {
  const PublishedTable& table = publication.tables[part.table];
  std::vector<PrintedFigure> names;
  for (const std::size_t item : part.items) {
    for (const PublishedAnswer& answer : publication.items[item].answers) {
      names.push_back({.layers = table.layers,
                       .item = publication.items[item].id,
                       .quantity = Quantity::count,
                       .answer = answer.code});
    }
  }
  return names;
}

}  // namespace

std::vector<PrintedFigure> star_names(const Publication& publication,
                                      const std::vector<TableCells>& cells) {
  std::vector<PrintedFigure> names = publication.earlier;
  for (std::size_t table = 0; table < publication.tables.size(); ++table) {
    for (const TablePart& part : parts_of_table(publication, table)) {
      append(names, names_of_cells(publication, part, cells[table]));
      if (publication.tables[table].answers) {
        append(names, names_of_answers(publication, part));
      }
    }
  }
  return names;
}

}  // namespace soundings::disclose
