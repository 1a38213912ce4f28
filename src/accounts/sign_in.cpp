#include "soundings/accounts/sign_in.h"

#include <algorithm>
#include <array>
#include <utility>

#include "soundings/access/may.h"
#include "soundings/accounts/lock_out.h"
#include "soundings/accounts/one_time_code.h"
#include "soundings/accounts/password.h"
#include "soundings/accounts/reading_keys.h"
#include "soundings/base/digest.h"

namespace soundings::accounts {
namespace {

constexpr std::size_t token_bytes = 32;
constexpr std::size_t longest_agent = 120;

/// What refusals of one attempt are counted under: here, on the account, by the address.
std::array<std::string, 3> subjects_of(const std::string& name, const std::string& address) {
  return {"account " + name + " from " + address, "account " + name, "address " + address};
}

Tried tried(const store::Accounts& accounts, const std::string& name, const std::string& address) {
  const auto subjects = subjects_of(name, address);
  return {.here = accounts.failures(subjects[0]),
          .on_account = accounts.failures(subjects[1]),
          .by_address = accounts.failures(subjects[2]),
          .signed_in_here = accounts.has_signed_in(name, address)};
}

/// As names are kept: small letters, no space around them.
std::string as_kept(std::string_view name) {
  constexpr std::string_view blank = " \t";
  const auto first = name.find_first_not_of(blank);
  std::string kept(first == std::string_view::npos
                       ? std::string_view{}
                       : name.substr(first, name.find_last_not_of(blank) - first + 1));
  std::ranges::transform(kept, kept.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return kept;
}

/// Nothing for what is no token, whatever it is.
std::optional<Sha256> hash_of(std::string_view token) {
  return token.size() == 2 * token_bytes && from_hex(token) ? std::optional(sha256(token))
                                                            : std::nullopt;
}

Holder holder_of(const store::Account& account, bool whole) {
  const auto role = access::parse_role(account.role);
  return {.who = whole && role ? access::Principal::person(*role, account.name, account.npus)
                               : access::Principal::anyone(),
          .account = account.name,
          .whole = whole,
          .to_change = account.to_change};
}

/// Whether somebody with the right password may go on: an account whose role needs a second factor
/// has one.
bool usable(const std::optional<store::Account>& account) {
  if (!account || account->disabled) {
    return false;
  }
  const auto role = access::parse_role(account->role);
  return role && (!account->code_seed.empty() || !access::needs_second_factor(*role));
}

void count_refusal(store::Store& store, const std::string& name, bool known, const char* why,
                   const Origin& from) {
  // What no account is named may be a password that was typed into the wrong field.
  store.accounts().refused(subjects_of(name, from.address),
                           {.at = from.at,
                            .actor = "anyone",
                            .action = "sign_in_refused",
                            .subject = known ? name : "an unknown name",
                            .detail = std::string(why) + ", from " + from.address});
}

/// A new session, and the token that only its browser will have.
struct Fresh {
  Begun begun;
  store::SessionRow row;
};

Fresh make_session(const std::string& account, bool whole, const Origin& from) {
  Fresh fresh;
  fresh.begun = {.token = to_hex(random_bytes(token_bytes)), .whole = whole};
  fresh.row = {.token = sha256(fresh.begun.token),
               .account = account,
               .whole = whole,
               .address = from.address,
               .agent = from.agent.substr(0, longest_agent),
               .begun = from.at};
  return fresh;
}

store::AuditLine line_of(const std::string& account, const char* action, std::string detail,
                         const Origin& from) {
  return {.at = from.at,
          .actor = account,
          .action = action,
          .subject = account,
          .detail = std::move(detail) + "from " + from.address};
}

/// Whose refusals are forgotten once somebody has signed in to an account. Those of the address
/// stay: an account of one's own must not let one try others anew.
std::vector<std::string> forgiven(const std::string& name, const std::string& address) {
  const auto subjects = subjects_of(name, address);
  return {subjects[0], subjects[1]};
}

/// What a code uses up beside the session of the first step; no code where it cannot be one of the
/// account's.
store::Spent spent_by(std::string_view code, const Sha256& first, const store::Account& account,
                      const Origin& from) {
  constexpr std::size_t digits = 6;
  store::Spent spent{.session = first, .forgiven = forgiven(account.name, from.address)};
  std::string given(code);
  std::erase(given, ' ');
  if (given.size() == digits) {
    spent.code_step = matching_step(account.code_seed, given, from.at, account.code_step);
  } else {
    spent.recovery_code = recovery_hash(given);
  }
  return spent;
}

/// The whole session that a code makes of the session of the first step.
Expected<Begun, Refusal> second_step(store::Store& store, const Sha256& first,
                                     const store::Account& account, std::string_view code,
                                     const Origin& from) {
  if (const auto wait = wait_before(tried(store.accounts(), account.name, from.address), from.at)) {
    return unexpected(Refusal{wait});
  }
  const store::Spent spent = spent_by(code, first, account, from);
  Fresh fresh = make_session(account.name, true, from);
  const auto* how = spent.code_step ? "with a one-time code, " : "with a recovery code, ";
  if ((spent.code_step || spent.recovery_code) &&
      store.accounts().begin(fresh.row, spent, line_of(account.name, "signed_in", how, from))) {
    return std::move(fresh.begun);
  }
  count_refusal(store, account.name, true, "second factor", from);
  return unexpected(Refusal{});
}

}  // namespace

Instant SignIn::last_seen(const store::SessionRow& session) const {
  const std::lock_guard lock(mutex_);
  const auto found = seen_.find(session.token);
  return std::max(session.begun, found == seen_.end() ? started_ : found->second);
}

void SignIn::see(const store::SessionRow& session, Instant now) const {
  constexpr std::size_t many = 4096;
  const std::lock_guard lock(mutex_);
  if (seen_.size() >= many) {
    std::erase_if(seen_, [now](const auto& each) { return each.second + idle_end <= now; });
  }
  Instant& last = seen_[session.token];
  last = std::max(last, now);
}

bool SignIn::ended(const store::SessionRow& session, Instant now) const {
  return !session.whole
             ? session.begun + second_step_end <= now
             : session.begun + absolute_end <= now || last_seen(session) + idle_end <= now;
}

std::optional<store::SessionRow> SignIn::session_of(const store::Accounts& accounts,
                                                    std::string_view token, Instant now) const {
  const auto hash = hash_of(token);
  auto session = hash ? accounts.session(*hash) : std::nullopt;
  return session && !ended(*session, now) ? session : std::nullopt;
}

Expected<Begun, Refusal> SignIn::with_password(const std::string& name, const std::string& password,
                                               const std::string& token, const Origin& from) const {
  const std::string account_name = as_kept(name);
  std::optional<store::Account> account;
  std::optional<store::SessionRow> before;
  std::optional<std::chrono::seconds> wait;
  intake_.with_store([&](store::Store& store) {
    account = store.accounts().find(account_name);
    before = session_of(store.accounts(), token, from.at);
    wait = wait_before(tried(store.accounts(), account_name, from.address), from.at);
  });
  if (wait) {
    return unexpected(Refusal{wait});
  }
  const bool matches = password_matches(account ? account->password : nobodys_hash(), password);
  if (!matches || !usable(account)) {
    intake_.with_store([&](store::Store& store) {
      count_refusal(store, account_name, account.has_value(),
                    !matches ? "name or password" : "the account may not be used", from);
    });
    return unexpected(Refusal{});
  }
  const bool whole = account->code_seed.empty();
  Fresh fresh = make_session(account->name, whole, from);
  bool begun = false;
  intake_.with_store([&](store::Store& store) {
    const store::Spent spent{
        .session = before ? std::optional(before->token) : std::nullopt,
        .forgiven = whole ? forgiven(account->name, from.address) : std::vector<std::string>{}};
    begun = store.accounts().begin(
        fresh.row, spent,
        line_of(account->name, whole ? "signed_in" : "password_accepted", "", from));
  });
  return begun ? Expected<Begun, Refusal>(std::move(fresh.begun)) : unexpected(Refusal{});
}

Expected<Begun, Refusal> SignIn::with_code(const std::string& token, std::string_view code,
                                           const Origin& from) const {
  Expected<Begun, Refusal> outcome = unexpected(Refusal{});
  intake_.with_store([&](store::Store& store) {
    const auto first = session_of(store.accounts(), token, from.at);
    const auto account = first ? store.accounts().find(first->account) : std::nullopt;
    if (first && !first->whole && usable(account)) {
      outcome = second_step(store, first->token, *account, code, from);
    }
  });
  return outcome;
}

std::optional<Holder> SignIn::holder(std::string_view token, Instant now) const {
  std::optional<Holder> found;
  std::optional<store::SessionRow> session;
  reader_.read([&](const store::Store& store) {
    session = session_of(store.accounts(), token, now);
    const auto account = session ? store.accounts().find(session->account) : std::nullopt;
    if (usable(account)) {
      found = holder_of(*account, session->whole);
    }
  });
  if (found) {
    see(*session, now);
  }
  return found;
}

std::optional<Holder> SignIn::vouched_for(const std::string& name, const Origin& from) const {
  const std::string account_name = as_kept(name);
  std::optional<store::Account> account;
  bool seen = false;
  reader_.read([&](const store::Store& store) {
    account = store.accounts().find(account_name);
    const auto sessions = store.accounts().sessions(account_name);
    seen = std::ranges::any_of(sessions, [&](const store::SessionRow& each) {
      return each.address == from.address && each.begun + idle_end > from.at;
    });
  });
  if (!account || account->disabled || !access::parse_role(account->role)) {
    return std::nullopt;
  }
  if (!seen) {
    // Nobody is given its token: it stands for who was seen.
    const Fresh fresh = make_session(account->name, true, from);
    intake_.with_store([&](store::Store& store) {
      static_cast<void>(store.accounts().begin(
          fresh.row, {}, line_of(account->name, "signed_in", "by the word of the proxy, ", from)));
    });
  }
  Holder holder = holder_of(*account, true);
  holder.to_change = false;
  return holder;
}

std::optional<access::Principal> SignIn::reading(std::string_view secret, Instant now) const {
  const auto hash = reading_key_hash(secret);
  if (!hash) {
    return std::nullopt;
  }
  std::optional<store::ReadingKey> key;
  reader_.read([&](const store::Store& store) { key = store.accounts().reading_key(*hash); });
  return key && (!key->not_after || *key->not_after > now)
             ? std::optional(access::Principal::reading_key(key->id))
             : std::nullopt;
}

void SignIn::sign_out(std::string_view token, Instant now) const {
  const auto hash = hash_of(token);
  if (!hash) {
    return;
  }
  intake_.with_store([&](store::Store& store) {
    if (const auto session = store.accounts().session(*hash)) {
      static_cast<void>(
          store.accounts().end(*hash, {.at = now, .actor = session->account, .reason = ""}));
    }
  });
}

bool SignIn::end_session(const std::string& account, std::string_view hash, Instant now) const {
  const auto bytes = from_hex(hash);
  Sha256 token{};
  if (!bytes || bytes->size() != token.size()) {
    return false;
  }
  std::ranges::copy(*bytes, token.begin());
  bool ended = false;
  intake_.with_store([&](store::Store& store) {
    const auto session = store.accounts().session(token);
    ended = session && session->account == account &&
            store.accounts().end(token, {.at = now, .actor = account, .reason = ""});
  });
  return ended;
}

void SignIn::sign_out_everywhere(const std::string& account, Instant now) const {
  intake_.with_store([&](store::Store& store) {
    store.accounts().end_all(account, std::nullopt, {.at = now, .actor = account, .reason = ""});
  });
}

std::size_t SignIn::recovery_codes(const std::string& account) const {
  std::size_t left = 0;
  reader_.read([&](const store::Store& store) {
    const auto found = store.accounts().find(account);
    left = found ? found->recovery_codes : 0;
  });
  return left;
}

std::vector<SignIn::OwnSession> SignIn::sessions(const std::string& account, std::string_view token,
                                                 Instant now) const {
  const auto hash = hash_of(token);
  std::vector<OwnSession> own;
  reader_.read([&](const store::Store& store) {
    for (store::SessionRow& row : store.accounts().sessions(account)) {
      if (row.whole && !ended(row, now)) {
        const bool mine = hash && row.token == *hash;
        const Instant seen = last_seen(row);
        own.push_back({.row = std::move(row), .seen = seen, .mine = mine});
      }
    }
  });
  return own;
}

Expected<void, AccountFault> SignIn::change_password(std::string_view token,
                                                     const std::string& present,
                                                     const std::string& next,
                                                     const Origin& from) const {
  std::optional<store::SessionRow> session;
  std::optional<store::Account> account;
  std::optional<std::chrono::seconds> wait;
  intake_.with_store([&](store::Store& store) {
    session = session_of(store.accounts(), token, from.at);
    account = session ? store.accounts().find(session->account) : std::nullopt;
    wait = account ? wait_before(tried(store.accounts(), account->name, from.address), from.at)
                   : std::nullopt;
  });
  if (!session || !session->whole || !usable(account)) {
    return unexpected(AccountFault{"sign_in_required", "present", "Sign in first."});
  }
  if (wait) {
    return unexpected(AccountFault{
        "sign_in_waits", "present",
        "Too many tries. Try again in " + std::to_string(wait->count()) + " seconds."});
  }
  if (!password_matches(account->password, present)) {
    intake_.with_store([&](store::Store& store) {
      count_refusal(store, account->name, true, "present password", from);
    });
    return unexpected(AccountFault{"password_refused", "present", "Enter your present password."});
  }
  const bool alone = account->code_seed.empty();
  if (const auto fault = fault_of(next, account->name, alone)) {
    return unexpected(AccountFault{"password_refused", "next", words_of(*fault, alone) + "."});
  }
  if (present == next) {
    return unexpected(AccountFault{"password_refused", "next", "Choose another password."});
  }
  const std::string hash = hash_password(next);
  intake_.with_store([&](store::Store& store) {
    const store::Act act{.at = from.at, .actor = account->name, .reason = ""};
    static_cast<void>(store.accounts().set_password(account->name, hash, false, act));
    store.accounts().end_all(account->name, session->token, act);
  });
  return {};
}

}  // namespace soundings::accounts
