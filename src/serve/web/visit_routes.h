// Routes of pages for people who have signed in, and of the forms on them.
#pragma once

#include <string_view>
#include <vector>

#include "routes.h"

namespace soundings::serve {

/// A page that is read.
[[nodiscard]] Route page_route(const Context& context, access::Needed permission,
                               std::string_view pattern, std::string_view id,
                               std::string_view summary, std::vector<Parameter> parameters,
                               Handle handle);

/// A form of such a page, by POST. Its token is a parameter, and the dispatcher checks it.
[[nodiscard]] Route form_route(const Context& context, access::Needed permission,
                               std::string_view pattern, std::string_view id,
                               std::string_view summary, std::vector<Parameter> parameters,
                               Handle handle);

}  // namespace soundings::serve
