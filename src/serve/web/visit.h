// How browsers hold a session: the names of the cookies, and where a request comes from.
#pragma once

#include <string>
#include <string_view>

#include "soundings/accounts/sign_in.h"
#include "soundings/serve/message.h"
#include "soundings/serve/settings.h"

namespace soundings::serve {

/// The cookie of a session, and that of a form before there is one. With HTTPS their names have a
/// prefix by which browsers take them from this host alone.
[[nodiscard]] std::string_view session_cookie(const Settings& settings) noexcept;
[[nodiscard]] std::string_view form_cookie(const Settings& settings) noexcept;

/// A new value of the form cookie.
[[nodiscard]] std::string make_form_cookie();

/// What forms must carry, made of a secret that only the browser holds.
[[nodiscard]] std::string form_token_of(std::string_view secret);

[[nodiscard]] accounts::Origin origin_of(const Request& request);

/// The path that a person is sent to after signing in; "/" for one that does not lead to a page of
/// ours.
[[nodiscard]] std::string own_path(const std::string& wanted);

}  // namespace soundings::serve
