// Manifests of earlier releases -> the layers there are.
#include "count/layer_history.h"

#include <algorithm>

#include "count/layer_counts.h"
#include "freeze/manifest_json.h"

namespace soundings::release {

LayerHistory::LayerHistory(const Plan& plan, std::span<const store::Release> releases)
    : plan_(plan), releases_(releases) {
  for (const store::Release& release : releases) {
    const store::ReleaseFile* file = release.file(manifest_name);
    const auto manifest = file == nullptr ? std::nullopt : parse_manifest(file->bytes);
    const auto survey =
        manifest ? manifest->surveys.find(plan.survey->id) : Manifest::Surveys::const_iterator{};
    if (manifest && survey != manifest->surveys.end()) {
      for (const RevisedLayer& layer : survey->second.revised_layers) {
        add(layer);
      }
    }
  }
}

void LayerHistory::add(const RevisedLayer& layer) {
  arrived_[layer.id] = layer.arrived;
  std::vector<std::string>& parts = parts_[layer.of];
  if (!layer.of.empty() && std::ranges::find(parts, layer.id) == parts.end()) {
    parts.push_back(layer.id);
  }
}

std::vector<std::string> LayerHistory::parts_of(std::span<const std::string> layers) const {
  std::vector<std::string> all;
  for (const std::string& layer : layers) {
    const auto parts = parts_.find(layer);
    if (parts == parts_.end()) {
      all.push_back(layer);
    } else {
      const auto of_part = parts_of(parts->second);
      all.insert(all.end(), of_part.begin(), of_part.end());
    }
  }
  std::ranges::sort(all);
  return all;
}

std::optional<CountedLayer> LayerHistory::frozen(const std::string& id) const {
  for (const store::Release& release : releases_) {
    const store::ReleaseFile* file = release.file(counts_file);
    auto layer = file == nullptr ? std::nullopt : frozen_layer(plan_, file->bytes, id);
    if (layer) {
      return layer;
    }
  }
  return std::nullopt;
}

std::optional<store::Arrived> LayerHistory::arrived(const std::string& id) const {
  if (const auto known = arrived_.find(id); known != arrived_.end()) {
    return known->second;
  }
  std::optional<store::Arrived> first;
  for (const store::Release& release : releases_) {
    const store::ReleaseFile* file = release.file(counts_file);
    const bool counts = file != nullptr && frozen_layer(plan_, file->bytes, id).has_value();
    if (counts && (!first || release.line.data_version < first->until)) {
      first = store::Arrived{.after = 0, .until = release.line.data_version};
    }
  }
  return first;
}

}  // namespace soundings::release
