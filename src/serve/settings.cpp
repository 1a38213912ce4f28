// Whether a server may start with its settings: what is served to other machines, over what, and
// how many connections the process can have.
#include "soundings/serve/settings.h"

#include <algorithm>
#include <utility>

#include <sys/resource.h>

#include "soundings/base/log.h"

#include "http/client.h"
#include "http/cross_origin.h"
#include "http/head.h"
#include "http/listener.h"
#include "http/tls.h"

namespace soundings::serve {
namespace {

std::string quoted(const std::string& text) {
  return "'" + text + "'";
}

/// Of the address at which people come, and of what they come over.
std::optional<std::string> refusal_of_readers(const Settings& settings) {
  if (settings.host != "localhost" && !is_address(settings.host)) {
    return "--listen: " + quoted(settings.host) + " is not an IP address to listen on";
  }
  if (settings.tls.chain.empty() != settings.tls.key.empty()) {
    return "--tls-cert and --tls-key are given together";
  }
  if (proxies_only(settings) && settings.trusted_proxies.empty()) {
    return "--listen: " + quoted(settings.host) +
           " can be reached from other machines, and plain HTTP would show them passwords and "
           "figures; give --tls-cert and --tls-key, or the --trusted-proxy that alone is heard";
  }
  return std::nullopt;
}

bool is_field_name(const std::string& text) {
  return !text.empty() && std::ranges::all_of(text, is_token);
}

std::optional<std::string> refusal_of_user_header(const Settings& settings) {
  if (settings.proxy_user_header.empty()) {
    return std::nullopt;
  }
  if (!is_field_name(settings.proxy_user_header)) {
    return "--proxy-user-header: " + quoted(settings.proxy_user_header) +
           " is not the name of a header";
  }
  if (settings.trusted_proxies.empty()) {
    return "--proxy-user-header is believed of a --trusted-proxy alone; name one";
  }
  return std::nullopt;
}

/// Of the hosts, proxies and web sites that are given by name or address.
std::optional<std::string> refusal_of_names(const Settings& settings) {
  for (const auto& name : settings.names) {
    if (!is_host_name(name)) {
      return "--host: " + quoted(name) + " is not a host name; it is given without a port";
    }
  }
  for (const auto& proxy : settings.trusted_proxies) {
    if (!is_address(proxy)) {
      return "--trusted-proxy: " + quoted(proxy) + " is not an IP address";
    }
  }
  for (const auto& origin : settings.cors_origins) {
    if (!is_origin(origin)) {
      return "--cors-origin: " + quoted(origin) +
             " is not the origin of a web site, as in https://figures.example, nor *";
    }
  }
  return std::nullopt;
}

std::optional<std::string> refusal_of_senders(const Settings& settings) {
  if (!settings.senders) {
    return std::nullopt;
  }
  const SenderListener& senders = *settings.senders;
  if (!is_address(senders.host)) {
    return "--sender-listen: " + quoted(senders.host) + " is not an IP address to listen on";
  }
  if (!is_loopback(senders.host) && settings.tls.chain.empty() && !senders.plain_http) {
    return "--sender-listen: " + quoted(senders.host) +
           " can be reached from other machines, and plain HTTP would show them every answer and "
           "credential; give --tls-cert and --tls-key, or say --plain-http";
  }
  return std::nullopt;
}

std::optional<std::string> refusal_of_certificate(const Settings& settings) {
  if (settings.tls.chain.empty()) {
    return std::nullopt;
  }
  auto certificate = Certificate::read(settings.tls);
  return certificate ? std::nullopt : std::optional(std::move(certificate.error()));
}

bool here(const Settings& settings) {
  return settings.host == "localhost" || is_loopback(settings.host);
}

}  // namespace

bool needs_sign_in(const Settings& settings) {
  return settings.sign_in_required || !here(settings);
}

bool proxies_only(const Settings& settings) {
  return !here(settings) && settings.tls.chain.empty();
}

std::optional<std::string> refusal(const Settings& settings) {
  for (const auto& check : {refusal_of_readers, refusal_of_user_header, refusal_of_names,
                            refusal_of_senders, refusal_of_certificate}) {
    if (auto why = check(settings)) {
      return why;
    }
  }
  return std::nullopt;
}

Expected<Settings, std::string> within_descriptors(Settings settings) {
  // For the database and its readers, the log, certificates, and one of each kind to spare.
  constexpr std::size_t reserved = 64;
  constexpr std::size_t fewest = 16;
  const std::size_t senders = settings.senders ? settings.senders->connections : 0;
  const std::size_t wanted = settings.connections + senders + operator_connections;
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) {
    return settings;
  }
  if (limit.rlim_cur < wanted + reserved) {
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted + reserved);
    static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
    ::getrlimit(RLIMIT_NOFILE, &limit);
  }
  if (limit.rlim_cur >= wanted + reserved) {
    return settings;
  }
  const std::string most = std::to_string(limit.rlim_cur);
  const auto room = limit.rlim_cur > reserved ? static_cast<std::size_t>(limit.rlim_cur) - reserved
                                              : std::size_t{0};
  const auto share = [&](std::size_t connections) { return connections * room / wanted; };
  settings.connections = share(settings.connections);
  if (settings.senders) {
    settings.senders->connections = share(senders);
  }
  if (settings.connections < fewest || (senders > 0 && settings.senders->connections < fewest)) {
    return unexpected(
        "the process may have " + most +
        " descriptors open, which is too few to serve; raise the limit (ulimit -n, or "
        "LimitNOFILE of systemd) to " +
        std::to_string(wanted + reserved));
  }
  log::warning("few_descriptors",
               {{"descriptors", most},
                {"connections", std::to_string(settings.connections)},
                {"sender_connections",
                 std::to_string(settings.senders ? settings.senders->connections : 0)}});
  return settings;
}

}  // namespace soundings::serve
