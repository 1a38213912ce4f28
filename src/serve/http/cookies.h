// Cookies in a request and in a reply (RFC 6265).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "soundings/serve/message.h"

namespace soundings::serve {

/// The value of a cookie; nothing when it is not there, or there twice: then one of them is not
/// ours.
[[nodiscard]] std::optional<std::string> cookie(const Request& request, std::string_view name);

/// A Set-Cookie for all pages of this host, out of the reach of scripts, gone with the browser.
/// secure: over HTTPS alone.
[[nodiscard]] std::string set_cookie(std::string_view name, std::string_view value, bool secure);

/// A Set-Cookie that takes one away.
[[nodiscard]] std::string drop_cookie(std::string_view name, bool secure);

}  // namespace soundings::serve
