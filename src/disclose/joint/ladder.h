// The ladder of one part of a table: how it is printed first, and what is tried next when the gate
// does not pass it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "joint/demands.h"
#include "joint/mask.h"
#include "joint/table_part.h"

namespace soundings::disclose {

/// What the parts before this one came to.
struct Before {
  std::span<const PrintedFigure> printed{};  ///< of this release, and what was printed earlier
  bool area_is_coarse = false;               ///< the areas of these items are printed in class C
  bool row_is_coarse = false;                ///< the one-way table of this domain is
};

class Ladder {
 public:
  /// nodes: what the searches for masks use is taken from them.
  Ladder(const Publication& publication, const TablePart& part, const TableCells& cells,
         const ProtectionParameters& parameters, const Before& before, std::int64_t& nodes);

  /// Empty when the part is left out, or when its first print stands as a whole.
  [[nodiscard]] const std::optional<Rendering>& rendering() const noexcept { return rendering_; }

  [[nodiscard]] const std::vector<LadderStep>& steps() const noexcept { return steps_; }

  /// Whether a gate that does not pass leads to more hidden cells first.
  [[nodiscard]] bool chooses_complements() const noexcept { return mask_.has_value(); }

  /// Takes the next rung. failed: at least one demand of this part or of another.
  void descend(std::span<const Demand> failed);

 private:
  enum class Kind { lines, crossed, window, revision };

  [[nodiscard]] const PublishedTable& table() const { return publication_.tables[part_.table]; }
  [[nodiscard]] Kind kind() const;
  [[nodiscard]] std::vector<bool> primaries() const;
  [[nodiscard]] Rendering all(PrintClass print_class, CellPrint print) const;
  void hide(Rendering& rendering, const std::vector<bool>& mask) const;
  void log(Rung rung, const Condition& failed);
  void start(const Before& before);
  void start_window(const Before& before);
  [[nodiscard]] CellPrint in_window(const Before& before, const std::string& item,
                                    std::size_t cell) const;
  void start_revision(const Before& before);
  void start_mask(const Before& before);
  [[nodiscard]] CellPrint revised(const Before& before, std::size_t at, std::size_t cell) const;
  [[nodiscard]] bool fewer_answers(std::span<const Demand> failed);
  [[nodiscard]] bool more_complements(std::span<const Demand> failed);
  [[nodiscard]] bool add_need(const Condition& failed);
  [[nodiscard]] bool force_cheapest(const Condition& failed);
  [[nodiscard]] bool apply_mask();
  void go_coarse();
  [[nodiscard]] std::vector<bool> with_empty_cells(std::vector<bool> mask) const;

  const Publication& publication_;
  const TablePart& part_;
  const TableCells& cells_;
  const ProtectionParameters& parameters_;
  std::int64_t& nodes_;
  std::optional<Rendering> rendering_;
  std::optional<MaskProblem> mask_;
  int rounds_ = 0;
  std::vector<LadderStep> steps_;
};

}  // namespace soundings::disclose
