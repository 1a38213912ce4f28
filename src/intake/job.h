// What a post or a file hands to the writer: the entries of one delivery, and whom to tell what
// became of them.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/store/entries.h"

namespace soundings::intake {

/// The commit failed and nothing of the job is kept.
enum class JobFault { store_unavailable };
/// One result an entry, in order.
using JobAnswer = Expected<std::vector<store::Recorded>, JobFault>;

/// Made by one thread, answered once, by the writer.
class Job {
 public:
  /// answered: called on the writer's thread after the commit; must be quick and must not throw.
  explicit Job(std::vector<store::Entry> entries, std::function<void(JobAnswer)> answered = {});

  [[nodiscard]] std::span<const store::Entry> entries() const noexcept { return entries_; }
  [[nodiscard]] std::size_t items() const noexcept { return entries_.size(); }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }

  void kept(std::vector<store::Recorded> results);
  void failed(JobFault fault);

 private:
  std::vector<store::Entry> entries_;
  std::size_t bytes_ = 0;
  std::function<void(JobAnswer)> answered_;
};

}  // namespace soundings::intake
