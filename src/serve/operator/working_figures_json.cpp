// Who is about to be shown working figures, or to take files: written down before they are.
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
               .detail = reason_of(request)});
  return {.body = "{}"};
}

Reply note_record_files(const OperatorTools& tools, const Request& request) {
  const std::string files = field(request, "files");
  if (files.empty()) {
    return refused(bad_value("files", "files_missing", "Say which files leave."));
  }
  intake::AuditTrail(tools.intake)
      .append({.at = request.received_at,
               .actor = actor_of(request),
               .action = "records_exported",
               .subject = field(request, "subject"),
               .detail = "on the command line: " + files});
  return {.body = "{}"};
}

Reply note_export(const OperatorTools& tools, const Request& request) {
  intake::AuditTrail(tools.intake)
      .append({.at = request.received_at,
               .actor = actor_of(request),
               .action = "release_exported",
               .subject = field(request, "release"),
               .detail = "on the command line: " + field(request, "files")});
  return {.body = "{}"};
}

}  // namespace soundings::serve
