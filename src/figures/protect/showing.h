// Estimates as they are shown: in per cent, and no finer than what is hidden allows.
#pragma once

#include <optional>

#include "soundings/figures/tabulate.h"
#include "soundings/weigh/calibrate.h"

#include "protect/protection.h"

namespace soundings::figures {

/// Positive codes count as 1, the scale's other points as 0: what disclosure reads of an answer.
[[nodiscard]] estimate::Variable variable_of(const Item& item, const Cells& cells);

/// An estimate in per cent. Where a stratum has one person its uncertainty cannot be calculated,
/// and the value stands without it.
[[nodiscard]] std::optional<Shown> shown(const weigh::Sample& sample,
                                         const estimate::Domain& domain,
                                         const estimate::Variable& variable, const Asked& asked);

/// The nearest number that prints with so many decimals.
[[nodiscard]] double to_places(double value, int places);

/// Whether a range is asked for at the usual level and by the usual method.
[[nodiscard]] bool usual_range(const Asked& asked);

/// A weighted figure no finer than it prints. In full it would be one more equation in the
/// hidden figures it adds up, whose weights differ and are known. Its range is given as it is
/// usually asked for and in no other way: ranges at many levels would spell out what each rounds.
[[nodiscard]] Shown coarse(const Shown& fine, const Asked& asked);

/// True when the weights of a post-stratified scheme differ between hidden parts of a figure.
/// asked: with a scheme.
[[nodiscard]] bool weights_reveal(const Asked& asked, const Protection& protection,
                                  const CellPosition& position);

}  // namespace soundings::figures
