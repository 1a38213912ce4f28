// What the pages show of a month: questions to figures, gathered into the models of
// `pages`. Which measures stand where follows from their groups and domains, never
// from their names.
#pragma once

#include <string>
#include <vector>

#include "soundings/pages/pages.h"

#include "context.h"

namespace soundings::serve {

/// What stands around every page of this server.
[[nodiscard]] pages::PageFrame frame_of(const Context& context);

/// The form's months, newest first.
[[nodiscard]] std::vector<pages::Choice> month_choices(const std::vector<Month>& months,
                                                       Month shown);

/// The form's NPUs, in the order of the register. shown: an id, or empty for none.
[[nodiscard]] std::vector<pages::Choice> npu_choices(const Context& context,
                                                     const std::string& shown);

/// months: those there is anything to show of, newest first.
[[nodiscard]] pages::Overview make_overview(const Context& context, Month month,
                                            const std::vector<Month>& months);

/// npu: an area of that level.
[[nodiscard]] pages::NpuPage make_npu_page(const Context& context, const std::string& npu,
                                           Month month, const std::vector<Month>& months);

}  // namespace soundings::serve
