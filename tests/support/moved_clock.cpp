// Loaded before a program, this moves its wall clock by as many days as MOVED_CLOCK_DAYS says.
// Clocks that only measure how long things take stay as they are.
#include <cstdlib>
#include <ctime>

#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

namespace {

time_t moved_seconds() {
  static const char* days = ::secure_getenv("MOVED_CLOCK_DAYS");
  constexpr time_t seconds_a_day = 86400;
  return days == nullptr ? 0 : std::atol(days) * seconds_a_day;
}

}  // namespace

extern "C" int clock_gettime(clockid_t clock, timespec* at) {
  const auto result = ::syscall(SYS_clock_gettime, clock, at);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
    at->tv_sec += moved_seconds();
  }
  return static_cast<int>(result);
}

extern "C" int gettimeofday(timeval* at, void* /*zone*/) {
  timespec now{};
  const int result = clock_gettime(CLOCK_REALTIME, &now);
  at->tv_sec = now.tv_sec;
  at->tv_usec = now.tv_nsec / 1000;
  return result;
}

extern "C" time_t time(time_t* at) {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  if (at != nullptr) {
    *at = now.tv_sec;
  }
  return now.tv_sec;
}
