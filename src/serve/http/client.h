// Who is at the other end: the peer of the connection or, where that is a proxy we
// are to trust, the address the proxy vouches for. And by which names we answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/serve/message.h"

namespace soundings::serve {

/// Whether `text` is an IP address at all, and whether it is one of this machine's loopback.
[[nodiscard]] bool is_address(std::string_view text);
/// Whether `text` is a host name or an IP address, without a port.
[[nodiscard]] bool is_host_name(std::string_view text);
[[nodiscard]] bool is_loopback(std::string_view text);

/// The proxies whose X-Forwarded-For is believed. Immutable.
class Proxies {
 public:
  /// addresses: IP addresses; others never match.
  explicit Proxies(const std::vector<std::string>& addresses);

  /// forwarded: the values of every X-Forwarded-For line, in order. Read from the right, over
  /// trusted proxies, to the first address that is none; a value that is no address ends it.
  [[nodiscard]] Client client(std::string_view peer,
                              const std::vector<std::string_view>& forwarded) const;

  /// Whether the other end of a connection is a trusted proxy, or on this machine.
  [[nodiscard]] bool vouches(std::string_view peer) const;
  /// Whether it is a trusted proxy.
  [[nodiscard]] bool trusted(std::string_view peer) const;

  /// Whether nobody's word is taken: then the peer alone is the client.
  [[nodiscard]] bool none() const noexcept { return trusted_.empty(); }

 private:
  [[nodiscard]] bool trusts(const std::string& address) const;

  std::vector<std::string> trusted_;
};

/// The names a server answers by. A browser that was led here under another name, by a site
/// that points its own name at this machine, is turned away. Immutable.
class Names {
 public:
  /// bound: the address listened on; a wildcard stands for all of them. more: host names, without
  /// ports, and IP addresses.
  Names(std::string_view bound, const std::vector<std::string>& more);

  /// host: a Host header: a name, an IPv4 address or a bracketed IPv6 address, alone or with one
  /// port as parse_port() reads it. False for every other form.
  [[nodiscard]] bool has(std::string_view host) const;

 private:
  std::vector<std::string> names_;
  bool any_address_ = false;
};

}  // namespace soundings::serve
