// Rounding is half up on the decimal a person reads, never on its binary neighbour.
#include "soundings/base/number.h"

#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include <catch2/catch.hpp>

namespace soundings {

TEST_CASE("a half rounds up as it is written, not as it is stored", "[base]") {
  CHECK(rounded(42.15, 1) == "42.2");  // stored as 42.1499999...
  CHECK(rounded(42.25, 1) == "42.3");  // half to even would say 42.2
  CHECK(rounded(1.005, 2) == "1.01");
  CHECK(rounded(2.675, 2) == "2.68");
  CHECK(rounded(0.5, 0) == "1");
  CHECK(rounded(1.5, 0) == "2");
  CHECK(rounded(2.5, 0) == "3");
}

TEST_CASE("a negative half rounds away from zero", "[base]") {
  CHECK(rounded(-2.5, 0) == "-3");
  CHECK(rounded(-42.15, 1) == "-42.2");
  CHECK(rounded(-6.94, 1) == "-6.9");
}

TEST_CASE("nothing rounds to minus zero", "[base]") {
  CHECK(rounded(-0.0, 0) == "0");
  CHECK(rounded(-0.0, 1) == "0.0");
  CHECK(rounded(-0.04, 1) == "0.0");
  CHECK(rounded(-0.049, 1) == "0.0");
  CHECK(rounded(-0.05, 1) == "-0.1");
  CHECK(rounded(-1e-300, 2) == "0.00");
  CHECK(shortest(-0.0) == "0");
  CHECK(significant(-0.0, 3) == "0");
}

TEST_CASE("a rounded number has exactly the decimals asked for", "[base]") {
  CHECK(rounded(42.0, 1) == "42.0");
  CHECK(rounded(41.5745, 1) == "41.6");
  CHECK(rounded(41.5745, 0) == "42");
  CHECK(rounded(100.0, 0) == "100");
  CHECK(rounded(0.0, 3) == "0.000");
  CHECK(rounded(1e-12, 15) == "0.000000000001000");
  CHECK(rounded(123456789.0, 2) == "123456789.00");
  CHECK(rounded(1e20, 0) == "100000000000000000000");
}

TEST_CASE("a carry runs through nines into a new place", "[base]") {
  CHECK(rounded(9.95, 1) == "10.0");
  CHECK(rounded(99.999, 1) == "100.0");
  CHECK(rounded(0.96, 1) == "1.0");
  CHECK(rounded(0.05, 1) == "0.1");
  CHECK(significant(9.996, 3) == "10");
  CHECK(significant(0.09996, 3) == "0.1");
}

TEST_CASE("significant digits are kept without trailing zeros", "[base]") {
  CHECK(significant(41.574523809523811, 10) == "41.57452381");
  CHECK(significant(42.0, 10) == "42");
  CHECK(significant(0.000123456, 3) == "0.000123");
  CHECK(significant(1234567.0, 3) == "1230000");
  CHECK(significant(100.0, 1) == "100");
  CHECK(significant(0.0, 10) == "0");
  CHECK(significant(-2.5, 1) == "-3");
  CHECK(significant(1.25e-9, 2) == "1.3e-9");
}

TEST_CASE("the shortest text is plain where people write it plainly", "[base]") {
  CHECK(shortest(0.415745) == "0.415745");
  CHECK(shortest(0.1) == "0.1");
  CHECK(shortest(100000.0) == "100000");
  CHECK(shortest(43385.0) == "43385");
  CHECK(shortest(-6.9) == "-6.9");
  CHECK(shortest(1e-12) == "1e-12");
  CHECK(shortest(1.5e300) == "1.5e+300");
  CHECK(shortest(0.000001) == "0.000001");
}

TEST_CASE("the shortest text reads back as the same double", "[base]") {
  std::mt19937_64 random(20190531);
  std::uniform_int_distribution<std::uint64_t> bits;
  for (int i = 0; i < 20000; ++i) {
    const auto pattern = bits(random);
    double value = 0.0;
    static_assert(sizeof value == sizeof pattern);
    std::memcpy(&value, &pattern, sizeof value);
    if (std::isfinite(value)) {
      CAPTURE(value);
      REQUIRE(parse_double(shortest(value)) == value);
    }
  }
  CHECK(parse_double(shortest(std::numeric_limits<double>::denorm_min())) ==
        std::numeric_limits<double>::denorm_min());
  CHECK(parse_double(shortest(std::numeric_limits<double>::max())) ==
        std::numeric_limits<double>::max());
}

TEST_CASE("a number is read whole or not at all", "[base]") {
  CHECK(parse_double("42.1") == 42.1);
  CHECK(parse_double("-1e-3") == -0.001);
  CHECK(parse_double(".5") == 0.5);
  const auto* const text = GENERATE("", " 1", "1 ", "1,200", "42%", "nan", "inf", "-inf", "1e400",
                                    "0x10", "1.2.3", "+1", "e5", "--1");
  CAPTURE(text);
  CHECK_FALSE(parse_double(text));
}

TEST_CASE("an integer is read whole, in range, or not at all", "[base]") {
  CHECK(parse_integer("904") == 904);
  CHECK(parse_integer("-1") == -1);
  CHECK(parse_integer("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
  const auto* const text =
      GENERATE("", "1.0", "9223372036854775808", "1e3", "12a", " 1", "1 ", "+1", "0x1");
  CAPTURE(text);
  CHECK_FALSE(parse_integer(text));
}

TEST_CASE("a port is written in plain digits", "[base]") {
  CHECK(parse_port("0") == 0);
  CHECK(parse_port("80") == 80);
  CHECK(parse_port("65535") == 65535);
  for (const auto* broken : {"", " 80", "80 ", "+80", "-80", "080", "08080", "00", "65536", "8e1",
                             "99999999999999999999", "0x50", "80:80", "http"}) {
    INFO(broken);
    CHECK(parse_port(broken) == std::nullopt);
  }
}

}  // namespace soundings
