#include "sqlite/accounts.h"

#include <utility>

#include "sqlite/binding.h"
#include "sqlite/failure.h"

namespace soundings::store::sqlite {
namespace {

constexpr auto account_columns =
    "SELECT name, role, npus, password, to_change, code_seed, code_step, created_at, disabled_at,"
    " (SELECT count(*) FROM recovery_code c WHERE c.account = account.name) FROM account";
constexpr auto key_columns = "SELECT id, label, hash, made_at, not_after FROM reading_key";
constexpr auto session_columns =
    "SELECT token, account, whole, address, agent, begun_at FROM session";

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : " ") + word;
  }
  return text;
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

std::optional<Bytes> sealed(std::span<const std::uint8_t> seed, const Bytes& master_key) {
  return seed.empty() ? std::nullopt
                      : std::optional(seal(std::string(seed.begin(), seed.end()), master_key));
}

Account account_at(const SQLite::Statement& read, const Bytes& master_key) {
  Account account{.name = text_at(read, 0),
                  .role = text_at(read, 1),
                  .npus = split(text_at(read, 2)),
                  .password = text_at(read, 3),
                  .to_change = number_at(read, 4) != 0,
                  .code_step = number_at(read, 6),
                  .recovery_codes = static_cast<std::size_t>(number_at(read, 9)),
                  .created = from_epoch_microseconds(number_at(read, 7)),
                  .disabled = std::nullopt};
  if (const auto seed = unseal(blob_at(read, 5), master_key)) {
    account.code_seed.assign(seed->begin(), seed->end());
  }
  if (const auto disabled = optional_at(read, 8)) {
    account.disabled = from_epoch_microseconds(*disabled);
  }
  return account;
}

SessionRow session_at(const SQLite::Statement& read) {
  return {.token = hash_at(read, 0),
          .account = text_at(read, 1),
          .whole = number_at(read, 2) != 0,
          .address = text_at(read, 3),
          .agent = text_at(read, 4),
          .begun = from_epoch_microseconds(number_at(read, 5))};
}

ReadingKey key_at(const SQLite::Statement& read) {
  ReadingKey key{.id = text_at(read, 0),
                 .label = text_at(read, 1),
                 .hash = hash_at(read, 2),
                 .made = from_epoch_microseconds(number_at(read, 3)),
                 .not_after = std::nullopt};
  if (const auto end = optional_at(read, 4)) {
    key.not_after = from_epoch_microseconds(*end);
  }
  return key;
}

AuditLine line_of(const Act& act, std::string_view action, std::string_view subject,
                  std::string detail = {}) {
  return {.at = act.at,
          .actor = act.actor,
          .action = std::string(action),
          .subject = std::string(subject),
          .detail = act.reason.empty() ? std::move(detail)
                    : detail.empty()   ? act.reason
                                       : detail + "; " + act.reason};
}

void add_recovery_codes(SQLite::Database& database, const std::string& account,
                        std::span<const Sha256> recovery) {
  SQLite::Statement add(database, "INSERT INTO recovery_code (account, hash) VALUES (?, ?)");
  for (const Sha256& hash : recovery) {
    run(add, account, Blob(hash));
  }
}

template <typename... Values>
bool changed(SQLite::Database& database, const char* sql, const Values&... values) {
  SQLite::Statement statement(database, sql);
  return prepare(statement, values...).exec() > 0;
}

/// False when a code or a session was used up before.
bool spend(SQLite::Database& database, const std::string& account, const Spent& spent,
           std::int64_t now) {
  if (spent.code_step &&
      !changed(database, "UPDATE account SET code_step = ? WHERE name = ? AND code_step < ?",
               *spent.code_step, account, *spent.code_step)) {
    return false;
  }
  if (spent.recovery_code &&
      !changed(database, "DELETE FROM recovery_code WHERE account = ? AND hash = ?", account,
               Blob(*spent.recovery_code))) {
    return false;
  }
  return !spent.session ||
         changed(database, "UPDATE session SET ended_at = ? WHERE token = ? AND ended_at IS NULL",
                 now, Blob(*spent.session));
}

}  // namespace

template <typename Work>
bool FileAccounts::write(const AuditLine& line, const Work& work) {
  return translated([&] {
    bool done = false;
    session_.write([&](SQLite::Transaction& transaction) {
      done = work(*session_.database);
      if (!done) {
        session_.writer->committer.forget();  // also what the sum of rows has seen of it
      } else {
        session_.writer->audit.append({.at = line.at,
                                       .actor = line.actor,
                                       .action = line.action,
                                       .subject = line.subject,
                                       .detail = line.detail});
        transaction.commit();
      }
    });
    return done;
  });
}

Sha256 FileAccounts::code_of(std::string_view subject) const {
  return hmac_sha256(session_.master_key, "a refused sign-in: " + std::string(subject));
}

