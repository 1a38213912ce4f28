// The ladder of one part of a table.
#include "joint/ladder.h"

#include <algorithm>

#include "soundings/disclose/release_rules.h"

#include "joint/cell_history.h"

namespace soundings::disclose {
namespace {

constexpr int most_rounds = 20;

}  // namespace

Ladder::Ladder(const Publication& publication, const TablePart& part, const TableCells& cells,
               const ProtectionParameters& parameters, const Before& before, std::int64_t& nodes)
    : publication_(publication),
      part_(part),
      cells_(cells),
      parameters_(parameters),
      nodes_(nodes) {
  start(before);
}

Ladder::Kind Ladder::kind() const {
  if (!table().revises.empty()) {
    return Kind::revision;
  }
  if (table().by_area && !table().domain.empty()) {
    return Kind::crossed;
  }
  return Kind::lines;
}

std::vector<bool> Ladder::primaries() const {
  std::vector<bool> primary(cells_.cells.size());
  for (std::size_t cell = 0; cell < primary.size(); ++cell) {
    primary[cell] = is_primary(cells_.counts[cell], cells_.people[cell], part_.items, parameters_);
  }
  return primary;
}

Rendering Ladder::all(PrintClass print_class, CellPrint print) const {
  return {.print_class = print_class,
          .prints = std::vector<std::vector<CellPrint>>(
              part_.figures(), std::vector<CellPrint>(cells_.cells.size(), print)),
          .answers = table().answers && print_class == PrintClass::a};
}

void Ladder::hide(Rendering& rendering, const std::vector<bool>& mask) const {
  for (std::vector<CellPrint>& prints : rendering.prints) {
    for (std::size_t cell = 0; cell < mask.size(); ++cell) {
      prints[cell] = mask[cell] ? CellPrint::hidden : prints[cell];
    }
  }
}

void Ladder::log(Rung rung, const Condition& failed) {
  steps_.push_back({.table = table().id, .rung = rung, .failed = failed});
}

void Ladder::start(const Before& before) {
  if (kind() == Kind::revision) {
    return start_revision(before);
  }
  if (table().print_class == PrintClass::c) {
    return go_coarse();
  }
  const bool crossed = kind() == Kind::crossed;
  const std::vector<bool> primary = primaries();
  const bool any = std::find(primary.begin(), primary.end(), true) != primary.end();
  if (crossed && (before.area_is_coarse || before.row_is_coarse)) {
    log(Rung::class_c, {});
    return go_coarse();
  }
  if (is_window(table(), before.printed)) {
    return start_window(before);
  }
  if (crossed) {
    return start_mask(before);
  }
  if (any) {
    log(Rung::class_c, {});
    return go_coarse();
  }
  rendering_ = all(table().print_class, CellPrint::exact);
}

void Ladder::start_window(const Before& before) {
  Rendering rendering = all(table().print_class, CellPrint::exact);
  for (std::size_t at = 0; at < rendering.prints.size(); ++at) {
    const std::string item = item_name(publication_, part_, at);
    for (std::size_t cell = 0; cell < cells_.cells.size(); ++cell) {
      rendering.prints[at][cell] = in_window(before, item, cell);
    }
  }
  hide(rendering, primaries());
  rendering_ = std::move(rendering);
}

/// A cell of a window is printed exactly when each of its months shows it, else coarsely when it
/// is large enough, else not at all.
CellPrint Ladder::in_window(const Before& before, const std::string& item, std::size_t cell) const {
  if (months_show(table(), item, cells_.cells[cell], before.printed)) {
    return CellPrint::exact;
  }
  return cells_.people[cell] >= parameters_.window_from ? CellPrint::coarse : CellPrint::hidden;
}

CellPrint Ladder::revised(const Before& before, std::size_t at, std::size_t cell) const {
  const bool responses = part_.counts_responses(at);
  const std::size_t item = part_.item_of(at);
  const std::string name = item_name(publication_, part_, at);
  const FigureCell& place = cells_.cells[cell];
  const auto first = first_print(table().revises, name, place, before.printed);
  const auto batch = [&](const std::vector<std::string>& layers,
                         const std::vector<std::string>& without) {
    return batch_of(publication_, layers, without, place, item, responses);
  };
  const auto& since = table().revised_since;
  const bool printed_since = std::any_of(since.begin(), since.end(), [&](const auto& layers) {
    const auto print = first_print(layers, name, place, before.printed);
    return print && print->value;
  });
  const Batch late = batch(table().layers, table().revises);
  const Batch withdrawn = batch(table().revises, table().layers);
  const bool changed = late.people > 0 || withdrawn.people > 0;
  if (!first || !first->value || printed_since || !changed ||
      !is_revised(late, withdrawn, parameters_)) {
    return CellPrint::stands;
  }
  constexpr std::int64_t whole = 1000;
  return first->unit > whole ? CellPrint::coarse : CellPrint::exact;
}

void Ladder::start_revision(const Before& before) {
  Rendering rendering = all(table().print_class, CellPrint::stands);
  const std::vector<bool> primary = primaries();
  for (std::size_t at = 0; at < rendering.prints.size(); ++at) {
    for (std::size_t cell = 0; cell < cells_.cells.size(); ++cell) {
      if (!primary[cell]) {
        rendering.prints[at][cell] = revised(before, at, cell);
      }
    }
  }
  rendering_ = std::move(rendering);
}

void Ladder::start_mask(const Before& before) {
  const std::vector<bool> primary = primaries();
  MaskProblem problem{.areas = cells_.areas,
                      .rows = cells_.rows_by_area,
                      .hidden = primary,
                      .primary = primary,
                      .hide_below = parameters_.hide_below,
                      .complement_below = parameters_.complement_below};
  for (std::size_t cell = 0; cell < cells_.cells.size(); ++cell) {
    const ItemCount* routed =
        part_.routed ? &cells_.counts[cell].items[part_.items.front()] : nullptr;
    problem.people.push_back(routed != nullptr ? routed->base : cells_.people[cell]);
    const bool shared = part_.routed && is_hidden(table(), cells_.cells[cell], before.printed);
    problem.hidden[cell] = problem.hidden[cell] || shared;
  }
  for (std::size_t cell = 0; cell < cells_.cells.size(); ++cell) {
    const std::int64_t people = problem.people[cell];
    if (primary[cell] && people > 0) {
      const std::int64_t target =
          std::max(parameters_.hide_below, people + parameters_.range_width);
      problem.needs.push_back({cell, target - people, {problem.people}});
    }
  }
  mask_ = std::move(problem);
  if (!apply_mask()) {
    log(Rung::class_c, {});
    go_coarse();
  }
}

bool Ladder::apply_mask() {
  const auto mask = least_mask(*mask_, nodes_);
  if (!mask) {
    return false;
  }
  Rendering rendering = all(table().print_class, CellPrint::exact);
  hide(rendering, *mask);
  rendering_ = std::move(rendering);
  return true;
}

void Ladder::go_coarse() {
  mask_.reset();
  Rendering rendering = all(PrintClass::c, CellPrint::coarse);
  hide(rendering, kind() == Kind::crossed ? with_empty_cells(primaries()) : primaries());
  rendering_ = std::move(rendering);
}

/// The mask with the empty cells of lines that ten people or more are in. Class C hides for no
/// other cell's sake, so that a reader would know of a hidden cell that somebody is in it.
std::vector<bool> Ladder::with_empty_cells(std::vector<bool> mask) const {
  const std::size_t rows = cells_.rows_by_area;
  std::vector<std::int64_t> of_area(cells_.areas);
  std::vector<std::int64_t> of_row(rows);
  for (std::size_t cell = 0; cell < mask.size(); ++cell) {
    of_area[cell / rows] += cells_.people[cell];
    of_row[cell % rows] += cells_.people[cell];
  }
  const bool any = std::find(mask.begin(), mask.end(), true) != mask.end();
  for (std::size_t cell = 0; any && cell < mask.size(); ++cell) {
    const bool possible = of_area[cell / rows] >= parameters_.hide_below &&
                          of_row[cell % rows] >= parameters_.hide_below;
    mask[cell] = mask[cell] || (cells_.people[cell] == 0 && possible);
  }
  return mask;
}

void Ladder::descend(std::span<const Demand> failed) {
  const Condition& first = failed.front().any_of.front();
  if (kind() == Kind::revision) {
    log(Rung::stands, first);
    rendering_.reset();
  } else if (fewer_answers(failed)) {
    log(Rung::fewer_answers, first);
  } else if (mask_ && rounds_ < most_rounds && more_complements(failed)) {
    log(Rung::complement, first);
  } else if (rendering_->print_class != PrintClass::c) {
    log(Rung::class_c, first);
    go_coarse();
  } else {
    log(Rung::left_out, first);
    rendering_.reset();
  }
}

/// One more row without answers, when nothing but answers could not be proved.
bool Ladder::fewer_answers(std::span<const Demand> failed) {
  const bool of_answers = std::all_of(failed.begin(), failed.end(), [](const Demand& demand) {
    return demand.any_of.front().kind == ConditionKind::answer_differs;
  });
  if (!of_answers || !rendering_->answers) {
    return false;
  }
  ++rendering_->rows_without_answers;
  rendering_->answers = rendering_->rows_without_answers < cells_.cells.size();
  return true;
}

bool Ladder::more_complements(std::span<const Demand> failed) {
  ++rounds_;
  bool added = false;
  for (const Demand& demand : failed) {
    added = add_need(demand.any_of.front()) || added;
  }
  if (!added && !force_cheapest(failed.front().any_of.front())) {
    return false;
  }
  return apply_mask();
}

/// Room for the satisfied and for the others of the cell that failed. False when the mask gives it
/// already.
bool Ladder::add_need(const Condition& failed) {
  const auto cell = std::find(cells_.cells.begin(), cells_.cells.end(), failed.cell);
  const auto item = std::find_if(part_.items.begin(), part_.items.end(), [&](std::size_t at) {
    return publication_.items[at].id == failed.item;
  });
  if (cell == cells_.cells.end() || item == part_.items.end() || failed.layers != table().layers) {
    return false;
  }
  CellNumbersOf satisfied;
  CellNumbersOf others;
  for (const CellCount& count : cells_.counts) {
    satisfied.push_back(count.items[*item].satisfied);
    others.push_back(count.items[*item].base - count.items[*item].satisfied);
  }
  Need need{.cell = static_cast<std::size_t>(cell - cells_.cells.begin())};
  if (failed.kind == ConditionKind::base_reaches) {
    need.amount = failed.number - satisfied[need.cell] - others[need.cell];
    need.networks = {satisfied, others};
  } else if (failed.kind == ConditionKind::satisfied_reaches) {
    need.amount = failed.number - satisfied[need.cell];
    need.networks = {satisfied};
  } else {
    need.amount = failed.number - others[need.cell];
    need.networks = {others};
  }
  if (std::find(mask_->needs.begin(), mask_->needs.end(), need) != mask_->needs.end()) {
    return false;
  }
  mask_->needs.push_back(std::move(need));
  return true;
}

/// Hides the cheapest shown cell in a line of the cell that failed. False when there is none.
bool Ladder::force_cheapest(const Condition& failed) {
  const auto at = std::find(cells_.cells.begin(), cells_.cells.end(), failed.cell);
  if (at == cells_.cells.end()) {
    return false;
  }
  const auto place = static_cast<std::size_t>(at - cells_.cells.begin());
  std::optional<std::size_t> cheapest;
  for (std::size_t cell = 0; cell < cells_.cells.size(); ++cell) {
    const bool in_line =
        cell / mask_->rows == place / mask_->rows || cell % mask_->rows == place % mask_->rows;
    const bool shown = rendering_->prints.front()[cell] == CellPrint::exact;
    if (in_line && shown && mask_->people[cell] < parameters_.complement_below &&
        (!cheapest || mask_->people[cell] < mask_->people[*cheapest])) {
      cheapest = cell;
    }
  }
  if (cheapest) {
    mask_->hidden[*cheapest] = true;
  }
  return cheapest.has_value();
}

}  // namespace soundings::disclose
