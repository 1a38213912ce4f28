// One request and its reply as handlers see them: plain values, no library's types.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "soundings/base/metrics.h"
#include "soundings/base/time.h"
#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/serve/server.h"
#include "soundings/survey/definitions.h"

#include "client.h"
#include "problem.h"
#include "rates.h"

namespace soundings::serve {

/// What every handler may use. Shared by all threads, changed by none.
struct House {
  const Definitions& definitions;
  intake::Intake& intake;
  const figures::Figures& figures;
  Metrics& metrics;
  const Settings& settings;
  Limits& limits;
};

/// Values are percent-decoded, valid UTF-8 and free of control characters.
struct Request {
  std::string method;
  std::string path;                          ///< as asked for, without the query
  std::map<std::string, std::string> place;  ///< the values of the route's {names}
  std::map<std::string, std::string> query;
  std::span<const std::pair<std::string, std::string>> headers;  ///< as read from the wire
  std::string media_type;  ///< of the body, lower case, without parameters
  std::string body;
  Instant received_at;
  Client client;

  [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
  /// Every value of a header, in order.
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  /// The value of a query parameter; empty when it was not given.
  [[nodiscard]] std::string asked(const std::string& name) const;
};

struct Reply {
  int status = 200;
  std::string media_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
};

/// Gives a request its reply, once, from any thread: `make` is run by the loop of its connection.
using Tell = std::function<void(std::function<Reply()> make)>;

/// The largest body that the loop which read it decodes itself, in bytes.
inline constexpr std::size_t small_body = std::size_t{64} * 1024;

/// Whether the loop that read a body may decode it, or a thread that may take its time.
[[nodiscard]] bool quickly_read(const Request& request) noexcept;

/// How a problem is told: a document for programs, a page for readers.
[[nodiscard]] Reply problem_reply(const Problem& problem, const Request& request);
[[nodiscard]] Reply problem_page(const Problem& problem, const House& house);

/// Whether a browser asks, and not of the API: its problems are pages.
[[nodiscard]] bool asks_for_page(const Request& request) noexcept;

/// A 503 with its Retry-After, a few seconds spread so that senders do not return together.
[[nodiscard]] Reply unavailable(std::string code, std::string detail, const Request& request);

/// A 429 with its Retry-After: not before `wait`, spread likewise. whose: "address" or "source".
[[nodiscard]] Reply rate_limited(std::string_view whose, const Refused& refused,
                                 const Request& request);

/// A 400 that names the field, the value given and the rule in its message.
[[nodiscard]] Problem bad_value(const std::string& field, std::string code, std::string message);

[[nodiscard]] Reply json_reply(std::string body);

/// Adds an ETag over the body, and answers 304 to a reader who has it already.
[[nodiscard]] Reply with_etag(Reply reply, const Request& request);

}  // namespace soundings::serve
