// The true counts of a publication by cell, and whether they are fit to be protected.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "soundings/disclose/protection_parameters.h"
#include "soundings/disclose/publication.h"

namespace soundings::disclose {

/// The counts of a cell in a layer. Codes may be joined by '|'. People are summed.
[[nodiscard]] CellCount count_of(const Publication& publication, const Layer& layer,
                                 const FigureCell& cell);

/// The same over layers.
[[nodiscard]] CellCount count_of(const Publication& publication,
                                 std::span<const std::string> layers, const FigureCell& cell);

/// What is wrong with the counts: a layer of another shape, or a domain whose cells do not add up
/// to the areas. Empty when nothing is.
[[nodiscard]] std::optional<std::string> fault_in_counts(const Publication& publication);

/// Takes the answers without a known area out of each layer where they are 1 to 9 people, and the
/// area itself out of a publication that is left with none. The layers they were taken out of.
std::vector<std::string> leave_out_unknown_area(Publication& publication,
                                                const ProtectionParameters& parameters);

/// A table that names a layer, a domain or an item that is not there, for a message.
[[nodiscard]] std::optional<std::string> unknown_name(const Publication& publication);

}  // namespace soundings::disclose
