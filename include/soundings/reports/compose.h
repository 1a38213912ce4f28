// The report to the board, composed: for each aim what the release prints of it and what others
// counted, sentences made of those figures, and what people wrote, held against the same figures.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/time.h"
#include "soundings/figures/figures.h"
#include "soundings/store/reports.h"
#include "soundings/survey/aim_report.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/external_series.h"

namespace soundings::reports {

/// What a report is made of. figures: released ones, of the release that the report names. month:
/// that of the release.
struct Material {
  const Definitions& definitions;
  const figures::Figures& figures;
  std::span<const ExternalPoint> imported;
  Month month;
};

/// Equal material, words and sign-offs give an equal report. A sign-off stands while the aim shows
/// what was signed.
[[nodiscard]] AimReport compose(const Material& material, const store::Report& report);

/// What is claimed of released figures is held against these. points: `imported`, with the
/// release's own in place of those that it prints. readings: what its changes and differences come
/// to.
struct ReleasedEvidence {
  std::vector<ExternalPoint> points;
  std::vector<Comparisons> readings;
  std::vector<Table> tables;
};
[[nodiscard]] ReleasedEvidence released_evidence(const Material& material);

/// A digest of all that an aim shows but its sign-off: what somebody signs.
[[nodiscard]] Sha256 content_of(const AimSheet& sheet);

}  // namespace soundings::reports
