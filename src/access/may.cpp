#include "soundings/access/may.h"

namespace soundings::access {
namespace {

/// Whether `who` has signed with a key of `scope`, or of the sandbox, which opens all that a source
/// may do.
bool signed_with(const Principal& who, KeyScope scope) noexcept {
  return who.role == Role::source && (who.scope == scope || who.scope == KeyScope::sandbox);
}

}  // namespace

bool may(const Principal& who, Permission what) noexcept {
  const bool operates = who.role == Role::local_operator;
  const bool reads = operates || who.role == Role::loopback_reader;
  switch (what) {
    case Permission::check_service:
    case Permission::read_description:
      return true;
    case Permission::post_responses:
    case Permission::read_receipts:
      return signed_with(who, KeyScope::responses);
    case Permission::post_invitations:
      return signed_with(who, KeyScope::invitations);
    case Permission::read_reference:
    case Permission::read_released_figures:
    case Permission::read_metrics:
      return reads;
    case Permission::read_provisional_figures:
    case Permission::read_working_figures:
    case Permission::read_keys:
    case Permission::manage_keys:
    case Permission::read_held_items:
    case Permission::decide_held_items:
    case Permission::load_reference_figures:
    case Permission::purge_expired:
    case Permission::erase_records:
    case Permission::rotate_pepper:
    case Permission::decide_releases:
    case Permission::read_audit:
      return operates;
  }
  return false;
}

}  // namespace soundings::access
