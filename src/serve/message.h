// A reply as the bytes of HTTP/1.1.
#pragma once

#include <string>

#include "soundings/base/time.h"

#include "exchange.h"

namespace soundings::serve {

/// keep_alive: the connection goes on after it. head_only: a HEAD was asked for, so the body's
/// length is told and the body kept back.
[[nodiscard]] std::string to_bytes(const Reply& reply, bool keep_alive, bool head_only, Instant at);

/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7).
[[nodiscard]] std::string http_date(Instant at);

}  // namespace soundings::serve
