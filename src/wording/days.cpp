#include "soundings/wording/days.h"

#include "soundings/base/civil_time.h"
#include "soundings/wording/wording.h"

namespace soundings::wording {

std::string day_words(std::chrono::year_month_day day) {
  const Month month(static_cast<int>(day.year()),
                    static_cast<int>(static_cast<unsigned>(day.month())));
  return std::to_string(static_cast<unsigned>(day.day())) + " " +
         period(Period::month(month), nullptr);
}

std::string day_words(Instant at) {
  return day_words(london_day(at));
}

std::string day_words(const std::string& date) {
  const auto midnight = parse_rfc3339(date + "T00:00:00Z");
  return midnight ? day_words(*midnight) : date;
}

}  // namespace soundings::wording
