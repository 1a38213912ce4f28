// Whether a server may start as it was told to: what is served to other machines, and
// over what.
#include <utility>

#include "soundings/serve/server.h"

#include "client.h"
#include "tls.h"

namespace soundings::serve {
namespace {

std::string quoted(const std::string& text) {
  return "'" + text + "'";
}

std::optional<std::string> refusal(const SenderDoor& door, const TlsFiles& tls) {
  if (!is_address(door.host)) {
    return "--sender-listen: " + quoted(door.host) + " is not an IP address to listen on";
  }
  if (!is_loopback(door.host) && tls.chain.empty() && !door.plain_http) {
    return "--sender-listen: " + quoted(door.host) +
           " can be reached from other machines, and plain HTTP would show them every answer and "
           "credential; give --tls-cert and --tls-key, or say --plain-http";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> refusal(const Settings& settings) {
  if (settings.host != "localhost" && !is_address(settings.host)) {
    return "--listen: " + quoted(settings.host) + " is not an IP address to listen on";
  }
  if (settings.host != "localhost" && !is_loopback(settings.host)) {
    return "--listen: " + quoted(settings.host) +
           " is not loopback; pages and figures are served to this machine only, as there is no "
           "sign-in; senders on other machines are heard at --sender-listen ADDRESS:PORT";
  }
  if (settings.tls.chain.empty() != settings.tls.key.empty()) {
    return "--tls-cert and --tls-key are given together";
  }
  for (const auto& proxy : settings.trusted_proxies) {
    if (!is_address(proxy)) {
      return "--trusted-proxy: " + quoted(proxy) + " is not an IP address";
    }
  }
  if (settings.sender_door) {
    if (auto why = refusal(*settings.sender_door, settings.tls)) {
      return why;
    }
  }
  if (!settings.tls.chain.empty()) {
    if (auto certificate = Certificate::read(settings.tls.chain, settings.tls.key); !certificate) {
      return std::move(certificate.error());
    }
  }
  return std::nullopt;
}

}  // namespace soundings::serve