std::vector<Account> FileAccounts::list() const {
  return translated([&] {
    SQLite::Statement read(*session_.database, std::string(account_columns) + " ORDER BY name");
    std::vector<Account> accounts;
    while (read.executeStep()) {
      accounts.push_back(account_at(read, session_.master_key));
    }
    return accounts;
  });
}

std::optional<Account> FileAccounts::find(std::string_view name) const {
  return translated([&] {
    SQLite::Statement read(*session_.database, std::string(account_columns) + " WHERE name = ?");
    const std::string wanted(name);
    return prepare(read, wanted).executeStep()
               ? std::optional(account_at(read, session_.master_key))
               : std::nullopt;
  });
}

bool FileAccounts::add(const Account& account, std::span<const Sha256> recovery, const Act& act) {
  const auto seed = sealed(account.code_seed, session_.master_key);
  const std::string npus = joined(account.npus);
  return write(line_of(act, "account_created", account.name,
                       account.role + (npus.empty() ? "" : " " + npus)),
               [&](SQLite::Database& database) {
                 const bool added = changed(
                     database,
                     "INSERT INTO account (name, role, npus, password, to_change, code_seed,"
                     " code_step, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                     " ON CONFLICT (name) DO NOTHING",
                     account.name, account.role, npus, account.password,
                     std::int64_t{account.to_change}, seed, account.code_step,
                     epoch_microseconds(account.created));
                 if (added) {
                   add_recovery_codes(database, account.name, recovery);
                 }
                 return added;
               });
}

bool FileAccounts::set_password(std::string_view name, const std::string& password, bool to_change,
                                const Act& act) {
  const std::string account(name);
  return write(line_of(act, "password_changed", name), [&](SQLite::Database& database) {
    return changed(database, "UPDATE account SET password = ?, to_change = ? WHERE name = ?",
                   password, std::int64_t{to_change}, account);
  });
}

bool FileAccounts::set_second_factor(std::string_view name, std::span<const std::uint8_t> seed,
                                     std::span<const Sha256> recovery, const Act& act) {
  const auto hidden = sealed(seed, session_.master_key);
  const std::string account(name);
  return write(
      line_of(act, "second_factor_changed", name, seed.empty() ? "none" : "one-time codes"),
      [&](SQLite::Database& database) {
        const bool found =
            changed(database, "UPDATE account SET code_seed = ?, code_step = 0 WHERE name = ?",
                    hidden, account);
        if (found) {
          run_once(database, "DELETE FROM recovery_code WHERE account = ?", account);
          add_recovery_codes(database, account, recovery);
        }
        return found;
      });
}

bool FileAccounts::set_role(std::string_view name, const std::string& role,
                            const std::vector<std::string>& npus, const Act& act) {
  const std::string account(name);
  const std::string areas = joined(npus);
  return write(line_of(act, "role_changed", name, role + (areas.empty() ? "" : " " + areas)),
               [&](SQLite::Database& database) {
                 return changed(database, "UPDATE account SET role = ?, npus = ? WHERE name = ?",
                                role, areas, account);
               });
}

bool FileAccounts::set_disabled(std::string_view name, bool disabled, const Act& act) {
  const std::string account(name);
  const auto at = disabled ? std::optional(epoch_microseconds(act.at)) : std::nullopt;
  return write(line_of(act, disabled ? "account_disabled" : "account_enabled", name),
               [&](SQLite::Database& database) {
                 return changed(database,
                                "UPDATE account SET disabled_at = ? WHERE name = ?"
                                " AND (disabled_at IS NULL) = ?",
                                at, account, std::int64_t{disabled});
               });
}

bool FileAccounts::begin(const SessionRow& session, const Spent& spent, const AuditLine& line) {
  const std::int64_t now = epoch_microseconds(session.begun);
  return write(line, [&](SQLite::Database& database) {
    if (!spend(database, session.account, spent, now)) {
      return false;
    }
    run_once(database, "DELETE FROM session WHERE begun_at < ?",
             epoch_microseconds(session.begun - sessions_kept));
    run_once(database,
             "INSERT INTO session (token, account, whole, address, agent, begun_at)"
             " VALUES (?, ?, ?, ?, ?, ?)",
             Blob(session.token), session.account, std::int64_t{session.whole}, session.address,
             session.agent, now);
    SQLite::Statement forget(database, "DELETE FROM refused_sign_in WHERE subject = ?");
    for (const std::string& subject : spent.forgiven) {
      const Sha256 code = code_of(subject);
      run(forget, Blob(code));
    }
    return true;
  });
}

std::optional<SessionRow> FileAccounts::session(const Sha256& token) const {
  return translated([&] {
    SQLite::Statement read(*session_.database,
                           std::string(session_columns) + " WHERE token = ? AND ended_at IS NULL");
    return prepare(read, Blob(token)).executeStep() ? std::optional(session_at(read))
                                                    : std::nullopt;
  });
}

