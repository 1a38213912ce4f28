// Locks on open files, and what the files of a database are called by the system.
#include "sqlite/file_lock.h"

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <string>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

namespace soundings::store::sqlite {
namespace {

using Kind = OpenFault::Kind;
using Path = std::filesystem::path;

OpenFault fault(Kind kind, const Path& file, const std::string& why) {
  return {.kind = kind, .message = file.string() + ": " + why};
}

OpenFault in_use(const Path& file) {
  return fault(Kind::in_use, file, "is open for writing in another process");
}

std::string words(int error) {
  return std::generic_category().message(error);
}

/// A descriptor of a database file. It stays open after its lock is given back: when any descriptor
/// of a file is closed, POSIX drops every lock the process has on that file, and other connections
/// of this process may still need theirs. It is taken up again by the next lock on the same file,
/// and closed when the file has no name any more. `owner`: a child has the descriptors of its
/// parent, but not its locks.
struct Descriptor {
  dev_t device = 0;
  ino_t number = 0;
  int descriptor = -1;
  pid_t owner = 0;
  bool taken = false;
};

struct Pool {
  std::mutex mutex;
  std::vector<Descriptor> all;

  void sweep() {
    const auto nameless = [](const Descriptor& one) {
      struct stat status{};
      if (one.taken || ::fstat(one.descriptor, &status) != 0 || status.st_nlink > 0) {
        return false;
      }
      ::close(one.descriptor);
      return true;
    };
    std::erase_if(all, nameless);
  }

  Descriptor* find(const struct stat& status) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const Descriptor& one) {
      return one.device == status.st_dev && one.number == status.st_ino && one.owner == ::getpid();
    });
    return found == all.end() ? nullptr : &*found;
  }
};

Pool& pool() {
  static Pool one;
  return one;
}

struct flock whole(short type) noexcept {
  struct flock range{};
  range.l_type = type;
  range.l_whence = SEEK_SET;
  range.l_start = off_t{1} << 62U;  // SQLite locks bytes from 2^30 on
  range.l_len = 1;
  return range;
}

/// Under the pool's mutex: the descriptor of the file, opened when the process has none.
Expected<Descriptor*, OpenFault> descriptor_of(Pool& all, const Path& file) {
  struct stat status{};
  if (::stat(file.c_str(), &status) == 0) {
    if (Descriptor* known = all.find(status); known != nullptr) {
      return known;
    }
  }
  const int opened = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (opened < 0 || ::fstat(opened, &status) != 0) {
    return unexpected(fault(Kind::unreadable, file, "cannot be opened: " + words(errno)));
  }
  all.all.push_back({.device = status.st_dev,
                     .number = status.st_ino,
                     .descriptor = opened,
                     .owner = ::getpid(),
                     .taken = false});
  return &all.all.back();
}

/// The lock of earlier versions, when its file is there: one of them may still run. -1: there is
/// none; -2: it is held.
int take_former(const Path& file) {
  const int descriptor = ::open((file.string() + ".lock").c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor >= 0 && ::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return -2;
  }
  return descriptor;
}

}  // namespace

std::optional<OpenFault> refuse_name(const Path& file) {
  if (file.empty() || file == ":memory:" || file.string().starts_with("file:")) {
    return fault(Kind::unreadable, file, "is no name of a file on a disk; a database needs one");
  }
  struct stat status{};
  if (::stat(file.c_str(), &status) == 0 && status.st_nlink > 1) {
    return fault(Kind::unreadable, file,
                 "has " + std::to_string(status.st_nlink) +
                     " names (hard links); what is written under one is not seen under another. "
                     "`find -samefile` finds them; remove all but one, or copy the file");
  }
  return std::nullopt;
}

Expected<std::unique_ptr<FileLock>, OpenFault> FileLock::take(const Path& file) {
  const Path parent = file.parent_path();
  const Path folder = parent.empty() ? Path(".") : parent;
  if (::faccessat(AT_FDCWD, folder.c_str(), W_OK | X_OK, AT_EACCESS) != 0) {
    return unexpected(
        fault(Kind::unreadable, file, "its folder cannot be written to: " + words(errno)));
  }
  Pool& all = pool();
  const std::scoped_lock mine(all.mutex);
  all.sweep();
  const auto found = descriptor_of(all, file);
  if (!found) {
    return unexpected(found.error());
  }
  if (auto refused = refuse_name(file)) {
    return unexpected(std::move(*refused));
  }
  Descriptor& one = **found;
  struct flock range = whole(F_WRLCK);
  if (one.taken || ::fcntl(one.descriptor, F_OFD_SETLK, &range) != 0) {
    if (!one.taken && errno != EAGAIN && errno != EACCES) {
      return unexpected(fault(Kind::unreadable, file, "cannot be locked: " + words(errno)));
    }
    return unexpected(in_use(file));
  }
  const int former = take_former(file);
  if (former == -2) {
    range = whole(F_UNLCK);
    ::fcntl(one.descriptor, F_OFD_SETLK, &range);
    return unexpected(in_use(file));
  }
  one.taken = true;
  return std::unique_ptr<FileLock>(new FileLock(one.descriptor, former));
}

FileLock::~FileLock() {
  Pool& all = pool();
  const std::scoped_lock mine(all.mutex);
  struct flock range = whole(F_UNLCK);
  ::fcntl(descriptor_, F_OFD_SETLK, &range);
  for (Descriptor& one : all.all) {
    one.taken = one.taken && one.descriptor != descriptor_;
  }
  if (former_ >= 0) {
    ::close(former_);
  }
}

FilesInPlace::FilesInPlace(const Path& file) {
  std::size_t next = 0;
  for (const char* suffix : {"", "-wal", "-shm"}) {
    Named& one = files_.at(next++);
    one.path = file.string() + suffix;
    struct stat status{};
    if (::stat(one.path.c_str(), &status) == 0) {
      one.device = status.st_dev;
      one.number = status.st_ino;
    }
  }
}

bool FilesInPlace::still() const noexcept {
  // Whoever asks Linux for a file's times makes its next write take a finer time, and the next
  // fdatasync write that to the disk as well: a third of a commit's wait. So only the number is
  // asked for.
  return std::all_of(files_.begin(), files_.end(), [](const Named& one) {
    struct statx status{};
    return ::statx(AT_FDCWD, one.path.c_str(), 0, STATX_INO, &status) == 0 &&
           makedev(status.stx_dev_major, status.stx_dev_minor) == one.device &&
           status.stx_ino == one.number;
  });
}

}  // namespace soundings::store::sqlite
