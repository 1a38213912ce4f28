// A part of a table that is protected as one: its items that everybody is asked, with one mask for
// all of them, or one item that only some are asked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "soundings/disclose/protect.h"

namespace soundings::disclose {

enum class CellPrint { exact, coarse, hidden, stands };

/// The cells of a table with their counts.
struct TableCells {
  std::vector<std::vector<std::string>> rows{};  ///< codes printed as one row
  std::size_t areas = 1;                         ///< 1 in a table without areas
  std::size_t rows_by_area = 1;                  ///< 1 in a table without a domain
  std::vector<FigureCell> cells{};               ///< areas first, then rows
  std::vector<CellCount> counts{};
  std::vector<std::int64_t> people{};
};

/// publication: of known layers, without the answers that are left out.
[[nodiscard]] TableCells cells_of(const Publication& publication, const PublishedTable& table,
                                  const ProtectionParameters& parameters);

struct TablePart {
  std::size_t table = 0;             ///< of the publication
  std::vector<std::size_t> items{};  ///< of the publication
  bool routed = false;
  bool responses = false;  ///< completed responses are printed as well, before the items

  /// How many figures each cell has.
  [[nodiscard]] std::size_t figures() const noexcept { return items.size() + (responses ? 1 : 0); }

  /// Whether this figure of a cell counts completed responses.
  [[nodiscard]] bool counts_responses(std::size_t figure) const noexcept {
    return responses && figure == 0;
  }

  /// The item of this figure of a cell; 0 for completed responses.
  [[nodiscard]] std::size_t item_of(std::size_t figure) const {
    return counts_responses(figure) ? 0 : items[figure - (responses ? 1 : 0)];
  }
};

/// What the rows of this figure of a cell name as their item.
[[nodiscard]] std::string item_name(const Publication& publication, const TablePart& part,
                                    std::size_t figure);

/// The parts of a table, the one of unrouted items first.
[[nodiscard]] std::vector<TablePart> parts_of_table(const Publication& publication,
                                                    std::size_t table);

/// How a part is printed.
struct Rendering {
  PrintClass print_class = PrintClass::b;
  /// By figure of the part, then by cell.
  std::vector<std::vector<CellPrint>> prints{};
  /// The smallest rows that are without answers although they have people enough.
  std::size_t rows_without_answers = 0;
  bool answers = false;
};

/// Whether a cell is hidden for its own sake: few people, few answers to an item, or few answers
/// that all agree.
[[nodiscard]] bool is_primary(const CellCount& count, std::int64_t people,
                              std::span<const std::size_t> items,
                              const ProtectionParameters& parameters);

/// The printed figures of a part, by cell and then by item, and where they stand.
struct Rendered {
  std::vector<std::size_t> places{};  ///< of the cell of each figure
  std::vector<ReleasedFigure> figures{};
  std::vector<std::vector<PrintedFigure>> printed{};  ///< the rows of each figure
};

[[nodiscard]] Rendered render(const Publication& publication, const TablePart& part,
                              const TableCells& cells, const Rendering& rendering,
                              const ProtectionParameters& parameters);

}  // namespace soundings::disclose
