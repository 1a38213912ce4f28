// Which figures answer a request: released ones, or those of what is kept now, which leave a row in
// the audit before they leave the program.
#include <utility>

#include "soundings/access/may.h"
#include "soundings/base/text.h"
#include "soundings/intake/audit_trail.h"

#include "routes.h"

namespace soundings::serve {
namespace {

Reply refused(const Context& context, const Request& request, const Problem& problem) {
  return asks_for_page(request) ? problem_page(problem, context) : problem_reply(problem, request);
}

/// What was asked, as the audit has it: "GET /api/v1/estimates?measure=...".
std::string in_words(const Request& request) {
  std::string words = "GET " + request.path;
  char before = '?';
  for (const auto& [name, value] : request.query) {
    words += before + percent_encoded(name) + "=" + percent_encoded(value);
    before = '&';
  }
  return words;
}

Reply working(const Context& context, const Request& request, Handle handle) {
  if (!access::may(request.caller, access::to_read(access::Tier::working))) {
    return refused(
        context, request,
        {403, "not_permitted", "Working figures are for analysts who have signed in.", {}});
  }
  if (context.working == nullptr) {
    return refused(context, request,
                   {404, "unknown_address", "This server has no working figures.", {}});
  }
  intake::AuditTrail(context.intake)
      .append({.at = request.received_at,
               .actor = request.caller.name,
               .action = "working_figures_read",
               .subject = in_words(request),
               .detail = "from " + request.client.address});
  Reply reply = handle(context.with_working_figures(), request);
  for (auto& [name, value] : reply.headers) {
    if (name == "Cache-Control") {
      value = "no-store";
    }
  }
  return reply;
}

}  // namespace

std::function<Reply(const Request&)> by_tier(const Context& shared, access::Tier usual,
                                             Handle handle) {
  return [&shared, usual, handle](const Request& request) -> Reply {
    const Context context = shared.of(request);
    const std::string field(tier_parameter);
    const std::string tier = request.asked(field);
    if (tier == "working" || (tier.empty() && usual == access::Tier::working)) {
      return working(context, request, handle);
    }
    if (!tier.empty() && tier != "released") {
      return refused(context, request,
                     bad_value(field, "unknown_tier", "A tier is released or working."));
    }
    return handle(context, request);
  };
}

}  // namespace soundings::serve
