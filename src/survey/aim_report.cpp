#include "soundings/survey/aim_report.h"

#include <algorithm>

namespace soundings {

bool AimSheet::reconciles() const noexcept {
  return std::ranges::none_of(checks, &AimCheck::blocks);
}

bool AimReport::signed_off() const noexcept {
  return std::ranges::all_of(sheets, [](const AimSheet& sheet) { return sheet.sign_off.stands; });
}

const AimSheet* AimReport::find(std::string_view aim) const noexcept {
  const auto at = std::ranges::find(sheets, aim, &AimSheet::id);
  return at == sheets.end() ? nullptr : &*at;
}

}  // namespace soundings
