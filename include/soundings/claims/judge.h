// A claim held against the imported series.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "soundings/base/time.h"
#include "soundings/claims/claim.h"
#include "soundings/survey/definitions.h"

namespace soundings {
struct Comparisons;
struct Table;
}  // namespace soundings

namespace soundings::claims {

class Points;

/// The imported points, ready to be asked. The definitions and the points outlive it.
class Evidence {
 public:
  /// report: the month in which the report appears; a point that was first published later is not
  /// used.
  Evidence(const Definitions& definitions, std::span<const ExternalPoint> points, Month report);
  /// readings: of released figures, so that a change or a difference that is not clear is not said
  /// to be one.
  Evidence(const Definitions& definitions, std::span<const ExternalPoint> points, Month report,
           const std::vector<Comparisons>& readings);
  /// tables: those figures, whose ranges and bases a sentence may state.
  Evidence(const Definitions& definitions, std::span<const ExternalPoint> points, Month report,
           const std::vector<Comparisons>& readings, const std::vector<Table>& tables);
  ~Evidence();
  Evidence(const Evidence&) = delete;
  Evidence& operator=(const Evidence&) = delete;

  [[nodiscard]] const Points& points() const noexcept { return *points_; }

 private:
  std::unique_ptr<const Points> points_;
};

/// What a claim comes to. Of several series that it may speak of, the one that agrees best counts.
[[nodiscard]] Judgement judge(const Claim& claim, const Points& points);

}  // namespace soundings::claims
