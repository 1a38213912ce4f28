// How records are called, and what they say of themselves.
#include "soundings/survey/records.h"

#include <algorithm>

#include "soundings/survey/table.h"

namespace soundings {

std::string RespondentRecords::name() const {
  std::string name = survey + "." + to_text(period);
  std::ranges::replace(name, '/', '_');
  return name;
}

std::string RespondentRecords::notice() const {
  return (sample ? "Sample data. " : "") + std::string(working_notice);
}

}  // namespace soundings
