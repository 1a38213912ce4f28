// What an engine needs beside its readers and its writer, and how its contents are proved.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "soundings/store/audit.h"
#include "soundings/survey/definitions.h"

namespace soundings::store {

/// One check of `soundings verify`.
struct Check {
  std::string name;
  bool passed = false;
  std::string detail;
};

/// checkpoint_due(), checkpoint(), backlog_bytes(), sound() and lock_stuck() may be called from any
/// thread, the others from the thread that has the store.
class Maintenance {
 public:
  virtual ~Maintenance() = default;

  /// Whether so much was committed that checkpoint() would do something. Read from memory.
  [[nodiscard]] virtual bool checkpoint_due() const noexcept = 0;
  /// Moves what was committed to where it stays, beside the thread that writes. A commit waits for
  /// the last part alone.
  virtual void checkpoint() = 0;
  /// How much of what was committed, in bytes as of the last commit, has not been moved yet.
  [[nodiscard]] virtual std::uintmax_t backlog_as_committed() const noexcept = 0;
  /// The same as it lies on disk.
  [[nodiscard]] virtual std::uintmax_t backlog_bytes() const noexcept = 0;

  /// Whether the disk has synced whatever it was asked to since the store was opened or reopened.
  /// If not, what the engine believes to be on disk may not be there.
  [[nodiscard]] virtual bool sound() const noexcept = 0;
  /// Whether this process holds a lock of its own that it could not give back, after waiting as
  /// long as the engine does. Nothing is written again before the process has ended.
  [[nodiscard]] virtual bool lock_stuck() const noexcept = 0;
  /// Opens the database anew after a failed sync, with the checks of every start, and writes all
  /// that was committed once more. Throws StoreFailure when it cannot: then nothing has changed.
  virtual void reopen() = 0;

  /// Makes sure that nothing which was deleted is left on disk. False while a reader still needs
  /// it.
  [[nodiscard]] virtual bool forget_deleted() = 0;

  /// Recounts: the five outcomes sum to what arrived, each response stands once, the count log
  /// equals the responses, hashes match, the database is sound.
  [[nodiscard]] virtual std::vector<Check> verify(const Definitions& definitions) const = 0;

  /// The audit alone: its rows follow on from one another, and each has the code that only the
  /// master key makes. What was taken off its end is found by expect() alone.
  [[nodiscard]] virtual std::vector<Check> verify_audit() const = 0;

  /// Whether the database has had `expected` as the newest row of its audit.
  [[nodiscard]] virtual Check expect(const Newest& expected) const = 0;
  /// The same of what is remembered for it in a file; passed when nothing is.
  [[nodiscard]] virtual Check expect_remembered(const std::filesystem::path& file) const = 0;
  /// Whether the newest row could be remembered since the store was opened.
  [[nodiscard]] virtual bool remembers() const noexcept = 0;
};

}  // namespace soundings::store
