// How pages are sent: tagged, and compressed for whoever takes that.
#pragma once

#include <string>

#include "soundings/pages/pages.h"

#include "context.h"

namespace soundings::serve {

/// A page of figures or of words, compressed for a browser that takes gzip. The token of its forms
/// stands in it under a mask that is another one each time; its tag is that of the page without it.
[[nodiscard]] Reply page_reply(std::string html, const Request& request);

/// A page that is not kept and not compressed: it may repeat what a caller wrote.
[[nodiscard]] Reply plain_page(std::string html, int status);

/// The page of a program without any figures; a period asked for cannot be shown there.
[[nodiscard]] Reply nothing_yet(const Context& context, const Request& request,
                                std::string_view address);

}  // namespace soundings::serve
