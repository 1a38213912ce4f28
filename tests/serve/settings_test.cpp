// What a server is not started with, in the words an operator reads.
#include <catch2/catch.hpp>

#include "soundings/serve/server.h"

using namespace soundings;
using serve::refusal;

TEST_CASE("pages and figures are served on loopback only", "[serve]") {
  for (const auto* own : {"127.0.0.1", "127.8.8.8", "::1", "localhost"}) {
    CHECK(refusal({.host = own}) == std::nullopt);
  }
  for (const auto* other : {"0.0.0.0", "::", "192.0.2.1"}) {
    CHECK(refusal({.host = other}).value() ==
          "--listen: '" + std::string(other) +
              "' is not loopback; pages and figures are served to this machine only, as there is "
              "no sign-in; senders on other machines are heard at --sender-listen ADDRESS:PORT");
  }
  CHECK(refusal({.host = "example.org"}).value() ==
        "--listen: 'example.org' is not an IP address to listen on");
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
