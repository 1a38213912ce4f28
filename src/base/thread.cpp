#include "soundings/base/thread.h"

#include <pthread.h>

namespace soundings {

void name_thread(const char* name) noexcept {
  ::pthread_setname_np(::pthread_self(), name);
}

}  // namespace soundings
