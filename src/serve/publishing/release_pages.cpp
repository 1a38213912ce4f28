// The pages of releases for those who decide about them, and the forms by which they decide. The
// figures of a draft are shown after their row of the audit.
#include <utility>

#include "soundings/base/blanks.h"
#include "soundings/intake/audit_trail.h"
#include "soundings/intake/reader.h"
#include "soundings/pages/pages.h"
#include "soundings/release/release.h"

#include "publishing/release_models.h"
#include "routes.h"
#include "web/page_models.h"
#include "web/page_replies.h"

namespace soundings::serve {
namespace {

constexpr std::size_t longest_reason = 300;

using Kept = Expected<store::ReleaseLine, store::ReleaseFault>;

Reply no_such_release(const Context& context) {
  return problem_page({404, "unknown_release", "There is no such release.", {}}, context);
}

/// Everything that a draft is held against, so that its witnesses can be checked.
std::vector<store::Release> all_releases(const store::Store& store,
                                         const std::vector<store::ReleaseLine>& lines) {
  std::vector<store::Release> all;
  for (const store::ReleaseLine& line : lines) {
    if (auto release = store.releases().find(line.id)) {
      all.push_back(*std::move(release));
    }
  }
  return all;
}

/// The id of the release that another one is compared with; empty for none. against: the one that
/// was asked for; empty for the usual one.
std::string comparison_of(const LookedAt& looked, const std::string& id,
                          const std::string& against) {
  if (!against.empty() && against != id) {
    return against;
  }
  const store::ReleaseLine* usual = usual_comparison(looked.release.line, looked.lines);
  return usual == nullptr ? std::string() : usual->id;
}

/// The release that the address names. against: what it is compared with; empty for the usual one.
std::optional<LookedAt> look(const Context& context, const std::string& id,
                             const std::string& against) {
  std::optional<LookedAt> looked;
  std::vector<store::Release> all;
  context.reader->read([&](const store::Store& store) {
    auto release = store.releases().find(id);
    if (!release) {
      return;
    }
    looked = LookedAt{.release = *std::move(release),
                      .lines = store.releases().list(),
                      .other = {},
                      .checks = {}};
    const std::string other = comparison_of(*looked, id, against);
    looked->other = other.empty() ? std::nullopt : store.releases().find(other);
    if (looked->release.line.state == store::ReleaseState::draft) {
      all = all_releases(store, looked->lines);
    }
  });
  if (looked && !all.empty()) {
    const auto kept = release::kept_definitions(context.definitions, looked->release);
    looked->checks = release::verify(kept ? *kept : context.definitions, looked->release, all);
  }
  return looked;
}

std::string said_of(const Request& request) {
  const std::string said = request.asked("said");
  return said == "published"        ? "It was published."
         : said == "withdraw-asked" ? "Your word is kept. A second person withdraws it."
         : said == "withdrawn"      ? "It was withdrawn."
         : said == "discarded"      ? "The draft was thrown away."
                                    : "";
}

/// The page of one release, with what is wrong with a form of it that was sent.
Reply shown(const Context& context, const Request& request, const pages::FormFault& fault = {},
            int status = 200) {
  const auto looked =
      look(context, request.path_parameters.at("release"), request.asked("against"));
  if (!looked) {
    return no_such_release(context);
  }
  if (looked->release.line.state == store::ReleaseState::draft) {
    intake::AuditTrail(context.intake)
        .append({.at = request.received_at,
                 .actor = request.caller.name,
                 .action = "draft_read",
                 .subject = looked->release.line.id,
                 .detail = "from " + request.client.address});
  }
  pages::ReleasePage page = make_release_page(context, *looked);
  page.said = said_of(request);
  page.fault = fault;
  page.reason = request.asked("reason");
  return plain_page(pages::release_page(context.definitions, page), status);
}

std::string fault_words(store::ReleaseFault fault) {
  switch (fault) {
    case store::ReleaseFault::not_a_draft:
      return "It is no draft any more; somebody has decided about it.";
    case store::ReleaseFault::not_published:
      return "It is not published, so it cannot be withdrawn.";
    case store::ReleaseFault::same_person:
      return "You have asked for this already; another person must agree.";
    case store::ReleaseFault::unknown:
    case store::ReleaseFault::exists:
      break;
  }
  return "There is no such release.";
}

/// A form that decides. field: of its reason. decide: from the releases and the act to what became
/// of it.
template <typename Decide>
Reply decided(const Context& context, const Request& request, const std::string& field,
              const Decide& decide, const std::string& then) {
  const std::string reason = request.asked("reason");
  const bool nothing = without_blanks(reason).empty();
  if (nothing || reason.size() > longest_reason) {
    return shown(
        context, request,
        {.field = field,
         .message = nothing ? "Say why"
                            : "Say it in " + std::to_string(longest_reason) + " letters or fewer"},
        400);
  }
  const std::string& id = request.path_parameters.at("release");
  const store::Act act{.at = request.received_at, .actor = request.caller.name, .reason = reason};
  Kept kept = unexpected(store::ReleaseFault::unknown);
  context.intake.with_store([&](store::Store& store) { kept = decide(store.releases(), id, act); });
  if (kept) {
    return see_other(then);
  }
  return kept.error() == store::ReleaseFault::unknown
             ? no_such_release(context)
             : shown(context, request, {.field = "", .message = fault_words(kept.error())}, 409);
}

std::string own_address(const Request& request) {
  return "/releases/" + request.path_parameters.at("release");
}

}  // namespace

Reply releases_page(const Context& context, const Request& request) {
  std::vector<store::ReleaseLine> lines;
  context.reader->read([&](const store::Store& store) { lines = store.releases().list(); });
  pages::ReleasesPage page = make_releases_page(context, lines);
  page.said = said_of(request);
  return plain_page(pages::releases(context.definitions, page), 200);
}

Reply decided_release_page(const Context& context, const Request& request) {
  return shown(context, request);
}

Reply approve_draft(const Context& context, const Request& request) {
  return decided(
      context, request, "approve-reason",
      [](store::Releases& releases, const std::string& id, const store::Act& act) {
        return releases.approve(id, act);
      },
      own_address(request) + "?said=published");
}

Reply discard_draft(const Context& context, const Request& request) {
  return decided(
      context, request, "discard-reason",
      [](store::Releases& releases, const std::string& id, const store::Act& act) {
        return releases.discard(id, act);
      },
      "/releases?said=discarded");
}

Reply withdraw_published(const Context& context, const Request& request) {
  const std::string& user = request.caller.name;
  bool whole = false;
  const Reply reply = decided(
      context, request, "withdraw-reason",
      [&](store::Releases& releases, const std::string& id, const store::Act& act) {
        Kept kept = releases.withdraw(id, user, act);
        whole = kept && kept->state == store::ReleaseState::withdrawn;
        return kept;
      },
      own_address(request) + "?said=withdraw-asked");
  return whole ? see_other(own_address(request) + "?said=withdrawn") : reply;
}

}  // namespace soundings::serve
