// Reports for the operator: a draft is begun, its words are written, its aims signed off, and it is
// published. A file that is taken stands in the audit.
#include <memory>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "soundings/base/digest.h"
#include "soundings/intake/audit_trail.h"
#include "soundings/release/released_figures.h"
#include "soundings/store/store.h"

#include "context.h"
#include "operator/calls.h"
#include "reports/drafts.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* by_command = "on the command line";

store::Act act_of(const Request& request) {
  const std::string reason = reason_of(request);
  return {.at = request.received_at,
          .actor = actor_of(request),
          .reason = reason.empty() ? by_command : reason};
}

Json line_json(const store::ReportLine& line) {
  Json document{{"report", line.id},
                {"day", line.day},
                {"number", line.number},
                {"release", line.release},
                {"state", store::to_text(line.state)}};
  if (line.published) {
    document["sha256"] = to_hex(line.digest);
    document["bytes"] = line.bytes;
  }
  return document;
}

Reply reply_of(const Json& document) {
  return {.status = 200, .body = document.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Reply answer_of(const ReportDone& done) {
  return done ? reply_of(line_json(*done)) : refused(done.error());
}

/// The figures that a report shows: of its release, and of the months before it.
std::unique_ptr<figures::Figures> figures_of(const OperatorTools& tools, const std::string& id) {
  std::optional<KeptReport> kept;
  tools.intake.with_store(
      [&](const store::Store& store) { kept = reports::kept_report(store, id); });
  const bool newest = !kept || kept->newest_release;
  return std::make_unique<release::ReleasedFigures>(
      tools.definitions, *tools.releases, newest ? std::string() : kept->report.line.release);
}

Reply cannot_show() {
  return refused({503, "store_unavailable", "Releases cannot be read here.", {}});
}

}  // namespace

Reply begin_report(const OperatorTools& tools, const Request& request) {
  return answer_of(begin_report(tools.definitions, tools.intake, field(request, "day"),
                                field(request, "release"), act_of(request)));
}

Reply write_report_words(const OperatorTools& tools, const Request& request) {
  const auto kind = store::parse_words_kind(field(request, "kind"));
  if (!kind) {
    return refused(bad_value("kind", "unknown_words_kind", "'kind' is commentary or actions."));
  }
  const auto text = from_base64(field(request, "text"));
  if (!text) {
    return refused(bad_value("text", "fields_malformed", "'text' is a text in base64."));
  }
  const std::vector<store::ReportWords> words{{.aim = field(request, "aim"),
                                               .kind = *kind,
                                               .text = {text->begin(), text->end()},
                                               .written = {}}};
  const auto done = write_words(tools.definitions, tools.intake, field(request, "report"), words,
                                std::nullopt, act_of(request));
  if (!done) {
    return refused(done.error());
  }
  Json document = line_json(done->line);
  if (done->replaced) {
    document["replaced"] = {{"by", done->replaced->actor}, {"at", rfc3339(done->replaced->at)}};
  }
  return reply_of(document);
}

Reply sign_report_aim(const OperatorTools& tools, const Request& request) {
  if (tools.releases == nullptr) {
    return cannot_show();
  }
  const std::string id = field(request, "report");
  return answer_of(sign_aim(tools.definitions, *figures_of(tools, id), tools.intake, id,
                            field(request, "aim"), "", act_of(request)));
}

Reply sign_report_aims(const OperatorTools& tools, const Request& request) {
  if (tools.releases == nullptr) {
    return cannot_show();
  }
  const std::string id = field(request, "report");
  const auto done =
      sign_every_aim(tools.definitions, *figures_of(tools, id), tools.intake, id, act_of(request));
  if (!done) {
    return refused(done.error());
  }
  Json document = line_json(done->line);
  document["signed_off"] = done->signed_off;
  document["contradicted"] = done->contradicted;
  return reply_of(document);
}

Reply publish_report(const OperatorTools& tools, const Request& request) {
  if (tools.releases == nullptr) {
    return cannot_show();
  }
  const std::string id = field(request, "report");
  return answer_of(publish_report(tools.definitions, *figures_of(tools, id), tools.intake, id,
                                  !field(request, "sample").empty(), act_of(request)));
}

Reply note_report_export(const OperatorTools& tools, const Request& request) {
  intake::AuditTrail(tools.intake)
      .append({.at = request.received_at,
               .actor = actor_of(request),
               .action = "report_exported",
               .subject = field(request, "report"),
               .detail = by_command + (": " + field(request, "files"))});
  return {.body = "{}"};
}

}  // namespace soundings::serve
