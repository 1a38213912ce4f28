// An address as data: who may call it, what may follow its head, how long it may take and
// what answers it. The router, 405 and the description are made of the same table.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/access/may.h"
#include "soundings/base/expected.h"
#include "soundings/serve/message.h"

#include "http/permits.h"
#include "http/problem.h"

namespace soundings::serve {

/// A query parameter a route knows.
struct Parameter {
  std::string_view name;
  std::string_view description;
  bool required = false;
};

/// The field in which a form of a page brings its token. The dispatcher checks it.
inline constexpr std::string_view form_token = "token";

/// How long a request may wait: for the processor, or for what its handler waits for.
using Wait = std::optional<std::chrono::milliseconds>;  // nothing: for as long as it takes

/// A body that a route takes.
struct BodyRule {
  std::string_view media_type;
  std::size_t most_bytes = 0;
  /// A file: past `small_body` it needs one of the few slots for large bodies, and with a slot it
  /// may wait for as long as it takes.
  bool file = false;
  Wait longest{};  ///< in place of the route's
};

/// Bytes of a body that need no slot.
inline constexpr std::size_t small_body = std::size_t{64} * 1024;

struct Route {
  /// Who reads it: how its problems are written, and which headers it is sent with.
  enum class Face { api, page, asset };
  /// Which listeners serve it. `senders` is served to readers too: what other machines may reach,
  /// this machine may. Nothing of `operators` is served over TCP.
  enum class Reach { readers, senders, operators };
  /// How the caller is known: by the listener they came to, or by a key of the source that the
  /// address names. A key is checked by the handler, since a signature may be over the body.
  enum class Proof { listener, source_key };

  std::string_view method;
  std::string_view pattern;
  Face face = Face::api;
  std::string_view id;  ///< operationId, and the label of its metrics
  std::string_view summary;
  access::Needed permission;  ///< without a default: a route that names none does not compile
  std::vector<Parameter> parameters;
  /// May take the request apart. Nothing: what it waited for did not come within request.longest.
  std::function<std::optional<Reply>(Request&)> handle;
  Reach reach = Reach::readers;
  Proof proof = Proof::listener;
  /// Empty: no body is read.
  std::vector<BodyRule> bodies = {};
  /// Whether a body is a form whose fields are the request's parameters. One of a page is taken
  /// with the token of its visit alone.
  bool form = false;
  /// Judges what can be judged before the body is read. A reply: the request is refused.
  std::function<std::optional<Reply>(const Request&)> admit = {};
  /// The name of the path whose value large bodies are counted by too; empty: by address alone.
  std::string_view counted_by = {};
  /// Of work that takes the processor for long. Null: it needs none.
  Permits* permits = nullptr;
  Wait longest = {};
  /// What is said of a request that has waited for so long.
  Problem late{503, "server_busy", "Too many requests wait already; try again shortly.", {}};
};

/// A route and the values of its {names}.
struct Match {
  const Route* route = nullptr;
  std::map<std::string, std::string> path_parameters;
};

/// The addresses of a server. Immutable.
class Router {
 public:
  /// routes: in the order in which they are matched.
  explicit Router(std::vector<Route> routes) : routes_(std::move(routes)) {}

  /// HEAD is served as GET, and one slash at the end of a path is forgiven. Errors: the methods
  /// the address allows, ", "-joined; empty when there is no such address at this listener.
  [[nodiscard]] Expected<Match, std::string> find(Route::Reach listener, std::string_view method,
                                                  std::string_view path) const;

  [[nodiscard]] const std::vector<Route>& routes() const noexcept { return routes_; }

 private:
  std::vector<Route> routes_;
};

/// The answer of the handler; `late` when there is none in time.
[[nodiscard]] Reply answer_of(const Route& route, Request& request);

/// The problem of a caller who may not use `route`. A route with a proof of its own is left to its
/// handler.
[[nodiscard]] std::optional<Problem> check_permission(const Route& route,
                                                      const access::Principal& caller);

/// The problem of a request with a parameter or field that `route` does not know, or without one
/// it needs.
[[nodiscard]] std::optional<Problem> check_parameters(const Route& route, const Request& request);

}  // namespace soundings::serve
