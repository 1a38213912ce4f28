#include "listen_address.h"

#include <catch2/catch.hpp>

using namespace soundings;
using app::read_listen_address;

TEST_CASE("an address to listen on is a host and a port", "[app]") {
  CHECK(read_listen_address("127.0.0.1:8080").value().host == "127.0.0.1");
  CHECK(read_listen_address("127.0.0.1:8080").value().port == 8080);
  CHECK(read_listen_address("localhost:0").value().port == 0);
  CHECK(read_listen_address("[::1]:65535").value().host == "::1");
  CHECK(read_listen_address("[::1]:65535").value().port == 65535);
}

TEST_CASE("anything beside a host and a port is refused in words", "[app]") {
  const auto why = [](const char* text) {
    const auto read = read_listen_address(text);
    INFO(text);
    REQUIRE_FALSE(read.has_value());
    return read.error();
  };
  for (const auto* port : {"127.0.0.1:08080", "127.0.0.1: 80", "127.0.0.1:+80", "127.0.0.1:-1",
                           "127.0.0.1:", "127.0.0.1:80 ", "127.0.0.1:80:80", "127.0.0.1:65536",
                           "127.0.0.1:80x", "[::1]:", "[::1]:080", "[::1]:80:80"}) {
    CHECK(why(port) ==
          "its port is not a whole number from 0 to 65535 in plain digits without a leading zero");
  }
  CHECK(why("[::1") == "the bracket of its IPv6 address is not closed");
  CHECK(why("::1:80") == "an IPv6 address stands in brackets");
  CHECK(why("127.0.0.1") == "it has no port");
  CHECK(why("[::1]80") == "something stands after its address");
  CHECK(why(":80") == "it has no address");
  CHECK(why("[]:80") == "it has no address");
  CHECK(why("") == "it has no address");
  CHECK(why(" 127.0.0.1:80") == "its address has a character that no address has");
  CHECK(why("[localhost]:80") == "what stands in brackets is no IPv6 address");
  CHECK(why("[127.0.0.1]:80") == "what stands in brackets is no IPv6 address");
  CHECK(why("http://localhost:80") ==
        "its port is not a whole number from 0 to 65535 in plain digits without a leading zero");
}
