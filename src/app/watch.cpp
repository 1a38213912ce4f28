#include "watch.h"

#include <algorithm>
#include <utility>

#include "soundings/base/log.h"
#include "soundings/intake/audit_trail.h"
#include "soundings/store/audit.h"

#include "hook.h"
#include "open.h"

namespace soundings::app {
namespace {

constexpr auto reported_action = "alarm_reported";
constexpr auto failed_action = "alarm_failed";
constexpr std::chrono::seconds between_looks{5};
constexpr std::chrono::seconds longest_command{30};
constexpr std::chrono::seconds longest_mail{8};

std::optional<Instant> last_row(const intake::Reader& reader, const std::string& action,
                                const std::string& subject) {
  std::optional<Instant> at;
  reader.read([&](const store::Store& store) {
    const auto lines = store.audit().lines({.action = action, .subject = subject, .limit = 1});
    if (!lines.empty()) {
      at = lines.front().at;
    }
  });
  return at;
}

/// Kind, source, time and count: nothing of an answer.
std::vector<std::string> words_of(const intake::Alarm& alarm) {
  return {std::string(to_text(alarm.kind)), alarm.source, rfc3339(alarm.since),
          std::to_string(alarm.items)};
}

serve::Letter letter_of(const intake::Alarm& alarm) {
  const bool late = alarm.kind == intake::Alarm::Kind::source_late;
  return {.subject = "Soundings: " + subject_of(alarm),
          .text = late ? "No answers from " + alarm.source + ". They were expected by " +
                             rfc3339(alarm.since) + ".\n"
                       : std::to_string(alarm.items) + " items of " + alarm.source +
                             " wait for safeguarding. The newest came at " + rfc3339(alarm.since) +
                             ".\n"};
}

}  // namespace

Watch::Watch(const Definitions& definitions, intake::Intake& intake, const intake::Reader& reader,
             intake::LateAfter late_after, Hooks hooks)
    : definitions_(definitions),
      intake_(intake),
      reader_(reader),
      late_after_(std::move(late_after)),
      hooks_(std::move(hooks)),
      thread_([this](const std::stop_token& stop) {
        if (hooks_.any()) {
          run(stop);
        }
      }) {}

void Watch::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      look(stop);
    } catch (const std::exception& failure) {
      log::error("alarm_check_failed", {{"error", failure.what()}});
    }
    std::unique_lock lock(mutex_);
    due_.wait_for(lock, stop, between_looks, [] { return false; });
  }
}

void Watch::look(const std::stop_token& stop) {
  for (const intake::Alarm& alarm : intake::alarms(definitions_, reader_, late_after_, now())) {
    if (!stop.stop_requested() && is_due(alarm, remembered(alarm), now())) {
      report(alarm, stop);
    }
  }
}

intake::Reported& Watch::remembered(const intake::Alarm& alarm) {
  const std::string subject = subject_of(alarm);
  const auto [at, fresh] = reported_.try_emplace(subject);
  if (fresh) {
    at->second.at = last_row(reader_, reported_action, subject);
    at->second.tried = std::max(at->second.at, last_row(reader_, failed_action, subject));
  }
  return at->second;
}

void Watch::report(const intake::Alarm& alarm, const std::stop_token& stop) {
  std::string faults;
  if (!hooks_.command.empty()) {
    const auto ran = run_program(hooks_.command, words_of(alarm), longest_command, stop);
    faults += ran ? "" : "command: " + ran.error();
  }
  if (hooks_.mail) {
    const auto sent = serve::send_mail(*hooks_.mail, letter_of(alarm), longest_mail);
    faults += sent ? "" : (faults.empty() ? "mail: " : "; mail: ") + sent.error();
  }
  const Instant at = now();
  intake::Reported& reported = remembered(alarm);
  reported.tried = at;
  if (faults.empty()) {
    reported.at = at;
  } else {
    log::warning(failed_action, {{"alarm", subject_of(alarm)}, {"error", faults}});
  }
  intake::AuditTrail(intake_).append({.at = at,
                                      .actor = "watch",
                                      .action = faults.empty() ? reported_action : failed_action,
                                      .subject = subject_of(alarm),
                                      .detail = faults});
}

}  // namespace soundings::app
