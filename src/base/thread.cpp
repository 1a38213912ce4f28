#include "soundings/base/thread.h"

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

namespace soundings {

void give_way() noexcept {
  constexpr int niceness = 10;
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), niceness);
}

void name_thread(const char* name) noexcept {
  ::pthread_setname_np(::pthread_self(), name);
}

}  // namespace soundings
