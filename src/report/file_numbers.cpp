// Numbers to ten significant digits.
#include "file_numbers.h"

#include "soundings/base/number.h"

namespace soundings::report {
namespace {

constexpr int digits = 10;

}  // namespace

std::string file_number(double value) {
  return significant(value, digits);
}

std::string file_number(const std::optional<double>& value) {
  return value ? file_number(*value) : std::string{};
}

double as_filed(double value) {
  return parse_double(file_number(value)).value_or(value);
}

}  // namespace soundings::report
