// Reference figures that people put in: invitations and imported series.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "soundings/base/time.h"
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

  friend bool operator==(const Put&, const Put&) = default;
};

/// Whether the rows are stored, or only what would become of them is reported.
enum class Putting { kept, rehearsed };

/// Rows of the same survey, period and area, or series and month, take the place of earlier ones.
/// The audit has the old and the new values.
class ReferenceFigures {
 public:
  virtual ~ReferenceFigures() = default;

  virtual Put put_invitations(std::span<const Invitation> invitations, Instant now,
                              std::string_view actor, Putting how = Putting::kept) = 0;
  virtual Put put_series(std::span<const SeriesPoint> points, Instant now, std::string_view actor,
                         Putting how = Putting::kept) = 0;
};

}  // namespace soundings::store
