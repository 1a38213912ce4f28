// A sender under Standard Webhooks 1.0.0 with a key of its own, and the responses it
// sends in the native shape.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "soundings/survey/delivery.h"

namespace soundings::testing {

/// The key every test's sender signs with.
[[nodiscard]] SourceKey sender_key(const std::string& source);

/// webhook-id, webhook-timestamp and webhook-signature of a body sent at `at`.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> signed_headers(
    const std::string& webhook_id, Instant at, const std::string& body);

/// A signed delivery of JSON from "wmnow" for the victim survey, arriving when it is sent.
[[nodiscard]] Delivery signed_delivery(const std::string& webhook_id, const std::string& body,
                                       Instant at);

/// A victim's response as JSON. area: as the sender writes it; answer: to every question asked
/// of everyone.
[[nodiscard]] std::string victim_response(const std::string& id,
                                          const std::string& area = "Sandwell", int answer = 3);

/// The present, which the server reads too.
[[nodiscard]] Instant wall_clock();

}  // namespace soundings::testing
