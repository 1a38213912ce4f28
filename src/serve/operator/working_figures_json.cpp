// Who is about to be shown working figures, and what was asked: written down before the figure is.
#include "soundings/intake/audit_trail.h"

#include "context.h"
#include "operator/calls.h"

namespace soundings::serve {

Reply note_working_figures(const OperatorTools& tools, const Request& request) {
  const std::string question = field(request, "question");
  if (question.empty()) {
    return refused(bad_value("question", "question_missing", "Say what is asked."));
  }
  intake::AuditTrail(tools.intake)
      .append({.at = request.received_at,
               .actor = actor_of(request),
               .action = "working_figures_read",
               .subject = question,
               .detail = field(request, "reason")});
  return {.body = "{}"};
}

}  // namespace soundings::serve
