#include "soundings/access/permission.h"

namespace soundings::access {

std::string_view to_text(Permission permission) noexcept {
  switch (permission) {
    case Permission::check_service:
      return "check_service";
    case Permission::read_description:
      return "read_description";
    case Permission::read_page_files:
      return "read_page_files";
    case Permission::sign_in:
      return "sign_in";
    case Permission::use_own_account:
      return "use_own_account";
    case Permission::post_responses:
      return "post_responses";
    case Permission::post_invitations:
      return "post_invitations";
    case Permission::read_receipts:
      return "read_receipts";
    case Permission::read_reference:
      return "read_reference";
    case Permission::read_released_figures:
      return "read_released_figures";
    case Permission::read_provisional_figures:
      return "read_provisional_figures";
    case Permission::read_working_figures:
      return "read_working_figures";
    case Permission::read_records:
      return "read_records";
    case Permission::read_arrivals:
      return "read_arrivals";
    case Permission::read_metrics:
      return "read_metrics";
    case Permission::read_keys:
      return "read_keys";
    case Permission::manage_keys:
      return "manage_keys";
    case Permission::read_accounts:
      return "read_accounts";
    case Permission::manage_accounts:
      return "manage_accounts";
    case Permission::read_held_items:
      return "read_held_items";
    case Permission::decide_held_items:
      return "decide_held_items";
    case Permission::read_safeguarding_items:
      return "read_safeguarding_items";
    case Permission::decide_safeguarding_items:
      return "decide_safeguarding_items";
    case Permission::load_reference_figures:
      return "load_reference_figures";
    case Permission::purge_expired:
      return "purge_expired";
    case Permission::erase_records:
      return "erase_records";
    case Permission::rotate_pepper:
      return "rotate_pepper";
    case Permission::decide_releases:
      return "decide_releases";
    case Permission::write_reports:
      return "write_reports";
    case Permission::sign_reports:
      return "sign_reports";
    case Permission::publish_reports:
      return "publish_reports";
    case Permission::read_data_protection:
      return "read_data_protection";
    case Permission::answer_subject_access:
      return "answer_subject_access";
    case Permission::read_audit:
      return "read_audit";
  }
  return {};
}

Permission to_read(Tier tier) noexcept {
  switch (tier) {
    case Tier::released:
      return Permission::read_released_figures;
    case Tier::provisional:
      return Permission::read_provisional_figures;
    case Tier::working:
      break;
  }
  return Permission::read_working_figures;
}

}  // namespace soundings::access
