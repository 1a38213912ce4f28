// A deliberately naive survey estimator that works on rows: no cells, no compact
// form, nothing shared with the product but the questions asked. Slow and plain on
// purpose; the engine is held against it over random designs.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace soundings::oracle {

struct Row {
  std::string stratum;
  std::string unit;                            ///< sampling unit, within its stratum
  std::map<std::string, std::string> profile;  ///< column -> category; blank = missing
  std::optional<double> y;                     ///< nothing when outside the base
  double d = 1.0;                              ///< base weight
};

using Targets = std::map<std::string, std::map<std::string, double>>;

/// Final weights of the rows raked to margins of single columns, each rescaled to `total`, the
/// missing at their share. gap: the largest relative miss that is left.
struct Weights {
  std::vector<double> w;
  double gap = 0.0;
};
[[nodiscard]] Weights rake_rows(const std::vector<Row>& rows, const Targets& targets, double total,
                                int cycles);

/// One column per category of every margin, scaled by the root of the base weight and made
/// orthonormal: what calibration takes out of a linearised variable.
using Columns = std::vector<std::vector<double>>;
[[nodiscard]] Columns margin_columns(const std::vector<Row>& rows, const Targets& targets);

/// mask: rows of the domain. influence: final weight times calibration residual, per row.
struct Answer {
  std::size_t n = 0;
  double weighted_base = 0.0;
  double mean = 0.0;
  double kish = 0.0;
  double deff = 0.0;
  double df = 0.0;
  std::vector<double> influence;
};
[[nodiscard]] Answer estimate_rows(const std::vector<Row>& rows, const std::vector<double>& w,
                                   const Columns& columns, const std::vector<bool>& mask);

/// Covariance of two influences; a stratum of one unit counts its square (the `adjust` policy).
[[nodiscard]] double covariance_rows(const std::vector<Row>& rows, const std::vector<double>& a,
                                     const std::vector<double>& b,
                                     const std::map<std::string, double>& population);

/// Units less strata among the rows of `mask` that have an answer.
[[nodiscard]] double df_rows(const std::vector<Row>& rows, const std::vector<bool>& mask);

}  // namespace soundings::oracle
