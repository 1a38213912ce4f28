// Keys of programs that read released figures.
#include "soundings/accounts/reading_keys.h"

#include <catch2/catch.hpp>

#include "people.h"

using namespace soundings;
using namespace soundings::testing;
using namespace std::chrono_literals;

namespace {

const store::Act act{.at = morning, .actor = "s.patel", .reason = ""};

}  // namespace

TEST_CASE("a reading key opens until it ends, and its secret is kept nowhere", "[accounts]") {
  People people;
  const auto made = accounts::create_reading_key(people.intake, "dashboard", morning + 24h, act);
  CHECK(made.secret.starts_with("sndk_"));
  CHECK(made.secret.size() == 69);
  const auto who = people.sign_in.reading(made.secret, morning);
  REQUIRE(who);
  CHECK(who->role == access::Role::reading_key);
  CHECK(who->name == made.id);
  CHECK_FALSE(people.sign_in.reading(made.secret, morning + 24h));
  CHECK_FALSE(people.sign_in.reading(made.secret + "0", morning));
  CHECK_FALSE(people.sign_in.reading("sndk_" + std::string(64, '0'), morning));
  CHECK_FALSE(people.sign_in.reading("", morning));
  CHECK(accounts::list_reading_keys(people.intake).at(0).hash != Sha256{});
  CHECK(people.audited("reading_key_created").at(0).detail == "dashboard");
}

TEST_CASE("a reading key that was ended opens nothing, and is ended once", "[accounts]") {
  People people;
  const auto made = accounts::create_reading_key(people.intake, "", std::nullopt, act);
  CHECK(people.sign_in.reading(made.secret, morning + 24h * 365));
  CHECK(accounts::end_reading_key(people.intake, made.id, act));
  CHECK_FALSE(accounts::end_reading_key(people.intake, made.id, act));
  CHECK_FALSE(accounts::end_reading_key(people.intake, "rkey_none", act));
  CHECK_FALSE(people.sign_in.reading(made.secret, morning));
}
