// Every address of senders and readers, and the handlers behind them.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "context.h"
#include "http/route.h"

namespace soundings::serve {

/// In the order in which they are matched. context: outlives them.
[[nodiscard]] std::vector<Route> routes_of(const Context& context);

/// The addresses of signing in and of accounts, where people can sign in.
[[nodiscard]] std::vector<Route> account_routes(const Context& context);

/// Those of the pages of records: the audit, data protection and what is decided about releases.
/// The context has a reader.
[[nodiscard]] std::vector<Route> record_routes(const Context& context);

/// Those of reports: pages, where what is kept can be read, and forms, where people sign in too.
[[nodiscard]] std::vector<Route> report_routes(const Context& context);
[[nodiscard]] std::vector<Route> report_forms(const Context& context);

/// A handler of figures, which answers of what is kept now where that is asked for by `tier`, or is
/// all there is: who may not is refused, and what was asked stands in the audit before the answer
/// leaves.
using Handle = Reply (*)(const Context& context, const Request& request);
[[nodiscard]] std::function<Reply(const Request&)> by_tier(const Context& context,
                                                           access::Tier usual, Handle handle);
inline constexpr std::string_view tier_parameter = "tier";
/// Those of pages, among routes_of().
[[nodiscard]] std::vector<Route> page_routes(const Context& context);

/// The addresses of what arrives and of held items, where those are shown: for programs, and for
/// people.
[[nodiscard]] std::vector<Route> steward_api_routes(const Context& context);
[[nodiscard]] std::vector<Route> steward_page_routes(const Context& context);

/// The description of `routes`, OpenAPI 3.1.
[[nodiscard]] std::string describe(std::span<const Route> routes);

// ---- handlers, one file a family ----

/// Refuses a post before its body is read: its source or survey is not there, its source posts too
/// often, or its headers show already that it is not the source's own.
[[nodiscard]] std::optional<Reply> admit_responses(const Context& context, const Request& request);
/// Takes the body of `request`. Nothing when it was not kept within request.longest.
[[nodiscard]] std::optional<Reply> post_responses(const Context& context, Request& request);
[[nodiscard]] Reply read_receipts(const Context& context, const Request& request);
[[nodiscard]] Reply read_estimates(const Context& context, const Request& request);
[[nodiscard]] Reply read_series(const Context& context, const Request& request);
[[nodiscard]] Reply compare_figures(const Context& context, const Request& request);
[[nodiscard]] Reply compare_npus(const Context& context, const Request& request);
[[nodiscard]] Reply read_small_areas(const Context& context, const Request& request);
[[nodiscard]] Reply read_weights(const Context& context, const Request& request);
[[nodiscard]] Reply headline_as_csv(const Context& context, const Request& request);
[[nodiscard]] Reply headline_as_json(const Context& context, const Request& request);
[[nodiscard]] Reply read_overview(const Context& context, const Request& request);
[[nodiscard]] Reply read_npu_summary(const Context& context, const Request& request);
[[nodiscard]] Reply list_surveys(const Context& context, const Request& request);
[[nodiscard]] Reply list_periods(const Context& context, const Request& request);
[[nodiscard]] Reply list_releases(const Context& context, const Request& request);
[[nodiscard]] Reply list_provisional(const Context& context, const Request& request);
[[nodiscard]] Reply release_file(const Context& context, const Request& request);
[[nodiscard]] Reply list_measures(const Context& context, const Request& request);
[[nodiscard]] Reply list_areas(const Context& context, const Request& request);
[[nodiscard]] Reply list_channels(const Context& context, const Request& request);
[[nodiscard]] Reply overview_page(const Context& context, const Request& request);
[[nodiscard]] Reply npus_page(const Context& context, const Request& request);
[[nodiscard]] Reply npu_page(const Context& context, const Request& request);
[[nodiscard]] Reply sign_in_page(const Context& context, const Request& request);
[[nodiscard]] Reply sign_in(const Context& context, const Request& request);
[[nodiscard]] Reply code_page(const Context& context, const Request& request);
[[nodiscard]] Reply give_code(const Context& context, const Request& request);
[[nodiscard]] Reply sign_out(const Context& context, const Request& request);
[[nodiscard]] Reply sign_out_everywhere(const Context& context, const Request& request);
[[nodiscard]] Reply end_session(const Context& context, const Request& request);
[[nodiscard]] Reply account_page(const Context& context, const Request& request);
[[nodiscard]] Reply password_page(const Context& context, const Request& request);
[[nodiscard]] Reply change_password(const Context& context, const Request& request);
[[nodiscard]] Reply accounts_page(const Context& context, const Request& request);
[[nodiscard]] Reply new_account_page(const Context& context, const Request& request);
[[nodiscard]] Reply make_account(const Context& context, const Request& request);
[[nodiscard]] Reply managed_account_page(const Context& context, const Request& request);
[[nodiscard]] Reply change_role(const Context& context, const Request& request);
[[nodiscard]] Reply give_password(const Context& context, const Request& request);
[[nodiscard]] Reply give_second_factor(const Context& context, const Request& request);
[[nodiscard]] Reply end_sessions(const Context& context, const Request& request);
[[nodiscard]] Reply shown_once_page(const Context& context, const Request& request);
[[nodiscard]] Reply reading_keys_page(const Context& context, const Request& request);
[[nodiscard]] Reply make_reading_key(const Context& context, const Request& request);
[[nodiscard]] Reply revoke_reading_key(const Context& context, const Request& request);
[[nodiscard]] Reply disable_account(const Context& context, const Request& request);
[[nodiscard]] Reply enable_account(const Context& context, const Request& request);
[[nodiscard]] Reply list_sources(const Context& context, const Request& request);
[[nodiscard]] Reply list_arrivals(const Context& context, const Request& request);
[[nodiscard]] Reply list_quarantine(const Context& context, const Request& request);
[[nodiscard]] Reply read_quarantined(const Context& context, const Request& request);
[[nodiscard]] Reply responses_page(const Context& context, const Request& request);
[[nodiscard]] Reply quarantine_page(const Context& context, const Request& request);
[[nodiscard]] Reply replay_preview_page(const Context& context, const Request& request);
[[nodiscard]] Reply replay_previewed(const Context& context, const Request& request);
[[nodiscard]] Reply quarantined_page(const Context& context, const Request& request);
[[nodiscard]] Reply replay_quarantined(const Context& context, const Request& request);
[[nodiscard]] Reply admit_quarantined(const Context& context, const Request& request);
[[nodiscard]] Reply discard_quarantined(const Context& context, const Request& request);
[[nodiscard]] Reply safeguarding_page(const Context& context, const Request& request);
[[nodiscard]] Reply safeguarded_page(const Context& context, const Request& request);
[[nodiscard]] Reply replay_safeguarded(const Context& context, const Request& request);
[[nodiscard]] Reply discard_safeguarded(const Context& context, const Request& request);
[[nodiscard]] Reply channels_page(const Context& context, const Request& request);
[[nodiscard]] Reply channel_page(const Context& context, const Request& request);
[[nodiscard]] Reply measure_page(const Context& context, const Request& request);
[[nodiscard]] Reply method_page(const Context& context, const Request& request);
[[nodiscard]] Reply accessibility_page(const Context& context, const Request& request);
/// The reference of the API, made of the routes for programs.
[[nodiscard]] std::function<Reply(const Request&)> api_page(const Context& context,
                                                            std::span<const Route> routes);
[[nodiscard]] Reply symbols_page(const Context& context, const Request& request);
[[nodiscard]] Reply audit_page(const Context& context, const Request& request);
[[nodiscard]] Reply data_protection_page(const Context& context, const Request& request);
[[nodiscard]] Reply exports_page(const Context& context, const Request& request);
[[nodiscard]] Reply releases_page(const Context& context, const Request& request);
[[nodiscard]] Reply decided_release_page(const Context& context, const Request& request);
[[nodiscard]] Reply approve_draft(const Context& context, const Request& request);
[[nodiscard]] Reply discard_draft(const Context& context, const Request& request);
[[nodiscard]] Reply withdraw_published(const Context& context, const Request& request);
[[nodiscard]] Reply reports_page(const Context& context, const Request& request);
[[nodiscard]] Reply make_report(const Context& context, const Request& request);
[[nodiscard]] Reply report_page(const Context& context, const Request& request);
[[nodiscard]] Reply report_file_page(const Context& context, const Request& request);
[[nodiscard]] Reply report_edit_page(const Context& context, const Request& request);
[[nodiscard]] Reply write_report(const Context& context, const Request& request);
[[nodiscard]] Reply sign_report(const Context& context, const Request& request);
[[nodiscard]] Reply publish_report_page(const Context& context, const Request& request);
[[nodiscard]] Reply asset_file(const Context& context, const Request& request);
[[nodiscard]] Reply health(const Context& context, const Request& request);
[[nodiscard]] Reply readiness(const Context& context, const Request& request);
[[nodiscard]] Reply metrics_text(const Context& context, const Request& request);

}  // namespace soundings::serve
