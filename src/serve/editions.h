// Releases as readers of pages and of the API choose among them.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "soundings/figures/figures.h"
#include "soundings/release/provisional.h"
#include "soundings/store/release_reader.h"
#include "soundings/survey/definitions.h"

namespace soundings::serve {

/// Thread-safe. All that it is given outlives it. reader: nullptr where nothing is released, as in
/// tests of working figures.
class Editions {
 public:
  Editions(const Definitions& definitions, const figures::Figures& newest,
           const store::ReleaseReader* reader)
      : definitions_(definitions), newest_(newest), reader_(reader) {}

  /// Published releases, the newest month first, of a month the newest revision first.
  [[nodiscard]] store::ReleaseLines list() const;
  [[nodiscard]] std::optional<store::ReleaseLine> find(const std::string& id) const;
  /// The newest revision of a month.
  [[nodiscard]] std::optional<store::ReleaseLine> newest_of(Month month) const;

  /// What is printed of months without a release, for those who may read it.
  [[nodiscard]] std::vector<release::ProvisionalLine> provisional() const;
  /// The published files of a published release, by name.
  [[nodiscard]] std::vector<store::ReleaseFileLine> files(const std::string& id) const;
  [[nodiscard]] std::optional<store::ReleaseFile> file(const std::string& id,
                                                       const std::string& name) const;
  /// A published release with all its files.
  [[nodiscard]] std::optional<store::Release> whole(const std::string& id) const;

  /// The figures of a release. Of the newest revision of its month they are those that every
  /// question is answered from. line: of list().
  [[nodiscard]] const figures::Figures& figures_of(const store::ReleaseLine& line) const;

 private:
  const Definitions& definitions_;
  const figures::Figures& newest_;
  const store::ReleaseReader* reader_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<figures::Figures>> earlier_;
};

}  // namespace soundings::serve
