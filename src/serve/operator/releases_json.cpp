// Releases for the operator: a month is published or drafted, a draft approved or discarded, and a
// published release withdrawn by two people.
#include <memory>
#include <utility>

#include <nlohmann/json.hpp>

#include "soundings/release/release.h"
#include "soundings/store/releases.h"
#include "soundings/store/store.h"

#include "context.h"
#include "operator/calls.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;
using Kept = Expected<store::ReleaseLine, store::ReleaseFault>;

constexpr const char* monthly = "monthly publication";

Reply done(const store::ReleaseLine& line) {
  Json document{{"release", line.id},
                {"state", store::to_text(line.state)},
                {"data_version", line.data_version}};
  if (line.asked) {
    document["asked_by"] = line.asked->actor;
  }
  return {.status = 200, .body = document.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

Problem problem_of(store::ReleaseFault fault, const std::string& id) {
  switch (fault) {
    case store::ReleaseFault::unknown:
      return {404, "unknown_release", "There is no release '" + id + "'.", {}};
    case store::ReleaseFault::exists:
      return {409,
              "release_exists",
              id + " is there already. A published release is never made again; a draft is "
                   "discarded first.",
              {}};
    case store::ReleaseFault::not_a_draft:
      return {409, "release_not_a_draft", id + " is published, and never changes.", {}};
    case store::ReleaseFault::not_published:
      return {409, "release_not_published", id + " is not published.", {}};
    case store::ReleaseFault::same_person:
      return {409,
              "second_person_needed",
              "The same user has asked for this already; a second one withdraws " + id + ".",
              {}};
  }
  return {};
}

Reply answer_of(const Kept& kept, const std::string& id) {
  return kept ? done(*kept) : refused(problem_of(kept.error(), id));
}

/// Errors: reason_missing.
Expected<store::Act, Problem> act_of(const Request& request, const std::string& otherwise) {
  const std::string given = field(request, "reason");
  const std::string reason = given.empty() ? otherwise : given;
  if (reason.empty()) {
    return unexpected(bad_value("reason", "reason_missing", "'reason' says why."));
  }
  return store::Act{.at = request.received_at, .actor = actor_of(request), .reason = reason};
}

/// Everything that was ever published, whole; nothing when the month has a release already.
std::optional<std::vector<store::Release>> earlier_releases(const store::Store& store,
                                                            Month month) {
  std::vector<store::Release> earlier;
  for (const store::ReleaseLine& line : store.releases().list()) {
    if (line.month == month) {
      return std::nullopt;
    }
    if (line.state != store::ReleaseState::draft) {
      earlier.push_back(store.releases().find(line.id).value());
    }
  }
  return earlier;
}

using Counted = Expected<std::shared_ptr<const release::Snapshot>, release::Fault>;

/// Counts while nothing else is committed. Nothing: the month has a release already.
std::optional<Counted> counted(const OperatorTools& tools, Month month) {
  std::optional<Counted> made;
  tools.intake.with_store([&](store::Store& store) {
    if (auto earlier = earlier_releases(store, month)) {
      made = release::count(tools.definitions, *tools.cells, *std::move(earlier), month);
    }
  });
  return made;
}

/// Decides about the release that the address names.
template <typename Decide>
Reply decided(const OperatorTools& tools, const Request& request, const Decide& decide) {
  const auto act = act_of(request, "");
  if (!act) {
    return refused(act.error());
  }
  const std::string id = field(request, "release");
  Kept kept = unexpected(store::ReleaseFault::unknown);
  tools.intake.with_store([&](store::Store& store) { kept = decide(store.releases(), id, *act); });
  return answer_of(kept, id);
}

}  // namespace

Reply publish_release(const OperatorTools& tools, const Request& request) {
  const auto month = parse_month(field(request, "period"));
  if (!month) {
    return refused(bad_value("period", "period_malformed", "'period' is a month as in 2019-05."));
  }
  const auto act = act_of(request, monthly);
  if (!act) {
    return refused(act.error());
  }
  const std::string id = release::release_id(*month, 0);
  const auto counts = counted(tools, *month);
  if (!counts) {
    return refused(problem_of(store::ReleaseFault::exists, id));
  }
  if (!*counts) {
    return refused({409, counts->error().code, counts->error().message, {}});
  }
  auto made = release::freeze(tools.definitions, ***counts, tools.program_version);
  if (!made) {
    return refused({409, made.error().code, made.error().message, {}});
  }
  made->line.state =
      field(request, "draft").empty() ? store::ReleaseState::published : store::ReleaseState::draft;
  Kept kept = unexpected(store::ReleaseFault::exists);
  tools.intake.with_store([&](store::Store& store) { kept = store.releases().keep(*made, *act); });
  return answer_of(kept, id);
}

Reply approve_release(const OperatorTools& tools, const Request& request) {
  return decided(tools, request,
                 [](store::Releases& releases, const std::string& id, const store::Act& act) {
                   return releases.approve(id, act);
                 });
}

Reply discard_release(const OperatorTools& tools, const Request& request) {
  return decided(tools, request,
                 [](store::Releases& releases, const std::string& id, const store::Act& act) {
                   return releases.discard(id, act);
                 });
}

Reply withdraw_release(const OperatorTools& tools, const Request& request) {
  const std::string user = request.caller.name;
  return decided(tools, request,
                 [&user](store::Releases& releases, const std::string& id, const store::Act& act) {
                   return releases.withdraw(id, user, act);
                 });
}

}  // namespace soundings::serve
