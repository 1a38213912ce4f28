// How long somebody waits before they may try again.
#include "soundings/accounts/lock_out.h"

#include <catch2/catch.hpp>

using namespace soundings;
using namespace std::chrono_literals;
using accounts::Tried;
using accounts::wait_before;

namespace {

const Instant now = parse_rfc3339("2019-06-03T09:00:00Z").value();

store::Failures failures(int count, std::chrono::seconds ago = 0s) {
  return {.count = count, .last = now - ago};
}

}  // namespace

TEST_CASE("a few mistakes cost nothing, and each more doubles the wait", "[accounts]") {
  CHECK_FALSE(wait_before({}, now));
  CHECK_FALSE(wait_before({.here = failures(4)}, now));
  CHECK(wait_before({.here = failures(5)}, now) == 1s);
  CHECK(wait_before({.here = failures(6)}, now) == 2s);
  CHECK(wait_before({.here = failures(9)}, now) == 16s);
  CHECK(wait_before({.here = failures(40)}, now) == accounts::longest_wait);
  CHECK(wait_before({.here = failures(9, 10s)}, now) == 6s);
  CHECK_FALSE(wait_before({.here = failures(9, 16s)}, now));
  CHECK_FALSE(wait_before({.here = failures(40, 900s)}, now));
}

TEST_CASE("trying many names from one address waits, and so does trying one from many",
          "[accounts]") {
  CHECK_FALSE(wait_before({.by_address = failures(19)}, now));
  CHECK(wait_before({.by_address = failures(20)}, now) == 1s);
  CHECK(wait_before({.on_account = failures(22)}, now) == 4s);
}

TEST_CASE("whoever signed in from here lately is not held off by what others try", "[accounts]") {
  const Tried flooded{.on_account = failures(1000), .by_address = failures(1000)};
  CHECK(wait_before(flooded, now) == accounts::longest_wait);
  Tried known = flooded;
  known.signed_in_here = true;
  CHECK_FALSE(wait_before(known, now));
  known.here = failures(8);
  CHECK(wait_before(known, now) == 8s);
}
