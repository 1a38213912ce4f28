#include "receipts.h"

#include <algorithm>
#include <utility>

#include "soundings/normalise/normalise.h"

namespace soundings::intake {

bool takes(std::string_view media_type) noexcept {
  return receive::supported_media_type(media_type);
}

std::string_view sender_code(std::string_view code) noexcept {
  return normalise::code_for_sender(code);
}

std::vector<Receipt> make_receipts(std::vector<store::Recorded>&& results,
                                   std::span<const std::uint64_t> positions) {
  std::vector<Receipt> receipts;
  receipts.reserve(results.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    store::Recorded recorded = std::move(results[i]);
    recorded.code = normalise::code_for_sender(recorded.code);
    if (std::ranges::any_of(recorded.errors, [](const Finding& error) {
          return normalise::code_for_sender(error.code) != error.code;
        })) {
      recorded.errors.clear();
    }
    receipts.push_back({.recorded = std::move(recorded), .position = positions[i]});
  }
  return receipts;
}

std::vector<Receipt> rehearsed(std::vector<store::Entry>&& entries) {
  std::vector<store::Recorded> results;
  std::vector<std::uint64_t> positions;
  for (store::Entry& entry : entries) {
    const bool read = entry.response.has_value();
    const auto outcome = read ? store::Outcome::accepted : store::Outcome::quarantined;
    results.push_back({.outcome = outcome,
                       .receipt = std::move(entry.receipt),
                       .status = outcome,
                       .version = read ? 1 : 0,
                       .code = std::move(entry.code),
                       .errors = std::move(entry.errors)});
    positions.push_back(entry.position);
  }
  return make_receipts(std::move(results), positions);
}

}  // namespace soundings::intake
