// The real path of a database, and the file that holds its master key.
#include "soundings/store/files.h"

#include <cerrno>
#include <fstream>
#include <stdexcept>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "soundings/base/digest.h"

#include "rules/sealing.h"

namespace soundings::store {
namespace {

[[noreturn]] void fail(int error, const std::filesystem::path& file) {
  throw std::system_error(error, std::generic_category(), file.string());
}

void sync_folder(const std::filesystem::path& folder) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && ::fsync(descriptor) == 0;
  const int error = errno;
  if (descriptor >= 0) {
    ::close(descriptor);
  }
  if (!synced) {
    fail(error, folder);
  }
}

void write_key(const std::filesystem::path& file) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    fail(errno, file);
  }
  const Bytes key = random_bytes(master_key_size);
  const bool written = ::write(descriptor, key.data(), key.size()) == ssize_t{master_key_size} &&
                       ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  if (!written) {
    fail(error, file);
  }
}

/// Does nothing when the file is there already. The key is whole under another name before it
/// gets its own, so that a process killed on the way leaves none, never half of one.
void create_key_file(const std::filesystem::path& file) {
  if (std::filesystem::exists(file)) {
    return;
  }
  const std::filesystem::path unnamed = file.string() + "." + to_hex(random_bytes(8)) + ".new";
  write_key(unnamed);
  const bool linked = ::link(unnamed.c_str(), file.c_str()) == 0;
  const int error = errno;
  ::unlink(unnamed.c_str());
  if (!linked && error != EEXIST) {
    fail(error, file);
  }
  const std::filesystem::path folder = file.parent_path();
  sync_folder(folder.empty() ? std::filesystem::path(".") : folder);
}

}  // namespace

std::filesystem::path real_path(const std::filesystem::path& file) {
  constexpr int most_links = 40;
  std::error_code error;
  std::filesystem::path real = std::filesystem::weakly_canonical(file, error);
  // A link to nothing is left as it is.
  for (int links = 0; !error && links < most_links && std::filesystem::is_symlink(real); ++links) {
    const std::filesystem::path to = std::filesystem::read_symlink(real, error);
    real = std::filesystem::weakly_canonical(real.parent_path() / to, error);
  }
  return error || real.empty() ? file : real;
}

void refuse_shared(const std::filesystem::path& file) {
  using std::filesystem::perms;
  const auto rights = std::filesystem::status(file).permissions();
  if ((rights & (perms::others_read | perms::others_write)) != perms::none) {
    throw std::runtime_error(file.string() +
                             ": everybody may read this key file; chmod 600 it, and take it for "
                             "known to others");
  }
}

std::vector<std::uint8_t> master_key(const std::filesystem::path& file) {
  create_key_file(file);
  refuse_shared(file);
  std::ifstream in(file, std::ios::binary);
  const std::string read{std::istreambuf_iterator<char>(in), {}};
  if (!in.good() && !in.eof()) {
    throw std::system_error(errno, std::generic_category(), file.string());
  }
  if (read.size() != master_key_size) {
    throw std::runtime_error(file.string() + ": a master key is 32 bytes, this file has " +
                             std::to_string(read.size()));
  }
  return {read.begin(), read.end()};
}

}  // namespace soundings::store
