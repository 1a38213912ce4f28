// The protection of a release: parts of tables in order, each down its ladder until the gate passes
// it together with all that came before, and the gate of the whole at the end.
#include "soundings/disclose/protect.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "joint/counts.h"
#include "joint/gate.h"
#include "joint/ladder.h"
#include "joint/node_budget.h"
#include "joint/provisional_rows.h"
#include "joint/refusal.h"
#include "joint/star_names.h"

namespace soundings::disclose {
namespace {

/// How many times `solver_nodes` the tables of a release may use, and a part of a table in one
/// class. The proof of the whole has `solver_nodes` of its own: the witnesses of the last part that
/// passed are enough for it.
constexpr std::int64_t nodes_of_release = 5;
constexpr std::int64_t nodes_of_class = 3;

/// A part that was settled, and what it prints; without a rendering it is left out.
struct Settled {
  TablePart part;
  std::optional<Rendering> rendering{};
  Rendered rendered{};
};

/// Single months first, then windows, then revisions; of each the force, areas, one-way tables and
/// tables of areas by codes. The areas of an item that only some are asked come last: less those
/// who answered it, an area's responses reveal how many were not asked, and that must cost this
/// item its areas and not the others their tables.
std::vector<TablePart> parts_in_order(const Publication& publication) {
  std::vector<TablePart> parts;
  for (std::size_t table = 0; table < publication.tables.size(); ++table) {
    for (TablePart& part : parts_of_table(publication, table)) {
      parts.push_back(std::move(part));
    }
  }
  const auto rank = [&publication](const TablePart& part) {
    const PublishedTable& table = publication.tables[part.table];
    const bool coded = !table.domain.empty();
    return std::tuple(!table.revises.empty(), table.layers.size(), part.routed && table.by_area,
                      coded, table.by_area);
  };
  std::stable_sort(parts.begin(), parts.end(),
                   [&rank](const TablePart& a, const TablePart& b) { return rank(a) < rank(b); });
  return parts;
}

/// The gate, and each witness by the check that shares nothing with it.
Expected<Audit, Refusal> audited(const Star& star, std::span<const PrintedFigure> printed,
                                 const ProtectionParameters& parameters,
                                 std::span<const Solution> known, std::int64_t& nodes) {
  if (star.unknowns() == 0) {
    return Audit{};
  }
  GateAnswer answer = gate(star, printed, parameters, known, Thorough::no, nodes);
  if (auto refusal = refused(answer)) {
    return unexpected(*std::move(refusal));
  }
  Audit proved{.proofs = std::move(answer.proofs)};
  for (const Solution& solution : answer.witnesses) {
    proved.witnesses.push_back(star.witness(solution));
  }
  const auto fault = check_proofs(printed, answer_rules(star.publication().items), proved.witnesses,
                                  proved.proofs);
  if (fault != WitnessFault::none) {
    return unexpected(refused(fault));
  }
  return proved;
}

class Protection {
 public:
  Protection(Publication publication, const ProtectionParameters& parameters)
      : publication_(std::move(publication)),
        parameters_(parameters),
        budget_(nodes_of_class * parameters.solver_nodes,
                nodes_of_release * parameters.solver_nodes) {
    release_.unknown_area_left_out = leave_out_unknown_area(publication_, parameters);
    for (PublishedTable& table : publication_.tables) {
      std::sort(table.layers.begin(), table.layers.end());
      std::sort(table.revises.begin(), table.revises.end());
      for (std::vector<std::string>& layers : table.revised_since) {
        std::sort(layers.begin(), layers.end());
      }
    }
    for (const PublishedTable& table : publication_.tables) {
      cells_.push_back(cells_of(publication_, table, parameters));
    }
    release_.provisional = provisional_rows(publication_, parameters);
    publication_.earlier.insert(publication_.earlier.end(), release_.provisional.begin(),
                                release_.provisional.end());
    printed_ = publication_.earlier;
  }

  Expected<ProtectedRelease, Refusal> run() && {
    const std::vector<Witness> witnesses = std::exchange(publication_.known, {});
    const Star star(publication_, star_names(publication_, cells_));
    for (const Witness& witness : witnesses) {
      known_.push_back(star.solution(witness));
    }
    if (auto refusal = settle_earlier(star); refusal && !leave_out_shared(*refusal)) {
      return unexpected(*std::move(refusal));
    }
    for (const TablePart& part : parts_in_order(publication_)) {
      if (left_out_.contains(part.table)) {
        continue;
      }
      if (auto refusal = settle(star, part)) {
        return unexpected(*std::move(refusal));
      }
    }
    fill_tables();
    if (auto refusal = prove(star)) {
      return unexpected(*std::move(refusal));
    }
    return std::move(release_);
  }

