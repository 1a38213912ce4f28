#include "http/client.h"

#include <algorithm>
#include <optional>

#include <Poco/Net/IPAddress.h>

#include "soundings/base/number.h"
#include "soundings/base/text.h"

namespace soundings::serve {
namespace {

using Poco::Net::IPAddress;

constexpr unsigned household_bits = 64;

/// "::ffff:192.0.2.1" is the IPv4 address it maps. The short and octal forms of IPv4, "127.1", are
/// none: what one program reads in them another does not.
std::optional<IPAddress> read_address(std::string_view text) {
  if (text == "::") {  // which Poco does not read
    return IPAddress(IPAddress::IPv6);
  }
  IPAddress address;
  if (text.empty() || !IPAddress::tryParse(std::string(text), address)) {
    return std::nullopt;
  }
  if (address.family() == IPAddress::IPv6 && address.isIPv4Mapped()) {
    const auto mapped = address.toString();
    return read_address(std::string_view(mapped).substr(mapped.rfind(':') + 1));
  }
  if (address.family() == IPAddress::IPv4 && address.toString() != text) {
    return std::nullopt;
  }
  return address;
}

std::string written(const IPAddress& address) {
  return address.toString();
}

std::string household(const IPAddress& address) {
  if (address.family() == IPAddress::IPv4) {
    return written(address);
  }
  return written(address & IPAddress(household_bits, IPAddress::IPv6)) + "/64";
}

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view blank = " \t";
  const auto first = text.find_first_not_of(blank);
  return first == std::string_view::npos
             ? std::string_view{}
             : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// The addresses of the lines, from the left, that come after the last that is none.
std::vector<IPAddress> hops_of(const std::vector<std::string_view>& forwarded) {
  std::vector<IPAddress> hops;
  for (std::string_view line : forwarded) {
    while (!line.empty()) {
      const auto comma = line.find(',');
      if (const auto hop = read_address(trimmed(line.substr(0, comma)))) {
        hops.push_back(*hop);
      } else {
        hops.clear();
      }
      line = comma == std::string_view::npos ? std::string_view{} : line.substr(comma + 1);
    }
  }
  return hops;
}

/// What host names are written in, and IPv4 addresses.
bool is_name(std::string_view text) noexcept {
  constexpr std::string_view others = "-._";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != std::string_view::npos;
  });
}

/// The IPv6 address between brackets; nothing for anything else that stands there.
std::optional<std::string_view> bracketed(std::string_view text) {
  const bool only_its_digits =
      text.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
  const bool is_ipv6 = text.find(':') != std::string_view::npos && only_its_digits;
  return is_ipv6 && is_address(text) ? std::optional(text) : std::nullopt;
}

/// A Host without its port: "[::1]:80" is "::1". Nothing where it is not a name, an IPv4 address or
/// a bracketed IPv6 address, alone or with one port.
std::optional<std::string_view> without_port(std::string_view host) {
  const bool v6 = host.starts_with('[');
  const auto end = v6 ? host.find(']') : host.find(':');
  if (v6 && end == std::string_view::npos) {
    return std::nullopt;
  }
  const auto rest =
      end == std::string_view::npos ? std::string_view{} : host.substr(end + (v6 ? 1 : 0));
  if (!rest.empty() && (rest.front() != ':' || !parse_port(rest.substr(1)))) {
    return std::nullopt;
  }
  if (v6) {
    return bracketed(host.substr(1, end - 1));
  }
  const auto name = host.substr(0, end);
  return is_name(name) ? std::optional(name) : std::nullopt;
}

}  // namespace

bool is_address(std::string_view text) {
  return read_address(text).has_value();
}

bool is_host_name(std::string_view text) {
  return is_name(text) || is_address(text);
}

bool is_loopback(std::string_view text) {
  const auto address = read_address(text);
  return address && address->isLoopback();
}

Proxies::Proxies(const std::vector<std::string>& addresses) {
  for (const auto& each : addresses) {
    if (const auto address = read_address(each)) {
      trusted_.push_back(written(*address));
    }
  }
}

bool Proxies::trusts(const std::string& address) const {
  return std::find(trusted_.begin(), trusted_.end(), address) != trusted_.end();
}

bool Proxies::trusted(std::string_view peer) const {
  const auto address = read_address(peer);
  return address && trusts(written(*address));
}

bool Proxies::vouches(std::string_view peer) const {
  return is_loopback(peer) || trusted(peer);
}

Client Proxies::client(std::string_view peer,
                       const std::vector<std::string_view>& forwarded) const {
  const auto direct = read_address(peer);
  if (!direct) {
    return {.address = std::string(peer), .local = false};
  }
  IPAddress address = *direct;
  if (trusts(written(address))) {
    const auto hops = hops_of(forwarded);
    for (auto hop = hops.rbegin(); hop != hops.rend() && trusts(written(address)); ++hop) {
      address = *hop;
    }
  }
  return {.address = household(address), .local = address.isLoopback()};
}

Names::Names(std::string_view bound, const std::vector<std::string>& more) : names_(more) {
  names_.emplace_back("localhost");
  if (const auto address = read_address(bound)) {
    any_address_ = address->isWildcard();
    names_.push_back(written(*address));
  }
}

bool Names::has(std::string_view host) const {
  const auto name = without_port(host);
  const auto known = [this](std::string_view text) {
    return std::any_of(names_.begin(), names_.end(),
                       [text](const auto& each) { return same_name(each, text); });
  };
  if (!name) {
    return false;
  }
  if (known(*name)) {
    return true;
  }
  const auto address = read_address(*name);
  return address && (any_address_ || address->isLoopback() || known(written(*address)));
}

}  // namespace soundings::serve
