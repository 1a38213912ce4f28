// Every address of the server, as data: what the router matches, what 405 allows and
// what openapi.json describes are one table.
#pragma once

#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"

#include "exchange.h"

namespace soundings::serve {

/// A query parameter a route knows.
struct Parameter {
  std::string_view name;
  std::string_view description;
  bool required = false;
};

struct Route {
  /// Who reads it: how its problems are told, and which headers it is sent with.
  enum class Face { api, page, asset };
  /// Where it is served: at the house's own address, which is loopback, or at the sender's door
  /// too, which other machines may reach. There a page, a figure or a metric is not an address.
  enum class Reach { house, senders };

  std::string_view method;
  std::string_view pattern;
  Face face = Face::api;
  std::string_view id;  ///< operationId, and the label of its metrics
  std::string_view summary;
  std::vector<Parameter> parameters;
  Reply (*handle)(const House& house, const Request& request) = nullptr;
  /// Instead of `handle`, where the reply waits for the writer and no thread need wait with it.
  void (*start)(const House& house, const std::shared_ptr<const Request>& request,
                const Tell& tell) = nullptr;
  Reach reach = Reach::house;
  /// Opened by a credential of its source alone, which a browser led here does not have.
  bool signed_for = false;
};

/// In the order in which they are matched.
[[nodiscard]] std::span<const Route> routes();

/// A route for `method` and the values of its {names}; HEAD is served as GET.
struct Match {
  const Route* route = nullptr;
  std::map<std::string, std::string> place;
};
/// Errors: the methods the address allows, ", "-joined; empty when there is no such address.
[[nodiscard]] Expected<Match, std::string> find_route(Route::Reach door, std::string_view method,
                                                      std::string_view path);

/// The problem of a query with a parameter that `route` does not know, or without one it needs.
[[nodiscard]] std::optional<Problem> check_parameters(const Route& route, const Request& request);

// ---- handlers, one file a family ----
void post_responses(const House& house, const std::shared_ptr<const Request>& request,
                    const Tell& tell);
/// What a sender is told whose post was not kept in time.
[[nodiscard]] Reply late_responses(const House& house, const Request& request);
[[nodiscard]] std::chrono::milliseconds patience_with_responses(const House& house,
                                                                const Request& request);
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
[[nodiscard]] Reply openapi(const House& house, const Request& request);

}  // namespace soundings::serve
