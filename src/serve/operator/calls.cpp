#include "operator/calls.h"

#include <utility>

#include "soundings/base/blanks.h"
#include "soundings/base/number.h"
#include "soundings/serve/operator.h"

#include "http/reply.h"

namespace soundings::serve {
namespace {

/// Of a form: a file of invitations comes as one of its fields.
constexpr std::size_t most_form_bytes = std::size_t{16} * 1024 * 1024;

using Handle = Reply (*)(const OperatorTools& tools, const Request& request);

/// What a handler says as JSON is a document, and a problem one of RFC 9457.
Reply documented(Reply reply) {
  reply.media_type = reply.status < 400 ? "application/json" : "application/problem+json";
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

Route make_route(const OperatorTools& tools, access::Needed permission, std::string_view method,
                 std::string_view pattern, const std::vector<std::string_view>& fields,
                 Handle handle) {
  Route route{.method = method, .pattern = pattern, .id = "operator", .permission = permission};
  for (const std::string_view name : fields) {
    route.parameters.push_back({.name = name});
  }
  route.handle = [&tools, handle](const Request& request) {
    return documented(handle(tools, request));
  };
  route.reach = Route::Reach::operators;
  if (method == "POST") {
    route.bodies = {
        {.media_type = "application/x-www-form-urlencoded", .most_bytes = most_form_bytes}};
    route.form = true;
  }
  return route;
}

}  // namespace

std::vector<Route> operator_routes(const OperatorTools& tools) {
  using access::Permission;
  const auto route = [&tools](access::Needed permission, std::string_view method,
                              std::string_view pattern, const std::vector<std::string_view>& fields,
                              Handle handle) {
    return make_route(tools, permission, method, pattern, fields, handle);
  };
  return {
      route(Permission::read_keys, "GET", "/operator/keys", {"source"}, list_keys),
      route(Permission::manage_keys, "POST", "/operator/keys",
            {"source", "label", "scope", "secret", "not_before", "not_after", "by"}, create_key),
      route(Permission::manage_keys, "POST", "/operator/keys/rotate",
            {"source", "label", "scope", "until", "by"}, rotate_keys),
      route(Permission::manage_keys, "POST", "/operator/keys/{key}/revoke", {"by"}, revoke_key),
      route(Permission::read_keys, "GET", "/operator/reading-keys", {}, list_reading_keys),
      route(Permission::manage_keys, "POST", "/operator/reading-keys",
            {"label", "not_after", "reason", "by"}, create_reading_key),
      route(Permission::manage_keys, "POST", "/operator/reading-keys/{key}/revoke",
            {"reason", "by"}, end_reading_key),
      route(Permission::read_accounts, "GET", "/operator/accounts", {}, list_accounts),
      route(Permission::manage_accounts, "POST", "/operator/accounts",
            {"account", "role", "npus", "password", "reason", "by"}, create_account),
      route(Permission::manage_accounts, "POST", "/operator/accounts/{account}/role",
            {"role", "npus", "reason", "by"}, set_account_role),
      route(Permission::manage_accounts, "POST", "/operator/accounts/{account}/password",
            {"password", "reason", "by"}, set_account_password),
      route(Permission::manage_accounts, "POST", "/operator/accounts/{account}/second-factor",
            {"reason", "by"}, reset_second_factor),
      route(Permission::manage_accounts, "POST", "/operator/accounts/{account}/disable",
            {"reason", "by"}, disable_or_enable_account),
      route(Permission::manage_accounts, "POST", "/operator/accounts/{account}/enable",
            {"reason", "by"}, disable_or_enable_account),
      route(Permission::read_accounts, "GET", "/operator/accounts/{account}/sessions", {},
            list_account_sessions),
      route(Permission::manage_accounts, "POST", "/operator/accounts/{account}/sign-out",
            {"reason", "by"}, end_account_sessions),
      route(
          Permission::read_held_items, "GET", "/operator/quarantine",
          {"source", "survey", "code", "state", "since", "until", "after", "limit", "scope", "by"},
          list_held),
      route(Permission::read_held_items, "GET", "/operator/quarantine/{receipt}",
            {"scope", "body", "reason", "by"}, show_held),
      route(Permission::decide_held_items, "POST", "/operator/quarantine/replay",
            {"receipts", "source", "survey", "code", "since", "until", "after", "limit", "apply",
             "scope", "reason", "by"},
            replay_held),
      route(Permission::decide_held_items, "POST", "/operator/quarantine/admit",
            {"source", "survey", "code", "since", "until", "after", "limit", "apply", "over_newer",
             "reason", "by"},
            admit_page),
      route(
          Permission::decide_held_items, "POST", "/operator/quarantine/discard",
          {"source", "survey", "code", "since", "until", "after", "limit", "apply", "reason", "by"},
          discard_page),
      route(Permission::decide_held_items, "POST", "/operator/quarantine/{receipt}/admit",
            {"reason", "over_newer", "by"}, admit_held),
      route(Permission::decide_held_items, "POST", "/operator/quarantine/{receipt}/discard",
            {"reason", "scope", "by"}, discard_held),
      route(Permission::load_reference_figures, "POST", "/operator/invitations", {"file", "by"},
            put_invitations),
      route(Permission::load_reference_figures, "POST", "/operator/series",
            {"file", "replace", "by"}, put_series),
      route(Permission::load_reference_figures, "POST", "/operator/series/remove",
            {"series", "area", "period_type", "period", "source", "evidence", "apply", "reason",
             "by"},
            remove_points),
      route(Permission::purge_expired, "POST", "/operator/purge",
            {"at", "apply", "accept_jump", "by"}, purge),
      route(Permission::erase_records, "POST", "/operator/erase",
            {"source", "respondent", "source_response_id", "receipt", "reference", "apply", "by"},
            erase),
      route(Permission::answer_subject_access, "POST", "/operator/subject-access",
            {"source", "respondent", "reference", "by"}, answer_subject),
      route(Permission::rotate_pepper, "POST", "/operator/pepper/rotate", {"by"}, rotate_pepper),
      route(Permission::decide_releases, "POST", "/operator/releases",
            {"period", "draft", "reason", "by"}, publish_release),
      route(Permission::decide_releases, "POST", "/operator/revisions",
            {"period", "draft", "reason", "by"}, revise_release),
      route(Permission::decide_releases, "POST", "/operator/releases/{release}/approve",
            {"reason", "by"}, approve_release),
      route(Permission::decide_releases, "POST", "/operator/releases/{release}/discard",
            {"reason", "by"}, discard_release),
      route(Permission::decide_releases, "POST", "/operator/releases/{release}/withdraw",
            {"reason", "by"}, withdraw_release),
      route(Permission::decide_releases, "POST", "/operator/provisional", {"by"}, look_at_answers),
      route(Permission::decide_releases, "POST", "/operator/sample-mark", {"reason", "by"},
            mark_sample),
      route(access::to_read(access::Tier::released), "POST",
            "/operator/releases/{release}/exported", {"files", "by"}, note_export),
      route(Permission::read_records, "POST", "/operator/record-files", {"subject", "files", "by"},
            note_record_files),
      route(Permission::write_reports, "POST", "/operator/reports",
            {"day", "release", "reason", "by"}, begin_report),
      route(Permission::write_reports, "POST", "/operator/reports/{report}/aims/{aim}/words",
            {"kind", "text", "by"}, write_report_words),
      route(Permission::sign_reports, "POST", "/operator/reports/{report}/aims/{aim}/sign-off",
            {"reason", "by"}, sign_report_aim),
      route(Permission::sign_reports, "POST", "/operator/reports/{report}/sign-off",
            {"reason", "by"}, sign_report_aims),
      route(Permission::publish_reports, "POST", "/operator/reports/{report}/publish",
            {"sample", "reason", "by"}, publish_report),
      route(access::to_read(access::Tier::released), "POST", "/operator/reports/{report}/exported",
            {"files", "by"}, note_report_export),
      route(Permission::read_working_figures, "POST", "/operator/working-figures",
            {"question", "reason", "by"}, note_working_figures),
      route(Permission::read_audit, "GET", "/operator/audit",
            {"actor", "action", "subject", "since", "until", "commits", "before", "limit"},
            list_audit),
  };
}

struct OperatorApi::State {
  explicit State(OperatorTools with) : tools(std::move(with)), router(operator_routes(tools)) {}