std::vector<SessionRow> FileAccounts::sessions(std::string_view account) const {
  return translated([&] {
    SQLite::Statement read(*session_.database,
                           std::string(session_columns) +
                               " WHERE account = ? AND ended_at IS NULL ORDER BY begun_at DESC");
    const std::string wanted(account);
    std::vector<SessionRow> sessions;
    for (prepare(read, wanted); read.executeStep();) {
      sessions.push_back(session_at(read));
    }
    return sessions;
  });
}

bool FileAccounts::end(const Sha256& token, const Act& act) {
  const auto session = this->session(token);
  return session &&
         write(line_of(act, "signed_out", session->account), [&](SQLite::Database& database) {
           return changed(database,
                          "UPDATE session SET ended_at = ? WHERE token = ?"
                          " AND ended_at IS NULL",
                          epoch_microseconds(act.at), Blob(token));
         });
}

std::size_t FileAccounts::end_all(std::string_view account, const std::optional<Sha256>& but,
                                  const Act& act) {
  const std::string name(account);
  const Sha256 kept = but.value_or(Sha256{});
  int ended = 0;
  static_cast<void>(
      write(line_of(act, "signed_out_everywhere", account), [&](SQLite::Database& database) {
        SQLite::Statement end(database,
                              "UPDATE session SET ended_at = ? WHERE account = ?"
                              " AND ended_at IS NULL AND token <> ?");
        ended = prepare(end, epoch_microseconds(act.at), name, Blob(kept)).exec();
        return ended > 0;
      }));
  return static_cast<std::size_t>(ended);
}

bool FileAccounts::has_signed_in(std::string_view account, std::string_view address) const {
  return translated([&] {
    SQLite::Statement read(
        *session_.database,
        "SELECT 1 FROM session WHERE account = ? AND address = ? AND whole = 1 LIMIT 1");
    const std::string name(account);
    const std::string where(address);
    return prepare(read, name, where).executeStep();
  });
}

void FileAccounts::add_reading_key(const ReadingKey& key, const Act& act) {
  const auto end = key.not_after ? std::optional(epoch_microseconds(*key.not_after)) : std::nullopt;
  static_cast<void>(write(
      line_of(act, "reading_key_created", key.id, key.label), [&](SQLite::Database& database) {
        run_once(database,
                 "INSERT INTO reading_key (id, label, hash, made_at, not_after)"
                 " VALUES (?, ?, ?, ?, ?)",
                 key.id, key.label, Blob(key.hash), epoch_microseconds(key.made), end);
        return true;
      }));
}

bool FileAccounts::end_reading_key(std::string_view id, const Act& act) {
  const std::string key(id);
  const std::int64_t at = epoch_microseconds(act.at);
  return write(line_of(act, "reading_key_ended", id), [&](SQLite::Database& database) {
    return changed(database,
                   "UPDATE reading_key SET not_after = ? WHERE id = ?"
                   " AND (not_after IS NULL OR not_after > ?)",
                   at, key, at);
  });
}

std::vector<ReadingKey> FileAccounts::reading_keys() const {
  return translated([&] {
    SQLite::Statement read(*session_.database, std::string(key_columns) + " ORDER BY made_at, id");
    std::vector<ReadingKey> keys;
    while (read.executeStep()) {
      keys.push_back(key_at(read));
    }
    return keys;
  });
}

std::optional<ReadingKey> FileAccounts::reading_key(const Sha256& hash) const {
  return translated([&] {
    SQLite::Statement read(*session_.database, std::string(key_columns) + " WHERE hash = ?");
    return prepare(read, Blob(hash)).executeStep() ? std::optional(key_at(read)) : std::nullopt;
  });
}

Failures FileAccounts::failures(std::string_view subject) const {
  return translated([&]() -> Failures {
    SQLite::Statement read(*session_.database,
                           "SELECT failures, last_at FROM refused_sign_in WHERE subject = ?");
    const Sha256 code = code_of(subject);
    if (!prepare(read, Blob(code)).executeStep()) {
      return {};
    }
    return {.count = static_cast<int>(number_at(read, 0)),
            .last = from_epoch_microseconds(number_at(read, 1))};
  });
}

void FileAccounts::refused(std::span<const std::string> subjects, const AuditLine& line) {
  static_cast<void>(write(line, [&](SQLite::Database& database) {
    run_once(database, "DELETE FROM refused_sign_in WHERE last_at < ?",
             epoch_microseconds(line.at - refusals_kept));
    SQLite::Statement count(database,
                            "INSERT INTO refused_sign_in (subject, failures, last_at)"
                            " VALUES (?, 1, ?) ON CONFLICT (subject) DO UPDATE"
                            " SET failures = failures + 1, last_at = excluded.last_at");
    for (const std::string& subject : subjects) {
      const Sha256 code = code_of(subject);
      run(count, Blob(code), epoch_microseconds(line.at));
    }
    return true;
  }));
}

}  // namespace soundings::store::sqlite
