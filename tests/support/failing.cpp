// Loaded before a program, this makes its calls fail: from the disk and the network, or for memory.
// The file that FAILING names is shared with whoever tries the program, who says there which call
// fails and reads there how many were made. Memory is refused by malloc and its kin, and by `new`,
// which stand in front of those of any other library, the allocator's included.
#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

#include <dirent.h>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

namespace {

enum Kind : std::int64_t { nothing, input_output, memory };

/// The shared file. tests/journeys/failing.py writes it.
struct Control {
  std::atomic<std::int64_t> kind;     ///< of calls that are counted and may fail
  std::atomic<std::int64_t> fails;    ///< the number of the call that fails, from 1; 0: none
  std::atomic<std::int64_t> goes_on;  ///< 1: those after it fail too
  std::atomic<std::int64_t> error;    ///< errno of a failed call
  std::atomic<std::int64_t> calls;    ///< how many were made
  std::atomic<std::int64_t> failed;   ///< how many failed
  std::atomic<std::int64_t> trace;    ///< 1: a failed call writes its stack to standard error
  char name[40];                      ///< of the last call that failed
};

Control* control = nullptr;
__attribute__((tls_model("initial-exec"))) thread_local bool tracing = false;

__attribute__((constructor)) void take_control() {
  const char* path = ::secure_getenv("FAILING");
  const auto real_open =
      reinterpret_cast<int (*)(const char*, int, ...)>(::dlsym(RTLD_NEXT, "open"));
  const int file = path == nullptr ? -1 : real_open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) {
    return;
  }
  const auto real_mmap = reinterpret_cast<void* (*)(void*, std::size_t, int, int, int, off_t)>(
      ::dlsym(RTLD_NEXT, "mmap"));
  void* shared = real_mmap(nullptr, sizeof(Control), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  control = shared == MAP_FAILED ? nullptr : static_cast<Control*>(shared);
}

void write_stack() {
  tracing = true;
  void* frames[40];
  const int count = ::backtrace(frames, 40);
  ::backtrace_symbols_fd(frames, count, STDERR_FILENO);
  tracing = false;
}

/// Counts a call; whether it is one that fails. errno is then set.
bool fails(Kind kind, const char* name) {
  if (control == nullptr || tracing || control->kind != kind) {
    return false;
  }
  const auto number = ++control->calls;
  const auto wanted = control->fails.load();
  if (wanted == 0 || (control->goes_on != 0 ? number < wanted : number != wanted)) {
    return false;
  }
  ++control->failed;
  std::strncpy(control->name, name, sizeof control->name - 1);
  if (control->trace != 0) {
    write_stack();
  }
  errno = static_cast<int>(control->error.load());
  return true;
}

template <typename Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

}  // namespace

