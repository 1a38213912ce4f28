// Signing in and out: a password, a second factor where the account has one, and the session that
// comes of them. What was refused is counted and stands in the audit.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/access/principal.h"
#include "soundings/accounts/accounts.h"
#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"

namespace soundings::accounts {

/// A session ends so long after it was last seen, and so long after it began; the second factor
/// must come within the last of these.
inline constexpr std::chrono::minutes idle_end{30};
inline constexpr std::chrono::hours absolute_end{12};
inline constexpr std::chrono::minutes second_step_end{10};

/// Where somebody signs in from, and when.
struct Origin {
  std::string address;
  std::string agent;  ///< the browser, in its own words
  Instant at;
};

/// A session as its browser holds it.
struct Begun {
  std::string token;  ///< 256 random bits in hexadecimal; only their hash is kept
  bool whole = true;  ///< false: the second factor is to come
};

/// wait: how long until it may be tried again; nothing: the name, password or code was wrong.
struct Refusal {
  std::optional<std::chrono::seconds> wait;
};

/// Whoever holds a session's token.
struct Holder {
  access::Principal who;  ///< anyone() while the second factor is to come
  std::string account;
  bool whole = true;
  bool to_change = false;  ///< they must choose a password first
};

/// Thread-safe. Intake and reader outlive it; the reader has the master key. When a session was
/// last seen is kept in memory: after a start, every one counts as seen then.
class SignIn {
 public:
  SignIn(intake::Intake& intake, const intake::Reader& reader, Instant started) noexcept
      : intake_(intake), reader_(reader), started_(started) {}

  /// token: of the session that the browser has already, which ends. Takes as long for a name that
  /// no account has.
  [[nodiscard]] Expected<Begun, Refusal> with_password(const std::string& name,
                                                       const std::string& password,
                                                       const std::string& token,
                                                       const Origin& from) const;

  /// The second step. token: of the first one. code: of the authenticator, or a recovery code.
  [[nodiscard]] Expected<Begun, Refusal> with_code(const std::string& token, std::string_view code,
                                                   const Origin& from) const;

  /// Nothing for a token of no session, of one that has ended, and of an account that is disabled.
  [[nodiscard]] std::optional<Holder> holder(std::string_view token, Instant now) const;

  /// The person whom a proxy vouches for by an account's name; nothing where there is none. A row
  /// of the audit says so when they have not been seen for a while.
  [[nodiscard]] std::optional<Holder> vouched_for(const std::string& name,
                                                  const Origin& from) const;

  /// The program that shows a reading key which holds.
  [[nodiscard]] std::optional<access::Principal> reading(std::string_view secret,
                                                         Instant now) const;

  void sign_out(std::string_view token, Instant now) const;
  /// One session of an account, by its holder. hash: of its token, in hexadecimal; false when the
  /// account has no such session.
  [[nodiscard]] bool end_session(const std::string& account, std::string_view hash,
                                 Instant now) const;
  /// Every session of an account, by its holder.
  void sign_out_everywhere(const std::string& account, Instant now) const;
  /// How many recovery codes an account has left.
  [[nodiscard]] std::size_t recovery_codes(const std::string& account) const;
  /// The sessions of an account, the latest first; which of them holds `token` is said by mine.
  struct OwnSession {
    store::SessionRow row;
    Instant seen;
    bool mine = false;
  };
  [[nodiscard]] std::vector<OwnSession> sessions(const std::string& account, std::string_view token,
                                                 Instant now) const;

  /// By its holder, who says the present password again. Ends the account's other sessions. Errors:
  /// why not, in a sentence.
  [[nodiscard]] Expected<void, AccountFault> change_password(std::string_view token,
                                                             const std::string& present,
                                                             const std::string& next,
                                                             const Origin& from) const;

 private:
  [[nodiscard]] Instant last_seen(const store::SessionRow& session) const;
  void see(const store::SessionRow& session, Instant now) const;
  /// The session of a token, while it holds.
  [[nodiscard]] std::optional<store::SessionRow> session_of(const store::Accounts& accounts,
                                                            std::string_view token,
                                                            Instant now) const;
  [[nodiscard]] bool ended(const store::SessionRow& session, Instant now) const;

  intake::Intake& intake_;
  const intake::Reader& reader_;
  const Instant started_;
  mutable std::mutex mutex_;
  mutable std::map<Sha256, Instant> seen_;
};

}  // namespace soundings::accounts
