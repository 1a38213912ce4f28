// The subcommands. Each returns its exit code, writes results to standard output and
// everything else to standard error; machine failures leave as exceptions and are
// caught in `run`.
#pragma once

#include "options.h"

namespace soundings::app {

[[nodiscard]] Exit serve(const ServeOptions& options);
[[nodiscard]] Exit import_responses(const ImportOptions& options);
[[nodiscard]] Exit import_invitations(const ReferenceOptions& options);
[[nodiscard]] Exit import_series(const ReferenceOptions& options);
[[nodiscard]] Exit estimate(const FigureOptions& options);
[[nodiscard]] Exit compare(const FigureOptions& options);
[[nodiscard]] Exit series(const FigureOptions& options);
[[nodiscard]] Exit weights(const FigureOptions& options);
[[nodiscard]] Exit small_areas(const FigureOptions& options);
[[nodiscard]] Exit headline(const FigureOptions& options);
[[nodiscard]] Exit list_measures(const ListingOptions& options);
[[nodiscard]] Exit list_areas(const ListingOptions& options);
[[nodiscard]] Exit list_periods(const ListingOptions& options);
[[nodiscard]] Exit analyse(const AnalyseOptions& options);
[[nodiscard]] Exit check_definitions(const std::filesystem::path& folder);
[[nodiscard]] Exit create_key(const KeyOptions& options);
[[nodiscard]] Exit rotate_key(const KeyOptions& options);
[[nodiscard]] Exit revoke_key(const KeyOptions& options);
[[nodiscard]] Exit list_keys(const KeyOptions& options);
[[nodiscard]] Exit create_account(const AccountOptions& options);
[[nodiscard]] Exit set_account_role(const AccountOptions& options);
[[nodiscard]] Exit set_account_password(const AccountOptions& options);
[[nodiscard]] Exit reset_second_factor(const AccountOptions& options);
[[nodiscard]] Exit disable_account(const AccountOptions& options);
[[nodiscard]] Exit enable_account(const AccountOptions& options);
[[nodiscard]] Exit sign_out_account(const AccountOptions& options);
[[nodiscard]] Exit list_accounts(const AccountOptions& options);
[[nodiscard]] Exit list_account_sessions(const AccountOptions& options);
[[nodiscard]] Exit create_reading_key(const AccountOptions& options);
[[nodiscard]] Exit revoke_reading_key(const AccountOptions& options);
[[nodiscard]] Exit list_reading_keys(const AccountOptions& options);
[[nodiscard]] Exit list_held(const QuarantineOptions& options);
[[nodiscard]] Exit show_held(const QuarantineOptions& options);
[[nodiscard]] Exit replay_held(const QuarantineOptions& options);
[[nodiscard]] Exit admit_held(const QuarantineOptions& options);
[[nodiscard]] Exit discard_held(const QuarantineOptions& options);
[[nodiscard]] Exit audit(const AuditOptions& options);
[[nodiscard]] Exit verify_audit(const AuditOptions& options);
[[nodiscard]] Exit verify(const VerifyOptions& options);
[[nodiscard]] Exit accept(const AcceptOptions& options);
[[nodiscard]] Exit drift(const DriftOptions& options);
[[nodiscard]] Exit purge(const PurgeOptions& options);
[[nodiscard]] Exit erase(const EraseOptions& options);
[[nodiscard]] Exit answer_subject(const SubjectAccessOptions& options);
[[nodiscard]] Exit rotate_pepper(const PepperOptions& options);
[[nodiscard]] Exit publish(const ReleaseOptions& options);
[[nodiscard]] Exit revise(const ReleaseOptions& options);
[[nodiscard]] Exit mark_sample(const ReleaseOptions& options);
[[nodiscard]] Exit list_provisional(const ReleaseOptions& options);
[[nodiscard]] Exit look_at_answers(const ReleaseOptions& options);
[[nodiscard]] Exit list_releases(const ReleaseOptions& options);
[[nodiscard]] Exit show_release(const ReleaseOptions& options);
[[nodiscard]] Exit compare_releases(const ReleaseOptions& options);
[[nodiscard]] Exit verify_releases(const ReleaseOptions& options);
[[nodiscard]] Exit export_release(const ReleaseOptions& options);
[[nodiscard]] Exit export_microdata(const ExportOptions& options);
[[nodiscard]] Exit list_exports(const ExportOptions& options);
[[nodiscard]] Exit approve_release(const ReleaseOptions& options);
[[nodiscard]] Exit discard_release(const ReleaseOptions& options);
[[nodiscard]] Exit withdraw_release(const ReleaseOptions& options);
[[nodiscard]] Exit begin_report(const ReportOptions& options);
[[nodiscard]] Exit list_reports(const ReportOptions& options);
[[nodiscard]] Exit show_report(const ReportOptions& options);
[[nodiscard]] Exit write_report(const ReportOptions& options);
[[nodiscard]] Exit sign_report(const ReportOptions& options);
[[nodiscard]] Exit publish_report(const ReportOptions& options);
[[nodiscard]] Exit export_report(const ReportOptions& options);
[[nodiscard]] Exit check_claims(const ClaimsOptions& options);
[[nodiscard]] Exit make_statements(const ClaimsOptions& options);
[[nodiscard]] Exit list_series(const SeriesListOptions& options);
[[nodiscard]] Exit remove_series(const SeriesRemoveOptions& options);
[[nodiscard]] Exit back_up(const CopyOptions& options);
[[nodiscard]] Exit restore(const CopyOptions& options);

}  // namespace soundings::app
