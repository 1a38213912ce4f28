#include "http/client.h"

#include <catch2/catch.hpp>

using namespace soundings;
using serve::Names;
using serve::Proxies;

TEST_CASE("a forwarded address is believed from a trusted proxy alone", "[serve]") {
  const Proxies proxies({"127.0.0.1", "10.0.0.9"});
  CHECK(proxies.client("127.0.0.1", {"203.0.113.5"}).address == "203.0.113.5");
  CHECK_FALSE(proxies.client("127.0.0.1", {"203.0.113.5"}).local);
  CHECK(proxies.client("198.51.100.7", {"203.0.113.5"}).address == "198.51.100.7");
  CHECK(Proxies({}).client("127.0.0.1", {"203.0.113.5"}).address == "127.0.0.1");
  CHECK(Proxies({}).client("127.0.0.1", {"203.0.113.5"}).local);
}

TEST_CASE("a proxy is known by its own connection, whatever it says", "[serve]") {
  const Proxies proxies({"10.0.0.9"});
  CHECK(proxies.trusted("10.0.0.9"));
  CHECK(proxies.trusted("::ffff:10.0.0.9"));
  CHECK_FALSE(proxies.trusted("10.0.0.8"));
  CHECK_FALSE(proxies.trusted("127.0.0.1"));
  CHECK_FALSE(proxies.trusted("10.0.0.9, 10.0.0.8"));
  CHECK(proxies.vouches("10.0.0.9"));
  CHECK(proxies.vouches("127.0.0.1"));
  CHECK_FALSE(proxies.vouches("198.51.100.7"));
  CHECK_FALSE(proxies.vouches(""));
}

TEST_CASE("what a client wrote itself before its own address is not believed", "[serve]") {
  const Proxies proxies({"127.0.0.1", "10.0.0.9"});
  CHECK(proxies.client("127.0.0.1", {"1.2.3.4, 203.0.113.5"}).address == "203.0.113.5");
  CHECK(proxies.client("127.0.0.1", {"1.2.3.4", "203.0.113.5"}).address == "203.0.113.5");
  CHECK(proxies.client("127.0.0.1", {"1.2.3.4, 203.0.113.5, 10.0.0.9"}).address == "203.0.113.5");
  CHECK(proxies.client("127.0.0.1", {"127.0.0.1, unknown"}).address == "127.0.0.1");
  CHECK(proxies.client("127.0.0.1", {""}).address == "127.0.0.1");
  CHECK(proxies.client("127.0.0.1", {"203.0.113.5, 10.9"}).address == "127.0.0.1");
}

TEST_CASE("an IPv6 household is one client, and a mapped address is its IPv4 address", "[serve]") {
  const Proxies nobody({});
  CHECK(nobody.client("2001:db8:1:2:3:4:5:6", {}).address ==
        nobody.client("2001:db8:1:2::9", {}).address);
  CHECK(nobody.client("2001:db8:1:2::9", {}).address !=
        nobody.client("2001:db8:1:3::9", {}).address);
  CHECK(nobody.client("::ffff:203.0.113.5", {}).address == "203.0.113.5");
  CHECK(nobody.client("::ffff:127.0.0.1", {}).local);
  CHECK(nobody.client("::1", {}).local);
}

TEST_CASE("a server answers by its own address, loopback and the names it was given", "[serve]") {
  const Names names("127.0.0.1", {"surveys.example.org"});
  for (const auto* own : {"localhost", "LocalHost:8080", "127.0.0.1", "127.0.0.1:8080", "[::1]",
                          "[::1]:8080", "surveys.example.org", "Surveys.Example.org:443"}) {
    INFO(own);
    CHECK(names.has(own));
  }
  for (const auto* other :
       {"x", "evil.example.org", "localhost.evil.example.org", "surveys.example.org.evil.net",
        "203.0.113.5", "0.0.0.0", "[2001:db8::1]", "[::1", "", ":8080", "127.0.0.1.evil.net"}) {
    INFO(other);
    CHECK_FALSE(names.has(other));
  }
}

TEST_CASE("a Host that is malformed names nobody, whatever stands at its front", "[serve]") {
  const Names names("127.0.0.1", {"surveys.example.org"});
  for (const auto* broken : {"localhost:",
                             "localhost:08080",
                             "localhost: 80",
                             "localhost:+80",
                             "localhost:-1",
                             "localhost:65536",
                             "localhost:80:80",
                             "localhost:80 ",
                             "localhost:http",
                             "localhost 80",
                             " localhost",
                             "localhost\t",
                             "localhost,evil.example.org",
                             "localhost/",
                             "localhost@x",
                             "user@localhost",
                             "::1",
                             "::1:8080",
                             "[::1",
                             "[::1]x",
                             "[::1]8080",
                             "[::1]:",
                             "[::1]:08",
                             "[::1]:80:80",
                             "[[::1]]",
                             "[]",
                             "[localhost]",
                             "[127.0.0.1]",
                             "[::1%25lo]",
                             "[::1%lo]",
                             "127.1",
                             "0177.0.0.1",
                             "2130706433",
                             "127.0.0.1.",
                             "127.0.0.01",
                             "localhost."}) {
    INFO(broken);
    CHECK_FALSE(names.has(broken));
  }
  CHECK(names.has("localhost:0"));
  CHECK(names.has("localhost:65535"));
  CHECK(names.has("[::ffff:127.0.0.1]:80"));
}

TEST_CASE("a server on every address answers by any address, but not by any name", "[serve]") {
  const Names names("0.0.0.0", {});
  CHECK(names.has("203.0.113.5:8443"));
  CHECK(names.has("localhost"));
  CHECK_FALSE(names.has("surveys.example.org"));
}
