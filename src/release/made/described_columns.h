// The columns of a release's CSV files in words: what each is called and holds.
#pragma once

#include <string>
#include <string_view>

#include "soundings/report/csvw.h"
#include "soundings/survey/definitions.h"

namespace soundings::release {

/// A column of a published file, or the label of one ("npu_label").
[[nodiscard]] report::CsvwColumn described_column(const Definitions& definitions,
                                                  std::string_view name);

/// Whether a column holds numbers.
[[nodiscard]] bool holds_numbers(const report::CsvwColumn& column) noexcept;

}  // namespace soundings::release
