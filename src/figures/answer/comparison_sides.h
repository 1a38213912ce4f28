// The two figures of a comparison before their difference is taken, and who they speak of.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/figures/compare.h"
#include "soundings/weigh/calibrate.h"

#include "answer/layout.h"

namespace soundings::figures {

/// Everybody at a position, or everybody at `position` but not at `without`, in a period.
struct Whom {
  CellPosition position;
  std::optional<CellPosition> without;
  Period period;
};

/// Those cells of a sample made by weighing.h, in either design.
[[nodiscard]] estimate::Domain cells_of(const Definitions& definitions, const Survey& survey,
                                        const Cells& cells, const Whom& whom);

/// One side of one comparison.
struct Figure {
  Side side;
  Whom whom;
  std::vector<std::string> marks;
};

/// Makes the figures of one side: its table as `estimates` has it, and who the rest of it are.
class FigureMaker {
 public:
  /// evidence: of asked's period. All but it are referred to as long as this lives.
  FigureMaker(const Definitions& definitions, const Asked& asked, const Evidence& evidence);

  [[nodiscard]] const Table& table() const noexcept { return table_; }

  /// The samples its figures are of, unweighted and weighted.
  [[nodiscard]] const weigh::Sample& plain() const noexcept { return plain_; }
  [[nodiscard]] const std::optional<weigh::Sample>& fitted() const noexcept { return fitted_; }

  /// The figure of a code of the domain asked by, or of the whole for none.
  [[nodiscard]] Figure of(const std::string& code) const;

  /// Everybody but those of `code`.
  [[nodiscard]] Figure rest_of(const std::string& code) const;

 private:
  /// `among` with a code of the domain asked by, where there is one.
  [[nodiscard]] DomainKey key(const DomainKey& among, const std::string& code) const;

  const Definitions& definitions_;
  const Asked& asked_;
  Table table_;
  weigh::Sample plain_;
  std::optional<weigh::Sample> fitted_;
};

}  // namespace soundings::figures
