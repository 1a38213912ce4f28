// Progress of long work on standard error: a line redrawn on a terminal, a line every
// ten seconds elsewhere.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace soundings::app {

class Progress {
 public:
  /// what: "livechat.csv".
  explicit Progress(std::string what);
  /// Clears the line it drew.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// rows so far; done and total: bytes, total 0 when unknown.
  void show(std::uint64_t rows, std::uint64_t done, std::uint64_t total);

 private:
  using Clock = std::chrono::steady_clock;

  std::string what_;
  bool terminal_;
  Clock::time_point started_;
  Clock::time_point shown_;
  bool drawn_ = false;
};

}  // namespace soundings::app
