// The answers of a release, counted again: whether it could be rebuilt from them.
#include <algorithm>
#include <string>

#include "soundings/release/release.h"
#include "soundings/store/cells.h"

#include "count/layer_counts.h"
#include "count/layer_difference.h"
#include "count/layer_history.h"
#include "freeze/manifest_json.h"
#include "tables/csv.h"

namespace soundings::release {
namespace {

using Now = store::Arrived::Now;

store::Check check(bool passed, const std::string& detail) {
  return {.name = "counted_again", .passed = passed, .detail = detail};
}

/// The period that a layer is of: the late answers of a month are named after it.
std::optional<Period> period_of(const std::string& layer) {
  return parse_period(layer.substr(0, layer.find('.')));
}

/// The ids of the layers of a survey in a file of counts, each once.
std::vector<std::string> layers_in(std::string_view counts, const std::string& survey) {
  std::vector<std::string> ids;
  for (const std::vector<std::string>& fields : csv_rows(counts)) {
    if (fields.size() > 1 && fields[0] == survey &&
        std::ranges::find(ids, fields[1]) == ids.end()) {
      ids.push_back(fields[1]);
    }
  }
  return ids;
}

/// How many answers of a layer are gone; nothing where there are others than were counted.
std::optional<std::int64_t> missing(const Plan& plan, store::CellReader& cells,
                                    const LayerHistory& history, const std::string& id) {
  auto frozen = history.frozen(id);
  auto arrived = history.arrived(id);
  const auto period = period_of(id);
  if (!frozen || !arrived || !period) {
    return std::nullopt;
  }
  std::optional<disclose::Layer> left = std::move(frozen->counts);
  for (const Now now : {Now::counted, Now::taken_back}) {
    arrived->now = now;
    if (left) {
      left = without(*std::move(left), count_layer(plan, *cells.only(*arrived), *period).counts);
    }
  }
  return left ? std::optional(responses_in(*left)) : std::nullopt;
}

}  // namespace

store::Check counted_again(const Definitions& definitions, store::CellReader& cells,
                           const store::Release& release, std::span<const store::Release> others) {
  const store::ReleaseFile* file = release.file(manifest_name);
  const store::ReleaseFile* counts = release.file(counts_file);
  const auto manifest = file == nullptr ? std::nullopt : parse_manifest(file->bytes);
  if (!manifest || counts == nullptr) {
    return check(false, "the manifest or the counts cannot be read");
  }
  if (manifest->definitions != definitions.digest) {
    return check(true, "not counted again: " + std::string(other_definitions));
  }
  std::int64_t erased = 0;
  for (const auto& [survey, part] : manifest->surveys) {
    const Plan plan = plan_of(definitions, *definitions.find_release_set(survey), release.line.id);
    const LayerHistory history(plan, others);
    for (const std::string& id : layers_in(counts->bytes, survey)) {
      const bool made_of_another = std::ranges::any_of(
          part.revised_layers,
          [&id](const RevisedLayer& layer) { return layer.id == id && !layer.of.empty(); });
      if (made_of_another) {
        continue;
      }
      const auto gone = missing(plan, cells, history, id);
      if (!gone) {
        return check(false, survey + ", " + id + ": the answers are not those that were counted");
      }
      erased += *gone;
    }
  }
  return check(true, erased == 0 ? "the answers give the counts that it was made of"
                                 : "cannot be rebuilt: " + std::to_string(erased) + " erased");
}

}  // namespace soundings::release
