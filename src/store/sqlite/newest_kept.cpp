// Records of 128 bytes, one a database, in a file beside the master key.
#include "sqlite/newest_kept.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "soundings/base/number.h"

#include "sqlite/binding.h"
#include "sqlite/database.h"

namespace soundings::store::sqlite {
namespace {

constexpr std::size_t record_bytes = 128;  // a record never lies across two sectors
constexpr std::size_t short_digits = 16;
constexpr std::size_t long_digits = 64;

std::string hex_at(const SQLite::Statement& row, int at) {
  return to_hex(blob_at(row, at));
}

std::string text_of(const std::string& lineage, const std::string& path, const Newest& newest) {
  std::string text = lineage + " " + path + " " + newest.digest + " " + std::to_string(newest.row);
  text.resize(record_bytes - 1, ' ');
  return text + "\n";
}

}  // namespace

std::string lineage_of(const SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT digest FROM audit WHERE seq = 1");
  return read.executeStep() ? hex_at(read, 0).substr(0, short_digits) : "";
}

Newest newest_of(const SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT seq, digest FROM audit ORDER BY seq DESC LIMIT 1");
  return read.executeStep() ? Newest{.row = number_at(read, 0), .digest = hex_at(read, 1)}
                            : Newest{};
}

std::string lacking(const SQLite::Database& database, const Newest& expected) {
  SQLite::Statement read(database, "SELECT digest FROM audit WHERE seq = ?");
  if (prepare(read, expected.row).executeStep()) {
    return hex_at(read, 0) == expected.digest
               ? ""
               : "row " + std::to_string(expected.row) + " of its audit is another one";
  }
  return "its audit ends at row " + std::to_string(newest_of(database).row) + ", and row " +
         std::to_string(expected.row) + " was kept";
}

NewestKept::NewestKept(std::filesystem::path file, const std::filesystem::path& database)
    : file_(std::move(file)), path_(to_hex(sha256(database.string())).substr(0, short_digits)) {
  read();
}

NewestKept::~NewestKept() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

void NewestKept::read() {
  std::ifstream in(file_);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    Record one;
    std::string row;
    words >> one.lineage >> one.path >> one.newest.digest >> row;
    const auto number = parse_integer(row);
    if (!number || line.size() != record_bytes - 1 || one.newest.digest.size() != long_digits) {
      fault_ = file_.string() + " cannot be understood";
      return;
    }
    one.newest.row = *number;
    records_.push_back(std::move(one));
  }
}

std::optional<Newest> NewestKept::expected(const std::string& lineage) const {
  std::optional<Newest> found;
  for (const Record& one : records_) {
    if (one.path == path_) {
      return one.newest;
    }
    if (one.lineage == lineage && (!found || one.newest.row > found->row)) {
      found = one.newest;
    }
  }
  return found;
}

bool NewestKept::keep(const Newest& newest, const SQLite::Database& database) {
  if (newest.row == 0 || newest.row == row_) {
    return true;
  }
  if (lineage_.empty()) {
    lineage_ = lineage_of(database);
  }
  if (descriptor_ < 0 && !open_own()) {
    return false;
  }
  const std::string text = text_of(lineage_, path_, newest);
  if (::pwrite(descriptor_, text.data(), text.size(), offset_) !=
      static_cast<ssize_t>(text.size())) {
    return false;
  }
  if (row_ == 0) {
    sync();
  }
  row_ = newest.row;
  return true;
}

/// The place of this database's record: where it stands, else after the last.
bool NewestKept::open_own() {
  const bool made = !std::filesystem::exists(file_);
  descriptor_ = ::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (descriptor_ < 0 || ::flock(descriptor_, LOCK_EX) != 0) {
    return false;
  }
  bool usable = true;
  if (!fault_.empty()) {
    usable = ::ftruncate(descriptor_, 0) == 0;
    records_.clear();
    fault_.clear();
  }
  const auto own = std::find_if(records_.begin(), records_.end(),
                                [&](const Record& one) { return one.path == path_; });
  struct stat status{};
  if (own != records_.end()) {
    offset_ = (own - records_.begin()) * static_cast<std::int64_t>(record_bytes);
  } else if (::fstat(descriptor_, &status) == 0) {
    offset_ = status.st_size;
    const std::string empty = text_of(std::string(short_digits, '0'), path_,
                                      {.row = 0, .digest = std::string(long_digits, '0')});
    usable = usable && ::pwrite(descriptor_, empty.data(), empty.size(), offset_) ==
                           static_cast<ssize_t>(empty.size());
  }
  ::flock(descriptor_, LOCK_UN);
  if (made) {
    const std::filesystem::path folder = file_.parent_path();
    sync_to_disk(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
  }
  return usable && offset_ >= 0;
}

void NewestKept::sync() const noexcept {
  if (descriptor_ >= 0) {
    ::fsync(descriptor_);
  }
}

}  // namespace soundings::store::sqlite
