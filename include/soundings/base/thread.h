// What a thread is called.
#pragma once

namespace soundings {

/// Names the calling thread as an operator sees it in `top -H`; at most 15 bytes.
void name_thread(const char* name) noexcept;

}  // namespace soundings
