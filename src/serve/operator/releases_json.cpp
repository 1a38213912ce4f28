// Releases for the operator: a month is published, drafted or revised, a draft approved or
// discarded, and a published release withdrawn by two people.
#include <algorithm>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "soundings/release/provisional.h"
#include "soundings/release/release.h"
#include "soundings/store/provisional.h"
#include "soundings/store/releases.h"
#include "soundings/store/sample_mark.h"
#include "soundings/store/store.h"

#include "context.h"
#include "operator/calls.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;
using Kept = Expected<store::ReleaseLine, store::ReleaseFault>;

constexpr const char* monthly = "monthly publication";
constexpr std::string_view release_exists = "release_exists";

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
  const std::string given = reason_of(request);
  const std::string reason = given.empty() ? otherwise : given;
  if (reason.empty()) {
    return unexpected(bad_value("reason", "reason_missing", "'reason' says why."));
  }
  return store::Act{.at = request.received_at, .actor = actor_of(request), .reason = reason};
}

/// What a month's releases have become: its own lines, and everything that was ever published,
/// whole.
struct Known {
  std::vector<store::ReleaseLine> of_month;
  release::PrintedBefore before;
};

Known known_releases(const store::Store& store, Month month) {
  Known known;
  for (const store::ReleaseLine& line : store.releases().list()) {
    if (line.month == month) {
      known.of_month.push_back(line);
    }
    if (line.state != store::ReleaseState::draft) {
      known.before.releases.push_back(store.releases().find(line.id).value());
    }
  }
  known.before.provisional = store.provisional().history();
  return known;
}

using Counted = Expected<std::shared_ptr<const release::Snapshot>, release::Fault>;

/// Counts a month that has no release yet.
Counted count_month(const OperatorTools& tools, Known known, Month month) {
  if (!known.of_month.empty()) {
    return unexpected(release::Fault{.code = std::string(release_exists),
                                     .message = release::release_id(month, 0)});
  }
  return release::count(tools.definitions, *tools.cells, std::move(known.before), month);
}

/// Counts what has changed of a month whose newest release is no draft.
Counted count_changes(const OperatorTools& tools, Known known, Month month) {
  const auto draft =
      std::ranges::find(known.of_month, store::ReleaseState::draft, &store::ReleaseLine::state);
  if (draft != known.of_month.end()) {
    return unexpected(release::Fault{.code = std::string(release_exists), .message = draft->id});
  }
  return release::count_changes(tools.definitions, *tools.cells, std::move(known.before), month);
}

using CountMonth = Counted (*)(const OperatorTools& tools, Known known, Month month);

/// A release that was made, or why there is none. provisional: how many figures it agrees with.
/// sample: whether the database was marked when it was counted.
struct Made {
  Expected<store::Release, release::Fault> release;
  std::size_t provisional = 0;
  bool sample = false;
};

/// Counts while nothing else is committed, and freezes.
Made make(const OperatorTools& tools, Month month, CountMonth count) {
  std::optional<Counted> counts;
  std::size_t provisional = 0;
  bool sample = false;
  tools.intake.with_store([&](store::Store& store) {
    sample = store.sample_mark().stands();
    Known known = known_releases(store, month);
    provisional = known.before.provisional.figures.size();
    counts = count(tools, std::move(known), month);
  });
  return {*counts ? release::freeze(tools.definitions, ***counts, tools.program_version, sample)
                  : unexpected(counts->error()),
          provisional, sample};
}

/// Makes a release and keeps it. Where a look printed provisional figures meanwhile, or the
/// database was marked as sample data, it is made once more, since it must agree with them too.
Reply made(const OperatorTools& tools, const Request& request, const store::Act& act, Month month,
           CountMonth count) {
  for (;;) {
    Made one = make(tools, month, count);
    if (!one.release) {
      const release::Fault& fault = one.release.error();
      return refused(fault.code == release_exists
                         ? problem_of(store::ReleaseFault::exists, fault.message)
                         : Problem{409, fault.code, fault.message, {}});
    }
    one.release->line.state = field(request, "draft").empty() ? store::ReleaseState::published
                                                              : store::ReleaseState::draft;
    std::optional<Kept> kept;
    tools.intake.with_store([&](store::Store& store) {
      if (store.provisional().history().figures.size() == one.provisional &&
          store.sample_mark().stands() == one.sample) {
        kept = store.releases().keep(*one.release, act);
      }
    });
    if (kept) {
      return answer_of(*kept, one.release->line.id);
    }
  }
}

/// Errors: period_malformed.
Expected<Month, Problem> month_of(const Request& request) {
  const auto month = parse_month(field(request, "period"));
  return month ? Expected<Month, Problem>(*month)
               : unexpected(
                     bad_value("period", "period_malformed", "'period' is a month as in 2019-05."));
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
  const auto month = month_of(request);
  if (!month) {
    return refused(month.error());
  }
  const auto act = act_of(request, monthly);
  return act ? made(tools, request, *act, *month, count_month) : refused(act.error());
}

Reply revise_release(const OperatorTools& tools, const Request& request) {
  const auto month = month_of(request);
  if (!month) {
    return refused(month.error());
  }
  const auto act = act_of(request, "");
  return act ? made(tools, request, *act, *month, count_changes) : refused(act.error());
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
