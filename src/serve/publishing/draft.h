// A draft release as those see it who decide about it: on the pages and addresses of figures,
// beside what is published.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "soundings/release/released_figures.h"
#include "soundings/store/release_reader.h"

#include "editions.h"

namespace soundings::serve {

/// What is published and one draft. Immutable.
class ReleasesWithDraft final : public store::ReleaseReader {
 public:
  /// published: outlives it.
  ReleasesWithDraft(const store::ReleaseReader& published, store::Release draft)
      : published_(published), draft_(std::move(draft)) {}

  [[nodiscard]] store::ReleaseLines list() const override;
  [[nodiscard]] std::optional<store::Release> find(std::string_view id) const override;
  [[nodiscard]] store::ProvisionalHistory provisional() const override;
  [[nodiscard]] bool is_sample() const override;
  [[nodiscard]] std::vector<store::ReleaseFileLine> files(std::string_view id) const override;
  [[nodiscard]] std::optional<store::ReleaseFile> file(std::string_view id,
                                                       std::string_view name) const override;

 private:
  const store::ReleaseReader& published_;
  const store::Release draft_;
};

/// The editions of a look at a draft. All that it is given outlives it.
struct DraftLook {
  DraftLook(const Definitions& definitions, const store::ReleaseReader& published,
            store::Release draft)
      : reader(published, std::move(draft)),
        figures(definitions, reader),
        editions(definitions, figures, &reader) {}

  const ReleasesWithDraft reader;
  const release::ReleasedFigures figures;
  const Editions editions;
};

}  // namespace soundings::serve
