#include "soundings/accounts/accounts.h"

#include <algorithm>
#include <utility>

#include "soundings/access/may.h"
#include "soundings/accounts/one_time_code.h"
#include "soundings/accounts/password.h"
#include "soundings/survey/codes.h"

namespace soundings::accounts {
namespace {

constexpr std::size_t longest_name = 64;

AccountFault unknown_account(std::string_view name) {
  return {.code = "unknown_account",
          .field = "account",
          .message = "There is no account '" + std::string(name) + "'."};
}

bool well_named(const std::string& name) {
  const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  return name.size() >= 2 && name.size() <= longest_name && plain(name.front()) &&
         std::ranges::all_of(name, [&](char c) {
           return plain(c) || std::string_view("._@-").find(c) != std::string_view::npos;
         });
}

/// The role and the areas of a wish.
struct Place {
  access::Role role = access::Role::anyone;
  std::vector<std::string> npus;
};

Expected<Place, AccountFault> read_place(const Definitions& definitions, const AccountWish& wish) {
  const auto role = access::parse_role(wish.role);
  if (!role) {
    return unexpected(AccountFault{
        "unknown_role", "role",
        "A role is lead, analyst, publisher, steward, safeguarding, auditor or admin."});
  }
  Place place{.role = *role, .npus = {}};
  for (const std::string& given : wish.npus) {
    const Area* area = area_named(definitions, definitions.area_level(), given);
    if (area == nullptr) {
      return unexpected(AccountFault{"npu_unknown", "npus", "There is no NPU '" + given + "'."});
    }
    place.npus.push_back(area->id);
  }
  if (*role == access::Role::lead && place.npus.empty()) {
    return unexpected(
        AccountFault{"npus_needed", "npus", "A lead is the lead of an NPU: name it."});
  }
  if (*role != access::Role::lead && !place.npus.empty()) {
    return unexpected(AccountFault{"npus_not_for_role", "npus", "Only a lead has NPUs."});
  }
  return place;
}

/// The password that was given, or one of our making.
Expected<std::string, AccountFault> password_of(const std::string& given, std::string_view account,
                                                bool stands_alone) {
  if (given.empty()) {
    return make_password();
  }
  if (const auto fault = fault_of(given, account, stands_alone)) {
    return unexpected(
        AccountFault{"password_refused", "password", words_of(*fault, stands_alone) + "."});
  }
  return given;
}

/// A second factor before it is kept.
struct SecondFactor {
  Seed seed;
  std::vector<std::string> recovery;

