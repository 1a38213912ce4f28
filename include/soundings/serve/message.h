// One request and its reply as handlers see them: plain values, no library's types. Senders,
// readers and the operator of this machine ask with the same pair.
#pragma once

#include <chrono>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "soundings/access/principal.h"
#include "soundings/base/time.h"

namespace soundings::serve {

/// Where a request comes from.
struct Client {
  /// As limits count: an IPv4 address, or the first 64 bits of an IPv6 address, which are one
  /// household. Empty at the operator's socket.
  std::string address;
  bool local = true;  ///< on this machine
};

/// What a browser's cookie says of its session.
struct Visit {
  std::string token;        ///< of the session; empty: none
  std::string account;      ///< whose it is
  std::string form_token;   ///< what every form that changes something must carry
  std::string shown_token;  ///< the same as this reply's page holds it, under a mask of its own
  bool to_change = false;   ///< they must choose a password before anything else
};

/// Values are percent-decoded, valid UTF-8 and free of control characters.
struct Request {
  std::string method;
  std::string path;                                    ///< as asked for, without the query
  std::map<std::string, std::string> path_parameters;  ///< the values of the route's {names}
  std::map<std::string, std::string> query;
  std::map<std::string, std::string> form;  ///< the fields of a form, where the route reads one
  std::vector<std::pair<std::string, std::string>> headers;  ///< as they came
  std::string media_type;  ///< of the body, lower case, without parameters
  std::string body;
  bool file = false;  ///< the body is a file, by the word of the route
  /// How long the handler may wait for what it needs; nothing: for as long as it takes.
  std::optional<std::chrono::milliseconds> longest{};
  Instant received_at;
  Client client;
  /// Who asks, as far as the listener knows; a handler finds out who signed.
  access::Principal caller;
  Visit visit;

  /// The first value of a header; empty when there is none.
  [[nodiscard]] std::string_view header(std::string_view name) const noexcept;
  /// Every value of a header, in order.
  [[nodiscard]] std::vector<std::string_view> all(std::string_view name) const;
  /// The value of a query parameter or of a field of the form; empty when it was not given.
  [[nodiscard]] std::string asked(const std::string& name) const;
};

struct Reply {
  int status = 200;
  std::string media_type;
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  /// Instead of `body`, for what is too long to be held whole: writes the body, in chunks.
  std::function<void(std::ostream&)> stream = {};
};

}  // namespace soundings::serve
