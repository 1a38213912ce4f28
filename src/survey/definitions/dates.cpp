// Civil dates as definitions write them.
#include "definitions/dates.h"

#include <charconv>
#include <chrono>

#include "soundings/base/time.h"

namespace soundings::definition {

bool is_date(std::string_view text) noexcept {
  if (text.size() != 10 || text[7] != '-') {
    return false;
  }
  const auto month = parse_month(text.substr(0, 7));
  unsigned day = 0;
  const auto [end, fault] = std::from_chars(text.data() + 8, text.data() + 10, day);
  if (!month || fault != std::errc{} || end != text.data() + 10) {
    return false;
  }
  return std::chrono::year_month_day(std::chrono::year(month->year()),
                                     std::chrono::month(static_cast<unsigned>(month->month())),
                                     std::chrono::day(day))
      .ok();
}

}  // namespace soundings::definition