  OperatorTools tools;
  Router router;
};

OperatorApi::OperatorApi(OperatorTools tools) : state_(std::make_unique<State>(std::move(tools))) {}

OperatorApi::~OperatorApi() = default;

Reply OperatorApi::answer(Request request) const {
  auto found = state_->router.find(Route::Reach::operators, request.method, request.path);
  if (!found) {
    return documented(
        found.error().empty()
            ? refused({404, "unknown_address", "There is nothing at this address.", {}})
            : refused({405, "method_not_allowed", "This address has another method.", {}}));
  }
  auto fault = check_permission(*found->route, request.caller);
  if (!fault) {
    fault = check_parameters(*found->route, request);
  }
  if (fault) {
    return documented(refused(*fault));
  }
  request.path_parameters = std::move(found->path_parameters);
  return answer_of(*found->route, request);
}

Reply refused(const Problem& problem) {
  return {.status = problem.status, .body = to_json(problem, {})};
}

std::string field(const Request& request, const std::string& name) {
  const auto found = request.path_parameters.find(name);
  return found == request.path_parameters.end() ? request.asked(name) : found->second;
}

std::string reason_of(const Request& request) {
  const std::string given = field(request, "reason");
  return std::string(without_blanks(given));
}

std::string actor_of(const Request& request) {
  const std::string by = field(request, "by");
  const std::string& user = request.caller.name;
  return by.empty() || by == user ? user : by + " (" + user + ")";
}

Expected<std::optional<Instant>, Problem> time_field(const Request& request,
                                                     const std::string& name) {
  const std::string text = field(request, name);
  if (text.empty()) {
    return std::optional<Instant>{};
  }
  const auto at = parse_rfc3339(text);
  if (!at) {
    return unexpected(
        bad_value(name, "time_malformed", "'" + name + "' is a time as in 2019-06-03T09:00:00Z."));
  }
  return at;
}

Expected<std::size_t, Problem> limit_field(const Request& request, std::size_t otherwise,
                                           std::size_t most) {
  const std::string text = field(request, "limit");
  if (text.empty()) {
    return otherwise;
  }
  const auto number = parse_integer(text);
  if (!number || *number < 1 || *number > static_cast<std::int64_t>(most)) {
    return unexpected(
        bad_value("limit", "limit_malformed",
                  "'limit' is a whole number from 1 to " + std::to_string(most) + "."));
  }
  return static_cast<std::size_t>(*number);
}

}  // namespace soundings::serve
