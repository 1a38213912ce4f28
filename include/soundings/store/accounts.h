// Accounts of people and keys of programs that read, where people are signed in, and how often a
// sign-in was refused. Passwords, tokens and recovery codes are kept as hashes; the seed of
// one-time codes is sealed under the master key.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/time.h"
#include "soundings/store/act.h"
#include "soundings/store/audit.h"

namespace soundings::store {

/// password: a hash with its salt and cost. code_seed: empty for one without a second factor.
struct Account {
  std::string name;
  std::string role;
  std::vector<std::string> npus;
  std::string password;
  bool to_change = false;  ///< the password was chosen by somebody else
  std::vector<std::uint8_t> code_seed;
  std::int64_t code_step = 0;      ///< the time step of the last code that was used
  std::size_t recovery_codes = 0;  ///< that are left; not read by add()
  Instant created;
  std::optional<Instant> disabled;
};

/// token: its SHA-256. whole: false while the second factor is still to come.
struct SessionRow {
  Sha256 token{};
  std::string account;
  bool whole = true;
  std::string address;
  std::string agent;  ///< the browser, in its own words
  Instant begun;
};

/// What a new session uses up, within the same transaction.
struct Spent {
  std::optional<std::int64_t> code_step{};  ///< of a one-time code
  std::optional<Sha256> recovery_code{};
  std::optional<Sha256> session{};  ///< the one that ends because of it
  /// Subjects whose refusals are forgotten.
  std::vector<std::string> forgiven{};
};

/// Of a program that reads released figures. hash: SHA-256 of what it shows.
struct ReadingKey {
  std::string id;
  std::string label;
  Sha256 hash{};
  Instant made;
  std::optional<Instant> not_after;
};

/// How often a sign-in was refused since the last one that was not.
struct Failures {
  int count = 0;
  Instant last;
};

/// How long after its beginning a session's row is kept, and after its last a count of refusals.
inline constexpr std::chrono::days sessions_kept{30};
inline constexpr std::chrono::days refusals_kept{1};

class Accounts {
 public:
  virtual ~Accounts() = default;

  /// By name. Password, seed and all.
  [[nodiscard]] virtual std::vector<Account> list() const = 0;
  [[nodiscard]] virtual std::optional<Account> find(std::string_view name) const = 0;

  // ---- each of these adds a row to the audit; false when there is no such account ----
  /// False when the name is taken. recovery: hashes.
  [[nodiscard]] virtual bool add(const Account& account, std::span<const Sha256> recovery,
                                 const Act& act) = 0;
  [[nodiscard]] virtual bool set_password(std::string_view name, const std::string& password,
                                          bool to_change, const Act& act) = 0;
  /// In place of the old one, with its recovery codes. seed: empty for none.
  [[nodiscard]] virtual bool set_second_factor(std::string_view name,
                                               std::span<const std::uint8_t> seed,
                                               std::span<const Sha256> recovery,
                                               const Act& act) = 0;
  [[nodiscard]] virtual bool set_role(std::string_view name, const std::string& role,
                                      const std::vector<std::string>& npus, const Act& act) = 0;
  [[nodiscard]] virtual bool set_disabled(std::string_view name, bool disabled, const Act& act) = 0;

  // ---- sessions ----
  /// line: the row of the audit that says so. False when what it would spend is spent already.
  [[nodiscard]] virtual bool begin(const SessionRow& session, const Spent& spent,
                                   const AuditLine& line) = 0;
  /// Nothing for one that was ended. How old one may be is for the caller.
  [[nodiscard]] virtual std::optional<SessionRow> session(const Sha256& token) const = 0;
  /// Those that were not ended, the latest first.
  [[nodiscard]] virtual std::vector<SessionRow> sessions(std::string_view account) const = 0;
  /// False when it is not there, or was ended.
  [[nodiscard]] virtual bool end(const Sha256& token, const Act& act) = 0;
  /// All of an account but one; how many they were.
  virtual std::size_t end_all(std::string_view account, const std::optional<Sha256>& but,
                              const Act& act) = 0;
  /// Whether the account was signed in from an address while rows are kept.
  [[nodiscard]] virtual bool has_signed_in(std::string_view account,
                                           std::string_view address) const = 0;

  // ---- reading keys ----
  virtual void add_reading_key(const ReadingKey& key, const Act& act) = 0;
  /// Lets it hold no longer than until act.at. False when there is none that does.
  [[nodiscard]] virtual bool end_reading_key(std::string_view id, const Act& act) = 0;
  /// Those that have ended too, by when they were made.
  [[nodiscard]] virtual std::vector<ReadingKey> reading_keys() const = 0;
  [[nodiscard]] virtual std::optional<ReadingKey> reading_key(const Sha256& hash) const = 0;

  // ---- refusals; a subject is any text, of which only a code is kept ----
  [[nodiscard]] virtual Failures failures(std::string_view subject) const = 0;
  /// One more of each subject, and a row of the audit.
  virtual void refused(std::span<const std::string> subjects, const AuditLine& line) = 0;
};

}  // namespace soundings::store
