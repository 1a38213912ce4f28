// Reference figures that people put in: invitations and imported series.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/store/act.h"
#include "soundings/survey/external_series.h"
#include "soundings/survey/invitation.h"
#include "soundings/survey/period.h"

namespace soundings::store {

struct SeriesPoint {
  std::string series;
  Month month;
  std::int64_t value = 0;
};

/// What became of the rows of a file.
struct Put {
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t unchanged = 0;
  std::size_t replaced = 0;  ///< points of others that gave way to one of the file
  /// Each value that changed: "burglary year_ending 2019-03 West Midlands force: 28967 count ->
  /// 28968 count".
  std::vector<std::string> changes{};

  friend bool operator==(const Put&, const Put&) = default;
};

/// A post of rows: whose it is, and by what it is known when it comes again.
struct RowsPost {
  std::string source;
  std::string delivery;  ///< id
  std::string known_by;  ///< its webhook-id; empty when nothing distinguishes it from another
  Sha256 body{};
};

/// Whether the rows are stored, or only what would become of them is reported.
enum class Putting { kept, rehearsed };

/// A point of a file that contradicts one that is kept. row: its place among those of the file.
struct PointConflict {
  std::size_t row = 0;
  ExternalPoint kept;

  friend bool operator==(const PointConflict&, const PointConflict&) = default;
};

/// What becomes of kept points that a file contradicts: they have the file refused, or they give
/// way to it.
enum class Contradicted { refuse, give_way };

/// Rows of the same survey, period and area, or series and month, take the place of earlier ones.
/// The audit has the old and the new values.
class ReferenceFigures {
 public:
  virtual ~ReferenceFigures() = default;

  virtual Put put_invitations(std::span<const Invitation> invitations, Instant now,
                              std::string_view actor, Putting how = Putting::kept) = 0;
  /// The same for rows that a source has posted. The id of a post holds once for its source, among
  /// its responses too: the same post again changes nothing, whatever has changed since. Nothing:
  /// the id was used for something else, and no row is stored.
  [[nodiscard]] virtual std::optional<Put> post_invitations(std::span<const Invitation> invitations,
                                                            const RowsPost& post, Instant now,
                                                            std::string_view actor) = 0;
  virtual Put put_series(std::span<const SeriesPoint> points, Instant now, std::string_view actor,
                         Putting how = Putting::kept) = 0;
  /// A point of the same series, area, period, source and evidence takes the place of an earlier
  /// one. They count nobody, so that no figure of a survey changes. The points contradict none of
  /// each other. Error: what they would contradict once all of them stood; nothing is stored then.
  virtual Expected<Put, std::vector<PointConflict>> put_external(
      std::span<const ExternalPoint> points, Instant now, std::string_view actor,
      Putting how = Putting::kept, Contradicted contradicted = Contradicted::refuse) = 0;
  /// Removes those of the points that are kept as they are given here; the audit has their values.
  /// How many there were.
  virtual std::size_t remove_external(std::span<const ExternalPoint> points, const Act& act) = 0;
  /// Every external point, by series, area, kind and period.
  [[nodiscard]] virtual std::vector<ExternalPoint> external_points() const = 0;
};

}  // namespace soundings::store
