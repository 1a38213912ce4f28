// What a server does for its database by itself, once a day.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

#include "soundings/intake/intake.h"
#include "soundings/survey/definitions.h"

#include "options.h"

namespace soundings::store {
class CellReader;
}

namespace soundings::app {

/// From construction to destruction, on a thread of its own: purges what is past its retention,
/// writes the digest of the audit chain to the log, warns of scales that turned round and prints
/// provisional figures, at the start and every day.
class Upkeep {
 public:
  Upkeep(const DatabasePaths& paths, const Definitions& definitions, intake::Intake& intake,
         store::CellReader& cells);
  Upkeep(const Upkeep&) = delete;
  Upkeep& operator=(const Upkeep&) = delete;

 private:
  void run(const std::stop_token& stop);
  void purge();
  void note_newest();
  void warn_of_drift() const;
  void look_for_provisional_figures();
  [[nodiscard]] std::unique_ptr<const store::Store> open_reading() const;

  const DatabasePaths& paths_;
  const Definitions& definitions_;
  intake::Intake& intake_;
  store::CellReader& cells_;
  std::mutex mutex_;
  std::condition_variable_any due_;
  std::jthread thread_;
};

}  // namespace soundings::app
