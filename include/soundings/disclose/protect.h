// The protection and the gate of a release: which cells are hidden, which class each table is
// printed in, and the witnesses that prove that no hidden figure can be worked out
// (docs/methods/protection.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/disclose/printed.h"
#include "soundings/disclose/protection_parameters.h"
#include "soundings/disclose/publication.h"
#include "soundings/disclose/witness.h"

namespace soundings::disclose {

/// hidden: `[c]`. stands: the first print is not revised.
enum class FigureState { printed, hidden, stands };

/// An item of a cell as it is printed. `responses_item` has a base alone.
struct ReleasedFigure {
  FigureCell cell{};
  std::string item;
  FigureState state = FigureState::printed;
  PrintClass print_class = PrintClass::b;
  std::int64_t base = 0;                   ///< as printed; 0 unless printed
  std::optional<std::int64_t> per_cent{};  ///< thousandths, as printed; empty without a base
  std::vector<std::int64_t>
      answers{};  ///< counts, one for each answer of the item; empty where not printed
};

/// left_out: `not released this month`. stands: the whole first print is not revised.
enum class TableFate { released, left_out, stands };

struct ReleasedTable {
  std::string id;
  TableFate fate = TableFate::released;
  PrintClass print_class = PrintClass::b;
  std::vector<std::vector<std::string>> rows{};  ///< codes printed as one row
  std::vector<ReleasedFigure> figures{};         ///< by cell, areas first, then by item
  std::int64_t hidden_cells = 0;                 ///< cells with a hidden item
};

/// What the gate made of a table that it did not pass as it was.
enum class Rung {
  complement,     ///< one more mask was tried
  fewer_answers,  ///< fewer rows, or none, print answers by category
  class_c,
  left_out,
  stands
};

struct LadderStep {
  std::string table;
  Rung rung = Rung::complement;
  Condition failed{};  ///< what was not proved; item and cell are empty where the mask itself was
                       ///< impossible or a row was too small
};

struct ProtectedRelease {
  std::vector<ReleasedTable> tables{};   ///< in the order of the publication
  std::vector<PrintedFigure> printed{};  ///< this release, as its files must read
  std::vector<LadderStep> ladder{};
  std::vector<Proof> proofs{};
  std::vector<Witness> witnesses{};
  /// What a reader of provisional figures knows beside the printed rows: the witnesses agree with
  /// it too.
  std::vector<PrintedFigure> provisional{};
  /// Whether the witnesses agree with what earlier releases printed. They need not where no table
  /// is of people whom those counted.
  bool held_against_earlier = true;
  /// Layers of which 1 to 9 answers without a known area were left out.
  std::vector<std::string> unknown_area_left_out{};
  /// Of branch and bound, in all searches together. In a larger system a node counts more than
  /// once.
  std::int64_t nodes_used = 0;
};

enum class RefusalKind {
  counts_disagree,  ///< the counts of two tables of one layer differ in a total, or a name is
                    ///< unknown
  not_printable,    ///< a row that names what is unknown, or is finer than any class prints
  contradiction,    ///< what is printed does not agree with the counts of its layers
  not_proved        ///< a condition of a figure that no table of this release can be blamed for
};

struct Refusal {
  RefusalKind kind = RefusalKind::not_proved;
  std::string where;  ///< layer, table or figure, for a message
  std::optional<Condition> failed{};
};

/// Deterministic: the same publication gives the same answer. Waits for other calls: one solver
/// works at a time in the process. Never refuses for want of time. Uses at most five times
/// `solver_nodes` nodes, and once more for the last proof: a table that has not passed when they
/// are used up is left out.
[[nodiscard]] Expected<ProtectedRelease, Refusal> protect(const Publication& publication,
                                                          const ProtectionParameters& parameters);

/// Rows and the witnesses that prove them safe.
struct Audit {
  std::vector<Proof> proofs{};
  std::vector<Witness> witnesses{};  ///< the truth first
};

/// The gate alone, over `printed` and what was printed earlier: it hides nothing and changes
/// nothing.
[[nodiscard]] Expected<Audit, Refusal> audit(const Publication& publication,
                                             const std::vector<PrintedFigure>& printed,
                                             const ProtectionParameters& parameters);

/// The rules by which `check_witness` reads the answers of these items.
[[nodiscard]] std::vector<AnswerRule> answer_rules(const std::vector<PublishedItem>& items);

}  // namespace soundings::disclose
