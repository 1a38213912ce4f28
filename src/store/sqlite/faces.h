// The faces of the store over one session: each call is handed on to the file of its subject.
#pragma once

#include "soundings/store/arrivals.h"
#include "soundings/store/audit.h"
#include "soundings/store/held_items.h"
#include "soundings/store/keys.h"
#include "soundings/store/ledger.h"
#include "soundings/store/maintenance.h"
#include "soundings/store/peppers.h"
#include "soundings/store/provisional.h"
#include "soundings/store/reference.h"
#include "soundings/store/releases.h"
#include "soundings/store/removal.h"
#include "soundings/store/reports.h"
#include "soundings/store/sample_mark.h"
#include "soundings/store/store.h"

#include "sqlite/accounts.h"
#include "sqlite/hour_counts.h"
#include "sqlite/session.h"

namespace soundings::store::sqlite {

/// What all faces over a session have in common.
class Face {
 public:
  explicit Face(Session& session) noexcept : session_(session) {}

 protected:
  [[nodiscard]] Session& session() noexcept { return session_; }
  [[nodiscard]] const Session& session() const noexcept { return session_; }
  [[nodiscard]] const SQLite::Database& database() const noexcept { return *session_.database; }

 private:
  Session& session_;
};

class FileLedger final : public Ledger, private Face {
 public:
  using Face::Face;
  [[nodiscard]] std::vector<Recorded> commit_deliveries(
      std::span<const std::span<const Entry>> deliveries, const Definitions& definitions) override;
  void count_unread(std::span<const UnreadField> more) override;
};

class FileArrivals final : public Arrivals, private Face {
 public:
  using Face::Face;
  [[nodiscard]] std::vector<SourceCount> counts() const override;
  [[nodiscard]] std::vector<LastReceived> last_received() const override;
  [[nodiscard]] std::vector<ArrivalsOfHour> by_hour(Instant since, Instant until,
                                                    std::string_view apart) const override;
  [[nodiscard]] std::vector<LatestInvitations> latest_invitations() const override;
  [[nodiscard]] std::vector<UnreadField> unread_fields() const override;
  [[nodiscard]] std::vector<ReceiptLine> receipts(
      std::string_view source, std::string_view source_response_id) const override;
  [[nodiscard]] std::vector<AnswerCounts> answer_counts(const Definitions& definitions, Instant now,
                                                        int days) const override;
  void kept_items(const std::function<void(const KeptItem&)>& take) const override;

