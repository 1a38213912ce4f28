#include "upkeep.h"

#include <chrono>

#include "soundings/base/log.h"
#include "soundings/intake/drift.h"
#include "soundings/intake/retention.h"
#include "soundings/serve/operator.h"
#include "soundings/store/arrivals.h"
#include "soundings/store/audit.h"
#include "soundings/store/engine.h"
#include "soundings/store/maintenance.h"
#include "soundings/store/removal.h"

#include "open.h"

namespace soundings::app {

Upkeep::Upkeep(const DatabasePaths& paths, const Definitions& definitions, intake::Intake& intake,
               store::CellReader& cells)
    : paths_(paths),
      definitions_(definitions),
      intake_(intake),
      cells_(cells),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

void Upkeep::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    try {
      purge();
    } catch (const std::exception& failure) {
      log::error("purge_failed", {{"error", failure.what()}});
    }
    try {
      note_newest();
    } catch (const std::exception& failure) {
      log::error("audit_digest_failed", {{"error", failure.what()}});
    }
    try {
      warn_of_drift();
    } catch (const std::exception& failure) {
      log::error("drift_check_failed", {{"error", failure.what()}});
    }
    try {
      look_for_provisional_figures();
    } catch (const std::exception& failure) {
      log::error("provisional_figures_failed", {{"error", failure.what()}});
    }
    std::unique_lock lock(mutex_);
    due_.wait_for(lock, stop, std::chrono::hours(24), [] { return false; });
  }
}

std::unique_ptr<const store::Store> Upkeep::open_reading() const {
  auto store = store::open_for_reading(paths_.database);
  if (!store) {
    throw std::runtime_error(store.error().message);
  }
  return std::move(*store);
}

/// A log that is kept elsewhere proves later what the ledger held today.
void Upkeep::note_newest() {
  store::Newest newest;
  bool remembers = true;
  intake_.with_store([&](store::Store& store) {
    newest = store.audit().newest();
    remembers = store.maintenance().remembers();
  });
  log::info("audit_digest", {{"row", std::to_string(newest.row)}, {"digest", newest.digest}});
  if (!remembers) {
    log::warning("newest_not_remembered", {{"file", newest_file(paths_).string()}});
  }
}

void Upkeep::warn_of_drift() const {
  const auto counts =
      open_reading()->arrivals().answer_counts(definitions_, now(), intake::recent_days);
  for (const intake::Mirrored& one : intake::mirrored(counts)) {
    log::warning(intake::scale_mirrored,
                 {{"source", one.source}, {"survey", one.survey}, {"item", one.item}});
  }
}

void Upkeep::look_for_provisional_figures() {
  const auto printed =
      serve::look_for_provisional_figures(definitions_, cells_, intake_, now(), "provisional");
  if (printed) {
    log::info("provisional_figures", {{"printed", std::to_string(*printed)}});
  }
}

void Upkeep::purge() {
  const Instant at = now();
  const store::Due due = open_reading()->removal().due(definitions_, at);
  const store::Act act{
      .at = at, .actor = "retention", .reason = "kept for as long as its survey says"};
  intake_.with_store([&](store::Store& store) { store.removal().note_look(due, act); });
  if (due.seen && store::clock_ahead(due)) {
    log::warning("clock_ahead", {{"clock", rfc3339(at)}, {"seen", rfc3339(*due.seen)}});
  }
  if (due.expired.empty()) {
    return;
  }
  const auto report = intake::purge(intake_, definitions_, due, act, intake::Doubts::wait);
  for (const intake::Purged& one : report.purged) {
    log::info("purged", {{"survey", one.survey},
                         {"what", to_text(one.what)},
                         {"items", std::to_string(one.items)}});
  }
  for (const intake::Waiting& one : report.waiting) {
    log::warning("purge_waits", {{"survey", one.survey},
                                 {"what", to_text(one.what)},
                                 {"items", std::to_string(one.items)},
                                 {"why", doubt_code(one.why)}});
  }
}

}  // namespace soundings::app
