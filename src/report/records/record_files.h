// The files of each format of respondent records.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "soundings/report/records.h"

namespace soundings::report {

[[nodiscard]] std::vector<RecordFile> csv_files(const RecordBundle& bundle);
[[nodiscard]] std::vector<RecordFile> sav_files(const RecordBundle& bundle);
[[nodiscard]] std::vector<RecordFile> triple_s_files(const RecordBundle& bundle);

/// The script that recomputes the figures, for R with `survey`.
[[nodiscard]] std::string r_script(const RecordBundle& bundle);

/// A number of a record as text: whole ones without a point, others with every digit.
[[nodiscard]] std::string number_text(double number);

/// Whether labels say anything that the codes do not.
[[nodiscard]] bool has_labels(const RecordVariable& variable);

}  // namespace soundings::report