 private:
  mutable HourCounts hours_;
};

class FileAudit final : public Audit, private Face {
 public:
  using Face::Face;
  [[nodiscard]] std::vector<AuditLine> lines(const AuditQuery& query) const override;
  [[nodiscard]] std::int64_t count(const AuditQuery& query) const override;
  [[nodiscard]] Newest newest() const override;
  void note(const AuditLine& line) override;
};

class FileHeldItems final : public HeldItems, private Face {
 public:
  using Face::Face;
  [[nodiscard]] std::vector<HeldItem> list(const HeldQuery& query) const override;
  [[nodiscard]] std::vector<HeldCount> counts(const HeldQuery& query) const override;
  [[nodiscard]] std::vector<HeldAges> ages(std::string_view apart, Instant now) const override;
  [[nodiscard]] std::optional<HeldItem> find(std::string_view receipt) const override;
  [[nodiscard]] std::optional<HeldOriginal> original(std::string_view receipt) const override;
  [[nodiscard]] std::vector<std::string> with_original(std::string_view source) const override;
  [[nodiscard]] std::optional<Response> counted(std::string_view receipt) const override;
  [[nodiscard]] std::vector<Version> versions(std::string_view receipt) const override;
  [[nodiscard]] Expected<Recorded, HeldFault> admit(std::string_view receipt, const Entry& entry,
                                                    const Act& act, const Definitions& definitions,
                                                    Newer newer) override;
  [[nodiscard]] Expected<Recorded, HeldFault> would_admit(std::string_view receipt,
                                                          const Entry& entry, Newer newer) override;
  [[nodiscard]] Expected<Recorded, HeldFault> discard(std::string_view receipt,
                                                      const Act& act) override;
  [[nodiscard]] Expected<Recorded, HeldFault> replay(std::string_view receipt, const Entry& entry,
                                                     const Act& act,
                                                     const Definitions& definitions) override;
  [[nodiscard]] Expected<Recorded, HeldFault> would_become(std::string_view receipt,
                                                           const Entry& entry) override;
};

class FileKeys final : public Keys, private Face {
 public:
  using Face::Face;
  std::string add(const SourceKey& key, Instant now, std::string_view actor) override;
  [[nodiscard]] bool end(std::string_view key_id, Instant end, Instant now,
                         std::string_view actor) override;
  [[nodiscard]] std::vector<SourceKey> list(std::string_view source) const override;
  void used(std::string_view key_id, Instant at) override;
  void write_used() override;
  [[nodiscard]] std::vector<KeyUse> uses() const override;
};

class FileReference final : public ReferenceFigures, private Face {
 public:
  using Face::Face;
  Put put_invitations(std::span<const Invitation> invitations, Instant now, std::string_view actor,
                      Putting how) override;
  [[nodiscard]] std::optional<Put> post_invitations(std::span<const Invitation> invitations,
                                                    const RowsPost& post, Instant now,
                                                    std::string_view actor) override;
  Put put_series(std::span<const SeriesPoint> points, Instant now, std::string_view actor,
                 Putting how) override;
  Expected<Put, std::vector<PointConflict>> put_external(std::span<const ExternalPoint> points,
                                                         Instant now, std::string_view actor,
                                                         Putting how,
                                                         Contradicted contradicted) override;
  std::size_t remove_external(std::span<const ExternalPoint> points, const Act& act) override;
  [[nodiscard]] std::vector<ExternalPoint> external_points() const override;
};

class FileProvisional final : public ProvisionalFigures, private Face {
 public:
  using Face::Face;
  [[nodiscard]] ProvisionalHistory history() const override;
  bool add(const ProvisionalLook& look, std::span<const ProvisionalFigure> figures, Instant at,
           std::string_view actor) override;
};

class FileReleases final : public Releases, private Face {
 public:
  using Face::Face;
  [[nodiscard]] std::vector<ReleaseLine> list() const override;
  [[nodiscard]] std::optional<Release> find(std::string_view id) const override;
  [[nodiscard]] Expected<ReleaseLine, ReleaseFault> keep(const Release& release,
                                                         const Act& act) override;
  [[nodiscard]] Expected<ReleaseLine, ReleaseFault> approve(std::string_view id,
                                                            const Act& act) override;
  [[nodiscard]] Expected<ReleaseLine, ReleaseFault> discard(std::string_view id,
                                                            const Act& act) override;
  [[nodiscard]] Expected<ReleaseLine, ReleaseFault> withdraw(std::string_view id,
                                                             std::string_view user,
                                                             const Act& act) override;
};

class FileReports final : public Reports, private Face {
 public:
  using Face::Face;
  [[nodiscard]] std::vector<ReportLine> list() const override;
  [[nodiscard]] std::optional<Report> find(std::string_view id) const override;
  [[nodiscard]] Expected<ReportLine, ReportFault> begin(const std::string& day,
                                                        const std::string& release,
                                                        const Act& act) override;
  [[nodiscard]] Expected<ReportLine, ReportFault> write(std::string_view id,
                                                        const ReportWords& words,
                                                        const Act& act) override;
  [[nodiscard]] Expected<ReportLine, ReportFault> sign(std::string_view id,
                                                       const std::vector<ReportSignOff>& sign_offs,
                                                       const Act& act) override;
  [[nodiscard]] Expected<ReportLine, ReportFault> publish(std::string_view id,
                                                          const std::string& file,
                                                          const Act& act) override;
};

class FileSampleMark final : public SampleMark, private Face {
 public:
  using Face::Face;
  [[nodiscard]] bool stands() const override;
  bool set(const Act& act) override;
};

class FileRemoval final : public Removal, private Face {
 public:
  using Face::Face;
  [[nodiscard]] Due due(const Definitions& definitions, Instant now) const override;
  [[nodiscard]] std::optional<Instant> seen() const override;
  void note_look(const Due& due, const Act& act) override;
  void accept_clock(const Due& due, const Act& act) override;
  void purge(const Expired& expired, PurgeStep step, const Definitions& definitions,
             const Act& act) override;
  [[nodiscard]] std::vector<Record> records(const Erasure& erasure) const override;
  [[nodiscard]] std::vector<KeptArrival> kept(std::string_view receipt) const override;
  void erase(std::span<const std::string> receipts, const Act& act) override;
};

class FilePeppers final : public Peppers, private Face {
 public:
  using Face::Face;
  [[nodiscard]] PepperInUse in_use() const override;
  void change(const PepperInUse& next, const Act& act) override;
};

class FileMaintenance final : public Maintenance, private Face {
 public:
  using Face::Face;
  [[nodiscard]] bool checkpoint_due() const noexcept override;
  void checkpoint() override;
  [[nodiscard]] std::uintmax_t backlog_as_committed() const noexcept override;
  [[nodiscard]] std::uintmax_t backlog_bytes() const noexcept override;
  [[nodiscard]] bool sound() const noexcept override;
  [[nodiscard]] bool lock_stuck() const noexcept override;
  void reopen() override;
  [[nodiscard]] bool forget_deleted() override;
  [[nodiscard]] std::vector<Check> verify(const Definitions& definitions) const override;
  [[nodiscard]] std::vector<Check> verify_audit() const override;
  [[nodiscard]] Check expect(const Newest& expected) const override;
  [[nodiscard]] Check expect_remembered(const std::filesystem::path& file) const override;
  [[nodiscard]] bool remembers() const noexcept override;
};

class FileStore final : public Store {
 public:
  [[nodiscard]] Session& session() noexcept { return session_; }

