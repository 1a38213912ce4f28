// Printed numbers -> the tidy tables of a release.
#include "tables/tables.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "soundings/base/number.h"
#include "soundings/survey/breaks.h"

#include "tables/against_rest_table.h"
#include "tables/cell_names.h"
#include "tables/csv.h"

namespace soundings::release {
namespace {

using disclose::FigureCell;
using disclose::PrintedFigure;
using disclose::Quantity;
using figures::PrintedWeights;

constexpr double thousandths = 1000.0;
constexpr std::int64_t whole = 1000;
constexpr int fine_decimals = 1;
constexpr const char* unweighted = "none";
constexpr const char* level = "0.95";

/// One printed cell of a table. print: that it is of.
struct Cell {
  FigureCell cell;
  const PrintedPeriod* print = nullptr;
  const PrintedFigure* base = nullptr;
  const PrintedFigure* share = nullptr;

  [[nodiscard]] bool hidden() const { return !base->value; }
  [[nodiscard]] bool coarse() const { return base->unit != whole; }
};

std::string number_text(const PrintedFigure& figure, int decimals) {
  return rounded(static_cast<double>(*figure.value) / thousandths, decimals);
}

/// A cell of one print, where it has a row, printed or hidden.
std::optional<Cell> cell_of(const PrintedPeriod& print, const std::string& item,
                            const FigureCell& cell) {
  const PrintedFigure* base = print.numbers.find(print.layers, item, cell, Quantity::base);
  return base == nullptr ? std::nullopt
                         : std::optional(Cell{.cell = cell,
                                              .print = &print,
                                              .base = base,
                                              .share = print.numbers.find(print.layers, item, cell,
                                                                          Quantity::per_cent)});
}

/// The completed responses that are printed of the force or of an area, as a per cent of its
/// target; empty for other cells, and where nobody was invited.
std::string response_rate(const PrintedPeriod& print, const FigureCell& cell) {
  const auto responses = cell.domain.empty() ? count_of_people(print, cell.area) : std::nullopt;
  std::int64_t invited = 0;
  for (const auto& [area, target] : print.targets) {
    invited += cell.area.empty() || cell.area == area ? target : 0;
  }
  constexpr std::int64_t tenth = 100;
  return responses && invited > 0
             ? rounded(static_cast<double>(disclose::per_cent_of(*responses, invited, tenth)) /
                           thousandths,
                       fine_decimals)
             : std::string();
}

/// Writes the rows of one table.
class Writer {
 public:
  Writer(const TableContext& context, std::span<const PrintedPeriod> prints,
         const ReleasedTable& table)
      : context_(context),
        prints_(prints),
        table_(table),
        parameters_(parameters_of(context.definitions.protection)),
        columns_(columns_of(table)) {}

  [[nodiscard]] std::string header() const {
    std::vector<std::string> names{"period", "release", "survey", "measure", "item"};
    names.insert(names.end(), columns_.begin(), columns_.end());
    for (const char* name :
         {"weighting", "value", "lo", "hi", "level", "n", "n_eff", "deff", "unweighted",
          "response_rate", "marks", "decimals", "se", "answer", "class"}) {
      names.emplace_back(name);
    }
    return csv_line(names);
  }

  void add(const std::string& item, const Cell& cell) {
    store::ReleaseRow row = begin(item, cell);
    const int decimals = cell.coarse() ? 0 : fine_decimals;
    if (!cell.hidden()) {
      row.n = number_text(*cell.base, 0);
      if (cell.share != nullptr && cell.share->value) {
        row.value = number_text(*cell.share, decimals);
      }
      if (!cell.coarse()) {
        set_range(row, plain_line(*cell.print, item, cell.cell), PrintedWeights::none, false);
      }
    }
    const std::string plain = row.value;
    append(row, cell.cell, plain, decimals);
    if (table_.weighted && !cell.hidden() && !cell.coarse()) {
      add_weighted(item, cell);
    }
    if (table_.answers) {
      add_answers(item, cell);
    }
  }

  void add_raked(store::ReleaseRow row, const FigureCell& cell, const std::string& plain) {
    append(std::move(row), cell, plain, 0);
  }

  [[nodiscard]] store::ReleaseRow begin(const std::string& item, const Cell& cell) const {
    const PrintedFigure& base = *cell.base;
    std::string marks = cell.hidden() ? "c" : "";
    const std::int64_t few = context_.definitions.disclosure.unreliable_below;
    const std::int64_t printed = base.value.value_or(0) / whole;
    const bool unreliable =
        cell.coarse() ? printed == context_.definitions.protection.coarse_base
                      : printed >= context_.definitions.protection.hide_below && printed < few;
    marks += !cell.hidden() && unreliable ? "u" : "";
    if (break_between(*context_.plan.survey, context_.period, context_.period) != nullptr) {
      marks += "b";
    }
    if (cell.print != &prints_.back()) {
      marks += "r";
    }
    return {.survey = context_.plan.survey->id,
            .period = to_text(context_.period),
            .by = name_of(table_),
            .codes = codes_of(context_.plan, table_, cell.cell),
            .print_class = std::string(to_text(cell.coarse() ? PrintClass::c : table_.print)),
            .item = item,
            .answer = {},
            .weighting = unweighted,
            .value = {},
            .lo = {},
            .hi = {},
            .n = {},
            .marks = std::move(marks),
            .response_rate = cell.hidden() || cell.coarse()
                                 ? std::string()
                                 : response_rate(*cell.print, cell.cell)};
  }

