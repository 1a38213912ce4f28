// Responses one by one, for files of respondent records: which domains people are in and what they
// answered. No text that somebody wrote, no id of a sender and no exact moment passes this face.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "soundings/survey/period.h"
#include "soundings/survey/scale.h"
#include "soundings/survey/survey.h"

namespace soundings::store {

/// The reply to one item as it was given. code: meaningful where the reply has one.
struct RecordAnswer {
  int code = 0;
  std::optional<Absence> absence;  ///< set: outside every base
};

/// One response that counts; valid until the next is handed over.
struct KeptRecord {
  int stratum = 0;          ///< the month's index, or the number of the wave
  std::string_view person;  ///< who gave it, as bytes that name nobody; empty where it is not known
  std::span<const std::string_view> domains;  ///< a code for each domain; empty: nothing is known
  std::span<const RecordAnswer> answers;      ///< for each scale item of the survey
};

/// Over a connection of its own. Made by open_records() of engine.h. Throws StoreFailure when the
/// database cannot be read.
class RecordReader {
 public:
  virtual ~RecordReader() = default;

  /// Every response to a survey that counts in a period, of one snapshot and in no order that
  /// means anything. Domains and items are those of `survey`, whatever definition a response was
  /// read under.
  virtual void read(const Survey& survey, const Period& period,
                    const std::function<void(const KeptRecord&)>& take) const = 0;
};

}  // namespace soundings::store
