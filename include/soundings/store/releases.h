// Releases: frozen figures of one month. A release is kept whole or not at all, a draft is approved
// or discarded, and a published one is never changed and never deleted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/store/act.h"

namespace soundings::store {

enum class ReleaseState { draft, published, withdrawn };

/// "draft", "published", "withdrawn".
[[nodiscard]] std::string_view to_text(ReleaseState state) noexcept;
[[nodiscard]] std::optional<ReleaseState> parse_release_state(std::string_view text) noexcept;

/// published: part of what leaves; the others are kept to check it by.
struct ReleaseFile {
  std::string name;  ///< "victim_satisfaction.2019-05.csv"; unique in its release
  std::string bytes;
  bool published = true;
  Sha256 digest{};  ///< of the bytes; filled in when they are kept

  friend bool operator==(const ReleaseFile&, const ReleaseFile&) = default;
};

/// A published file without its bytes. lines: how many the file has.
struct ReleaseFileLine {
  std::string name;
  Sha256 digest{};
  std::int64_t bytes = 0;
  std::int64_t lines = 0;
};

/// One printed row, every number as it prints; a number that does not leave is empty.
struct ReleaseRow {
  std::string survey;
  std::string period;  ///< "2019-05"
  std::string by;      ///< "", "npu", "npu,crime_group"
  std::string codes;   ///< "", "SW", "SW,hate"
  std::string print_class;
  std::string item;
  std::string answer;     ///< of a distribution, else empty
  std::string weighting;  ///< scheme id, or "none"
  std::string value;
  std::string lo;
  std::string hi;
  std::string n;
  std::string marks;
  std::string response_rate;  ///< per cent, of the force and of areas that were invited

  friend bool operator==(const ReleaseRow&, const ReleaseRow&) = default;
};

/// A person's word about a release, and when it was given.
struct ReleaseWord {
  Instant at;
  std::string actor;
  std::string reason;

  friend bool operator==(const ReleaseWord&, const ReleaseWord&) = default;
};

/// What a list shows. made: who made it and why. asked: the first of two people who withdraw it.
struct ReleaseLine {
  std::string id;  ///< "2019-05.r0"
  Month month;
  int revision = 0;
  ReleaseState state = ReleaseState::draft;
  std::int64_t data_version = 0;
  ReleaseWord made;
  std::optional<ReleaseWord> published;
  std::optional<ReleaseWord> asked;
  std::optional<ReleaseWord> withdrawn;

  friend bool operator==(const ReleaseLine&, const ReleaseLine&) = default;
};

/// files: in the order of their names.
struct Release {
  ReleaseLine line;
  std::vector<ReleaseFile> files;
  std::vector<ReleaseRow> rows;

  [[nodiscard]] const ReleaseFile* file(std::string_view name) const noexcept;
};

enum class ReleaseFault {
  unknown,        ///< no release has this id
  exists,         ///< one of this month and revision is there
  not_a_draft,    ///< it is published or withdrawn
  not_published,  ///< it is a draft, or withdrawn already
  same_person,    ///< a release is withdrawn by two people
};

/// Each change has its row of the audit, in the same transaction.
class Releases {
 public:
  virtual ~Releases() = default;

  /// The latest month first, of a month the latest revision first.
  [[nodiscard]] virtual std::vector<ReleaseLine> list() const = 0;
  [[nodiscard]] virtual std::optional<Release> find(std::string_view id) const = 0;

  /// Keeps a release whole, as a draft or published at once. Who and why are those of `act`.
  /// Errors: exists.
  [[nodiscard]] virtual Expected<ReleaseLine, ReleaseFault> keep(const Release& release,
                                                                 const Act& act) = 0;
  /// Publishes a draft. Errors: unknown, not_a_draft.
  [[nodiscard]] virtual Expected<ReleaseLine, ReleaseFault> approve(std::string_view id,
                                                                    const Act& act) = 0;
  /// Deletes a draft: nothing of it is left but its rows of the audit. Errors: unknown,
  /// not_a_draft.
  [[nodiscard]] virtual Expected<ReleaseLine, ReleaseFault> discard(std::string_view id,
                                                                    const Act& act) = 0;
  /// The first person's word is noted and the second person's withdraws; the release stays as it
  /// is. user: who it is to the machine, whatever name they give for the audit.
  /// Errors: unknown, not_published, same_person.
  [[nodiscard]] virtual Expected<ReleaseLine, ReleaseFault> withdraw(std::string_view id,
                                                                     std::string_view user,
                                                                     const Act& act) = 0;
};

}  // namespace soundings::store
