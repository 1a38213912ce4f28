// One writer for each file, whatever names lead to it; and whether the files a ledger is open on
// are still the ones its path names.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <optional>

#include <sys/types.h>

#include "soundings/base/expected.h"
#include "soundings/store/engine.h"

namespace soundings::store::sqlite {

/// A lock on the file itself (an open file description lock on a byte far past its end), held
/// until destroyed.
class FileLock {
 public:
  /// Creates the file, for its owner alone, when there is none. Errors: in_use when another
  /// process, or another ledger of this one, has the file open for writing under any name;
  /// unreadable when the file has several hard links, or cannot be locked.
  [[nodiscard]] static Expected<std::unique_ptr<FileLock>, OpenFault> take(
      const std::filesystem::path& file);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  FileLock(int descriptor, int former) noexcept : descriptor_(descriptor), former_(former) {}
  int descriptor_;
  int former_;  // of `<file>.lock`, which earlier versions lock; -1 when there is none
};

/// Nothing when a database may be opened under this name, else why not: SQLite keeps its WAL
/// beside the name, so that a file with two names has two logs.
[[nodiscard]] std::optional<OpenFault> refuse_name(const std::filesystem::path& file);

/// The database, its WAL and its shared memory, as they were when this was made.
class FilesInPlace {
 public:
  explicit FilesInPlace(const std::filesystem::path& file);

  /// Whether the path still names the same three files. Three calls of statx().
  [[nodiscard]] bool still() const noexcept;

 private:
  struct Named {
    std::filesystem::path path;
    dev_t device = 0;
    ino_t number = 0;
  };
  std::array<Named, 3> files_;
};

}  // namespace soundings::store::sqlite
