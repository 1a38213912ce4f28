// The register of areas: the force, the city of Birmingham, the eight NPUs and
// the local authorities behind the weighting targets.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundings {

/// One node of the register. level: "force", "city", "npu" or "local_authority".
struct Area {
  std::string id;    ///< "BE", "birmingham", "force", "E08000025"
  std::string name;  ///< "Birmingham East"
  std::string level;
  std::string parent;           ///< id of the area it lies in; empty for the force
  std::string local_authority;  ///< id of the local authority it lies in; empty above NPUs
  std::vector<std::string> aliases;
};

/// Immutable; safe to share between threads.
class AreaRegister {
 public:
  AreaRegister() = default;
  explicit AreaRegister(std::vector<Area> areas);

  [[nodiscard]] const std::vector<Area>& areas() const noexcept { return areas_; }
  [[nodiscard]] const Area* find(std::string_view id) const noexcept;
  /// In the order of the register: BE BW CV DY SW SH WS WV for "npu".
  [[nodiscard]] std::vector<const Area*> at_level(std::string_view level) const;

 private:
  std::vector<Area> areas_;
};

}  // namespace soundings
