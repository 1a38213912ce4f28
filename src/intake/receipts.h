// From what the ledger recorded to what the sender is sent.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "soundings/intake/intake.h"

namespace soundings::intake {

/// One receipt a result, in order, without what only safeguarding may read.
[[nodiscard]] std::vector<Receipt> make_receipts(std::vector<store::Recorded>&& results,
                                                 std::span<const std::uint64_t> positions);

/// What a sender is sent for entries under a key of the sandbox, of which nothing is kept:
/// accepted, or held with the reasons. What arrived before is not asked, so that none is a
/// duplicate.
[[nodiscard]] std::vector<Receipt> rehearsed(std::vector<store::Entry>&& entries);

}  // namespace soundings::intake
