// The pages of reports and their forms.
#include "soundings/pages/report_pages.h"

#include <algorithm>
#include <array>
#include <utility>

#include "soundings/access/may.h"
#include "soundings/base/digest.h"
#include "soundings/base/text.h"
#include "soundings/intake/audit_trail.h"
#include "soundings/report/exported_files.h"
#include "soundings/reports/compose.h"
#include "soundings/store/store.h"
#include "soundings/wording/wording.h"

#include "editions.h"
#include "reports/drafts.h"
#include "routes.h"
#include "web/moments.h"
#include "web/page_models.h"
#include "web/page_replies.h"

namespace soundings::serve {
namespace {

using access::Permission;
using store::ReportState;

constexpr const char* list_address = "/reports";
constexpr std::size_t longest_reason = 300;

bool may(const Request& request, Permission what) {
  return access::may(request.caller, what);
}

/// Forms need the token of a visit, which only somebody who has signed in has.
bool has_forms(const Context& context, const Request& request) {
  return context.sign_in != nullptr && request.caller.is_person();
}

store::Act act_of(const Request& request) {
  const std::string reason = request.asked("reason");
  return {.at = request.received_at,
          .actor = request.caller.name,
          .reason = reason.empty() ? "in the browser" : reason.substr(0, longest_reason)};
}

std::string address_of(const std::string& id) {
  return std::string(list_address) + "/" + percent_encoded(id);
}

/// As the audit names whoever asks.
std::string who(const Request& request) {
  return request.caller.name.empty() ? std::string(access::to_text(request.caller.role))
                                     : request.caller.name;
}

std::string id_of(const Request& request) {
  return request.path_parameters.at("report");
}

pages::ReportListLine line_of(const Definitions& definitions, const store::ReportLine& line) {
  pages::ReportListLine made{.id = line.id,
                             .words = definitions.report.report_title + ", " + day_words(line.day),
                             .release = line.release,
                             .state = "Draft " + std::to_string(line.number),
                             .by = line.made.actor,
                             .sha256 = ""};
  if (line.published) {
    made.state = "Published " + day_words(line.published->at);
    made.by = line.published->actor;
    made.sha256 = to_hex(line.digest);
  }
  return made;
}

std::optional<KeptReport> find_report(const Context& context, const std::string& id) {
  std::optional<KeptReport> kept;
  context.reader->read([&](const store::Store& store) { kept = reports::kept_report(store, id); });
  return kept;
}

/// Drafts are for those who write them; to others there is no such report.
std::optional<KeptReport> open_report(const Context& context, const Request& request) {
  auto kept = find_report(context, id_of(request));
  const bool hidden = kept && kept->report.line.state == ReportState::draft &&
                      !may(request, Permission::write_reports);
  return hidden ? std::nullopt : std::move(kept);
}

Reply no_such_report(const Context& context, const Request& request) {
  return problem_page(no_report(id_of(request)), context);
}

/// The figures of a report's release. A withdrawn one has none, which the empty answers show.
const figures::Figures& figures_of(const Context& context, const KeptReport& kept) {
  const auto line = context.editions.find(kept.report.line.release);
  return line ? context.editions.figures_of(*line) : context.figures;
}

AimReport draft_of(const Context& context, const KeptReport& kept) {
  return drawn(context.definitions, figures_of(context, kept), kept);
}

std::vector<pages::Choice> release_choices(const Context& context) {
  std::vector<pages::Choice> choices;
  const auto lines = context.editions.list();
  for (const store::ReleaseLine& line : *lines) {
    choices.push_back(
        {line.id, line.id + ", " + wording::period(Period::month(line.month), nullptr), false});
  }
  return choices;
}

Reply list_page(const Context& context, const Request& request, const pages::FormFault& fault,
                int status) {
  pages::ReportsPage page{
      .may_write = may(request, Permission::write_reports) && has_forms(context, request),
      .day = request.asked("day").empty() ? context.definitions.report.report_date
                                          : request.asked("day"),
      .fault = fault,
      .frame = frame_of(context)};
  const bool drafts = may(request, Permission::write_reports);
  context.reader->read([&](const store::Store& store) {
    for (const store::ReportLine& line : store.reports().list()) {
      if (drafts || line.state == ReportState::published) {
        page.reports.push_back(line_of(context.definitions, line));
      }
    }
  });
  page.releases = release_choices(context);
  return plain_page(pages::reports(context.definitions, page), status);
}

std::string said_of(const Request& request) {
  const std::string said = request.asked("said");
  return said == "drafted"     ? "The draft is made."
         : said == "written"   ? "The words are saved."
         : said == "signed"    ? "The aim is signed off."
         : said == "published" ? "The report is published."
                               : "";
}

Reply show_report(const Context& context, const Request& request, const KeptReport& kept,
                  const pages::FormFault& fault, int status) {
  const store::ReportLine& line = kept.report.line;
  pages::ReportPage page{.id = line.id,
                         .frozen = kept.report.file,
                         .said = said_of(request),
                         .fault = fault,
                         .frame = frame_of(context)};
  AimReport draft;
  if (line.published) {
    page.published = day_words(line.published->at) + " by " + line.published->actor + "; SHA-256 " +
                     to_hex(line.digest);
  } else {
    draft = draft_of(context, kept);
    page.draft = &draft;
    const bool forms = has_forms(context, request);
    page.may_write = forms && may(request, Permission::write_reports);
    page.may_sign = forms && may(request, Permission::sign_reports);
    page.may_publish = forms && may(request, Permission::publish_reports);
    for (const AimSheet& sheet : draft.sheets) {
      page.contents.push_back({sheet.id, to_hex(reports::content_of(sheet))});
    }
  }
  return plain_page(pages::report(context.definitions, page), status);
}

Reply published_already(const Context& context, const std::string& id) {
  return problem_page(problem_of(store::ReportFault::published, id), context);
}

/// Leads on to the report, which says what was done, or says there why it was not.
Reply after(const Context& context, const Request& request, const ReportDone& done,
            const std::string& said) {
  if (done) {
    return see_other(address_of(done->id) + "?said=" + said);
  }
  const auto kept = open_report(context, request);
  return kept ? show_report(context, request, *kept, {.field = "", .message = done.error().detail},
                            done.error().status)
              : no_such_report(context, request);
}

/// With the id of the field in which its writer finds what is wrong.
pages::FormFault fault_of(const Problem& refusal) {
  std::string message = refusal.detail;
  if (refusal.code == "words_malformed") {
    message += " Spaces stand in their place now: look, and save again.";
  }
  return {.field = refusal.errors.empty() ? "commentary" : refusal.errors.front().pointer.substr(1),
          .message = std::move(message)};
}

/// The form for the words of an aim; after a refusal with what its writer wrote, and with what
/// somebody else has saved meanwhile.
Reply edit_page(const Context& context, const Request& request, const KeptReport& kept,
                const Problem* refusal) {
  const AimReport draft = draft_of(context, kept);
  const AimSheet* sheet = draft.find(request.path_parameters.at("aim"));
  if (sheet == nullptr) {
    return problem_page(no_aim(request.path_parameters.at("aim")), context);
  }
  pages::ReportEditPage page{.id = draft.id,
                             .number = draft.number,
                             .sheet = sheet,
                             .commentary = sheet->commentary.text,
                             .actions = sheet->actions.text,
                             .seen = digest_of_words(kept.report, sheet->id),
                             .said = said_of(request),
                             .frame = frame_of(context)};
  if (refusal != nullptr) {
    page.commentary = without_controls(request.asked("commentary_text"));
    page.actions = without_controls(request.asked("actions_text"));
    page.changed = refusal->code == "words_changed";
    page.seen = page.changed ? page.seen : request.asked("seen");
    page.fault = fault_of(*refusal);
  }
  return plain_page(pages::report_edit(context.definitions, page),
                    refusal == nullptr ? 200 : refusal->status);
}

/// A browser sends the ends of lines as CR LF.
std::string with_plain_ends(std::string text) {
  std::erase(text, '\r');
  return text;
}

}  // namespace

Reply reports_page(const Context& context, const Request& request) {
  return list_page(context, request, {}, 200);
}

Reply make_report(const Context& context, const Request& request) {
  const ReportDone done = begin_report(context.definitions, context.intake, request.asked("day"),
                                       request.asked("release"), act_of(request));
  if (done) {
    return see_other(address_of(done->id) + "?said=drafted");
  }
  const bool day = done.error().code.starts_with("report_day_");
  return list_page(context, request,
                   {.field = day ? "day" : "release", .message = done.error().detail},
                   done.error().status);
}

Reply report_page(const Context& context, const Request& request) {
  const auto kept = open_report(context, request);
  return kept ? show_report(context, request, *kept, {}, 200) : no_such_report(context, request);
}

Reply report_file_page(const Context& context, const Request& request) {
  const auto kept = open_report(context, request);
  if (!kept) {
    return no_such_report(context, request);
  }
  const store::ReportLine& line = kept->report.line;
  const std::string name = reports::file_name(line);
  std::string bytes = line.published
                          ? kept->report.file
                          : pages::report_file(draft_of(context, *kept), context.is_sample());
  const report::ExportedFile file{.name = name,
                                  .bytes = static_cast<std::int64_t>(bytes.size()),
                                  .sha256 = to_hex(sha256(bytes))};
  intake::AuditTrail(context.intake)
      .append(
          {.at = request.received_at,
           .actor = who(request),
           .action = "report_exported",
           .subject = line.id,
           .detail = "from " + request.client.address + ": " + report::to_text(std::array{file})});
  return {.status = 200,
          .media_type = "text/html; charset=utf-8",
          .body = std::move(bytes),
          .headers = {{"Content-Disposition", "attachment; filename=\"" + name + "\""},
                      {"Cache-Control", "no-store"}}};
}

Reply report_edit_page(const Context& context, const Request& request) {
  const auto kept = open_report(context, request);
  if (!kept) {
    return no_such_report(context, request);
  }
  return kept->report.line.published ? published_already(context, id_of(request))
                                     : edit_page(context, request, *kept, nullptr);
}

Reply write_report(const Context& context, const Request& request) {
  const std::string aim = request.path_parameters.at("aim");
  const std::vector<store::ReportWords> words{
      {.aim = aim,
       .kind = store::WordsKind::commentary,
       .text = with_plain_ends(request.asked("commentary_text")),
       .written = {}},
      {.aim = aim,
       .kind = store::WordsKind::actions,
       .text = with_plain_ends(request.asked("actions_text")),
       .written = {}}};
  const auto done = write_words(context.definitions, context.intake, id_of(request), words,
                                request.asked("seen"), act_of(request));
  if (done) {
    return see_other(address_of(done->line.id) + "/aims/" + percent_encoded(aim) +
                     "/edit?said=written");
  }
  const auto kept = open_report(context, request);
  return kept ? edit_page(context, request, *kept, &done.error())
              : no_such_report(context, request);
}

Reply sign_report(const Context& context, const Request& request) {
  const auto kept = open_report(context, request);
  if (!kept) {
    return no_such_report(context, request);
  }
  return after(
      context, request,
      sign_aim(context.definitions, figures_of(context, *kept), context.intake, id_of(request),
               request.path_parameters.at("aim"), request.asked("content"), act_of(request)),
      "signed");
}

Reply publish_report_page(const Context& context, const Request& request) {
  const auto kept = open_report(context, request);
  if (!kept) {
    return no_such_report(context, request);
  }
  return after(context, request,
               publish_report(context.definitions, figures_of(context, *kept), context.intake,
                              id_of(request), context.is_sample(), act_of(request)),
               "published");
}

}  // namespace soundings::serve
