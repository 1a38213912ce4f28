// What is said to somebody who may not do what they ask for.
#include "soundings/access/words.h"

#include <string>

#include <catch2/catch.hpp>

#include "soundings/access/may.h"

using namespace soundings;
using access::Permission;
using access::Principal;
using access::Role;

TEST_CASE("whose work it is stands in words") {
  CHECK(access::who_may(Permission::read_held_items) == "stewards");
  CHECK(access::who_may(Permission::read_audit) == "auditors and administrators");
  CHECK(access::who_may(Permission::read_arrivals) == "analysts, publishers and stewards");
  CHECK(access::who_may(Permission::rotate_pepper).empty());
}

TEST_CASE("each role reads whose page it is, what they see themselves, and who can change it") {
  for (const Role role : access::people) {
    const Principal who = Principal::person(role, "somebody");
    for (int i = 0; i <= static_cast<int>(access::last_permission); ++i) {
      const auto what = static_cast<Permission>(i);
      if (access::may(who, what)) {
        continue;
      }
      const std::string said = access::refusal(who, what);
      INFO(said);
      CHECK((said.starts_with("This page is for ") || said.starts_with("Nobody opens this page")));
      CHECK(said.find(": you see ") != std::string::npos);
      CHECK(said.find("an administrator can change your account.") != std::string::npos);
      CHECK(said.find('_') == std::string::npos);
    }
  }
  CHECK(access::refusal(Principal::person(Role::lead, "a"), Permission::read_held_items) ==
        "This page is for stewards. You are signed in as a lead: you see what is published, and "
        "provisional figures. If your work has changed, an administrator can change your account.");
}
