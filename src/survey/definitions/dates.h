// Civil dates as definitions write them.
#pragma once

#include <string_view>

namespace soundings::definition {

/// Whether `text` is a day of the calendar written "2019-02-28". Such texts sort as days do.
[[nodiscard]] bool is_date(std::string_view text) noexcept;

}  // namespace soundings::definition
