// What an Intake is made of, shared by its posts and its files.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"
#include "soundings/normalise/normalise.h"
#include "soundings/store/arrivals.h"
#include "soundings/store/held_items.h"
#include "soundings/store/keys.h"
#include "soundings/store/store.h"

#include "instruments.h"
#include "key_ring.h"
#include "queue.h"
#include "read_by.h"
#include "refusal_log.h"
#include "writer.h"

namespace soundings::intake {

/// The secrets that make pseudonyms: today's, and those it took the place of, newest first.
struct Peppers {
  std::vector<std::uint8_t> current;
  std::vector<std::vector<std::uint8_t>> former;
};

/// The writer goes while all it refers to still stands. The reader goes before it: the last to
/// close a database must be one that may write, or the write-ahead log stays.
struct Intake::State {
  State(const Definitions& defs, std::unique_ptr<store::Store> store,
        std::vector<std::uint8_t> secret, Metrics& metrics, Settings chosen)
      : definitions(defs),
        settings(std::move(chosen)),
        peppers(std::make_shared<const Peppers>(
            Peppers{.current = std::move(secret), .former = settings.former_peppers})),
        read_by(defs),
        queue({.items = settings.queue_items, .bytes = settings.queue_bytes}),
        keys(store->keys()),
        instruments(metrics, store->arrivals(), store->held()),
        writer(defs, std::move(store), queue, keys, instruments,
               {.group_items = settings.group_items,
                .probe = settings.probe,
                .wal_alarm_bytes = settings.wal_alarm_bytes,
                .give_up = settings.give_up}) {
    if (settings.database) {
      reader.emplace(*settings.database);
    }
  }

  [[nodiscard]] normalise::Context context(const std::string& source, const Survey& survey,
                                           const Adapter* adapter, Instant received_at) {
    const auto known = peppers.load();
    return {.definitions = &definitions,
            .survey = &survey,
            .adapter = adapter,
            .safeguard = &read_by.of(survey, adapter).safeguard,
            .source = source,
            .received_at = received_at,
            .pepper = known->current,
            .former_peppers = known->former};
  }

  /// A delivery of the sender's own, and how what it holds is read.
  struct Admitted {
    const Survey* survey = nullptr;
    const Adapter* adapter = nullptr;  ///< nullptr: the native shape
    std::string webhook_id;
    bool rehearsed = false;  ///< nothing of it is kept
  };
  [[nodiscard]] Expected<Admitted, Refusal> admit(const Delivery& delivery);

  /// From a post that was admitted to its reply, by one job.
  [[nodiscard]] Expected<Reply, Refusal::Kind> take_post(const Delivery& delivery,
                                                         const Admitted& admitted,
                                                         Deadline deadline);
  /// The same of a posted file, by a job for each chunk of its rows.
  [[nodiscard]] Expected<Reply, Refusal::Kind> take_file(const Delivery& delivery,
                                                         const Admitted& admitted,
                                                         Deadline deadline);
  [[nodiscard]] static std::string id_of(const Delivery& delivery);

  /// A credential that holds, and whose it is.
  struct Passed {
    receive::Verified verified;
    access::Principal who;
  };
  /// Whether `delivery` is the source's own and its key opens `what`; noted, whether it is or not.
  [[nodiscard]] Expected<Passed, Refusal> verify(const Delivery& delivery, const Source& source,
                                                 access::Permission what);

  /// Why a delivery is not the source's own, as far as its headers show; noted.
  [[nodiscard]] std::optional<Refusal> refused_by_headers(const Source& source,
                                                          receive::Headers headers,
                                                          Instant received_at, bool large);
  [[nodiscard]] Refusal note_failed(const std::string& source, receive::VerificationFault check,
                                    Instant at, std::optional<std::chrono::seconds> skew);

  /// A refusal of what is the sender's own, counted.
  [[nodiscard]] Refusal refuse(const std::string& source, Refusal::Kind kind);

  const Definitions& definitions;
  Settings settings;
  std::atomic<std::shared_ptr<const Peppers>> peppers;
  ReadByPairs read_by;
  Queue queue;
  KeyRing keys;
  Instruments instruments;
  RefusalLog refusals;
  Writer writer;
  std::optional<Reader> reader;
};

}  // namespace soundings::intake
