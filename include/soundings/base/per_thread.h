// An object that each thread makes when it first needs it, and that ends with the thread. To note
// the destructor of a thread_local object glibc needs memory, and ends the program without it; and
// one that could not be made would stay so for as long as its thread lives.
#pragma once

#include <new>
#include <system_error>

#include <pthread.h>

namespace soundings {

/// For objects of static storage: it never ends itself. Safe to share between threads.
template <typename T, void (*End)(T*)>
class PerThread {
 public:
  PerThread() {
    const int error =
        ::pthread_key_create(&key_, [](void* kept) noexcept { End(static_cast<T*>(kept)); });
    if (error != 0) {
      throw std::system_error(error, std::generic_category(), "pthread_key_create");
    }
  }

  /// make(): the object of this thread, or nullptr, which throws std::bad_alloc.
  template <typename Make>
  [[nodiscard]] T& get(const Make& make) {
    if (void* kept = ::pthread_getspecific(key_)) {
      return *static_cast<T*>(kept);
    }
    T* made = make();
    if (made == nullptr) {
      throw std::bad_alloc();
    }
    if (::pthread_setspecific(key_, made) != 0) {
      End(made);
      throw std::bad_alloc();
    }
    return *made;
  }

 private:
  pthread_key_t key_{};
};

}  // namespace soundings
