// Who visits: the holder of a session, the person a proxy vouches for, a program with a reading
// key, or a reader on this machine.
#include "web/visit.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "soundings/base/digest.h"

#include "context.h"
#include "http/client.h"
#include "http/cookies.h"
#include "http/form_mask.h"

namespace soundings::serve {
namespace {

constexpr std::size_t secret_bytes = 32;

std::vector<std::uint8_t> bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

void admit(Request& request, const accounts::Holder& holder, std::string_view secret) {
  if (holder.whole) {
    request.caller = holder.who;
  }
  request.visit.account = holder.account;
  request.visit.to_change = holder.whole && holder.to_change;
  request.visit.form_token = form_token_of(secret);
}

/// Finds out who asks at the readers' listener.
class Identification {
 public:
  explicit Identification(const Context& context)
      : context_(context),
        proxies_(context.settings.trusted_proxies),
        secret_(to_hex(random_bytes(secret_bytes))) {}

  void identify(Request& request, const std::string& peer) const {
    find(request, peer);
    request.visit.shown_token = masked(request.visit.form_token);
  }

 private:
  void find(Request& request, const std::string& peer) const {
    request.caller = request.client.local && !needs_sign_in(context_.settings)
                         ? access::Principal::loopback_reader()
                         : access::Principal::anyone();
    if (context_.sign_in == nullptr || by_proxy(request, peer) || by_session(request) ||
        by_key(request)) {
      return;
    }
    if (const auto value = cookie(request, form_cookie(context_.settings));
        value && value->size() == 2 * secret_bytes) {
      request.visit.form_token = form_token_of(*value);
    }
  }

  /// Only the connection of a trusted proxy itself is believed, and one name of it.
  bool by_proxy(Request& request, const std::string& peer) const {
    const std::string& header = context_.settings.proxy_user_header;
    if (header.empty() || !proxies_.trusted(peer)) {
      return false;
    }
    const auto names = request.all(header);
    const auto holder = names.size() == 1 ? context_.sign_in->vouched_for(
                                                std::string(names.front()), origin_of(request))
                                          : std::nullopt;
    if (holder) {
      admit(request, *holder, secret_ + holder->account);
    }
    return holder.has_value();
  }

  bool by_session(Request& request) const {
    const auto token = cookie(request, session_cookie(context_.settings));
    const auto holder =
        token ? context_.sign_in->holder(*token, request.received_at) : std::nullopt;
    if (holder) {
      request.visit.token = *token;
      admit(request, *holder, *token);
    }
    return holder.has_value();
  }

  bool by_key(Request& request) const {
    constexpr std::string_view scheme = "Bearer ";
    const std::string_view given = request.header("authorization");
    auto who = given.starts_with(scheme)
                   ? context_.sign_in->reading(given.substr(scheme.size()), request.received_at)
                   : std::nullopt;
    if (who) {
      request.caller = *std::move(who);
    }
    return request.caller.role == access::Role::reading_key;
  }

  const Context& context_;
  const Proxies proxies_;
  const std::string secret_;  ///< of the forms of those whom a proxy vouches for
};

}  // namespace

bool by_https(const Settings& settings) noexcept {
  return !settings.tls.chain.empty() || needs_sign_in(settings);
}

std::string_view session_cookie(const Settings& settings) noexcept {
  return by_https(settings) ? "__Host-soundings" : "soundings";
}

std::string_view form_cookie(const Settings& settings) noexcept {
  return by_https(settings) ? "__Host-soundings-form" : "soundings-form";
}

std::string make_form_cookie() {
  return to_hex(random_bytes(secret_bytes));
}

std::string form_token_of(std::string_view secret) {
  return to_hex(hmac_sha256(bytes_of(secret), "a form of this visit"));
}

accounts::Origin origin_of(const Request& request) {
  std::string agent(request.header("user-agent"));
  std::ranges::replace_if(
      agent, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c > 0x7e || c < 0; }, '?');
  return {.address = request.client.address, .agent = std::move(agent), .at = request.received_at};
}

std::string own_path(const std::string& wanted) {
  constexpr std::size_t longest = 1024;
  const bool printable =
      std::ranges::all_of(wanted, [](char c) { return c > 0x20 && c < 0x7f && c != '\\'; });
  return wanted.size() <= longest && printable && wanted.starts_with('/') &&
                 !wanted.starts_with("//")
             ? wanted
             : "/";
}

SignInRules sign_in_rules_of(const Context& context) {
  return {.identify = [identification = std::make_shared<const Identification>(context)](
                          Request& request,
                          const std::string& peer) { identification->identify(request, peer); },
          .sign_in = "/sign-in",
          .new_password = "/account/password"};
}

}  // namespace soundings::serve
