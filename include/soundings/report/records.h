// Records of respondents as files, one set of files for each format (docs/exports.md). Every file
// says that its figures are working figures, and that answers are invented where they are.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/survey/records.h"

namespace soundings::report {

/// Takes the bytes of a file, some at a time.
using Sink = std::function<void(std::string_view)>;

/// A file that is written when it is asked for. name: "victim_satisfaction.2019-05.records.csv".
struct RecordFile {
  std::string name;
  std::function<void(const Sink&)> write;
};

/// What goes into the files beside the records. figures: the lines of the headline export that the
/// records come to, as CSV. at: when the files are made, where a format says so.
struct RecordBundle {
  RespondentRecords records;
  std::string figures;
  std::string maker;  ///< "Soundings 1.0.0"
  Instant at;
};

/// name: as a person asks for it. files: they refer to the bundle, which outlives them.
struct RecordFormat {
  std::string_view name;
  std::vector<RecordFile> (*files)(const RecordBundle& bundle);
};

/// "csv" with a script for R, "sav", "triple-s".
[[nodiscard]] std::span<const RecordFormat> record_formats() noexcept;

}  // namespace soundings::report
