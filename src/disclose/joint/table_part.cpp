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
/// reader may see what they changed: what is printed anew beside it must not reveal them, nor
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

/// Whether enough people came to a cell, and went from it, for each of their answers to be printed:
/// the answers of a revision less those of the first print are theirs.
bool shows_answers_of_batches(const Publication& publication, const PublishedTable& table,
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
/// the smallest of them. Empty when it is none.
std::vector<bool> cells_with_answers(const Publication& publication, const PublishedTable& table,
                                     const TableCells& cells, std::size_t item,
                                     const Rendering& rendering,
                                     const ProtectionParameters& parameters) {
  std::vector<std::size_t> enough;
  for (std::size_t cell = 0; cell < cells.cells.size(); ++cell) {
    const ItemCount& count = cells.counts[cell].items[item];
    if (rendering.answers && !count.answers.empty() &&
        std::min(cells.people[cell], count.base) >= parameters.answers_from &&
        shows_answers_of_batches(publication, table, cells.cells[cell], item, parameters)) {
      enough.push_back(cell);
    }
  }
  if (enough.size() <= rendering.rows_without_answers) {
    return {};
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

FigureState state_of(CellPrint print) {
  switch (print) {
    case CellPrint::stands:
      return FigureState::stands;
    case CellPrint::hidden:
      return FigureState::hidden;
    case CellPrint::exact:
    case CellPrint::coarse:
      break;
  }
  return FigureState::printed;
}

/// Prints a part of a table, one figure of every cell after another.
class PartPrinter {
 public:
  PartPrinter(const Publication& publication, const TablePart& part, const TableCells& cells,
              const Rendering& rendering, const ProtectionParameters& parameters)
      : publication_(publication),
        table_(publication.tables[part.table]),
        part_(part),
        cells_(cells),
        rendering_(rendering),
        parameters_(parameters),
        printer_(publication, table_, parameters) {}

  Rendered run() && {
    for (std::size_t at = 0; at < rendering_.prints.size(); ++at) {
      if (part_.counts_responses(at)) {
        print_responses(at);
      } else {
        print_item(at);
      }
    }
    return std::move(rendered_);
  }

 private:
  void print_responses(std::size_t at) {
    for (std::size_t cell = 0; cell < cells_.cells.size(); ++cell) {
      const CellPrint print = rendering_.prints[at][cell];
      std::vector<PrintedFigure>& rows = add_figure(at, cell);
      if (print != CellPrint::stands) {
        printer_.responses(rendered_.figures.back(), rows, cells_.counts[cell], print);
      }
    }
  }

  void print_item(std::size_t at) {
    const std::size_t item = part_.item_of(at);
    const std::vector<bool> answers =
        cells_with_answers(publication_, table_, cells_, item, rendering_, parameters_);
    for (std::size_t cell = 0; cell < cells_.cells.size(); ++cell) {
      const CellPrint print = rendering_.prints[at][cell];
      std::vector<PrintedFigure>& rows = add_figure(at, cell);
      if (print == CellPrint::stands) {
        continue;
      }
      ReleasedFigure& figure = rendered_.figures.back();
      const ItemCount& count = cells_.counts[cell].items[item];
      printer_.item(figure, rows, count, print);
      if (!answers.empty()) {
        printer_.answers(figure, rows, count, publication_.items[item], answers[cell]);
      }
    }
  }

  /// A figure without numbers, and where its rows go; one that stands has all of its rows.
  std::vector<PrintedFigure>& add_figure(std::size_t at, std::size_t cell) {
    const CellPrint print = rendering_.prints[at][cell];
    rendered_.places.push_back(cell);
    const ReleasedFigure& figure = rendered_.figures.emplace_back(ReleasedFigure{
        .cell = cells_.cells[cell],
        .item = item_name(publication_, part_, at),
        .state = state_of(print),
        .print_class = print == CellPrint::coarse ? PrintClass::c : rendering_.print_class});
    std::vector<PrintedFigure>& rows = rendered_.printed.emplace_back();
    if (print == CellPrint::stands) {
      add_batches(publication_, table_, figure, part_.item_of(at), part_.counts_responses(at),
                  parameters_, rows);
    }
    return rows;
  }

  const Publication& publication_;
  const PublishedTable& table_;
  const TablePart& part_;
  const TableCells& cells_;
  const Rendering& rendering_;
  const ProtectionParameters& parameters_;
  Printer printer_;
  Rendered rendered_;
};

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

std::string item_name(const Publication& publication, const TablePart& part, std::size_t figure) {
  return part.counts_responses(figure) ? responses_item
                                       : publication.items[part.item_of(figure)].id;
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
  return PartPrinter(publication, part, cells, rendering, parameters).run();
}

}  // namespace soundings::disclose
