// Accounts, sessions and refused sign-ins in their tables.
#pragma once

#include "soundings/store/accounts.h"

#include "sqlite/session.h"

namespace soundings::store::sqlite {

class FileAccounts final : public Accounts {
 public:
  explicit FileAccounts(Session& session) noexcept : session_(session) {}

  [[nodiscard]] std::vector<Account> list() const override;
  [[nodiscard]] std::optional<Account> find(std::string_view name) const override;
  [[nodiscard]] bool add(const Account& account, std::span<const Sha256> recovery,
                         const Act& act) override;
  [[nodiscard]] bool set_password(std::string_view name, const std::string& password,
                                  bool to_change, const Act& act) override;
  [[nodiscard]] bool set_second_factor(std::string_view name, std::span<const std::uint8_t> seed,
                                       std::span<const Sha256> recovery, const Act& act) override;
  [[nodiscard]] bool set_role(std::string_view name, const std::string& role,
                              const std::vector<std::string>& npus, const Act& act) override;
  [[nodiscard]] bool set_disabled(std::string_view name, bool disabled, const Act& act) override;
  [[nodiscard]] bool begin(const SessionRow& session, const Spent& spent,
                           const AuditLine& line) override;
  [[nodiscard]] std::optional<SessionRow> session(const Sha256& token) const override;
  [[nodiscard]] std::vector<SessionRow> sessions(std::string_view account) const override;
  [[nodiscard]] bool end(const Sha256& token, const Act& act) override;
  std::size_t end_all(std::string_view account, const std::optional<Sha256>& but,
                      const Act& act) override;
  [[nodiscard]] bool has_signed_in(std::string_view account,
                                   std::string_view address) const override;
  void add_reading_key(const ReadingKey& key, const Act& act) override;
  [[nodiscard]] bool end_reading_key(std::string_view id, const Act& act) override;
  [[nodiscard]] std::vector<ReadingKey> reading_keys() const override;
  [[nodiscard]] std::optional<ReadingKey> reading_key(const Sha256& hash) const override;
  [[nodiscard]] Failures failures(std::string_view subject) const override;
  void refused(std::span<const std::string> subjects, const AuditLine& line) override;

 private:
  /// Runs `work` in a transaction and commits when it gives true, after a row of the audit.
  template <typename Work>
  [[nodiscard]] bool write(const AuditLine& line, const Work& work);
  [[nodiscard]] Sha256 code_of(std::string_view subject) const;

  Session& session_;
};

}  // namespace soundings::store::sqlite
