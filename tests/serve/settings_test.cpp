// What a server is not started with, in the words an operator reads.
#include <catch2/catch.hpp>

#include "soundings/serve/server.h"

using namespace soundings;
using serve::refusal;

TEST_CASE("pages and figures leave this machine over TLS or through a trusted proxy alone",
          "[serve]") {
  for (const auto* own : {"127.0.0.1", "127.8.8.8", "::1", "localhost"}) {
    CHECK(refusal({.host = own}) == std::nullopt);
    CHECK_FALSE(serve::needs_sign_in({.host = own}));
    CHECK(serve::needs_sign_in({.host = own, .sign_in_required = true}));
    CHECK_FALSE(serve::proxies_only({.host = own}));
  }
  for (const auto* other : {"0.0.0.0", "::", "192.0.2.1"}) {
    CHECK(refusal({.host = other}).value() ==
          "--listen: '" + std::string(other) +
              "' can be reached from other machines, and plain HTTP would show them passwords and "
              "figures; give --tls-cert and --tls-key, or the --trusted-proxy that alone is heard");
    CHECK(refusal({.host = other, .trusted_proxies = {"192.0.2.9"}}) == std::nullopt);
    CHECK(serve::needs_sign_in({.host = other}));
    CHECK(serve::proxies_only({.host = other}));
    CHECK_FALSE(serve::proxies_only({.host = other, .tls = {.chain = "c.pem", .key = "k.pem"}}));
  }
  CHECK(refusal({.host = "example.org"}).value() ==
        "--listen: 'example.org' is not an IP address to listen on");
}

TEST_CASE("a header that names people is believed of a named proxy alone", "[serve]") {
  CHECK(refusal({.proxy_user_header = "X-Remote-User"}).value() ==
        "--proxy-user-header is believed of a --trusted-proxy alone; name one");
  CHECK(refusal({.trusted_proxies = {"192.0.2.9"}, .proxy_user_header = "X-Remote-User"}) ==
        std::nullopt);
  CHECK(
      refusal({.trusted_proxies = {"192.0.2.9"}, .proxy_user_header = "X Remote: User"}).value() ==
      "--proxy-user-header: 'X Remote: User' is not the name of a header");
}

TEST_CASE("plain HTTP to other machines is refused unless it is asked for", "[serve]") {
  const auto with = [](serve::SenderListener senders, serve::TlsFiles tls = {}) {
    return refusal({.senders = std::move(senders), .tls = std::move(tls)});
  };
  CHECK(with({.host = "0.0.0.0"}).value() ==
        "--sender-listen: '0.0.0.0' can be reached from other machines, and plain HTTP would show "
        "them every answer and credential; give --tls-cert and --tls-key, or say --plain-http");
  CHECK(with({.host = "0.0.0.0", .plain_http = true}) == std::nullopt);
  CHECK(with({.host = "0.0.0.0"}, {.chain = "c.pem", .key = "no.pem"}).value() ==
        "'no.pem': No such file or directory");
  CHECK(with({.host = "127.0.0.1"}) == std::nullopt);
  CHECK(with({.host = "example.org"}).has_value());
}

TEST_CASE("a name to answer by is a name and nothing beside it", "[serve]") {
  for (const auto* name : {"surveys.example.org", "SURVEYS", "192.0.2.7", "2001:db8::7", "a_b"}) {
    INFO(name);
    CHECK(refusal({.names = {name}}) == std::nullopt);
  }
  for (const auto* name : {"", " x", "surveys.example.org:443", "https://surveys.example.org",
                           "[::1]", "a b", "a/b"}) {
    INFO(name);
    CHECK(refusal({.names = {name}}).value() ==
          "--host: '" + std::string(name) + "' is not a host name; it is given without a port");
  }
}

TEST_CASE("half a certificate and a proxy by name are refused", "[serve]") {
  CHECK(refusal({.tls = {.chain = "c.pem"}}).value() ==
        "--tls-cert and --tls-key are given together");
  CHECK(refusal({.trusted_proxies = {"proxy.example.org"}}).value() ==
        "--trusted-proxy: 'proxy.example.org' is not an IP address");
}
