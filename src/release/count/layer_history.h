// The layers that earlier releases counted of a survey, and what revisions made of them since.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "soundings/store/releases.h"

#include "count/snapshot.h"

namespace soundings::release {

/// Reads the manifests and counts of `releases`, which outlive it, as does the plan.
class LayerHistory {
 public:
  LayerHistory(const Plan& plan, std::span<const store::Release> releases);

  /// Adds what a revision makes of a layer, or counts anew.
  void add(const RevisedLayer& layer);

  /// What `layers` are the sum of, sorted: a layer that a revision split stands as its parts.
  [[nodiscard]] std::vector<std::string> parts_of(std::span<const std::string> layers) const;

  /// The layer as the first release that counted it froze it.
  [[nodiscard]] std::optional<CountedLayer> frozen(const std::string& id) const;

  /// At which data versions its answers came to count; nothing where no release counted it.
  [[nodiscard]] std::optional<store::Arrived> arrived(const std::string& id) const;

 private:
  const Plan& plan_;
  std::span<const store::Release> releases_;
  std::map<std::string, std::vector<std::string>> parts_;
  std::map<std::string, store::Arrived> arrived_;
};

}  // namespace soundings::release