 private:
  /// What was printed earlier must agree with the counts, and be safe without this release.
  std::optional<Refusal> settle_earlier(const Star& star) {
    if (printed_.empty()) {
      return std::nullopt;
    }
    std::int64_t nodes = budget_.take();
    const GateAnswer answer = gate(star, printed_, parameters_, known_, Thorough::no, nodes);
    budget_.hand_back(nodes);
    keep(answer);
    return refused(answer);
  }

  /// What was printed earlier was proved when it was printed. Where it is not proved again, the
  /// tables of the same people are left out, and what remains has nothing to do with it. False when
  /// nothing remains.
  bool leave_out_shared(const Refusal& refusal) {
    if (refusal.kind != RefusalKind::not_proved) {
      return false;
    }
    std::set<std::string> shared;
    for (const PrintedFigure& figure : publication_.earlier) {
      if (figure.release != provisional_release) {
        shared.insert(figure.layers.begin(), figure.layers.end());
      }
    }
    const auto shares = [&shared](const std::vector<std::string>& layers) {
      return std::any_of(layers.begin(), layers.end(),
                         [&shared](const std::string& layer) { return shared.contains(layer); });
    };
    for (std::size_t table = 0; table < publication_.tables.size(); ++table) {
      if (shares(publication_.tables[table].layers)) {
        left_out_.insert(table);
        release_.ladder.push_back({.table = publication_.tables[table].id,
                                   .rung = Rung::left_out,
                                   .failed = refusal.failed.value_or(Condition{})});
      }
    }
    for (auto* rows : {&publication_.earlier, &release_.provisional, &printed_}) {
      std::erase_if(*rows, [&](const PrintedFigure& figure) { return shares(figure.layers); });
    }
    release_.held_against_earlier = false;
    return left_out_.size() < publication_.tables.size();
  }

  void keep(const GateAnswer& answer) {
    for (std::size_t at = 1; at < answer.witnesses.size(); ++at) {
      if (std::find(known_.begin(), known_.end(), answer.witnesses[at]) == known_.end()) {
        known_.push_back(answer.witnesses[at]);
      }
    }
  }

  /// Whether the table of these lines that comes before is printed in class C, or not at all.
  [[nodiscard]] bool is_coarse(const TablePart& part, bool by_area, const std::string& domain) {
    const PublishedTable& table = publication_.tables[part.table];
    return std::any_of(settled_.begin(), settled_.end(), [&](const Settled& other) {
      const PublishedTable& lines = publication_.tables[other.part.table];
      const bool same = lines.by_area == by_area && lines.domain == domain &&
                        lines.layers == table.layers && other.part.routed == part.routed &&
                        (!part.routed || other.part.items == part.items);
      return same && (!other.rendering || other.rendering->print_class == PrintClass::c);
    });
  }

  std::optional<Refusal> settle(const Star& star, const TablePart& part) {
    const TableCells& cells = cells_[part.table];
    const Before before{
        .printed = printed_,
        .area_is_coarse = is_coarse(part, true, ""),
        .row_is_coarse = is_coarse(part, false, publication_.tables[part.table].domain)};
    std::int64_t nodes = budget_.take();
    Ladder ladder(publication_, part, cells, parameters_, before, nodes);
    Settled settled{.part = part};
    std::vector<PrintedFigure> together = printed_;
    while (ladder.rendering()) {
      settled.rendered = render(publication_, part, cells, *ladder.rendering(), parameters_);
      together.resize(printed_.size());
      for (const std::vector<PrintedFigure>& rows : settled.rendered.printed) {
        together.insert(together.end(), rows.begin(), rows.end());
      }
      const GateAnswer answer =
          gate(star, together, parameters_, known_,
               ladder.chooses_complements() ? Thorough::yes : Thorough::no, nodes);
      if (auto refusal = answer.refusal()) {
        return refusal;
      }
      keep(answer);
      if (answer.passed()) {
        printed_ = std::move(together);
        settled.rendering = ladder.rendering();
        break;
      }
      const PrintClass before_it = ladder.rendering()->print_class;
      ladder.descend(answer.failed);
      if (ladder.rendering() && ladder.rendering()->print_class != before_it) {
        budget_.hand_back(nodes);
        nodes = budget_.take();
      }
    }
    budget_.hand_back(nodes);
    release_.ladder.insert(release_.ladder.end(), ladder.steps().begin(), ladder.steps().end());
    settled_.push_back(std::move(settled));
    return std::nullopt;
  }

  void fill_tables() {
    for (std::size_t at = 0; at < publication_.tables.size(); ++at) {
      release_.tables.push_back(table_of(at));
    }
  }

