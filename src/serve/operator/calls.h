// The routes of the operator, and what their handlers share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/serve/operator.h"

#include "http/problem.h"
#include "http/route.h"

namespace soundings::serve {

/// The parameters of a route are those of its query (GET) or of its form (POST).
[[nodiscard]] std::vector<Route> operator_routes(const OperatorTools& tools);

[[nodiscard]] Reply refused(const Problem& problem);

/// The value of a {name} of the path, or of a field; empty when it was not given.
[[nodiscard]] std::string field(const Request& request, const std::string& name);

/// Why, without the blanks around it; empty when nothing but blanks was given.
[[nodiscard]] std::string reason_of(const Request& request);

/// Who does it, as the audit chain names them: "s.patel (soundings)" when the field `by` says so.
[[nodiscard]] std::string actor_of(const Request& request);

/// An RFC 3339 instant; nothing when the field was not given. Errors: time_malformed.
[[nodiscard]] Expected<std::optional<Instant>, Problem> time_field(const Request& request,
                                                                   const std::string& name);

/// A whole number from 1 to `most`; `otherwise` when the field was not given. Errors:
/// limit_malformed.
[[nodiscard]] Expected<std::size_t, Problem> limit_field(const Request& request,
                                                         std::size_t otherwise, std::size_t most);

// ---- handlers, one file a family ----
[[nodiscard]] Reply list_keys(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply create_key(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply rotate_keys(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply revoke_key(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply list_accounts(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply create_account(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply set_account_role(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply set_account_password(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply reset_second_factor(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply disable_or_enable_account(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply list_account_sessions(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply end_account_sessions(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply list_reading_keys(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply create_reading_key(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply end_reading_key(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply put_invitations(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply put_series(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply remove_points(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply list_held(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply show_held(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply replay_held(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply admit_held(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply discard_held(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply admit_page(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply discard_page(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply purge(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply erase(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply answer_subject(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply rotate_pepper(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply publish_release(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply revise_release(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply approve_release(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply discard_release(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply withdraw_release(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply look_at_answers(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply mark_sample(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply begin_report(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply write_report_words(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply sign_report_aim(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply sign_report_aims(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply publish_report(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply note_report_export(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply note_export(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply note_record_files(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply note_working_figures(const OperatorTools& tools, const Request& request);
[[nodiscard]] Reply list_audit(const OperatorTools& tools, const Request& request);

}  // namespace soundings::serve
