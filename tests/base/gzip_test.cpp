// Packed bytes come out whole, or not at all.
#include "soundings/base/gzip.h"

#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

namespace soundings {
namespace {

using namespace std::string_view_literals;

// "soundings\n", by gzip -n.
constexpr auto packed =
    "\037\213\010\000\000\000\000\000\000\003\053\316\057\315\113\311\314\113\057\346\002\000\032\166\366\067\012\000\000\000"sv;

}  // namespace

TEST_CASE("a gzip file is unpacked", "[base]") {
  CHECK(gunzip(packed) == "soundings\n");
}

TEST_CASE("bytes are packed without a time, and come out again", "[base]") {
  CHECK(gunzip(gzip("soundings\n")) == "soundings\n");
  CHECK(gunzip(gzip("")).empty());
  const std::string long_text(100'000, 'a');
  CHECK(gzip(long_text).size() < 1'000);
  CHECK(gunzip(gzip(long_text)) == long_text);
  CHECK(gzip("soundings\n").substr(4, 4) == std::string(4, '\0'));
}

TEST_CASE("bytes that are no gzip file, or only the first part of one, are refused", "[base]") {
  CHECK_THROWS_AS(gunzip("soundings"), std::runtime_error);
  CHECK_THROWS_AS(gunzip(packed.substr(0, packed.size() - 4)), std::runtime_error);
  CHECK_THROWS_AS(gunzip({}), std::runtime_error);
}

}  // namespace soundings
