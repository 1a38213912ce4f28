// Accounts of people as an operator or an administrator makes and changes them. Each act leaves a
// row in the audit.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/intake/intake.h"
#include "soundings/store/accounts.h"
#include "soundings/store/act.h"
#include "soundings/survey/definitions.h"

namespace soundings::accounts {

/// field: of the wish; code: as docs/errors.md lists it.
struct AccountFault {
  std::string code;
  std::string field;
  std::string message;
};

/// role: "analyst"; npus: by id or name. password: empty for one of our making.
struct AccountWish {
  std::string name;
  std::string role;
  std::vector<std::string> npus;
  std::string password;
};

/// Without what proves who they are.
struct ListedAccount {
  std::string name;
  std::string role;
  std::vector<std::string> npus;
  bool second_factor = false;
  std::size_t recovery_codes = 0;  ///< that are left
  bool to_change = false;          ///< the password was chosen by somebody else
  Instant created;
  std::optional<Instant> disabled;
  std::optional<Instant> signed_in;  ///< last, in a session that was not ended
};

/// What is said once. password: empty where it was not made here. seed, uri and recovery: empty for
/// an account without a second factor.
struct Secrets {
  std::string password;
  std::string seed;  ///< base32
  std::string uri;   ///< otpauth://
  std::vector<std::string> recovery;
};

/// Errors: account_name_malformed, account_exists, unknown_role, npu_unknown, npus_needed,
/// npus_not_for_role, password_refused.
[[nodiscard]] Expected<Secrets, AccountFault> create(intake::Intake& intake,
                                                     const Definitions& definitions,
                                                     const AccountWish& wish,
                                                     const store::Act& act);

/// The accounts by name.
[[nodiscard]] std::vector<ListedAccount> list(intake::Intake& intake);

// Each of these refuses a name that no account has: unknown_account.

/// Ends its sessions. Errors: password_refused.
[[nodiscard]] Expected<Secrets, AccountFault> set_password(intake::Intake& intake,
                                                           std::string_view name,
                                                           const std::string& password,
                                                           const store::Act& act);

/// A new second factor in place of the old one; ends its sessions.
[[nodiscard]] Expected<Secrets, AccountFault> reset_second_factor(intake::Intake& intake,
                                                                  std::string_view name,
                                                                  const store::Act& act);

/// Ends its sessions, and gives it a second factor where the new role needs one. Errors:
/// unknown_role, npu_unknown, npus_needed, npus_not_for_role.
[[nodiscard]] Expected<Secrets, AccountFault> set_role(intake::Intake& intake,
                                                       const Definitions& definitions,
                                                       const AccountWish& wish,
                                                       const store::Act& act);

/// Ends its sessions when it is disabled. Errors: account_unchanged where it is so already.
[[nodiscard]] Expected<void, AccountFault> set_disabled(intake::Intake& intake,
                                                        std::string_view name, bool disabled,
                                                        const store::Act& act);

/// Errors: unknown_account.
[[nodiscard]] Expected<std::vector<store::SessionRow>, AccountFault> sessions(
    intake::Intake& intake, std::string_view name);

/// How many ended. Errors: unknown_account.
[[nodiscard]] Expected<std::size_t, AccountFault> sign_out_everywhere(intake::Intake& intake,
                                                                      std::string_view name,
                                                                      const store::Act& act);

}  // namespace soundings::accounts
