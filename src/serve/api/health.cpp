// Whether the process is up, whether posts would be taken, and what has been counted.
#include "routes.h"

namespace soundings::serve {
namespace {

Reply never_stored(Reply reply) {
  reply.headers.emplace_back("Cache-Control", "no-store");
  return reply;
}

}  // namespace

Reply health(const Context& /*context*/, const Request& /*request*/) {
  return never_stored(json_reply(R"({"status":"up"})"));
}

Reply readiness(const Context& context, const Request& request) {
  if (!context.intake.ready()) {
    return unavailable("not_ready", "Posts would not be kept now.", request);
  }
  return never_stored(json_reply(R"({"status":"ready"})"));
}

Reply metrics_text(const Context& context, const Request& /*request*/) {
  context.intake.sample();
  return never_stored({.status = 200,
                       .media_type = "text/plain; version=0.0.4; charset=utf-8",
                       .body = context.metrics.text()});
}

}  // namespace soundings::serve
