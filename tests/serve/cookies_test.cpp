// Cookies as browsers send them, and as they are set.
#include "http/cookies.h"

#include <catch2/catch.hpp>

using namespace soundings;
using serve::cookie;

namespace {

std::optional<std::string> found(const std::vector<std::pair<std::string, std::string>>& headers) {
  serve::Request request;
  request.headers = headers;
  return cookie(request, "soundings");
}

}  // namespace

TEST_CASE("a cookie is found by its whole name", "[serve]") {
  CHECK(found({{"Cookie", "soundings=abc"}}) == "abc");
  CHECK(found({{"cookie", "other=1; soundings=abc; more=2"}}) == "abc");
  CHECK(found({{"Cookie", "other=1"}, {"Cookie", "soundings=a=b"}}) == "a=b");
  CHECK(found({{"Cookie", "soundings="}}) == "");
  CHECK(found({{"Cookie", "xsoundings=abc; soundingsx=abc; soundings"}}) == std::nullopt);
  CHECK(found({}) == std::nullopt);
  CHECK(found({{"Cookie", ";;  ; ="}}) == std::nullopt);
}

TEST_CASE("of two cookies of one name none is believed", "[serve]") {
  CHECK(found({{"Cookie", "soundings=a; soundings=b"}}) == std::nullopt);
  CHECK(found({{"Cookie", "soundings=a"}, {"Cookie", "soundings=a"}}) == std::nullopt);
}

TEST_CASE("a cookie is set out of the reach of scripts and of other sites", "[serve]") {
  CHECK(serve::set_cookie("a", "b", false) == "a=b; Path=/; HttpOnly; SameSite=Lax");
  CHECK(serve::set_cookie("a", "b", true) == "a=b; Path=/; HttpOnly; SameSite=Lax; Secure");
  CHECK(serve::drop_cookie("a", true) == "a=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0");
}
