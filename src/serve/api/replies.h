// Receipts as JSON, as a sender is sent them.
#pragma once

#include <string>
#include <vector>

#include "soundings/intake/intake.h"
#include "soundings/store/arrivals.h"
#include "soundings/store/entries.h"
#include "soundings/survey/delivery.h"

namespace soundings::serve {

/// {"receipt","status","version"} of one, {"items":[...],"counts":{...}} of a batch. Items carry
/// their index in an array, or their line in a file.
[[nodiscard]] std::string to_json(const intake::Reply& reply, Delivery::Lane lane);

/// {"receipts":[...],"deliveries":[...]}, in the order received: what each arrival that was no
/// repeat became, and every delivery it came in.
[[nodiscard]] std::string to_json(const std::vector<store::ReceiptLine>& lines);

/// Whether there is something, and all of it was here before.
[[nodiscard]] bool all_duplicates(const intake::Reply& reply) noexcept;

}  // namespace soundings::serve