  TableFiles files(const std::string& what) && {
    if (rows_.empty()) {
      return {};
    }
    return {.files = {{.name = table_file_name(context_.plan.survey->id, context_.period, table_.by,
                                               what),
                       .bytes = header() + text_}},
            .rows = std::move(rows_)};
  }

 private:
  void set_range(store::ReleaseRow& row,
                 const std::optional<std::vector<figures::PrintedStratum>>& strata,
                 PrintedWeights weights, bool with_value) const {
    const auto figure = strata ? figures::estimate_of(*strata, weights) : std::nullopt;
    if (!figure) {
      return;
    }
    if (with_value) {
      row.value = rounded(figure->value, fine_decimals);
    }
    row.lo = figure->lo ? rounded(*figure->lo, fine_decimals) : "";
    row.hi = figure->hi ? rounded(*figure->hi, fine_decimals) : "";
  }

  /// The cell in the newest print of which the whole weighted line can be made.
  [[nodiscard]] std::optional<Cell> weighted_cell(const std::string& item, const Cell& cell) const {
    for (const PrintedPeriod& print : prints_) {
      const auto found = cell_of(print, item, cell.cell);
      if (found && !found->hidden() && weighted_line(print, item, cell.cell, parameters_)) {
        return found;
      }
    }
    return std::nullopt;
  }

  /// Weights of areas leave a row within one area as it is: the printed value stands for both.
  void add_weighted(const std::string& item, const Cell& newest) {
    const auto cell = weighted_cell(item, newest);
    if (!cell || cell->coarse()) {
      return;
    }
    store::ReleaseRow row = begin(item, *cell);
    row.weighting = context_.plan.scheme == nullptr ? unweighted : context_.plan.scheme->id;
    row.n = number_text(*cell->base, 0);
    set_range(row, weighted_line(*cell->print, item, cell->cell, parameters_),
              PrintedWeights::poststratified, true);
    if (row.value.empty()) {
      return;
    }
    const std::string plain = cell->share != nullptr && cell->share->value
                                  ? number_text(*cell->share, fine_decimals)
                                  : std::string();
    row.value = cell->cell.area.empty() ? row.value : plain;
    append(row, cell->cell, plain, fine_decimals);
  }

  /// The cell in the newest print that has its answers.
  [[nodiscard]] std::optional<Cell> cell_with_answers(const disclose::PublishedItem& item,
                                                      const Cell& cell) const {
    for (const PrintedPeriod& print : prints_) {
      const bool printed = std::ranges::any_of(item.answers, [&](const auto& answer) {
        const PrintedFigure* count =
            print.numbers.find(print.layers, item.id, cell.cell, Quantity::count, answer.code);
        return count != nullptr && count->value;
      });
      if (printed) {
        return cell_of(print, item.id, cell.cell);
      }
    }
    return std::nullopt;
  }

  void add_answers(const std::string& item, const Cell& newest) {
    const auto known =
        std::ranges::find(context_.plan.frame.items, item, &disclose::PublishedItem::id);
    const auto cell = cell_with_answers(*known, newest);
    if (!cell || cell->hidden()) {
      return;
    }
    for (const disclose::PublishedAnswer& answer : known->answers) {
      const PrintedFigure* count = cell->print->numbers.find(cell->print->layers, item, cell->cell,
                                                             Quantity::count, answer.code);
      if (count == nullptr || !count->value) {
        continue;
      }
      const std::int64_t part = *count->value / whole;
      const std::int64_t of = *cell->base->value / whole + (answer.valid ? 0 : part);
      store::ReleaseRow row = begin(item, *cell);
      row.answer = answer.code;
      row.n = number_text(*cell->base, 0);
      if (of > 0) {
        constexpr std::int64_t tenth = 100;
        row.value =
            rounded(static_cast<double>(disclose::per_cent_of(part, of, tenth)) / thousandths,
                    fine_decimals);
      }
      append(row, cell->cell, "", fine_decimals);
    }
  }

  void append(store::ReleaseRow row, const FigureCell& cell, const std::string& plain,
              int decimals) {
    const Measure* measure = measure_of(context_.definitions, row.survey, row.item);
    std::vector<std::string> fields{row.period, context_.release, row.survey,
                                    measure == nullptr ? "" : measure->id, row.item};
    for (const std::string& domain : columns_) {
      fields.push_back(code_in(context_.plan, cell, domain));
    }
    const bool weighted = row.weighting != unweighted;
    const bool ranged = !row.lo.empty();
    for (const std::string& field :
         {row.weighting, row.value, row.lo, row.hi, std::string(ranged ? level : ""), row.n,
          std::string(), std::string(), weighted ? plain : std::string(), row.response_rate,
          row.marks, std::to_string(decimals), std::string(), row.answer, row.print_class}) {
      fields.push_back(field);
    }
    text_ += csv_line(fields);
    rows_.push_back(std::move(row));
  }

