#include "soundings/access/may.h"

#include <algorithm>
#include <array>
#include <initializer_list>

namespace soundings::access {
namespace {

/// Whether `who` has signed with a key of `scope`, or of the sandbox, which opens all that a source
/// may do.
bool signed_with(const Principal& who, KeyScope scope) noexcept {
  return who.role == Role::source && (who.scope == scope || who.scope == KeyScope::sandbox);
}

/// Whether `who` is the operator of this machine, or has one of these roles.
bool is(const Principal& who, std::initializer_list<Role> roles) noexcept {
  return who.role == Role::local_operator || std::ranges::find(roles, who.role) != roles.end();
}

}  // namespace

bool may(const Principal& who, Permission what) noexcept {
  const bool reads = who.is_person() || is(who, {Role::loopback_reader, Role::reading_key});
  switch (what) {
    case Permission::check_service:
    case Permission::read_description:
      return true;
    case Permission::read_page_files:
    case Permission::sign_in:
      return who.role != Role::source;
    case Permission::use_own_account:
      return who.is_person() || who.role == Role::local_operator;
    case Permission::post_responses:
    case Permission::read_receipts:
      return signed_with(who, KeyScope::responses);
    case Permission::post_invitations:
      return signed_with(who, KeyScope::invitations);
    case Permission::read_reference:
    case Permission::read_released_figures:
      return reads;
    case Permission::read_metrics:
      return is(who, {Role::loopback_reader, Role::admin});
    case Permission::read_provisional_figures:
      return is(who, {Role::lead, Role::analyst, Role::publisher});
    case Permission::read_working_figures:
    case Permission::write_reports:
      return is(who, {Role::analyst, Role::publisher});
    case Permission::read_arrivals:
      return is(who, {Role::analyst, Role::publisher, Role::steward});
    case Permission::read_held_items:
    case Permission::decide_held_items:
      return is(who, {Role::steward});
    case Permission::read_safeguarding_items:
    case Permission::decide_safeguarding_items:
      return is(who, {Role::safeguarding});
    case Permission::decide_releases:
    case Permission::sign_reports:
    case Permission::publish_reports:
      return is(who, {Role::publisher});
    case Permission::read_audit:
    case Permission::read_data_protection:
      return is(who, {Role::auditor, Role::admin});
    case Permission::read_keys:
    case Permission::manage_keys:
    case Permission::read_accounts:
    case Permission::manage_accounts:
      return is(who, {Role::admin});
    case Permission::read_records:
    case Permission::load_reference_figures:
    case Permission::purge_expired:
    case Permission::erase_records:
    case Permission::answer_subject_access:
    case Permission::rotate_pepper:
      return is(who, {});
  }
  return false;
}

bool needs_second_factor(Role role) noexcept {
  constexpr std::array guarded{Permission::read_working_figures,    Permission::read_held_items,
                               Permission::read_safeguarding_items, Permission::read_audit,
                               Permission::decide_releases,         Permission::manage_keys,
                               Permission::manage_accounts};
  const Principal who{.role = role, .scope = std::nullopt};
  return std::ranges::any_of(guarded, [&](Permission each) { return may(who, each); });
}

}  // namespace soundings::access
