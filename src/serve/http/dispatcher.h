// From a head to a reply: which route it is, what may follow it, who answers. Every check that
// needs no body is made before the body is read.
#pragma once

#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/metrics.h"

#include "http/body_slots.h"
#include "http/client.h"
#include "http/cross_origin.h"
#include "http/head.h"
#include "http/rates.h"
#include "http/route.h"

namespace soundings::serve {

/// Who comes to a listener, what it serves them, and by which names it is asked for.
struct Audience {
  Route::Reach reach = Route::Reach::readers;
  access::Principal caller;  ///< whoever comes; at the operator socket without the user's name
  Names names;
  bool proxies_only = false;  ///< nobody is heard but trusted proxies and this machine
};

/// How problems look to people, and what every page carries.
struct Presentation {
  std::function<Reply(const Problem&, const Request&)> problem_page;
  /// reference: under which the log has a failure of ours.
  std::function<Reply(const std::string& reference)> failure_page;
  std::string content_security_policy;
  bool https_only = false;                  ///< browsers are to ask by HTTPS alone
  std::vector<std::string> cors_origins{};  ///< sites whose scripts may read replies of the API
};

/// How people are known at the readers' listener, and where they are sent.
struct SignInRules {
  /// Fills in caller and visit of a request. peer: the IP address at the other end.
  std::function<void(Request& request, const std::string& peer)> identify;
  std::string sign_in;       ///< the page of those who have to sign in: "/sign-in"
  std::string new_password;  ///< of those who have to choose a password
};

/// One request on its way to a reply. The headers of `head` have become those of the request.
struct Exchange {
  const Audience* audience = nullptr;
  std::string peer;  ///< the IP address at the other end of the connection
  std::string user;  ///< at the operator's socket
  Head head;
  Request request;
  const Route* route = nullptr;
  const BodyRule* body = nullptr;  ///< null: no body is read
  std::shared_ptr<void> slot;      ///< of a large body
};

/// Shared by all listeners. Thread-safe.
class Dispatcher {
 public:
  Dispatcher(const Router& router, Presentation presentation, SignInRules sign_in_rules,
             const Proxies& proxies, Limits& limits, Metrics& metrics);

  /// Reads what the head says. A reply: the request is refused, and its body is not wanted.
  [[nodiscard]] std::optional<Reply> open(Exchange& exchange);

  /// Takes a slot for a body that turned out large. The problem when there is none.
  [[nodiscard]] std::optional<Problem> take_slot(Exchange& exchange);

  /// Answers; the body has been read. Machine failures leave as exceptions.
  [[nodiscard]] Reply answer(Exchange& exchange);

  /// Why a body could not be taken.
  [[nodiscard]] Reply refuse_body(const Exchange& exchange, const Problem& problem) const;

  /// Runs `make`, whose result is a Reply or an optional one. A failure of ours becomes a reply:
  /// the log has it, the peer a reference; without memory this request alone is refused.
  template <typename Make>
  [[nodiscard]] auto guarded(const Exchange& exchange, const Make& make) const -> decltype(make()) {
    try {
      return make();
    } catch (const std::bad_alloc&) {
      return out_of_memory(exchange);
    } catch (const std::exception& failure) {
      return failed(exchange, failure);
    }
  }

  /// Counts a reply, and adds the headers that every reply has.
  void finish(const Exchange& exchange, Reply& reply) const;

 private:
  [[nodiscard]] std::optional<Reply> route_to(Exchange& exchange);
  /// The answer to a site that asks what it may ask.
  [[nodiscard]] std::optional<Reply> preflight(const Exchange& exchange) const;
  [[nodiscard]] std::optional<Reply> limited(Exchange& exchange) const;
  [[nodiscard]] std::optional<Reply> check_caller(Exchange& exchange) const;
  /// The reply to somebody who may not come here without signing in.
  [[nodiscard]] Reply ask_to_sign_in(const Exchange& exchange, const Problem& fault) const;
  [[nodiscard]] Reply ask_for_new_password(const Exchange& exchange) const;
  [[nodiscard]] std::optional<Reply> expect_body(Exchange& exchange) const;
  [[nodiscard]] Reply refuse(const Exchange& exchange, const Problem& problem) const;
  [[nodiscard]] Reply unknown_address(const Exchange& exchange, const std::string& allowed) const;
  [[nodiscard]] Reply out_of_memory(const Exchange& exchange) const;
  [[nodiscard]] Reply failed(const Exchange& exchange, const std::exception& failure) const;

  const Router& router_;
  const Presentation presentation_;
  const CrossOrigin cross_origin_;
  const SignInRules sign_in_rules_;
  const Proxies& proxies_;
  Limits& limits_;
  Metrics& metrics_;
  BodySlots slots_;
};

}  // namespace soundings::serve
