// The formats of respondent records by name, and what their writers share.
#include <algorithm>
#include <array>
#include <cmath>

#include "soundings/base/number.h"

#include "records/record_files.h"

namespace soundings::report {
namespace {

constexpr std::array formats{RecordFormat{"csv", csv_files}, RecordFormat{"sav", sav_files},
                             RecordFormat{"triple-s", triple_s_files}};

}  // namespace

std::span<const RecordFormat> record_formats() noexcept {
  return formats;
}

std::string number_text(double number) {
  constexpr double exact = 9007199254740992.0;  // below it every whole number is a double
  if (std::abs(number) < exact && number == std::floor(number)) {
    return rounded(number, 0);
  }
  return shortest(number);
}

bool has_labels(const RecordVariable& variable) {
  return std::ranges::any_of(variable.values,
                             [](const RecordValue& value) { return value.code != value.label; });
}

}  // namespace soundings::report
