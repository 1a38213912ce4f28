// A specification and a CSV of responses become estimates, with no database and no
// survey definition: how an analyst checks the engine, and how it is held against
// R `survey` (docs/methods/analyse.md).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/estimate/association.h"
#include "soundings/estimate/estimate.h"
#include "soundings/survey/weighting_report.h"

namespace soundings::analyse {

/// Why a specification gets no estimates. code: snake_case, stable, listed in
/// docs/methods/analyse.md. message: one sentence naming the rule that was broken. diagnostics:
/// what was known when no weights met the targets.
struct Fault {
  std::string code;
  std::string message;
  std::vector<std::pair<std::string, std::string>> diagnostics{};
};

/// One domain and measure. Intervals are at the specification's level.
struct EstimateRow {
  std::string domain;  ///< "npu=BE|sex=female", or "all"
  std::string measure;
  estimate::Estimate estimate;
  std::optional<estimate::Interval> wald;
  std::optional<estimate::Interval> logit;
  std::optional<estimate::Interval> wilson;
  std::optional<estimate::Interval> beta;
};

struct ContrastRow {
  std::string a;
  std::string b;
  std::string measure;
  estimate::Contrast contrast;
};

/// Whether the answers to a measure differ between the groups of a column.
struct TestRow {
  std::string measure;
  std::string by;
  estimate::Association test;
};

/// One calibration profile: a category per margin, who is in it and what they weigh.
struct WeightRow {
  std::vector<std::string> categories;
  std::int64_t n = 0;
  double sum_base = 0.0;
  double g = 1.0;
};

struct Analysis {
  std::vector<EstimateRow> estimates;
  std::vector<ContrastRow> contrasts;
  std::vector<TestRow> tests;
  std::vector<std::string> margins;  ///< column names of `weights`
  std::vector<WeightRow> weights;    ///< empty when nothing was calibrated
  std::vector<std::pair<std::string, std::string>> diagnostics;
  WeightingReport weighting;
  std::vector<std::string> findings;  ///< what was passed over or matched nothing, in words
};

/// path: of the specification, or of a folder with a case.json; the files it names are relative to
/// its folder.
[[nodiscard]] Expected<Analysis, Fault> analyse(const std::string& path);

/// The folder an analysis of `path` is written to unless another is named: that of its
/// specification.
[[nodiscard]] std::string folder_of(const std::string& path);

/// Why results may not be written to `folder`: a file there has the name of a result and was not
/// written by an analysis (output_exists).
[[nodiscard]] std::optional<Fault> blocked(const std::string& folder);

/// Writes estimates.csv, contrasts.csv and tests.csv (when there are any), weights.csv (when
/// something was calibrated) and diagnostics.csv into `folder`, which is made if need be. Files of
/// these names from an earlier run are removed first, so `folder` must not be blocked. Throws
/// std::system_error when a file cannot be written or removed.
void write(const Analysis& analysis, const std::string& folder);

/// Writes diagnostics.csv alone, the status and the rule that was broken, and removes what an
/// earlier run left. Throws as above.
void write(const Fault& fault, const std::string& folder);

}  // namespace soundings::analyse
