// What the faces are asked, handed on to the files of each subject. SQLite's exceptions end here.
#include "sqlite/faces.h"

#include "sqlite/arrivals.h"
#include "sqlite/checkpoint.h"
#include "sqlite/erasure.h"
#include "sqlite/external_points.h"
#include "sqlite/failure.h"
#include "sqlite/held_decisions.h"
#include "sqlite/held_list.h"
#include "sqlite/kept_items.h"
#include "sqlite/keys.h"
#include "sqlite/newest_kept.h"
#include "sqlite/peppers.h"
#include "sqlite/provisional.h"
#include "sqlite/reference_figures.h"
#include "sqlite/releases.h"
#include "sqlite/reports.h"
#include "sqlite/retention.h"
#include "sqlite/sample_mark.h"
#include "sqlite/verify.h"

namespace soundings::store::sqlite {

std::vector<Recorded> FileLedger::commit_deliveries(
    std::span<const std::span<const Entry>> deliveries, const Definitions& definitions) {
  return translated([&] { return session().commit(deliveries, definitions); });
}

void FileLedger::count_unread(std::span<const UnreadField> more) {
  translated([&] { sqlite::count_unread(session(), more); });
}

std::vector<SourceCount> FileArrivals::counts() const {
  return translated([&] { return sqlite::counts(database()); });
}

std::vector<LastReceived> FileArrivals::last_received() const {
  return translated([&] { return sqlite::last_received(database()); });
}

std::vector<ArrivalsOfHour> FileArrivals::by_hour(Instant since, Instant until,
                                                  std::string_view apart) const {
  return translated([&] { return sqlite::by_hour(database(), hours_, since, until, apart); });
}

std::vector<LatestInvitations> FileArrivals::latest_invitations() const {
  return translated([&] { return sqlite::latest_invitations(database()); });
}

std::vector<UnreadField> FileArrivals::unread_fields() const {
  return translated([&] { return sqlite::unread_fields(database()); });
}

std::vector<ReceiptLine> FileArrivals::receipts(std::string_view source,
                                                std::string_view source_response_id) const {
  return translated([&] { return sqlite::receipts(database(), source, source_response_id); });
}

std::vector<AnswerCounts> FileArrivals::answer_counts(const Definitions& definitions, Instant now,
                                                      int days) const {
  return translated([&] { return sqlite::answer_counts(database(), definitions, now, days); });
}

void FileArrivals::kept_items(const std::function<void(const KeptItem&)>& take) const {
  translated([&] { sqlite::kept_items(session(), take); });
}

std::vector<AuditLine> FileAudit::lines(const AuditQuery& query) const {
  return translated([&] { return audit_lines(database(), query); });
}

std::int64_t FileAudit::count(const AuditQuery& query) const {
  return translated([&] { return audit_count(database(), query); });
}

Newest FileAudit::newest() const {
  return translated([&] { return newest_of(database()); });
}

void FileAudit::note(const AuditLine& line) {
  return translated([&] { return sqlite::note(session(), line); });
}

std::vector<HeldAges> FileHeldItems::ages(std::string_view apart, Instant now) const {
  return translated([&] { return held_ages(database(), apart, now); });
}

std::vector<HeldItem> FileHeldItems::list(const HeldQuery& query) const {
  return translated([&] { return held_items(database(), query); });
}

std::vector<HeldCount> FileHeldItems::counts(const HeldQuery& query) const {
  return translated([&] { return held_counts(database(), query); });
}

std::optional<HeldItem> FileHeldItems::find(std::string_view receipt) const {
  return translated([&] { return held_item(database(), receipt); });
}

std::optional<HeldOriginal> FileHeldItems::original(std::string_view receipt) const {
  return translated([&] { return held_original(database(), session().master_key, receipt); });
}

std::vector<std::string> FileHeldItems::with_original(std::string_view source) const {
  return translated([&] { return sqlite::with_original(database(), source); });
}

std::optional<Response> FileHeldItems::counted(std::string_view receipt) const {
  return translated([&] { return counted_response(*session().database, receipt); });
}

std::vector<Version> FileHeldItems::versions(std::string_view receipt) const {
  return translated([&] { return held_versions(database(), receipt); });
}

Expected<Recorded, HeldFault> FileHeldItems::admit(std::string_view receipt, const Entry& entry,
                                                   const Act& act, const Definitions& definitions,
                                                   Newer newer) {
  return translated([&] {
    return sqlite::admit(session(), std::string(receipt), entry, act, definitions, newer);
  });
}

Expected<Recorded, HeldFault> FileHeldItems::would_admit(std::string_view receipt,
                                                         const Entry& entry, Newer newer) {
  return translated(
      [&] { return sqlite::would_admit(session(), std::string(receipt), entry, newer); });
}

Expected<Recorded, HeldFault> FileHeldItems::discard(std::string_view receipt, const Act& act) {
  return translated([&] { return sqlite::discard(session(), std::string(receipt), act); });
}

Expected<Recorded, HeldFault> FileHeldItems::replay(std::string_view receipt, const Entry& entry,
                                                    const Act& act,
                                                    const Definitions& definitions) {
  return translated(
      [&] { return sqlite::replay(session(), std::string(receipt), entry, act, definitions); });
}

Expected<Recorded, HeldFault> FileHeldItems::would_become(std::string_view receipt,
                                                          const Entry& entry) {
  return translated([&] { return sqlite::would_become(session(), std::string(receipt), entry); });
}

std::string FileKeys::add(const SourceKey& key, Instant now, std::string_view actor) {
  return translated([&] { return add_key(session(), key, now, actor); });
}

bool FileKeys::end(std::string_view key_id, Instant end, Instant now, std::string_view actor) {
  return translated([&] { return end_key(session(), key_id, end, now, actor); });
}

std::vector<SourceKey> FileKeys::list(std::string_view source) const {
  return translated([&] { return keys_of(session(), source); });
}

void FileKeys::used(std::string_view key_id, Instant at) {
  return translated([&] { return note_key_used(session(), key_id, at); });
}

void FileKeys::write_used() {
  return translated([&] { return write_keys_used(session()); });
}

std::vector<KeyUse> FileKeys::uses() const {
  return translated([&] { return key_uses(session()); });
}

Put FileReference::put_invitations(std::span<const Invitation> invitations, Instant now,
                                   std::string_view actor, Putting how) {
  return translated(
      [&] { return sqlite::put_invitations(session(), invitations, now, actor, how); });
}

std::optional<Put> FileReference::post_invitations(std::span<const Invitation> invitations,
                                                   const RowsPost& post, Instant now,
                                                   std::string_view actor) {
  return translated(
      [&] { return sqlite::post_invitations(session(), invitations, post, now, actor); });
}

Put FileReference::put_series(std::span<const SeriesPoint> points, Instant now,
                              std::string_view actor, Putting how) {
  return translated([&] { return sqlite::put_series(session(), points, now, actor, how); });
}

ProvisionalHistory FileProvisional::history() const {
  return translated([&] { return provisional_history(database()); });
}

bool FileProvisional::add(const ProvisionalLook& look, std::span<const ProvisionalFigure> figures,
                          Instant at, std::string_view actor) {
  return translated([&] { return add_provisional(session(), look, figures, at, actor); });
}

Expected<Put, std::vector<PointConflict>> FileReference::put_external(
    std::span<const ExternalPoint> points, Instant now, std::string_view actor, Putting how,
    Contradicted contradicted) {
  return translated(
      [&] { return sqlite::put_external(session(), points, now, actor, how, contradicted); });
}

std::size_t FileReference::remove_external(std::span<const ExternalPoint> points, const Act& act) {
  return translated([&] { return sqlite::remove_external(session(), points, act); });
}

std::vector<ExternalPoint> FileReference::external_points() const {
  return translated([&] { return sqlite::external_points(database()); });
}

std::vector<ReleaseLine> FileReleases::list() const {
  return translated([&] { return release_lines(database()); });
}

std::optional<Release> FileReleases::find(std::string_view id) const {
  return translated([&] { return find_release(*session().database, id); });
}

Expected<ReleaseLine, ReleaseFault> FileReleases::keep(const Release& release, const Act& act) {
  return translated([&] { return keep_release(session(), release, act); });
}

Expected<ReleaseLine, ReleaseFault> FileReleases::approve(std::string_view id, const Act& act) {
  return translated([&] { return approve_release(session(), id, act); });
}

Expected<ReleaseLine, ReleaseFault> FileReleases::discard(std::string_view id, const Act& act) {
  return translated([&] { return discard_release(session(), id, act); });
}

Expected<ReleaseLine, ReleaseFault> FileReleases::withdraw(std::string_view id,
                                                           std::string_view user, const Act& act) {
  return translated([&] { return withdraw_release(session(), id, user, act); });
}

std::vector<ReportLine> FileReports::list() const {
  return translated([&] { return report_lines(database()); });
}

std::optional<Report> FileReports::find(std::string_view id) const {
  return translated([&] { return find_report(*session().database, id); });
}

Expected<ReportLine, ReportFault> FileReports::begin(const std::string& day,
                                                     const std::string& release, const Act& act) {
  return translated([&] { return begin_report(session(), day, release, act); });
}

Expected<ReportLine, ReportFault> FileReports::write(std::string_view id, const ReportWords& words,
                                                     const Act& act) {
  return translated([&] { return write_words(session(), id, words, act); });
}

Expected<ReportLine, ReportFault> FileReports::sign(std::string_view id,
                                                    const std::vector<ReportSignOff>& sign_offs,
                                                    const Act& act) {
  return translated([&] { return sign_aims(session(), id, sign_offs, act); });
}

Expected<ReportLine, ReportFault> FileReports::publish(std::string_view id, const std::string& file,
                                                       const Act& act) {
  return translated([&] { return publish_report(session(), id, file, act); });
}

bool FileSampleMark::stands() const {
  return translated([&] { return is_sample(database()); });
}

bool FileSampleMark::set(const Act& act) {
  return translated([&] { return mark_sample(session(), act); });
}

Due FileRemoval::due(const Definitions& definitions, Instant now) const {
  return translated([&] { return sqlite::due(database(), definitions, now); });
}

std::optional<Instant> FileRemoval::seen() const {
  return translated([&] { return sqlite::seen(database()); });
}

void FileRemoval::note_look(const Due& due, const Act& act) {
  return translated([&] { return sqlite::note_look(session(), due, act); });
}

void FileRemoval::accept_clock(const Due& due, const Act& act) {
  return translated([&] { return sqlite::accept_clock(session(), due, act); });
}

void FileRemoval::purge(const Expired& expired, PurgeStep step, const Definitions& definitions,
                        const Act& act) {
  return translated([&] { return sqlite::purge(session(), expired, step, definitions, act); });
}

std::vector<Record> FileRemoval::records(const Erasure& erasure) const {
  return translated([&] { return records_of(database(), erasure); });
}

std::vector<KeptArrival> FileRemoval::kept(std::string_view receipt) const {
  return translated([&] { return kept_arrivals(session(), receipt); });
}

void FileRemoval::erase(std::span<const std::string> receipts, const Act& act) {
  return translated([&] { return sqlite::erase(session(), receipts, act); });
}

PepperInUse FilePeppers::in_use() const {
  return translated([&] { return pepper_in_use(database()); });
}

void FilePeppers::change(const PepperInUse& next, const Act& act) {
  return translated([&] { return change_pepper(session(), next, act); });
}

bool FileMaintenance::checkpoint_due() const noexcept {
  return logged_bytes(session()) >= checkpoint_bytes;
}

void FileMaintenance::checkpoint() {
  return translated([&] { return sqlite::checkpoint(session()); });
}

std::uintmax_t FileMaintenance::backlog_as_committed() const noexcept {
  return logged_bytes(session());
}

std::uintmax_t FileMaintenance::backlog_bytes() const noexcept {
  return wal_bytes(session());
}

bool FileMaintenance::sound() const noexcept {
  return !session().sync_failed;
}

bool FileMaintenance::lock_stuck() const noexcept {
  return session().lock_stuck;
}

void FileMaintenance::reopen() {
  return translated([&] { return sqlite::reopen(session()); });
}

bool FileMaintenance::forget_deleted() {
  return translated([&] { return empty_wal(session()); });
}

std::vector<Check> FileMaintenance::verify_audit() const {
  return translated([&] { return sqlite::verify_audit(session()); });
}

std::vector<Check> FileMaintenance::verify(const Definitions& definitions) const {
  return translated([&] { return sqlite::verify(session(), definitions); });
}

Check FileMaintenance::expect(const Newest& expected) const {
  return translated([&] { return sqlite::expect(session(), expected); });
}

Check FileMaintenance::expect_remembered(const std::filesystem::path& file) const {
  return translated([&] { return sqlite::expect_remembered(session(), file); });
}

bool FileMaintenance::remembers() const noexcept {
  return session().remembers;
}

}  // namespace soundings::store::sqlite