  const TableContext& context_;
  std::span<const PrintedPeriod> prints_;
  const ReleasedTable& table_;
  disclose::ProtectionParameters parameters_;
  std::vector<std::string> columns_;
  std::string text_;
  std::vector<store::ReleaseRow> rows_;
};

/// The cells of a table, in the order of the definitions. rows: the codes of the other domain as
/// they are printed, joined ones too.
std::vector<FigureCell> cells_of(const PrintedPeriod& printed, const Plan& plan,
                                 const ReleasedTable& table, const std::vector<std::string>& rows) {
  const std::vector<std::string> areas =
      is_by_area(plan, table) ? printed.areas : std::vector<std::string>{""};
  std::vector<FigureCell> cells;
  for (const std::string& area : areas) {
    for (const std::string& row : rows) {
      cells.push_back({.area = area, .domain = other_domain(plan, table), .code = row});
    }
  }
  return cells;
}

std::vector<std::string> printed_codes(const PrintedPeriod& printed, const std::string& domain) {
  const auto found = printed.codes.find(domain);
  return found == printed.codes.end() ? std::vector<std::string>{} : found->second;
}

/// Cells that have a row of the item, printed or hidden, each of its newest print.
std::vector<Cell> printed_cells(std::span<const PrintedPeriod> prints, const Plan& plan,
                                const ReleasedTable& table, const std::string& item) {
  const std::string domain = other_domain(plan, table);
  const PrintedPeriod& first = prints.back();
  const auto rows = domain.empty() ? std::vector<std::string>{""} : printed_codes(first, domain);
  std::vector<Cell> cells;
  for (const FigureCell& cell : cells_of(first, plan, table, rows)) {
    for (const PrintedPeriod& print : prints) {
      if (const auto found = cell_of(print, item, cell)) {
        cells.push_back(*found);
        break;
      }
    }
  }
  return cells;
}

void join(TableFiles& all, TableFiles more) {
  std::ranges::move(more.files, std::back_inserter(all.files));
  std::ranges::move(more.rows, std::back_inserter(all.rows));
}

}  // namespace

std::string table_file_name(const std::string& survey, const Period& period,
                            const std::vector<std::string>& by, const std::string& what) {
  std::string name = survey + "." + to_text(period);
  if (const auto at = name.find('/'); at != std::string::npos) {
    name.replace(at, 1, "_to_");
  }
  for (const std::string& domain : by.empty() ? std::vector<std::string>{"force"} : by) {
    name += "." + domain;
  }
  return name + (what.empty() ? "" : "." + what) + ".csv";
}

TableFiles tables_of(const TableContext& context, std::span<const PrintedPeriod> prints) {
  TableFiles all;
  for (const ReleasedTable& table : context.plan.set->tables) {
    Writer writer(context, prints, table);
    for (const std::string& item : context.plan.set->items_of(table)) {
      for (const Cell& cell : printed_cells(prints, context.plan, table, item)) {
        writer.add(item, cell);
      }
    }
    join(all, std::move(writer).files(""));
    if (table.by == std::vector<std::string>{context.plan.areas}) {
      join(all, against_rest_table(context, prints, table));
    }
  }
  return all;
}

TableFiles raked_table(const TableContext& context, const PrintedPeriod& printed,
                       const ReleasedTable& table, const std::string& item, const Table& working,
                       std::int64_t least) {
  const std::span<const PrintedPeriod> prints(&printed, 1);
  const std::vector<Cell> cells = printed_cells(prints, context.plan, table, item);
  if (std::ranges::any_of(cells, [](const Cell& cell) { return cell.hidden() || cell.coarse(); })) {
    return {};
  }
  Writer writer(context, prints, table);
  for (const Cell& cell : cells) {
    DomainKey key;
    for (const std::string& domain : table.by) {
      key[domain] = code_in(context.plan, cell.cell, domain);
    }
    const Row* row = working.find(key);
    if (row == nullptr || !row->weighted || *cell.base->value / whole < least) {
      continue;
    }
    store::ReleaseRow made = writer.begin(item, cell);
    made.weighting = working.scheme;
    made.n = number_text(*cell.base, 0);
    made.value = rounded(row->weighted->value, 0);
    made.lo = row->weighted->lo ? rounded(*row->weighted->lo, 0) : "";
    made.hi = row->weighted->hi ? rounded(*row->weighted->hi, 0) : "";
    writer.add_raked(
        std::move(made), cell.cell,
        cell.share != nullptr && cell.share->value ? number_text(*cell.share, fine_decimals) : "");
  }
  return std::move(writer).files("weighted." + item);
}

}  // namespace soundings::release
