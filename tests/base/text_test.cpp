#include "soundings/base/text.h"

#include <catch2/catch.hpp>

#include "soundings/base/blanks.h"

using namespace soundings;

TEST_CASE("names of a protocol are the same whatever their case", "[base]") {
  CHECK(same_name("Content-Length", "content-LENGTH"));
  CHECK_FALSE(same_name("Content-Length", "Content-Lengths"));
  CHECK_FALSE(same_name("a@", "a`"));
  CHECK_FALSE(same_name("\xc3\x89", "\xc3\xa9"));
}

TEST_CASE("percent escapes become the bytes they stand for", "[base]") {
  CHECK(percent_decoded("B%27ham%20East") == "B'ham East");
  CHECK(percent_decoded("%C3%a9") == "\xc3\xa9");
  CHECK(percent_decoded("a+b") == "a+b");
  CHECK(percent_decoded("%00") == std::string(1, '\0'));
  CHECK(percent_decoded("") == "");
}

TEST_CASE("a broken percent escape is no text", "[base]") {
  for (const auto* broken : {"%", "%4", "50% off", "%zz", "%-1", "%%41"}) {
    INFO(broken);
    CHECK(percent_decoded(broken) == std::nullopt);
  }
}

TEST_CASE("percent-encoding leaves the unreserved characters alone and is undone by its reverse",
          "[base]") {
  CHECK(percent_encoded("wmn-005924._~") == "wmn-005924._~");
  CHECK(percent_encoded("a b/\xC3\xA9+%&=!") == "a%20b%2F%C3%A9%2B%25%26%3D%21");
  std::string every;
  for (int byte = 0; byte < 256; ++byte) {
    every += static_cast<char>(byte);
  }
  CHECK(percent_decoded(percent_encoded(every)) == every);
}

TEST_CASE("blanks around a text are no part of it", "[base]") {
  CHECK(without_blanks(" \t why so \r\n") == "why so");
  CHECK(without_blanks("why") == "why");
  CHECK(without_blanks(" \t\r\n").empty());
  CHECK(without_blanks("").empty());
}
