// A file in memory that a library writes by its name.
#pragma once

#include <string>

namespace soundings::report {

/// Has a name while it lives, and leaves nothing behind. Throws std::system_error.
class MemoryFile {
 public:
  MemoryFile();
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  [[nodiscard]] std::string name() const;
  [[nodiscard]] std::string content() const;

 private:
  int file_;
};

}  // namespace soundings::report
