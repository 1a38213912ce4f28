// Every address of senders and readers, and the handlers behind them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "exchange.h"
#include "http/route.h"

namespace soundings::serve {

/// In the order in which they are matched. house: outlives them.
[[nodiscard]] std::vector<Route> routes_of(const House& house);

/// The description of `routes`, OpenAPI 3.1.
[[nodiscard]] std::string describe(std::span<const Route> routes);

// ---- handlers, one file a family ----

/// Refuses a post before its body is read: its source or survey is not there, its source posts too
/// often, or its headers show already that it is not the source's own.
[[nodiscard]] std::optional<Reply> admit_responses(const House& house, const Request& request);
/// Takes the body of `request`.
[[nodiscard]] Reply post_responses(const House& house, Request& request);
[[nodiscard]] Reply read_receipts(const House& house, const Request& request);
[[nodiscard]] Reply read_estimates(const House& house, const Request& request);
[[nodiscard]] Reply read_series(const House& house, const Request& request);
[[nodiscard]] Reply compare_figures(const House& house, const Request& request);
[[nodiscard]] Reply compare_npus(const House& house, const Request& request);
[[nodiscard]] Reply read_small_areas(const House& house, const Request& request);
[[nodiscard]] Reply read_weights(const House& house, const Request& request);
[[nodiscard]] Reply headline_as_csv(const House& house, const Request& request);
[[nodiscard]] Reply headline_as_json(const House& house, const Request& request);
[[nodiscard]] Reply list_measures(const House& house, const Request& request);
[[nodiscard]] Reply list_areas(const House& house, const Request& request);
[[nodiscard]] Reply list_channels(const House& house, const Request& request);
[[nodiscard]] Reply overview_page(const House& house, const Request& request);
[[nodiscard]] Reply npus_page(const House& house, const Request& request);
[[nodiscard]] Reply npu_page(const House& house, const Request& request);
[[nodiscard]] Reply symbols_page(const House& house, const Request& request);
[[nodiscard]] Reply asset_file(const House& house, const Request& request);
[[nodiscard]] Reply health(const House& house, const Request& request);
[[nodiscard]] Reply readiness(const House& house, const Request& request);
[[nodiscard]] Reply metrics_text(const House& house, const Request& request);

}  // namespace soundings::serve
