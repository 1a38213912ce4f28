// Which figures of an item may leave, decided for every table of the item at once, so
// that one table cannot give away what another hides.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "soundings/disclose/disclose.h"
#include "soundings/figures/tabulate.h"

#include "question/domain_codes.h"

namespace soundings::figures {

/// A row of a table by number: domain id -> row among row_codes().
using CellPosition = std::map<std::string, std::size_t>;

class Protection {
 public:
  /// cells: crossed by columns(). What is decided holds for every statistic of the item: a reader
  /// is taken to know the whole distribution of each figure that is shown. Every stratum is
  /// disclosed alone; a figure of several is hidden when one of them hides it.
  Protection(const Definitions& definitions, const Asked& asked, const Cells& cells);

  [[nodiscard]] std::optional<Hidden> hidden(const CellPosition& position) const;

  /// True when the figure adds up hidden figures that lie in different codes of `domain`.
  [[nodiscard]] bool adds_up_hidden(const CellPosition& position, const std::string& domain) const;

  /// True when the figure adds up hidden cells of two domains crossed: weights differ from cell to
  /// cell, so that its weighted value is an equation in them.
  [[nodiscard]] bool adds_up_hidden(const CellPosition& position, const std::string& first,
                                    const std::string& second) const;

  /// True when some row of the domain alone is hidden.
  [[nodiscard]] bool hides_in(const std::string& domain) const;
  /// The same for a cell of two domains crossed.
  [[nodiscard]] bool hides_in(const std::string& first, const std::string& second) const;

 private:
  using Reasons = std::vector<std::optional<Hidden>>;
  using Pair = std::pair<std::size_t, std::size_t>;
  struct Verdicts {
    std::optional<Hidden> total;
    std::vector<Reasons> margins;   ///< per domain
    std::map<Pair, Reasons> inner;  ///< per pair of domains asked together, row-major
    friend bool operator==(const Verdicts&, const Verdicts&) = default;
  };
  struct Counts;

  [[nodiscard]] Verdicts decide(const Counts& counts, const DisclosureRules& rules) const;
  void disclose_domain(std::size_t domain, const Counts& counts, const DisclosureRules& rules,
                       Verdicts& verdicts) const;
  void disclose_pair(const Pair& pair, const Counts& counts, const DisclosureRules& rules,
                     Verdicts& verdicts) const;
  [[nodiscard]] Counts nobody() const;
  void add(const Cell& cell, const std::vector<RowColumn>& columns, Counts& stratum) const;
  [[nodiscard]] std::vector<Counts> count(const Cells& cells,
                                          const std::vector<RowColumn>& columns) const;
  [[nodiscard]] std::optional<std::size_t> domain_index(const std::string& domain) const;
  [[nodiscard]] const Reasons* inner(std::size_t first, std::size_t second) const;

  std::vector<std::string> domains_;
  std::vector<std::size_t> extents_;  ///< rows per domain
  std::vector<Pair> pairs_;
  std::vector<disclose::Category> categories_;  ///< positions of the scale, then don't knows
  Verdicts verdicts_;
};

}  // namespace soundings::figures
