// The newest row of the audit, remembered outside the database: a file beside the master key by
// which a lost tail shows, and a copy that stands in the place of what it was made of.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/store/audit.h"

namespace soundings::store::sqlite {

/// Which database: the first row of its audit, which every copy of it shares; empty when it has no
/// audit yet.
[[nodiscard]] std::string lineage_of(const SQLite::Database& database);

/// The newest row of a database's audit; row 0 when it has none.
[[nodiscard]] Newest newest_of(const SQLite::Database& database);

/// Why `database` is not one that was at `expected`; empty when it is.
[[nodiscard]] std::string lacking(const SQLite::Database& database, const Newest& expected);

/// A record for each database that was opened for writing with one key: 128 bytes, written in place
/// after each commit and forced to the disk when the ledger closes. So it is never ahead of the
/// database, and after a power failure it may be behind, which is no fault.
class NewestKept {
 public:
  /// file: of the records; none are there when it is absent. database: its real path.
  NewestKept(std::filesystem::path file, const std::filesystem::path& database);
  ~NewestKept();
  NewestKept(const NewestKept&) = delete;
  NewestKept& operator=(const NewestKept&) = delete;

  /// What the database at this path must hold; by its lineage when it was not at this path before.
  [[nodiscard]] std::optional<Newest> expected(const std::string& lineage) const;
  /// Why the records cannot be understood; empty when they can.
  [[nodiscard]] const std::string& fault() const noexcept { return fault_; }

  /// Remembers. A failure leaves the record before, which still holds: false.
  bool keep(const Newest& newest, const SQLite::Database& database);
  void sync() const noexcept;

 private:
  struct Record {
    std::string lineage;
    std::string path;  // the first digits of its hash
    Newest newest;
  };
  void read();
  [[nodiscard]] bool open_own();

  std::filesystem::path file_;
  std::string path_;
  std::vector<Record> records_;
  std::string fault_;
  std::string lineage_;
  int descriptor_ = -1;
  std::int64_t offset_ = -1;
  std::int64_t row_ = 0;  // that was remembered last
};

}  // namespace soundings::store::sqlite
