// An intake over a ledger of its own, and a writer that is kept busy: what the tests of the way in
// share.
#pragma once

#include <future>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "soundings/intake/intake.h"
#include "soundings/survey/definitions.h"

#include "support/sender.h"
#include "support/store.h"

namespace soundings::testing {

inline const Definitions& definitions() {
  static const Definitions read = read_definitions(SOUNDINGS_SOURCE_DIR "/survey_defs").value();
  return read;
}

inline constexpr std::chrono::milliseconds short_wait{20};
inline const Instant noon = from_epoch_microseconds(1'558'000'000'000'000);

/// An intake over a ledger of its own, with a key for its sender.
struct RunningIntake {
  explicit RunningIntake(intake::Settings settings = {})
      : intake(definitions(), open_store(folder.file("soundings.db")),
               std::vector<std::uint8_t>(32, 7), metrics, std::move(settings)) {
    intake.with_store(
        [](store::Store& store) { store.keys().add(sender_key("wmnow"), noon, "test"); });
  }

  store::Recorded deliver(const std::string& webhook_id, const std::string& body) {
    return intake.deliver(signed_delivery(webhook_id, body, noon)).value().receipts.at(0).recorded;
  }

  std::int64_t arrived(store::Outcome outcome) {
    std::int64_t items = 0;
    intake.with_store([&](store::Store& store) {
      for (const auto& count : store.arrivals().counts()) {
        items += count.outcome == outcome ? count.items : 0;
      }
    });
    return items;
  }

  Folder folder;
  Metrics metrics;
  intake::Intake intake;
};

inline bool shows(const Metrics& metrics, std::string_view line) {
  return metrics.text().find(line) != std::string::npos;
}

/// Keeps the writer busy until it goes.
class BusyWriter {
 public:
  explicit BusyWriter(intake::Intake& intake)
      : task_([&intake, this] {
          intake.with_store([this](store::Store&) {
            started_.set_value();
            released_.get_future().wait();
          });
        }) {
    started_.get_future().wait();
  }
  ~BusyWriter() { released_.set_value(); }
  BusyWriter(const BusyWriter&) = delete;
  BusyWriter& operator=(const BusyWriter&) = delete;

 private:
  std::promise<void> started_;
  std::promise<void> released_;
  std::jthread task_;
};

}  // namespace soundings::testing
