// Accounts as an operator makes and changes them.
#include <catch2/catch.hpp>

#include "people.h"

using namespace soundings;
using namespace soundings::testing;
using accounts::AccountWish;

namespace {

const store::Act act{.at = morning, .actor = "s.patel", .reason = ""};

std::string fault_of(People& people, const AccountWish& wish) {
  const auto made = accounts::create(people.intake, people.definitions, wish, act);
  return made ? "" : made.error().code;
}

}  // namespace

TEST_CASE("an account says its secrets once, when it is made", "[accounts]") {
  People people;
  const auto made = accounts::create(people.intake, people.definitions,
                                     {.name = "j.khan", .role = "analyst", .npus = {}}, act);
  REQUIRE(made);
  CHECK(made->password.size() == 23);
  CHECK(made->seed.size() == 32);
  CHECK(made->uri.find(made->seed) != std::string::npos);
  CHECK(made->recovery.size() == 8);
  const auto listed = accounts::list(people.intake);
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].second_factor);
  CHECK(listed[0].to_change);
  CHECK(listed[0].recovery_codes == 8);
  CHECK(people.audited("account_created").size() == 1);
}

TEST_CASE("what an account cannot be is said", "[accounts]") {
  People people;
  CHECK(fault_of(people, {.name = "J Khan", .role = "auditor", .npus = {}}) ==
        "account_name_malformed");
  CHECK(fault_of(people, {.name = "a", .role = "auditor", .npus = {}}) == "account_name_malformed");
  CHECK(fault_of(people, {.name = "j.khan", .role = "operator", .npus = {}}) == "unknown_role");
  CHECK(fault_of(people, {.name = "j.khan", .role = "local_operator", .npus = {}}) ==
        "unknown_role");
  CHECK(fault_of(people, {.name = "j.khan", .role = "lead", .npus = {}}) == "npus_needed");
  CHECK(fault_of(people, {.name = "j.khan", .role = "lead", .npus = {"Atlantis"}}) ==
        "npu_unknown");
  CHECK(fault_of(people,
                 {.name = "j.khan", .role = "auditor", .npus = {}, .password = "password1234"}) ==
        "password_refused");
  CHECK(accounts::list(people.intake).empty());
  CHECK(fault_of(people, {.name = "j.khan", .role = "auditor", .npus = {}}).empty());
  CHECK(fault_of(people, {.name = "j.khan", .role = "auditor", .npus = {}}) == "account_exists");
}

TEST_CASE("a new password, second factor, role or end of an account ends its sessions",
          "[accounts]") {
  People people;
  people.add("a.lead", "auditor");
  const auto signed_in = [&](int step) {
    const Instant now = morning + std::chrono::minutes(step);
    const auto first =
        people.sign_in.with_password("a.lead", good_password, "", from("192.0.2.1", now));
    REQUIRE(first);
    const auto code = accounts::one_time_code(people.seed("a.lead"), accounts::step_of(now));
    const auto begun = people.sign_in.with_code(first->token, code, from("192.0.2.1", now));
    REQUIRE(begun);
    CHECK(people.sign_in.holder(begun->token, now));
    return begun->token;
  };
  const auto gone = [&](const std::string& token, int step) {
    return !people.sign_in.holder(token, morning + std::chrono::minutes(step));
  };
  std::string token = signed_in(0);
  REQUIRE(accounts::set_password(people.intake, "a.lead", good_password, act));
  CHECK(gone(token, 0));
  token = signed_in(1);
  REQUIRE(accounts::reset_second_factor(people.intake, "a.lead", act));
  CHECK(gone(token, 1));
  token = signed_in(2);
  REQUIRE(accounts::set_role(people.intake, people.definitions,
                             {.name = "a.lead", .role = "steward", .npus = {}}, act));
  CHECK(gone(token, 2));
  token = signed_in(3);
  CHECK(accounts::sessions(people.intake, "a.lead")->size() == 1);
  REQUIRE(accounts::set_disabled(people.intake, "a.lead", true, act));
  CHECK(gone(token, 3));
  CHECK_FALSE(people.sign_in.with_password("a.lead", good_password, "", from("192.0.2.1")));
  REQUIRE(accounts::set_disabled(people.intake, "a.lead", false, act));
  CHECK(gone(token, 3));
  token = signed_in(4);
  CHECK(accounts::sign_out_everywhere(people.intake, "a.lead", act) == 1U);
  CHECK(gone(token, 4));
}

TEST_CASE("what is done to nobody's account is refused", "[accounts]") {
  People people;
  CHECK(accounts::set_password(people.intake, "nobody", "", act).error().code == "unknown_account");
  CHECK(accounts::reset_second_factor(people.intake, "nobody", act).error().code ==
        "unknown_account");
  CHECK(accounts::set_disabled(people.intake, "nobody", true, act).error().code ==
        "unknown_account");
  CHECK(accounts::sessions(people.intake, "nobody").error().code == "unknown_account");
}