  [[nodiscard]] Ledger& ledger() noexcept override { return ledger_; }
  [[nodiscard]] Accounts& accounts() noexcept override { return accounts_; }
  [[nodiscard]] const Accounts& accounts() const noexcept override { return accounts_; }
  [[nodiscard]] const Arrivals& arrivals() const noexcept override { return arrivals_; }
  [[nodiscard]] Audit& audit() noexcept override { return audit_; }
  [[nodiscard]] const Audit& audit() const noexcept override { return audit_; }
  [[nodiscard]] HeldItems& held() noexcept override { return held_; }
  [[nodiscard]] const HeldItems& held() const noexcept override { return held_; }
  [[nodiscard]] Keys& keys() noexcept override { return keys_; }
  [[nodiscard]] const Keys& keys() const noexcept override { return keys_; }
  [[nodiscard]] ProvisionalFigures& provisional() noexcept override { return provisional_; }
  [[nodiscard]] const ProvisionalFigures& provisional() const noexcept override {
    return provisional_;
  }
  [[nodiscard]] ReferenceFigures& reference() noexcept override { return reference_; }
  [[nodiscard]] const ReferenceFigures& reference() const noexcept override { return reference_; }
  [[nodiscard]] Releases& releases() noexcept override { return releases_; }
  [[nodiscard]] const Releases& releases() const noexcept override { return releases_; }
  [[nodiscard]] Reports& reports() noexcept override { return reports_; }
  [[nodiscard]] const Reports& reports() const noexcept override { return reports_; }
  [[nodiscard]] SampleMark& sample_mark() noexcept override { return sample_mark_; }
  [[nodiscard]] const SampleMark& sample_mark() const noexcept override { return sample_mark_; }
  [[nodiscard]] Removal& removal() noexcept override { return removal_; }
  [[nodiscard]] const Removal& removal() const noexcept override { return removal_; }
  [[nodiscard]] Peppers& peppers() noexcept override { return peppers_; }
  [[nodiscard]] const Peppers& peppers() const noexcept override { return peppers_; }
  [[nodiscard]] Maintenance& maintenance() noexcept override { return maintenance_; }
  [[nodiscard]] const Maintenance& maintenance() const noexcept override { return maintenance_; }

 private:
  Session session_;
  FileLedger ledger_{session_};
  FileAccounts accounts_{session_};
  FileArrivals arrivals_{session_};
  FileAudit audit_{session_};
  FileHeldItems held_{session_};
  FileKeys keys_{session_};
  FileProvisional provisional_{session_};
  FileReference reference_{session_};
  FileReleases releases_{session_};
  FileReports reports_{session_};
  FileSampleMark sample_mark_{session_};
  FileRemoval removal_{session_};
  FilePeppers peppers_{session_};
  FileMaintenance maintenance_{session_};
};

}  // namespace soundings::store::sqlite
