// A disk that can lose its power: a layer under SQLite that remembers what was written to a
// database and its log since the last sync, and lays down what a cut would leave of it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

namespace soundings::testing {

/// Becomes the layer that SQLite uses unless asked otherwise, for all of the process.
void stand_under_sqlite();

/// What happened to one database's two files, in order, and what was acknowledged meanwhile.
class Disk {
 public:
  /// Remembers from now on what is done to `database` and its log; one disk at a time.
  explicit Disk(std::filesystem::path database);
  ~Disk();
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  /// Somebody has been answered that everything up to `number` is kept.
  void acknowledge(int number);

  /// The next write to the log fails as on a full disk.
  void refuse_next_log_write();

  [[nodiscard]] std::size_t events() const noexcept { return events_.size(); }
  /// The files as a cut of the power after the first `events` of them leaves them: what was synced
  /// stands; of the rest each write stands, is lost or is torn, as `chance` has it. The last number
  /// acknowledged by then.
  [[nodiscard]] int lay_down(std::size_t events, std::mt19937_64& chance,
                             const std::filesystem::path& copy) const;

  /// For the layer: one thing done to a file. `log`: to the log, not the database.
  enum class Kind { write, truncate, sync, acknowledgement };
  struct Event {
    Kind kind = Kind::write;
    bool log = false;
    std::int64_t at = 0;  ///< offset; new size; number acknowledged
    std::string bytes;
  };
  void note(Event event) { events_.push_back(std::move(event)); }
  [[nodiscard]] bool refuses_log_write() noexcept;
  [[nodiscard]] const std::filesystem::path& database() const noexcept { return database_; }

 private:
  std::filesystem::path database_;
  std::array<std::string, 2> base_;  // both files as they were at the start
  std::vector<Event> events_;
  bool refuse_ = false;
};

}  // namespace soundings::testing
