// Reports a late source and what safeguarding holds to the force, by the hook it has chosen.
#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "soundings/intake/alarms.h"
#include "soundings/intake/intake.h"
#include "soundings/serve/mail.h"

namespace soundings::app {

/// What is run or written to; nothing of it: nothing is reported.
struct Hooks {
  std::string command;  ///< a program, which is given kind, source, time and count
  std::optional<serve::MailServer> mail;

  [[nodiscard]] bool any() const noexcept { return !command.empty() || mail; }
};

/// From construction to destruction, on a thread of its own, so that intake never waits for a hook.
class Watch {
 public:
  Watch(const Definitions& definitions, intake::Intake& intake, const intake::Reader& reader,
        intake::LateAfter late_after, Hooks hooks);
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

 private:
  void run(const std::stop_token& stop);
  void look(const std::stop_token& stop);
  void report(const intake::Alarm& alarm, const std::stop_token& stop);
  /// What the audit remembers of an alarm; read once, and kept up from then on.
  [[nodiscard]] intake::Reported& remembered(const intake::Alarm& alarm);

  const Definitions& definitions_;
  intake::Intake& intake_;
  const intake::Reader& reader_;
  const intake::LateAfter late_after_;
  const Hooks hooks_;
  std::map<std::string, intake::Reported> reported_;
  std::mutex mutex_;
  std::condition_variable_any due_;
  std::jthread thread_;
};

}  // namespace soundings::app