  /// The parts of a table put together: by cell, then by part and item.
  [[nodiscard]] ReleasedTable table_of(std::size_t at) {
    const PublishedTable& named = publication_.tables[at];
    ReleasedTable table{.id = named.id,
                        .fate = named.revises.empty() ? TableFate::left_out : TableFate::stands,
                        .print_class = named.print_class,
                        .rows = cells_[at].rows};
    std::set<FigureCell> hidden;
    for (std::size_t cell = 0; cell < cells_[at].cells.size(); ++cell) {
      for (const Settled& settled : settled_) {
        if (settled.part.table != at || !settled.rendering) {
          continue;
        }
        table.fate = TableFate::released;
        table.print_class = std::max(table.print_class, settled.rendering->print_class);
        add_cell(table, settled.rendered, cell, hidden);
      }
    }
    table.hidden_cells = static_cast<std::int64_t>(hidden.size());
    const bool stands = std::all_of(
        table.figures.begin(), table.figures.end(),
        [](const ReleasedFigure& figure) { return figure.state == FigureState::stands; });
    if (!named.revises.empty() && stands) {
      table.fate = TableFate::stands;
    }
    return table;
  }

  void add_cell(ReleasedTable& table, const Rendered& rendered, std::size_t cell,
                std::set<FigureCell>& hidden) {
    for (std::size_t figure = 0; figure < rendered.figures.size(); ++figure) {
      if (rendered.places[figure] != cell) {
        continue;
      }
      table.figures.push_back(rendered.figures[figure]);
      release_.printed.insert(release_.printed.end(), rendered.printed[figure].begin(),
                              rendered.printed[figure].end());
      if (table.figures.back().state == FigureState::hidden) {
        hidden.insert(table.figures.back().cell);
      }
    }
  }

  /// The gate of everything that leaves, over what its rows name.
  std::optional<Refusal> prove(const Star& star) {
    std::vector<PrintedFigure> all = publication_.earlier;
    all.insert(all.end(), release_.printed.begin(), release_.printed.end());
    const Star last(publication_, all);
    std::vector<Solution> known(known_.size());
    std::transform(known_.begin(), known_.end(), known.begin(),
                   [&](const Solution& solution) { return last.taken_from(star, solution); });
    std::int64_t nodes = parameters_.solver_nodes;
    auto proved = audited(last, all, parameters_, known, nodes);
    release_.nodes_used = budget_.used() + parameters_.solver_nodes - nodes;
    if (!proved) {
      return std::move(proved).error();
    }
    release_.proofs = std::move(proved->proofs);
    release_.witnesses = std::move(proved->witnesses);
    return std::nullopt;
  }

  Publication publication_;
  const ProtectionParameters& parameters_;
  std::vector<TableCells> cells_;
  std::vector<PrintedFigure> printed_;
  std::vector<Settled> settled_;
  std::set<std::size_t> left_out_;  ///< tables that are not settled at all
  std::vector<Solution> known_;
  NodeBudget budget_;
  ProtectedRelease release_;
};

std::optional<Refusal> fault_of(const Publication& publication) {
  for (const auto& fault : {unknown_name(publication), fault_in_counts(publication)}) {
    if (fault) {
      return Refusal{.kind = RefusalKind::counts_disagree, .where = *fault};
    }
  }
  return std::nullopt;
}

}  // namespace

Expected<ProtectedRelease, Refusal> protect(const Publication& publication,
                                            const ProtectionParameters& parameters) {
  if (auto refusal = fault_of(publication)) {
    return unexpected(*std::move(refusal));
  }
  return Protection(publication, parameters).run();
}

Expected<Audit, Refusal> audit(const Publication& publication,
                               const std::vector<PrintedFigure>& printed,
                               const ProtectionParameters& parameters) {
  if (auto refusal = fault_of(publication)) {
    return unexpected(*std::move(refusal));
  }
  Publication counted = publication;
  static_cast<void>(leave_out_unknown_area(counted, parameters));
  std::vector<PrintedFigure> all = publication.earlier;
  const std::vector<PrintedFigure> provisional = provisional_rows(counted, parameters);
  all.insert(all.end(), provisional.begin(), provisional.end());
  all.insert(all.end(), printed.begin(), printed.end());
  std::int64_t nodes = nodes_of_release * parameters.solver_nodes;
  return audited(Star(std::move(counted), all), all, parameters, {}, nodes);
}

std::vector<AnswerRule> answer_rules(const std::vector<PublishedItem>& items) {
  std::vector<AnswerRule> rules;
  for (const PublishedItem& item : items) {
    AnswerRule& rule = rules.emplace_back();
    rule.item = item.id;
    for (const PublishedAnswer& answer : item.answers) {
      if (answer.valid) {
        rule.valid.push_back(answer.code);
      }
      if (answer.valid && answer.satisfied) {
        rule.satisfied.push_back(answer.code);
      }
    }
  }
  return rules;
}

}  // namespace soundings::disclose
