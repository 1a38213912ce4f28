#include "listen_address.h"

#include "soundings/base/number.h"

namespace soundings::app {

namespace {

constexpr std::string_view name_letters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_";
constexpr std::string_view ipv6_letters = "0123456789abcdefABCDEF:.";

struct Parts {
  std::string_view host;
  std::string_view rest;  ///< from the colon before the port on
  std::string_view letters;
};

Expected<Parts, std::string> split(std::string_view text) {
  if (text.starts_with('[')) {
    const auto close = text.find(']');
    if (close == std::string_view::npos) {
      return unexpected(std::string("the bracket of its IPv6 address is not closed"));
    }
    const std::string_view host = text.substr(1, close - 1);
    if (!host.empty() && host.find(':') == std::string_view::npos) {
      return unexpected(std::string("what stands in brackets is no IPv6 address"));
    }
    return Parts{.host = host, .rest = text.substr(close + 1), .letters = ipv6_letters};
  }
  const auto colon = text.find(':');
  if (colon != std::string_view::npos && text.find("::") != std::string_view::npos) {
    return unexpected(std::string("an IPv6 address stands in brackets"));
  }
  return Parts{.host = text.substr(0, colon),
               .rest = colon == std::string_view::npos ? std::string_view{} : text.substr(colon),
               .letters = name_letters};
}

}  // namespace

Expected<ListenAddress, std::string> read_listen_address(std::string_view text) {
  const auto parts = split(text);
  if (!parts) {
    return unexpected(parts.error());
  }
  if (parts->host.empty()) {
    return unexpected(std::string("it has no address"));
  }
  if (parts->host.find_first_not_of(parts->letters) != std::string_view::npos) {
    return unexpected(std::string("its address has a character that no address has"));
  }
  if (!parts->rest.starts_with(':')) {
    return unexpected(
        std::string(parts->rest.empty() ? "it has no port" : "something stands after its address"));
  }
  const auto port = parse_port(parts->rest.substr(1));
  if (!port) {
    return unexpected(std::string(
        "its port is not a whole number from 0 to 65535 in plain digits without a leading zero"));
  }
  return ListenAddress{.host = std::string(parts->host), .port = *port};
}

}  // namespace soundings::app
