// Loaded before a program, this makes its disk slow: while the file that SLOW_DISK names is there,
// each sync takes as many milliseconds longer as it says.
#include <cstdlib>
#include <fstream>

#include <dlfcn.h>
#include <unistd.h>

namespace {

using Sync = int (*)(int);

int slowly(const char* name, int descriptor) {
  const char* file = ::secure_getenv("SLOW_DISK");
  int milliseconds = 0;
  if (file != nullptr && std::ifstream(file) >> milliseconds) {
    ::usleep(static_cast<useconds_t>(milliseconds) * 1000);
  }
  return reinterpret_cast<Sync>(::dlsym(RTLD_NEXT, name))(descriptor);
}

}  // namespace

extern "C" int fsync(int descriptor) {
  return slowly("fsync", descriptor);
}

extern "C" int fdatasync(int descriptor) {
  return slowly("fdatasync", descriptor);
}