  [[nodiscard]] std::vector<Sha256> hashes() const {
    std::vector<Sha256> all;
    all.reserve(recovery.size());
    for (const std::string& code : recovery) {
      all.push_back(recovery_hash(code));
    }
    return all;
  }
};

SecondFactor make_second_factor() {
  return {.seed = make_seed(), .recovery = make_recovery_codes()};
}

void hand_over(Secrets& secrets, std::string_view account, const SecondFactor& factor) {
  secrets.seed = base32(factor.seed);
  secrets.uri = key_uri(account, factor.seed);
  secrets.recovery = factor.recovery;
}

store::Act because(const store::Act& act, const char* reason) {
  return {.at = act.at, .actor = act.actor, .reason = reason};
}

}  // namespace

Expected<Secrets, AccountFault> create(intake::Intake& intake, const Definitions& definitions,
                                       const AccountWish& wish, const store::Act& act) {
  if (!well_named(wish.name)) {
    return unexpected(AccountFault{
        "account_name_malformed", "name",
        "A name has 2 to 64 small letters, digits, dots, dashes, underscores or @, and begins with "
        "a letter or digit."});
  }
  const auto place = read_place(definitions, wish);
  if (!place) {
    return unexpected(place.error());
  }
  const bool guarded = access::needs_second_factor(place->role);
  auto password = password_of(wish.password, wish.name, !guarded);
  if (!password) {
    return unexpected(password.error());
  }
  Secrets secrets{.password = wish.password.empty() ? *password : std::string{}};
  SecondFactor factor;
  if (guarded) {
    factor = make_second_factor();
    hand_over(secrets, wish.name, factor);
  }
  const store::Account account{.name = wish.name,
                               .role = std::string(to_text(place->role)),
                               .npus = place->npus,
                               .password = hash_password(*password),
                               .to_change = true,
                               .code_seed = factor.seed,
                               .created = act.at,
                               .disabled = std::nullopt};
  bool added = false;
  intake.with_store(
      [&](store::Store& store) { added = store.accounts().add(account, factor.hashes(), act); });
  if (!added) {
    return unexpected(
        AccountFault{"account_exists", "name", "There is an account '" + wish.name + "' already."});
  }
  return secrets;
}

std::vector<ListedAccount> list(intake::Intake& intake) {
  std::vector<ListedAccount> listed;
  intake.with_store([&](store::Store& store) {
    for (store::Account& account : store.accounts().list()) {
      const auto sessions = store.accounts().sessions(account.name);
      listed.push_back(
          {.name = std::move(account.name),
           .role = std::move(account.role),
           .npus = std::move(account.npus),
           .second_factor = !account.code_seed.empty(),
           .recovery_codes = account.recovery_codes,
           .to_change = account.to_change,
           .created = account.created,
           .disabled = account.disabled,
           .signed_in = sessions.empty() ? std::nullopt : std::optional(sessions.front().begun)});
    }
  });
  return listed;
}

Expected<Secrets, AccountFault> set_password(intake::Intake& intake, std::string_view name,
                                             const std::string& password, const store::Act& act) {
  std::optional<store::Account> account;
  intake.with_store([&](store::Store& store) { account = store.accounts().find(name); });
  if (!account) {
    return unexpected(unknown_account(name));
  }
  const auto chosen = password_of(password, name, account->code_seed.empty());
  if (!chosen) {
    return unexpected(chosen.error());
  }
  const std::string hash = hash_password(*chosen);
  bool changed = false;
  intake.with_store([&](store::Store& store) {
    changed = store.accounts().set_password(name, hash, true, act);
    store.accounts().end_all(name, std::nullopt, because(act, "another password"));
  });
  if (!changed) {
    return unexpected(unknown_account(name));
  }
  return Secrets{.password = password.empty() ? *chosen : std::string{}};
}

Expected<Secrets, AccountFault> reset_second_factor(intake::Intake& intake, std::string_view name,
                                                    const store::Act& act) {
  const SecondFactor factor = make_second_factor();
  bool changed = false;
  intake.with_store([&](store::Store& store) {
    changed = store.accounts().set_second_factor(name, factor.seed, factor.hashes(), act);
    store.accounts().end_all(name, std::nullopt, because(act, "another second factor"));
  });
  if (!changed) {
    return unexpected(unknown_account(name));
  }
  Secrets secrets;
  hand_over(secrets, name, factor);
  return secrets;
}

Expected<Secrets, AccountFault> set_role(intake::Intake& intake, const Definitions& definitions,
                                         const AccountWish& wish, const store::Act& act) {
  const auto place = read_place(definitions, wish);
  if (!place) {
    return unexpected(place.error());
  }
  const SecondFactor factor = make_second_factor();
  Secrets secrets;
  bool changed = false;
  intake.with_store([&](store::Store& store) {
    const auto account = store.accounts().find(wish.name);
    changed = account && store.accounts().set_role(wish.name, std::string(to_text(place->role)),
                                                   place->npus, act);
    if (!changed) {
      return;
    }
    if (account->code_seed.empty() && access::needs_second_factor(place->role) &&
        store.accounts().set_second_factor(wish.name, factor.seed, factor.hashes(), act)) {
      hand_over(secrets, wish.name, factor);
    }
    store.accounts().end_all(wish.name, std::nullopt, because(act, "another role"));
  });
  if (!changed) {
    return unexpected(unknown_account(wish.name));
  }
  return secrets;
}

Expected<void, AccountFault> set_disabled(intake::Intake& intake, std::string_view name,
                                          bool disabled, const store::Act& act) {
  bool found = false;
  bool changed = false;
  intake.with_store([&](store::Store& store) {
    found = store.accounts().find(name).has_value();
    changed = found && store.accounts().set_disabled(name, disabled, act);
    if (changed && disabled) {
      store.accounts().end_all(name, std::nullopt, because(act, "the account is disabled"));
    }
  });
  if (!found) {
    return unexpected(unknown_account(name));
  }
  if (!changed) {
    return unexpected(AccountFault{"account_unchanged", "account",
                                   "The account '" + std::string(name) + "' is " +
                                       (disabled ? "disabled" : "enabled") + " already."});
  }
  return {};
}

Expected<std::vector<store::SessionRow>, AccountFault> sessions(intake::Intake& intake,
                                                                std::string_view name) {
  bool found = false;
  std::vector<store::SessionRow> rows;
  intake.with_store([&](store::Store& store) {
    found = store.accounts().find(name).has_value();
    rows = store.accounts().sessions(name);
  });
  if (!found) {
    return unexpected(unknown_account(name));
  }
  return rows;
}

Expected<std::size_t, AccountFault> sign_out_everywhere(intake::Intake& intake,
                                                        std::string_view name,
                                                        const store::Act& act) {
  bool found = false;
  std::size_t ended = 0;
  intake.with_store([&](store::Store& store) {
    found = store.accounts().find(name).has_value();
    ended = store.accounts().end_all(name, std::nullopt, act);
  });
  if (!found) {
    return unexpected(unknown_account(name));
  }
  return ended;
}

}  // namespace soundings::accounts
