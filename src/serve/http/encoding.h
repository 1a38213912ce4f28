// Which encodings of a body a caller takes.
#pragma once

#include "soundings/serve/message.h"

namespace soundings::serve {

/// Whether Accept-Encoding names gzip, or everything, and does not refuse it with q=0.
[[nodiscard]] bool accepts_gzip(const Request& request);

}  // namespace soundings::serve
