// Which web sites may read replies of the API from a browser: none, unless an operator names them
// (the CORS protocol of the Fetch standard). Cookies are never let through.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/serve/message.h"

#include "http/route.h"

namespace soundings::serve {

/// As a setting names one: "https://figures.example", with a port where it is not the usual one, or
/// "*" for every site.
[[nodiscard]] bool is_origin(std::string_view text);

/// Thread-safe.
class CrossOrigin {
 public:
  explicit CrossOrigin(std::vector<std::string> origins) : origins_(std::move(origins)) {}

  /// The answer to a browser that asks first, before it sends a request with headers of its own.
  /// Nothing: this is no such question, or nobody from elsewhere may ask `route`.
  [[nodiscard]] std::optional<Reply> preflight(const Request& request, const Route& route) const;

  /// Says on a reply of `route` who may read it.
  void mark(const Request& request, const Route& route, Reply& reply) const;

  [[nodiscard]] bool any() const noexcept { return !origins_.empty(); }

 private:
  /// What Access-Control-Allow-Origin says; empty: nothing.
  [[nodiscard]] std::string allowed(const Request& request) const;

  std::vector<std::string> origins_;
};

}  // namespace soundings::serve
