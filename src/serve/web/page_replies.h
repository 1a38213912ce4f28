// How pages are sent: tagged, and compressed for whoever takes that.
#pragma once

#include <string>

#include "soundings/pages/pages.h"

#include "context.h"

namespace soundings::serve {

/// A page of figures or of words. It is compressed for a browser that takes gzip, unless it holds
/// the token of somebody's forms: whoever measures its length could guess at a secret in it with
/// bytes of their own in the address.
[[nodiscard]] Reply page_reply(std::string html, const Request& request);

/// A page that is not kept and not compressed: it may tell of what a caller wrote.
[[nodiscard]] Reply plain_page(std::string html, int status);

/// The page of a program without any figures; a period asked for cannot be shown there.
[[nodiscard]] Reply nothing_yet(const Context& context, const Request& request,
                                std::string_view address);

}  // namespace soundings::serve
