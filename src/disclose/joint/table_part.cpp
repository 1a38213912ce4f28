// The cells of a table, its parts, and how they are printed.
#include "joint/table_part.h"

#include <algorithm>

#include "soundings/disclose/release_rules.h"

#include "joint/cell_history.h"
#include "joint/counts.h"

namespace soundings::disclose {
namespace {

constexpr std::int64_t whole = 1000;       // thousandths
constexpr std::int64_t one_decimal = 100;  // thousandths of a per cent

const PublishedDomain* domain_of(const Publication& publication, const std::string& id) {
  const auto& domains = publication.domains;
  const auto found = std::find_if(domains.begin(), domains.end(),
                                  [&id](const PublishedDomain& one) { return one.id == id; });
  return found == domains.end() ? nullptr : &*found;
}

std::vector<std::vector<std::string>> rows_of(const Publication& publication,
                                              const PublishedTable& table,
                                              const ProtectionParameters& parameters) {
  const PublishedDomain* domain = domain_of(publication, table.domain);
  if (domain == nullptr || !table.rows.empty()) {
    return table.rows;
  }
  std::vector<std::int64_t> people;
  for (const PublishedCode& code : domain->codes) {
    const FigureCell cell{.domain = domain->id, .code = code.code};
    people.push_back(count_of(publication, table.layers, cell).people);
  }
  return pooled_rows(*domain, people, parameters);
}

/// The people of a row in a table that gives them by row, or by code when it leaves the rows to us.
std::int64_t given_people(const Publication& publication, const PublishedTable& table,
                          const TableCells& cells, std::size_t area, std::size_t row) {
  if (table.domain.empty() || !table.rows.empty()) {
    return table.people[area * cells.rows_by_area + row];
  }
  const std::vector<PublishedCode>& codes = domain_of(publication, table.domain)->codes;
  std::int64_t people = 0;
  for (std::size_t code = 0; code < codes.size(); ++code) {
    const std::vector<std::string>& pooled = cells.rows[row];
    if (std::find(pooled.begin(), pooled.end(), codes[code].code) != pooled.end()) {
      people += table.people[area * codes.size() + code];
    }
  }
  return people;
}

/// Prints one item of one cell.
class Printer {
 public:
  Printer(const Publication& publication, const PublishedTable& table,
          const ProtectionParameters& parameters)
      : publication_(publication), table_(table), parameters_(parameters) {}

  void responses(ReleasedFigure& figure, std::vector<PrintedFigure>& rows, const CellCount& count,
                 CellPrint print) const {
    base(figure, rows, count.responses, print);
  }

  void item(ReleasedFigure& figure, std::vector<PrintedFigure>& rows, const ItemCount& count,
            CellPrint print) const {
    base(figure, rows, count.base, print);
    PrintedFigure per_cent = row(figure, Quantity::per_cent);
    per_cent.unit = print == CellPrint::coarse ? parameters_.coarse_per_cent * whole : one_decimal;
    if (print == CellPrint::hidden) {
      rows.push_back(per_cent);
    } else if (count.base > 0) {
      figure.per_cent = per_cent_of(count.satisfied, count.base, per_cent.unit);
      per_cent.value = figure.per_cent;
      rows.push_back(per_cent);
    }
  }

  void answers(ReleasedFigure& figure, std::vector<PrintedFigure>& rows, const ItemCount& count,
               const PublishedItem& item, bool shown) const {
    for (std::size_t at = 0; at < item.answers.size(); ++at) {
      PrintedFigure answer = row(figure, Quantity::count);
      answer.answer = item.answers[at].code;
      if (shown) {
        figure.answers.push_back(count.answers[at]);
        answer.value = count.answers[at] * whole;
      }
      rows.push_back(answer);
    }
  }

 private:
  [[nodiscard]] PrintedFigure row(const ReleasedFigure& figure, Quantity quantity) const {
    return {.release = publication_.release,
            .layers = table_.layers,
            .item = figure.item,
            .cell = figure.cell,
            .quantity = quantity};
  }

