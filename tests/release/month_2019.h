// A small force of two areas and two channels, its answers of 2019, and the releases made of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "soundings/release/provisional.h"
#include "soundings/release/release.h"
#include "soundings/store/cells.h"

#include "support/store.h"

namespace soundings::testing {

/// How many answer so: whole experience, follow-up, area, channel.
struct Some {
  int people;
  int overall;
  int follow_up;
  const char* npu;
  const char* channel;
  int month = 5;
};

/// Nothing is small.
extern const std::vector<Some> plenty;

class Month2019 {
 public:
  explicit Month2019(const std::vector<Some>& groups);

  /// Answers that come now. The number of the first of them.
  int add(const std::vector<Some>& groups);

  /// Another version of an answer, by its number.
  void replace(int answer, const Some& by);

  void erase(int answer);

  /// Each release has the digests of its files, as a kept one has.
  [[nodiscard]] Expected<store::Release, release::Fault> freeze(
      Month month = Month(2019, 5), std::vector<store::Release> earlier = {});
  [[nodiscard]] Expected<store::Release, release::Fault> revise(std::vector<store::Release> earlier,
                                                                Month month = Month(2019, 5));

  /// What of a release the answers of today still give. The releases that there are: `all`.
  [[nodiscard]] store::Check counted_again(const store::Release& release,
                                           const std::vector<store::Release>& all);

  /// What a look at today's answers prints, kept with the look. releases: there are.
  std::vector<store::ProvisionalFigure> look(const std::string& day,
                                             std::vector<store::ReleaseLine> releases = {});
  [[nodiscard]] store::ProvisionalHistory provisional() const;

  /// What is frozen from now on is marked as sample data.
  void mark_sample() { sample_ = true; }

  Definitions& read() { return definitions_; }

 private:
  using Snapshot = Expected<std::shared_ptr<const release::Snapshot>, release::Fault>;
  [[nodiscard]] Expected<store::Release, release::Fault> frozen(const Snapshot& counted) const;

  Folder folder_;
  Definitions definitions_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<store::CellReader> cells_;
  int next_ = 0;
  bool sample_ = false;
};

/// The names of the checks that did not pass.
[[nodiscard]] std::vector<std::string> failing(const std::vector<store::Check>& checks);

/// The unweighted row of all answers; nullptr for none.
[[nodiscard]] const store::ReleaseRow* find(const store::Release& release, const std::string& by,
                                            const std::string& codes, const std::string& item);

}  // namespace soundings::testing
