// What a caller may be allowed to do. Each address of the server and each call of the operator
// needs exactly one of these.
#pragma once

#include <cstdint>
#include <string_view>

#include "soundings/access/tier.h"

namespace soundings::access {

enum class Permission : std::uint8_t {
  check_service,     ///< whether the server runs and takes posts
  read_description,  ///< which addresses there are
  read_page_files,   ///< style, scripts and fonts
  sign_in,           ///< be asked who one is
  use_own_account,   ///< one's own sessions and password
  post_responses,
  post_invitations,
  read_receipts,   ///< what became of a source's own responses
  read_reference,  ///< measures, areas, channels and symbols
  read_released_figures,
  read_provisional_figures,
  read_working_figures,
  read_records,   ///< files of respondent records, one line a response
  read_arrivals,  ///< what each source sent, and when
  read_metrics,
  read_keys,  ///< never their secrets
  manage_keys,
  read_accounts,
  manage_accounts,
  read_held_items,  ///< but for what safeguarding holds
  decide_held_items,
  read_safeguarding_items,
  decide_safeguarding_items,  ///< replay or discard them; they are never admitted
  load_reference_figures,     ///< invitations of any source, and denominators
  purge_expired,
  erase_records,
  rotate_pepper,
  decide_releases,  ///< publish a month, approve or discard a draft, withdraw
  write_reports,    ///< read and make drafts of reports, and write in them
  sign_reports,     ///< sign the aims of a draft off
  publish_reports,
  read_data_protection,   ///< what is kept how long, removed and held, in numbers
  answer_subject_access,  ///< read all that is kept of a person
  read_audit,
};

/// All of them, in the order above.
inline constexpr Permission last_permission = Permission::read_audit;

/// "post_responses".
[[nodiscard]] std::string_view to_text(Permission permission) noexcept;

/// What somebody needs who asks for figures of `tier`.
[[nodiscard]] Permission to_read(Tier tier) noexcept;

/// A permission that must be named: it has no default, so that an aggregate with a member of this
/// type does not compile where the member is left out.
class Needed {
 public:
  constexpr Needed(Permission permission) noexcept : permission_(permission) {}
  constexpr operator Permission() const noexcept { return permission_; }

 private:
  Permission permission_;
};

}  // namespace soundings::access
