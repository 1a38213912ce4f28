// The token of a form as pages hold it.
#include "http/form_mask.h"

#include <string>

#include <catch2/catch.hpp>

#include "soundings/base/digest.h"

namespace soundings::serve {

TEST_CASE("a token stands under another mask each time, and comes back", "[serve]") {
  const std::string token = to_hex(random_bytes(32));
  const std::string once = masked(token);
  const std::string again = masked(token);
  CHECK(once.size() == 2 * token.size());
  CHECK(once != again);
  CHECK(once.substr(token.size()) != again.substr(token.size()));
  CHECK(once.find(token) == std::string::npos);
  CHECK(unmasked(once) == token);
  CHECK(unmasked(again) == token);
}

TEST_CASE("what is no token under a mask is none", "[serve]") {
  CHECK(masked("").empty());
  for (const char* text : {"", "0", "zz", "000000", "not hexadecimal"}) {
    CHECK(unmasked(text).empty());
  }
}

}  // namespace soundings::serve
