// What printed rows say of a cell: whether a mask hides it, whether every month of a window
// shows it, how it was printed first, and which people came to it since.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "soundings/disclose/publication.h"
#include "soundings/disclose/release_rules.h"

namespace soundings::disclose {

/// Whether rows of the table's shape were printed for some, but not all, of its layers.
[[nodiscard]] bool is_window(const PublishedTable& table, std::span<const PrintedFigure> printed);

/// Whether every layer of the window is in a row of the cell that is printed exactly.
[[nodiscard]] bool months_show(const PublishedTable& table, const std::string& item,
                               const FigureCell& cell, std::span<const PrintedFigure> printed);

/// Whether a row of the table's layers hides the cell for some item.
[[nodiscard]] bool is_hidden(const PublishedTable& table, const FigureCell& cell,
                             std::span<const PrintedFigure> printed);

/// The last printed base over these layers.
[[nodiscard]] std::optional<PrintedFigure> first_print(const std::vector<std::string>& layers,
                                                       const std::string& item,
                                                       const FigureCell& cell,
                                                       std::span<const PrintedFigure> printed);

/// The people of a cell in those of `layers` that are not in `without`. responses: the base counts
/// completed responses, half of whom are taken as satisfied because nobody is asked.
[[nodiscard]] Batch batch_of(const Publication& publication, std::span<const std::string> layers,
                             std::span<const std::string> without, const FigureCell& cell,
                             std::size_t item, bool responses);

}  // namespace soundings::disclose
