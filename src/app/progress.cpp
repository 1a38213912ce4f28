#include "progress.h"

#include <iostream>
#include <sstream>
#include <utility>

#include <unistd.h>

#include "soundings/base/number.h"

namespace soundings::app {

namespace {

constexpr auto redraw_every = std::chrono::milliseconds(200);
constexpr auto line_every = std::chrono::seconds(10);

std::string describe(const std::string& what, std::uint64_t rows, std::uint64_t done,
                     std::uint64_t total, double seconds) {
  std::ostringstream line;
  line << what << ": " << rows << " rows";
  if (seconds > 0) {
    line << ", " << rounded(static_cast<double>(rows) / seconds, 0) << " a second";
  }
  if (total > 0 && done > 0) {
    const double share = static_cast<double>(done) / static_cast<double>(total);
    line << ", " << rounded(100 * share, 0) << "%";
    line << ", " << rounded(seconds * (1 - share) / share, 0) << " s left";
  }
  return line.str();
}

}  // namespace

Progress::Progress(std::string what)
    : what_(std::move(what)),
      terminal_(isatty(STDERR_FILENO) == 1),
      started_(Clock::now()),
      shown_(started_) {}

Progress::~Progress() {
  if (drawn_) {
    std::cerr << "\r\x1b[K" << std::flush;
  }
}

void Progress::show(std::uint64_t rows, std::uint64_t done, std::uint64_t total) {
  const auto now = Clock::now();
  const bool due = terminal_ ? !drawn_ || now - shown_ >= redraw_every : now - shown_ >= line_every;
  if (!due) {
    return;
  }
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  const std::string line = describe(what_, rows, done, total, seconds);
  if (terminal_) {
    std::cerr << '\r' << line << "\x1b[K" << std::flush;
    drawn_ = true;
  } else {
    std::cerr << line << '\n';
  }
}

}  // namespace soundings::app