  void base(ReleasedFigure& figure, std::vector<PrintedFigure>& rows, std::int64_t count,
            CellPrint print) const {
    PrintedFigure base = row(figure, Quantity::base);
    const bool coarse = print == CellPrint::coarse && count > 0;
    base.unit = coarse ? parameters_.coarse_base * whole : whole;
    if (print != CellPrint::hidden) {
      figure.base = to_nearest(count, coarse ? parameters_.coarse_base : 1);
      base.value = figure.base * whole;
    }
    rows.push_back(base);
  }

  const Publication& publication_;
  const PublishedTable& table_;
  const ProtectionParameters& parameters_;
};

/// Hidden rows of the people who came to a figure, or left it, since its first print, unless a
/// reader may see what they changed: what is printed anew beside it must not tell of them, nor
/// whether there are any.
void add_batches(const Publication& publication, const PublishedTable& table,
                 const ReleasedFigure& figure, std::size_t item, bool responses,
                 const ProtectionParameters& parameters, std::vector<PrintedFigure>& rows) {
  const auto add = [&](const std::vector<std::string>& layers,
                       const std::vector<std::string>& without) {
    const Batch batch = batch_of(publication, layers, without, figure.cell, item, responses);
    const bool anybody =
        batch_of(publication, layers, without, FigureCell{}, item, responses).people > 0;
    if (!anybody || (batch.people > 0 && may_be_seen(batch, parameters))) {
      return;
    }
    PrintedFigure row{.release = publication.release, .item = figure.item, .cell = figure.cell};
    std::set_difference(layers.begin(), layers.end(), without.begin(), without.end(),
                        std::back_inserter(row.layers));
    rows.push_back(std::move(row));
  };
  add(table.layers, table.revises);
  add(table.revises, table.layers);
}

/// Whether as many came to a cell, and went from it, as each answer may be told of: the answers of
/// a revision less those of the first print are theirs.
bool tells_answers_of_batches(const Publication& publication, const PublishedTable& table,
                              const FigureCell& cell, std::size_t item,
                              const ProtectionParameters& parameters) {
  const auto enough = [&](const std::vector<std::string>& layers,
                          const std::vector<std::string>& without) {
    const Batch batch = batch_of(publication, layers, without, cell, item, false);
    return batch.people == 0 || std::min(batch.people, batch.base) >= parameters.answers_from;
  };
  return table.revises.empty() ||
         (enough(table.layers, table.revises) && enough(table.revises, table.layers));
}

/// The cells of which an item's answers are printed: those with people and answers enough, but for
/// the smallest of them.
std::vector<bool> cells_with_answers(const Publication& publication, const PublishedTable& table,
                                     const TableCells& cells, std::size_t item,
                                     const Rendering& rendering,
                                     const ProtectionParameters& parameters) {
  std::vector<std::size_t> enough;
  for (std::size_t cell = 0; cell < cells.cells.size(); ++cell) {
    const ItemCount& count = cells.counts[cell].items[item];
    if (rendering.answers && !count.answers.empty() &&
        std::min(cells.people[cell], count.base) >= parameters.answers_from &&
        tells_answers_of_batches(publication, table, cells.cells[cell], item, parameters)) {
      enough.push_back(cell);
    }
  }
  std::stable_sort(enough.begin(), enough.end(), [&](std::size_t a, std::size_t b) {
    return cells.counts[a].items[item].base < cells.counts[b].items[item].base;
  });
  std::vector<bool> shown(cells.cells.size());
  for (std::size_t at = rendering.rows_without_answers; at < enough.size(); ++at) {
    shown[enough[at]] = true;
  }
  return shown;
}

}  // namespace

TableCells cells_of(const Publication& publication, const PublishedTable& table,
                    const ProtectionParameters& parameters) {
  TableCells cells{.rows = rows_of(publication, table, parameters)};
  cells.areas = table.by_area ? publication.areas.codes.size() : 1;
  cells.rows_by_area = table.domain.empty() ? 1 : cells.rows.size();
  for (std::size_t area = 0; area < cells.areas; ++area) {
    for (std::size_t row = 0; row < cells.rows_by_area; ++row) {
      const FigureCell cell{.area = table.by_area ? publication.areas.codes[area].code : "",
                            .domain = table.domain,
                            .code = table.domain.empty() ? "" : row_code(cells.rows[row])};
      cells.cells.push_back(cell);
      cells.counts.push_back(count_of(publication, table.layers, cell));
      cells.people.push_back(table.people.empty()
                                 ? cells.counts.back().people
                                 : given_people(publication, table, cells, area, row));
    }
  }
  return cells;
}

std::vector<TablePart> parts_of_table(const Publication& publication, std::size_t table) {
  const PublishedTable& named = publication.tables[table];
  TablePart unrouted{.table = table, .responses = named.responses};
  std::vector<TablePart> parts;
  for (std::size_t item = 0; item < publication.items.size(); ++item) {
    const PublishedItem& known = publication.items[item];
    const bool printed = named.items.empty() || std::find(named.items.begin(), named.items.end(),
                                                          known.id) != named.items.end();
    if (printed && known.routed) {
      parts.push_back({.table = table, .items = {item}, .routed = true});
    } else if (printed) {
      unrouted.items.push_back(item);
    }
  }
  if (!unrouted.items.empty() || unrouted.responses) {
    parts.insert(parts.begin(), unrouted);
  }
  return parts;
}

bool is_primary(const CellCount& count, std::int64_t people, std::span<const std::size_t> items,
                const ProtectionParameters& parameters) {
  const auto few = [&parameters](std::int64_t number) {
    return number > 0 && number < parameters.hide_below;
  };
  return few(people) || few(count.responses) ||
         std::any_of(items.begin(), items.end(), [&](std::size_t item) {
           const ItemCount& of = count.items[item];
           const bool unanimous = of.satisfied == 0 || of.satisfied == of.base;
           return few(of.base) ||
                  (of.base > 0 && of.base < parameters.unanimous_below && unanimous);
         });
}

Rendered render(const Publication& publication, const TablePart& part, const TableCells& cells,
                const Rendering& rendering, const ProtectionParameters& parameters) {
  const PublishedTable& table = publication.tables[part.table];
  const Printer printer(publication, table, parameters);
  Rendered rendered;
  for (std::size_t at = 0; at < rendering.prints.size(); ++at) {
    const bool responses = part.responses && at == 0;
    const std::size_t item = responses ? 0 : part.items[at - (part.responses ? 1 : 0)];
    const std::vector<bool> answers =
        responses ? std::vector<bool>(cells.cells.size())
                  : cells_with_answers(publication, table, cells, item, rendering, parameters);
    const bool any_answers = std::find(answers.begin(), answers.end(), true) != answers.end();
    for (std::size_t cell = 0; cell < cells.cells.size(); ++cell) {
      const CellPrint print = rendering.prints[at][cell];
      ReleasedFigure figure{
          .cell = cells.cells[cell],
          .item = responses ? responses_item : publication.items[item].id,
          .state = print == CellPrint::stands   ? FigureState::stands
                   : print == CellPrint::hidden ? FigureState::hidden
                                                : FigureState::printed,
          .print_class = print == CellPrint::coarse ? PrintClass::c : rendering.print_class};
      std::vector<PrintedFigure> rows;
      const CellCount& count = cells.counts[cell];
      if (print == CellPrint::stands) {
        add_batches(publication, table, figure, item, responses, parameters, rows);
      } else if (responses) {
        printer.responses(figure, rows, count, print);
      } else {
        printer.item(figure, rows, count.items[item], print);
        if (any_answers) {
          printer.answers(figure, rows, count.items[item], publication.items[item], answers[cell]);
        }
      }
      rendered.places.push_back(cell);
      rendered.figures.push_back(std::move(figure));
      rendered.printed.push_back(std::move(rows));
    }
  }
  return rendered;
}

}  // namespace soundings::disclose