// A function of this name, its result when it fails, its parameters and its arguments.
#define FAILS(kind, result, failure, name, parameters, arguments) \
  extern "C" result name parameters {                             \
    static auto* const real = next<result parameters>(#name);     \
    return fails(kind, #name) ? (failure) : real arguments;       \
  }
#define FAILS_IO(result, name, parameters, arguments) \
  FAILS(input_output, result, -1, name, parameters, arguments)

FAILS_IO(ssize_t, read, (int file, void* to, size_t bytes), (file, to, bytes))
FAILS_IO(ssize_t, pread, (int file, void* to, size_t bytes, off_t at), (file, to, bytes, at))
FAILS_IO(ssize_t, pread64, (int file, void* to, size_t bytes, off64_t at), (file, to, bytes, at))
FAILS_IO(ssize_t, readv, (int file, const iovec* parts, int count), (file, parts, count))
FAILS_IO(ssize_t, write, (int file, const void* from, size_t bytes), (file, from, bytes))
FAILS_IO(ssize_t, pwrite, (int file, const void* from, size_t bytes, off_t at),
         (file, from, bytes, at))
FAILS_IO(ssize_t, pwrite64, (int file, const void* from, size_t bytes, off64_t at),
         (file, from, bytes, at))
FAILS_IO(ssize_t, writev, (int file, const iovec* parts, int count), (file, parts, count))
FAILS_IO(ssize_t, pwritev, (int file, const iovec* parts, int count, off_t at),
         (file, parts, count, at))
FAILS_IO(ssize_t, pwritev64, (int file, const iovec* parts, int count, off64_t at),
         (file, parts, count, at))
FAILS_IO(int, fsync, (int file), (file))
FAILS_IO(int, fdatasync, (int file), (file))
FAILS_IO(int, ftruncate, (int file, off_t bytes), (file, bytes))
FAILS_IO(int, ftruncate64, (int file, off64_t bytes), (file, bytes))
FAILS_IO(int, fallocate, (int file, int mode, off_t at, off_t bytes), (file, mode, at, bytes))
FAILS_IO(int, fallocate64, (int file, int mode, off64_t at, off64_t bytes), (file, mode, at, bytes))
FAILS_IO(off_t, lseek, (int file, off_t at, int from), (file, at, from))
FAILS_IO(off64_t, lseek64, (int file, off64_t at, int from), (file, at, from))
FAILS_IO(int, flock, (int file, int what), (file, what))
FAILS_IO(int, stat, (const char* path, struct stat* to), (path, to))
FAILS_IO(int, stat64, (const char* path, struct stat64* to), (path, to))
FAILS_IO(int, lstat, (const char* path, struct stat* to), (path, to))
FAILS_IO(int, lstat64, (const char* path, struct stat64* to), (path, to))
FAILS_IO(int, fstat, (int file, struct stat* to), (file, to))
FAILS_IO(int, fstat64, (int file, struct stat64* to), (file, to))
FAILS_IO(int, access, (const char* path, int mode), (path, mode))
FAILS_IO(int, unlink, (const char* path), (path))
FAILS_IO(int, remove, (const char* path), (path))
FAILS_IO(int, rename, (const char* from, const char* to), (from, to))
FAILS_IO(int, link, (const char* from, const char* to), (from, to))
FAILS_IO(int, mkdir, (const char* path, mode_t mode), (path, mode))
FAILS_IO(int, chmod, (const char* path, mode_t mode), (path, mode))
FAILS_IO(int, fchmod, (int file, mode_t mode), (file, mode))
FAILS_IO(ssize_t, recv, (int file, void* to, size_t bytes, int flags), (file, to, bytes, flags))
FAILS_IO(ssize_t, send, (int file, const void* from, size_t bytes, int flags),
         (file, from, bytes, flags))
FAILS_IO(int, accept4, (int file, sockaddr* from, socklen_t* bytes, int flags),
         (file, from, bytes, flags))
FAILS_IO(int, socket, (int domain, int type, int protocol), (domain, type, protocol))
FAILS_IO(int, bind, (int file, const sockaddr* to, socklen_t bytes), (file, to, bytes))
FAILS_IO(int, listen, (int file, int waiting), (file, waiting))
FAILS_IO(int, shutdown, (int file, int how), (file, how))
FAILS_IO(int, setsockopt, (int file, int level, int name, const void* value, socklen_t bytes),
         (file, level, name, value, bytes))
FAILS(input_output, FILE*, nullptr, fopen, (const char* path, const char* mode), (path, mode))
FAILS(input_output, FILE*, nullptr, fopen64, (const char* path, const char* mode), (path, mode))
FAILS(input_output, DIR*, nullptr, opendir, (const char* path), (path))
FAILS(memory, void*, nullptr, malloc, (size_t bytes), (bytes))
FAILS(memory, void*, nullptr, calloc, (size_t count, size_t bytes), (count, bytes))
FAILS(memory, void*, nullptr, realloc, (void* from, size_t bytes), (from, bytes))
FAILS(memory, void*, nullptr, aligned_alloc, (size_t alignment, size_t bytes), (alignment, bytes))
FAILS(memory, int, ENOMEM, posix_memalign, (void** to, size_t alignment, size_t bytes),
      (to, alignment, bytes))

/// A file is closed whatever close() says.
extern "C" int close(int file) {
  static auto* const real = next<int(int)>("close");
  const int result = real(file);
  return fails(input_output, "close") ? -1 : result;
}

/// Only files are mapped from a disk.
extern "C" void* mmap(void* at, size_t bytes, int may, int flags, int file, off_t from) {
  static auto* const real = next<void*(void*, size_t, int, int, int, off_t)>("mmap");
  return file >= 0 && fails(input_output, "mmap") ? MAP_FAILED
                                                  : real(at, bytes, may, flags, file, from);
}
extern "C" void* mmap64(void* at, size_t bytes, int may, int flags, int file, off64_t from) {
  static auto* const real = next<void*(void*, size_t, int, int, int, off64_t)>("mmap64");
  return file >= 0 && fails(input_output, "mmap64") ? MAP_FAILED
                                                    : real(at, bytes, may, flags, file, from);
}

// A function with one argument more that may not be there.
#define FAILS_OPEN(name)                                               \
  extern "C" int name(const char* path, int flags, ...) {              \
    static auto* const real = next<int(const char*, int, ...)>(#name); \
    va_list more;                                                      \
    va_start(more, flags);                                             \
    const mode_t mode = va_arg(more, mode_t);                          \
    va_end(more);                                                      \
    return fails(input_output, #name) ? -1 : real(path, flags, mode);  \
  }
FAILS_OPEN(open)
FAILS_OPEN(open64)
#define FAILS_OPENAT(name)                                                    \
  extern "C" int name(int folder, const char* path, int flags, ...) {         \
    static auto* const real = next<int(int, const char*, int, ...)>(#name);   \
    va_list more;                                                             \
    va_start(more, flags);                                                    \
    const mode_t mode = va_arg(more, mode_t);                                 \
    va_end(more);                                                             \
    return fails(input_output, #name) ? -1 : real(folder, path, flags, mode); \
  }
FAILS_OPENAT(openat)
FAILS_OPENAT(openat64)
#define FAILS_FCNTL(name)                                            \
  extern "C" int name(int file, int what, ...) {                     \
    static auto* const real = next<int(int, int, ...)>(#name);       \
    va_list more;                                                    \
    va_start(more, what);                                            \
    void* const with = va_arg(more, void*);                          \
    va_end(more);                                                    \
    return fails(input_output, #name) ? -1 : real(file, what, with); \
  }
FAILS_FCNTL(fcntl)
FAILS_FCNTL(fcntl64)

namespace {

void* aligned(std::size_t bytes, std::align_val_t alignment) noexcept {
  void* memory = nullptr;
  return ::posix_memalign(&memory, static_cast<std::size_t>(alignment), bytes) == 0 ? memory
                                                                                    : nullptr;
}

void* or_throw(void* memory) {
  if (memory == nullptr) {
    throw std::bad_alloc();
  }
  return memory;
}

}  // namespace

void* operator new(std::size_t bytes) {
  return or_throw(std::malloc(bytes));
}
void* operator new[](std::size_t bytes) {
  return or_throw(std::malloc(bytes));
}
void* operator new(std::size_t bytes, const std::nothrow_t& /*tag*/) noexcept {
  return std::malloc(bytes);
}
void* operator new[](std::size_t bytes, const std::nothrow_t& /*tag*/) noexcept {
  return std::malloc(bytes);
}
void* operator new(std::size_t bytes, std::align_val_t alignment) {
  return or_throw(aligned(bytes, alignment));
}
void* operator new[](std::size_t bytes, std::align_val_t alignment) {
  return or_throw(aligned(bytes, alignment));
}
void* operator new(std::size_t bytes, std::align_val_t alignment,
                   const std::nothrow_t& /*tag*/) noexcept {
  return aligned(bytes, alignment);
}
void* operator new[](std::size_t bytes, std::align_val_t alignment,
                     const std::nothrow_t& /*tag*/) noexcept {
  return aligned(bytes, alignment);
}
