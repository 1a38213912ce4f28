#include "support/no_threads.h"

#include <atomic>
#include <cerrno>

#include <dlfcn.h>
#include <pthread.h>

namespace {

std::atomic<bool> none{false};
std::atomic<int> asked{0};

}  // namespace

/// Stands before the C library's, since a program's own symbols are found first.
extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes,
                              void* (*run)(void*), void* argument) {
  if (none) {
    ++asked;
    return EAGAIN;
  }
  static const auto real =
      reinterpret_cast<decltype(&pthread_create)>(::dlsym(RTLD_NEXT, "pthread_create"));
  return real(thread, attributes, run, argument);
}

namespace soundings::testing {

NoThreads::NoThreads() noexcept {
  asked = 0;
  none = true;
}

NoThreads::~NoThreads() {
  none = false;
}

int NoThreads::refused() const noexcept {
  return asked;
}

}  // namespace soundings::testing
