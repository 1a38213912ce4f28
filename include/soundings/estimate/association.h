// Whether answers differ between groups: the second-order test of Rao and Scott
// (docs/methods/association.md).
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "soundings/estimate/estimate.h"

namespace soundings::estimate {

/// The test of a table of answers by groups. answers, groups: that somebody gave or is in. f, ndf,
/// ddf, p: absent when there are fewer than two of either, or the table is too thin for the test.
struct Association {
  std::int64_t n = 0;
  std::int64_t answers = 0;
  std::int64_t groups = 0;
  std::optional<double> f;
  std::optional<double> ndf;
  std::optional<double> ddf;
  std::optional<double> p;
};

/// groups: disjoint domains. Answers that count the same in `variable` are one answer; those it
/// leaves out are out of the base. Source: Rao and Scott (1984), Ann. Stat. 12(1), 46-60; Thomas
/// and Rao (1987), J. Am. Stat. Assoc. 82, 630-636, for F.
[[nodiscard]] Expected<Association, Fault> association(const weigh::Sample& sample,
                                                       std::span<const Domain> groups,
                                                       const Variable& variable,
                                                       LonelyUnit lonely = LonelyUnit::fail);

}  // namespace soundings::estimate
