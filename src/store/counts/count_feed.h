// What an engine gives to the reader of counted cells: the count log after a watermark, and what
// its rows are counted with. Knows no SQL.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "soundings/store/cells.h"
#include "soundings/survey/invitation.h"
#include "soundings/survey/period.h"

#include "counts/counted_survey.h"

namespace soundings::store {

/// One stream of the count log. A database with one writer has one: {0, 0}.
struct Lane {
  std::int32_t source = 0;
  std::int32_t stream = 0;

  friend auto operator<=>(const Lane&, const Lane&) = default;
};

/// The number of the last row read, by lane; empty when nothing was read.
using Watermark = std::map<Lane, std::int64_t>;

class CountFeed {
 public:
  virtual ~CountFeed() = default;

  /// One committed moment, for as long as it is held.
  class Snapshot {
   public:
    virtual ~Snapshot() = default;

    /// Takes a row and its survey's number. False: it cannot be counted with what is known.
    using Take = std::function<bool(std::int64_t survey, const LogRow&)>;

    /// Hands out the rows after `read`, in order, and moves `read` on. False when all must be read
    /// anew: rows that were read are gone, or one was not taken.
    [[nodiscard]] virtual bool read_after(Watermark& read, const Take& take) = 0;

    /// Rises with every row of the log; the same for equal contents.
    [[nodiscard]] virtual std::int64_t version() = 0;

    [[nodiscard]] virtual std::string survey_name(std::int64_t survey) = 0;
    [[nodiscard]] virtual Vocabulary vocabulary(std::int64_t survey) = 0;
    [[nodiscard]] virtual std::vector<Invitation> invitations(const std::string& survey,
                                                              const Period& period) = 0;
    /// The sum of an imported series over months, both included.
    [[nodiscard]] virtual std::int64_t events(const std::string& series, Month first,
                                              Month last) = 0;
  };

  [[nodiscard]] virtual std::unique_ptr<Snapshot> look() = 0;

  /// The same database, counting nothing but these answers.
  [[nodiscard]] virtual std::unique_ptr<CountFeed> only(const Arrived& arrived) const = 0;
};

}  // namespace soundings::store
