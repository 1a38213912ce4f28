// What an Intake is made of, shared by its posts and its files.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "soundings/intake/intake.h"
#include "soundings/normalise/normalise.h"

#include "instruments.h"
#include "key_ring.h"
#include "queue.h"
#include "reader.h"
#include "refusal_log.h"
#include "writer.h"

namespace soundings::intake {

/// The writer stands last: it is the first to go, while all it refers to still stands.
struct Intake::State {
  State(const Definitions& defs, std::unique_ptr<store::Ledger> ledger,
        std::vector<std::uint8_t> secret, Metrics& metrics, Settings chosen)
      : definitions(defs),
        pepper(std::move(secret)),
        settings(std::move(chosen)),
        queue({.items = settings.queue_items, .bytes = settings.queue_bytes}),
        keys(*ledger),
        instruments(metrics, *ledger),
        writer(defs, std::move(ledger), queue, keys, instruments,
               {.group_items = settings.group_items, .probe = settings.probe}) {
    if (!settings.database.empty()) {
      reader.emplace(settings.database);
    }
  }

  [[nodiscard]] normalise::Context context(const std::string& source, const Survey& survey,
                                           const Adapter* adapter, Instant received_at) const {
    return {.definitions = &definitions,
            .survey = &survey,
            .adapter = adapter,
            .source = source,
            .received_at = received_at,
            .pepper = pepper,
            .pepper_version = 1,
            .waived = {}};
  }

  const Definitions& definitions;
  std::vector<std::uint8_t> pepper;
  Settings settings;
  Queue queue;
  KeyRing keys;
  Instruments instruments;
  RefusalLog refusals;
  std::optional<Reader> reader;
  Writer writer;
};

}  // namespace soundings::intake
