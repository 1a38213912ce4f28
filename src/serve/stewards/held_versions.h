// What two versions of a response say, side by side.
#pragma once

#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/intake/held.h"
#include "soundings/pages/held_pages.h"

#include "context.h"

namespace soundings::serve {

/// Nothing where one of them is not there. What is personal is compared and not shown.
[[nodiscard]] std::vector<pages::VersionLine> version_lines(
    const Context& context, const std::string& survey,
    const Expected<intake::BothVersions, intake::QuarantineFault>& both);

}  // namespace soundings::serve
