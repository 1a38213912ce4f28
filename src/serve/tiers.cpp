// Which figures answer a request: released ones; or those of what is kept now, or of a draft
// release, which leave a row in the audit before they leave the program.
#include <array>
#include <optional>
#include <utility>

#include "soundings/access/may.h"
#include "soundings/access/words.h"
#include "soundings/base/digest.h"
#include "soundings/base/text.h"
#include "soundings/intake/audit_trail.h"
#include "soundings/intake/reader.h"
#include "soundings/report/exported_files.h"
#include "soundings/report/formats.h"

#include "editions.h"
#include "publishing/draft.h"
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

void note(const Context& context, const Request& request, std::string action,
          const std::string& files = "") {
  intake::AuditTrail(context.intake)
      .append({.at = request.received_at,
               .actor = request.caller.name,
               .action = std::move(action),
               .subject = in_words(request),
               .detail = "from " + request.client.address + (files.empty() ? "" : ": " + files)});
}

/// The name under which a reply is kept as a file; empty for one that is no CSV file.
std::string file_name_of(const Reply& reply) {
  constexpr std::string_view before = "filename=\"";
  if (reply.status != 200 || reply.media_type != report::csv_media_type) {
    return "";
  }
  for (const auto& [name, value] : reply.headers) {
    const auto at = name == "Content-Disposition" ? value.find(before) : std::string::npos;
    if (at != std::string::npos) {
      const auto start = at + before.size();
      return value.substr(start, value.find('"', start) - start);
    }
  }
  return "";
}

/// A file of figures that are no release's is in the audit before it leaves, with its hash.
Reply noted_as_file(const Context& context, const Request& request, Reply reply) {
  const std::string name = request.method == "HEAD" ? "" : file_name_of(reply);
  if (!name.empty()) {
    note(context, request, "figures_exported",
         report::to_text(std::array{report::ExportedFile{
             name, static_cast<std::int64_t>(reply.body.size()), to_hex(sha256(reply.body))}}));
  }
  return reply;
}

Reply not_stored(Reply reply) {
  for (auto& [name, value] : reply.headers) {
    if (name == "Cache-Control") {
      value = "no-store";
    }
  }
  return reply;
}

Reply working(const Context& context, const Request& request, Handle handle) {
  if (!access::may(request.caller, access::to_read(access::Tier::working))) {
    const bool by_role = asks_for_page(request) && request.caller.is_person();
    return refused(
        context, request,
        {403,
         "not_permitted",
         by_role ? access::refusal(request.caller, access::Permission::read_working_figures)
                 : "Working figures are for analysts who have signed in.",
         {}});
  }
  if (context.working == nullptr) {
    return refused(context, request,
                   {404, "unknown_address", "This server has no working figures.", {}});
  }
  note(context, request, "working_figures_read");
  return noted_as_file(context, request,
                       not_stored(handle(context.with_working_figures(), request)));
}

/// The draft that is asked for by name, for whoever decides about it.
std::optional<store::Release> draft_asked(const Context& context, const Request& request) {
  const std::string id = request.asked("release");
  std::optional<store::Release> draft;
  if (id.empty() || context.reader == nullptr || context.releases == nullptr ||
      !access::may(request.caller, access::Permission::decide_releases) ||
      context.editions.find(id)) {
    return draft;
  }
  context.reader->read([&](const store::Store& store) { draft = store.releases().find(id); });
  return draft && draft->line.state == store::ReleaseState::draft ? draft : std::nullopt;
}

Reply of_draft(const Context& context, const Request& request, Handle handle,
               store::Release draft) {
  note(context, request, "draft_read");
  const std::string id = draft.line.id;
  const DraftLook look(context.definitions, *context.releases, std::move(draft));
  return noted_as_file(context, request, not_stored(handle(context.with_draft(look, id), request)));
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
    if (auto draft = draft_asked(context, request)) {
      return of_draft(context, request, handle, *std::move(draft));
    }
    return handle(context, request);
  };
}

}  // namespace soundings::serve
