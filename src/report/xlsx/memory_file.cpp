// Files in memory, named by the descriptor they have in this process.
#include "xlsx/memory_file.h"

#include <array>
#include <cerrno>
#include <system_error>

#include <sys/mman.h>
#include <unistd.h>

namespace soundings::report {

MemoryFile::MemoryFile() : file_(memfd_create("workbook", MFD_CLOEXEC)) {
  if (file_ < 0) {
    throw std::system_error(errno, std::generic_category(), "a file in memory");
  }
}

MemoryFile::~MemoryFile() {
  close(file_);
}

std::string MemoryFile::name() const {
  return "/proc/self/fd/" + std::to_string(file_);
}

std::string MemoryFile::content() const {
  std::string bytes;
  std::array<char, 65536> part{};
  for (;;) {
    const ssize_t length = pread(file_, part.data(), part.size(), static_cast<off_t>(bytes.size()));
    if (length < 0 && errno == EINTR) {
      continue;
    }
    if (length < 0) {
      throw std::system_error(errno, std::generic_category(), "a file in memory");
    }
    if (length == 0) {
      return bytes;
    }
    bytes.append(part.data(), static_cast<std::size_t>(length));
  }
}

}  // namespace soundings::report
