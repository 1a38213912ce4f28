// Figures as they were released: every number as its release prints it, and no other.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "soundings/figures/figures.h"
#include "soundings/store/release_reader.h"
#include "soundings/survey/definitions.h"

namespace soundings::release {

/// A question is answered from the newest published release of the month in which its period ends,
/// or from `only` where that is named: an id. A question outside what the release prints is refused
/// with not_released, and the refusal says what is. Releases are read when they are first asked for
/// and kept in memory. The reader and the definitions outlive it.
class ReleasedFigures final : public figures::Figures {
 public:
  ReleasedFigures(const Definitions& definitions, const store::ReleaseReader& releases,
                  std::string only = {});
  ~ReleasedFigures() override;

  /// Errors: those of understand(), and not_released.
  [[nodiscard]] Expected<Table, figures::Fault> answer(
      const figures::Question& question) const override;

  /// Of months and waves that are released.
  [[nodiscard]] std::vector<Period> periods(const std::string& survey) const override;
  [[nodiscard]] std::optional<std::pair<Month, Month>> months(
      const std::string& survey) const override;
  [[nodiscard]] std::vector<int> waves(const std::string& survey) const override;

  /// Another number whenever a release is published or withdrawn.
  [[nodiscard]] std::int64_t data_version() const override;

 private:
  struct State;

  [[nodiscard]] Expected<std::vector<Comparisons>, figures::Fault> compare_together(
      const std::vector<figures::ComparisonQuestion>& questions) const override;
  [[nodiscard]] Expected<Comparisons, figures::Fault> against_rest(
      const figures::Compared& compared) const;
  [[nodiscard]] Expected<figures::ReadTable, figures::Fault> read(
      const figures::Question& question, std::optional<Against> against) const override;

  std::unique_ptr<State> state_;
};

}  // namespace soundings::release
