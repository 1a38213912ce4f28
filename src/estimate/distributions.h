// Quantiles and tail areas, behind a plain face.
#pragma once

namespace soundings::estimate {

/// Student's t. area: in (0, 1); df: 1 or more.
[[nodiscard]] double t_quantile(double area, double df);

/// Probability of a |t| this large or larger.
[[nodiscard]] double t_two_sided(double t, double df);

/// Beta distribution; area: in (0, 1), both shapes above 0.
[[nodiscard]] double beta_quantile(double area, double a, double b);

/// Probability of an F this large or larger; degrees of freedom above 0.
[[nodiscard]] double f_upper(double f, double ndf, double ddf);

[[nodiscard]] double normal_quantile(double area);

}  // namespace soundings::estimate
