// The addresses of reports. A published report is for whoever reads released figures; drafts and
// forms are for those who write, sign and publish.
#include <chrono>
#include <utility>

#include "routes.h"
#include "web/visit_routes.h"

namespace soundings::serve {
namespace {

using access::Permission;

constexpr std::size_t most_form_bytes = std::size_t{64} * 1024;
/// Far more than words may have, so that whoever pastes too much is shown it again, with the rule.
constexpr std::size_t most_words_bytes = std::size_t{256} * 1024;
constexpr std::chrono::seconds longest_of_a_report{60};

const Parameter said{"said", "What happened before"};

/// A report is composed anew each time it is looked at, and so takes a permit and its time.
Route page(const Context& context, access::Needed permission, std::string_view pattern,
           std::string_view id, std::string_view summary, std::vector<Parameter> parameters,
           Handle handle) {
  Route route =
      page_route(context, permission, pattern, id, summary, std::move(parameters), handle);
  route.permits = &context.permits;
  route.longest = longest_of_a_report;
  return route;
}

Route form(const Context& context, access::Needed permission, std::string_view pattern,
           std::string_view id, std::string_view summary, std::vector<Parameter> parameters,
           Handle handle) {
  Route route =
      form_route(context, permission, pattern, id, summary, std::move(parameters), handle);
  route.permits = &context.permits;
  route.longest = longest_of_a_report;
  route.bodies.front().most_bytes = most_form_bytes;
  return route;
}

Route words_form(const Context& context) {
  Route route = form(context, Permission::write_reports, "/reports/{report}/aims/{aim}/words",
                     "writeReport", "Writes the words of an aim",
                     {{"commentary_text", "What is said of its figures"},
                      {"actions_text", "What is done about it"},
                      {"seen", "The digest of the words that were seen"}},
                     write_report);
  route.bodies.front().most_bytes = most_words_bytes;
  return route;
}

}  // namespace

std::vector<Route> report_routes(const Context& context) {
  const auto read = access::to_read(access::Tier::released);
  return {page(context, read, "/reports", "reportsPage", "Reports to the board", {}, reports_page),
          page(context, read, "/reports/{report}", "reportPage", "One report", {said}, report_page),
          page(context, read, "/reports/{report}/file", "reportFile",
               "One report as a file that needs nothing but itself", {}, report_file_page),
          page(context, Permission::write_reports, "/reports/{report}/aims/{aim}/edit",
               "reportEditPage", "The words of an aim, and how their sentences stand", {said},
               report_edit_page)};
}

std::vector<Route> report_forms(const Context& context) {
  return {
      form(context, Permission::write_reports, "/reports", "makeReport", "Makes a draft",
           {{"day", "On which the report appears, 2019-06-18"},
            {"release", "Whose figures it has, 2019-05.r0"}},
           make_report),
      words_form(context),
      form(context, Permission::sign_reports, "/reports/{report}/aims/{aim}/sign-off", "signReport",
           "Signs an aim off", {{"content", "The digest of what was seen"}}, sign_report),
      form(context, Permission::publish_reports, "/reports/{report}/publish", "publishReport",
           "Publishes a report whose aims are all signed off", {{"reason", "Why, for the audit"}},
           publish_report_page)};
}

}  // namespace soundings::serve
