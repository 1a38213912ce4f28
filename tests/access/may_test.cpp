// Who may do what, role by role.
#include "soundings/access/may.h"

#include <map>
#include <set>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

using namespace soundings;
using access::Permission;
using access::Principal;

namespace {

/// Every permission of a principal, by name.
std::set<std::string_view> open_to(const Principal& who) {
  std::set<std::string_view> open;
  for (int i = 0; i <= static_cast<int>(access::last_permission); ++i) {
    const auto permission = static_cast<Permission>(i);
    if (access::may(who, permission)) {
      open.insert(access::to_text(permission));
    }
  }
  return open;
}

/// To a source as well.
const std::set<std::string_view> open_to_keys{"check_service", "read_description"};
const std::set<std::string_view> open_to_all{"check_service", "read_description", "read_page_files",
                                             "sign_in"};
/// To whoever has signed in.
const std::set<std::string_view> open_to_people{
    "check_service",   "read_description", "read_page_files",      "sign_in",
    "use_own_account", "read_reference",   "read_released_figures"};

std::set<std::string_view> with(std::set<std::string_view> some,
                                const std::set<std::string_view>& more) {
  some.insert(more.begin(), more.end());
  return some;
}

}  // namespace

TEST_CASE("who has proved nothing learns that the server is there, and may sign in", "[access]") {
  CHECK(open_to(Principal::anyone()) == open_to_all);
}

TEST_CASE("a key opens what its scope says, and a sandbox key what both others do", "[access]") {
  const auto key = [](KeyScope scope) { return Principal::source("livechat", "key_1", scope); };
  const std::set<std::string_view> responses{"post_responses", "read_receipts"};
  const std::set<std::string_view> invitations{"post_invitations"};
  CHECK(open_to(key(KeyScope::responses)) == with(open_to_keys, responses));
  CHECK(open_to(key(KeyScope::invitations)) == with(open_to_keys, invitations));
  CHECK(open_to(key(KeyScope::sandbox)) == with(with(open_to_keys, responses), invitations));
  CHECK(key(KeyScope::sandbox).rehearses());
  CHECK_FALSE(key(KeyScope::responses).rehearses());
}

TEST_CASE("a reader on this machine reads released figures and changes nothing", "[access]") {
  CHECK(open_to(Principal::loopback_reader()) ==
        with(open_to_all, {"read_reference", "read_released_figures", "read_metrics"}));
}

TEST_CASE("a reading key reads released figures and nothing else", "[access]") {
  const auto key = Principal::reading_key("rkey_1");
  CHECK(open_to(key) == with(open_to_all, {"read_reference", "read_released_figures"}));
  CHECK_FALSE(key.is_person());
}

TEST_CASE("the operator of this machine may do all but speak for a source", "[access]") {
  const auto open = open_to(Principal::local_operator("s.patel"));
  CHECK(open.size() == static_cast<std::size_t>(access::last_permission) + 1 - 3);
  CHECK_FALSE(open.contains("post_responses"));
  CHECK_FALSE(open.contains("post_invitations"));
  CHECK_FALSE(open.contains("read_receipts"));
}

TEST_CASE("each role of a person opens what its work needs", "[access]") {
  using access::Role;
  const std::map<Role, std::set<std::string_view>> more{
      {Role::lead, {"read_provisional_figures"}},
      {Role::analyst,
       {"read_provisional_figures", "read_working_figures", "read_arrivals", "write_reports"}},
      {Role::publisher,
       {"read_provisional_figures", "read_working_figures", "read_arrivals", "decide_releases",
        "write_reports", "sign_reports", "publish_reports"}},
      {Role::steward, {"read_arrivals", "read_held_items", "decide_held_items"}},
      {Role::safeguarding, {"read_safeguarding_items", "decide_safeguarding_items"}},
      {Role::auditor, {"read_audit", "read_data_protection"}},
      {Role::admin,
       {"read_accounts", "manage_accounts", "read_keys", "manage_keys", "read_metrics",
        "read_audit", "read_data_protection"}}};
  REQUIRE(more.size() == access::people.size());
  for (const auto& [role, opened] : more) {
    INFO(access::to_text(role));
    const auto who = Principal::person(role, "j.khan");
    CHECK(who.is_person());
    CHECK(open_to(who) == with(open_to_people, opened));
    CHECK(access::parse_role(access::to_text(role)) == role);
    CHECK(access::needs_second_factor(role) == (role != Role::lead));
  }
}

TEST_CASE("no account has the role of a machine or of the operator", "[access]") {
  for (const auto* name :
       {"anyone", "source", "loopback_reader", "local_operator", "reading_key", "", "Lead"}) {
    CHECK_FALSE(access::parse_role(name));
  }
  CHECK_FALSE(Principal::loopback_reader().is_person());
  CHECK_FALSE(Principal::local_operator("s.patel").is_person());
}

TEST_CASE("figures of each tier need a permission of their own", "[access]") {
  using access::Tier;
  CHECK(access::to_read(Tier::released) == Permission::read_released_figures);
  CHECK(access::to_read(Tier::provisional) == Permission::read_provisional_figures);
  CHECK(access::to_read(Tier::working) == Permission::read_working_figures);
}
