// How a thread shares the processors with the others, and what it is called. Each call is about the
// calling thread and is a wish: a system that knows no such thing leaves it as it was.
#pragma once

namespace soundings {

/// Gives way to threads that somebody waits for: its work is long, and a little longer will do.
void give_way() noexcept;

/// As an operator sees it in `top -H`; at most 15 bytes.
void name_thread(const char* name) noexcept;

}  // namespace soundings
