// What has become of a published month: the answers that came since, and those that were withdrawn,
// as layers beside those that were printed.
#include <algorithm>

#include "soundings/release/release.h"
#include "soundings/store/cells.h"

#include "count/layer_counts.h"
#include "count/layer_difference.h"
#include "count/layer_history.h"
#include "count/people_by_table.h"
#include "count/snapshot.h"
#include "freeze/manifest_json.h"

namespace soundings::release {
namespace {

/// What the counting of one survey's changes works with.
struct ChangeCounter {
  const Definitions& definitions;
  store::CellReader& cells;
  const store::Release& base;
  const Manifest::SurveyPart& printed;
  LayerHistory& history;
  CountedSurvey& survey;
  int revision;

  [[nodiscard]] const Plan& plan() const { return survey.plan; }
};

CountedLayer counted(const ChangeCounter& counter, const Period& period,
                     const store::Arrived& arrived) {
  CountedLayer layer = count_layer(counter.plan(), *counter.cells.only(arrived), period);
  layer.targets.clear();
  return layer;
}

std::string revised_id(const ChangeCounter& counter, const std::string& layer, const char* ending) {
  return layer + ".r" + std::to_string(counter.revision) + ending;
}

void add_layer(ChangeCounter& counter, CountedLayer layer, const std::string& of,
               const store::Arrived& arrived) {
  counter.survey.revised_layers.push_back({.id = layer.counts.id, .of = of, .arrived = arrived});
  counter.history.add(counter.survey.revised_layers.back());
  counter.survey.layers.push_back(std::move(layer));
}

bool printed_unknown_area(const Plan& plan, const CountedLayer& frozen,
                          const ProtectionRules& rules) {
  return !plan.areas.empty() && (frozen.counts.unknown_area_printed ||
                                 frozen.counts.areas.back().people >= rules.hide_below);
}

/// Counts what is left of a printed layer. The layer that is left of it, which is itself where
/// nothing was withdrawn; nothing where more is left than was printed.
std::optional<std::string> add_what_is_left(ChangeCounter& counter, const Period& period,
                                            const std::string& id) {
  auto frozen = counter.history.frozen(id);
  const auto arrived = counter.history.arrived(id);
  if (!frozen || !arrived) {
    return std::nullopt;
  }
  CountedLayer left = counted(counter, period, *arrived);
  auto withdrawn = without(frozen->counts, left.counts);
  if (!withdrawn) {
    return std::nullopt;
  }
  if (responses_in(*withdrawn) == 0) {
    counter.survey.layers.push_back(*std::move(frozen));
    return id;
  }
  const bool unknown =
      printed_unknown_area(counter.plan(), *frozen, counter.definitions.protection);
  CountedLayer corrected = counted(
      counter, period,
      {.after = arrived->after, .until = arrived->until, .now = store::Arrived::Now::taken_back});
  corrected.counts.id = revised_id(counter, id, ".withdrawn");
  counter.survey.corrected.push_back(std::move(corrected));
  left.targets = frozen->targets;
  left.counts.id = revised_id(counter, id, kept_ending);
  left.counts.unknown_area_printed = unknown;
  withdrawn->id = revised_id(counter, id, ".withdrawn");
  withdrawn->unknown_area_printed = unknown;
  std::string kept = left.counts.id;
  add_layer(counter, std::move(left), id, *arrived);
  add_layer(counter, {.counts = *std::move(withdrawn), .targets = {}}, id, *arrived);
  return kept;
}

/// The prints of the period that the release holds, the newest first, in today's layers.
std::vector<std::vector<std::string>> prints_of(const ChangeCounter& counter,
                                                const Manifest::Period& period) {
  std::vector<std::vector<std::string>> prints;
  prints.reserve(period.prints.size());
  for (const auto& print : period.prints) {
    prints.push_back(counter.history.parts_of(print));
  }
  return prints;
}

/// Counts a survey's changes; false where the counts of then and now are not of one shape.
bool count_changes(ChangeCounter& counter, const Period& own) {
  const auto period =
      std::ranges::find(counter.printed.periods, to_text(own), &Manifest::Period::period);
  if (period == counter.printed.periods.end()) {
    return true;
  }
  std::vector<std::string> now;
  std::int64_t newest = 0;
  for (const std::string& id : counter.history.parts_of(period->prints.front())) {
    if (const auto arrived = counter.history.arrived(id)) {
      newest = std::max(newest, arrived->until);
    }
    const auto left = add_what_is_left(counter, own, id);
    if (!left) {
      return false;
    }
    now.push_back(*left);
  }
  CountedLayer late = counted(counter, own, {.after = newest});
  if (responses_in(late.counts) > 0) {
    late.counts.id = revised_id(counter, to_text(own), ".late");
    now.push_back(late.counts.id);
    add_layer(counter, std::move(late), {},
              {.after = newest, .until = counter.cells.data_version()});
  }
  if (counter.survey.revised_layers.empty()) {
    return true;
  }
  std::ranges::sort(now);
  std::vector<const CountedLayer*> layers;
  for (const CountedLayer& layer : counter.survey.layers) {
    if (std::ranges::find(now, layer.counts.id) != now.end()) {
      layers.push_back(&layer);
    }
  }
  counter.survey.periods.push_back(
      {.period = own,
       .layers = std::move(now),
       .earlier_prints = prints_of(counter, *period),
       .people = people_by_table(counter.plan(), counter.cells, own, layers,
                                 counter.definitions.protection),
       .raked = {}});
  return true;
}

Fault cannot_be_compared(const std::string& survey, const std::string& base) {
  return {.code = "definition_changed",
          .message = survey + ": the answers of " + base +
                     " are read otherwise today than when it was made, so that what came since "
                     "cannot be told apart; a wrong release is withdrawn"};
}

const store::Release* newest_of(const std::vector<store::Release>& releases, Month month) {
  const store::Release* newest = nullptr;
  for (const store::Release& release : releases) {
    if (release.line.month == month &&
        (newest == nullptr || release.line.revision > newest->line.revision)) {
      newest = &release;
    }
  }
  return newest;
}

}  // namespace

Expected<std::shared_ptr<const Snapshot>, Fault> count_changes(const Definitions& definitions,
                                                               store::CellReader& cells,
                                                               PrintedBefore before, Month month) {
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->month = month;
  snapshot->earlier = std::move(before.releases);
  snapshot->provisional = std::move(before.provisional);
  snapshot->data_version = cells.data_version();
  const store::Release* base = newest_of(snapshot->earlier, month);
  const store::ReleaseFile* file = base == nullptr ? nullptr : base->file(manifest_name);
  const auto manifest = file == nullptr ? std::nullopt : parse_manifest(file->bytes);
  if (!manifest) {
    return unexpected(Fault{.code = "not_published",
                            .message = to_text(month) + " has no release that could be revised"});
  }
  snapshot->revision = base->line.revision + 1;
  snapshot->revises = base->line.id;
  for (const ReleaseSet& set : definitions.releases) {
    CountedSurvey survey{.plan = plan_of(definitions, set, release_id(month, snapshot->revision)),
                         .layers = {},
                         .periods = {},
                         .revised_layers = {},
                         .corrected = {}};
    const auto printed = manifest->surveys.find(set.survey);
    const auto own = own_period(*survey.plan.survey, month);
    if (printed == manifest->surveys.end() || !own) {
      continue;
    }
    LayerHistory history(survey.plan, snapshot->earlier);
    ChangeCounter counter{definitions,       cells, *base, printed->second, history, survey,
                          snapshot->revision};
    if (printed->second.version != survey.plan.survey->version || !count_changes(counter, *own)) {
      return unexpected(cannot_be_compared(set.survey, base->line.id));
    }
    if (!survey.periods.empty()) {
      snapshot->surveys.push_back(std::move(survey));
    }
  }
  if (snapshot->surveys.empty()) {
    return unexpected(Fault{
        .code = "nothing_changed",
        .message = "no answer of " + base->line.id + " was added, corrected or withdrawn since"});
  }
  return snapshot;
}

}  // namespace soundings::release
