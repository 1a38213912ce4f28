// Dates as senders write them, read by the formats that are declared and by no
// others: an American or two-digit year is refused, not guessed at.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "soundings/base/expected.h"
#include "soundings/base/time.h"

namespace soundings::normalise {

/// formats: "iso8601", or patterns of dd MM yyyy HH mm ss ("dd/MM/yyyy HH:mm"); none: those of the
/// native shape, of which "05/06/2019", where day and month could change places, is refused.
/// zone: of dates that carry none; empty: such dates are refused.
/// Errors: date_unreadable, timestamp_nonexistent, timestamp_ambiguous.
[[nodiscard]] Expected<Instant, std::string_view> read_date(std::string_view text,
                                                            std::span<const std::string> formats,
                                                            std::string_view zone);

}  // namespace soundings::normalise
