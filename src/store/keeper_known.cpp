// What came before an entry: the delivery it belongs to, the use of its webhook id, and what is
// kept under the same id.
#include <algorithm>

#include "binding.h"
#include "keeper.h"

namespace soundings::store {
namespace {

Sha256 hash_at(const SQLite::Statement& statement, int at) {
  const SQLite::Column column = statement.getColumn(at);
  Sha256 hash{};
  const auto* bytes = static_cast<const std::uint8_t*>(column.getBlob());
  std::copy_n(bytes,
              std::min<std::size_t>(hash.size(), static_cast<std::size_t>(column.getBytes())),
              hash.begin());
  return hash;
}

/// A row of read_earlier_.
Earlier earlier_at(const SQLite::Statement& row) {
  Earlier one{.seq = number_at(row, 0),
              .content = hash_at(row, 1),
              .outcome = static_cast<Outcome>(number_at(row, 3)),
              .receipt = text_at(row, 4),
              .modified_at = std::nullopt,
              .completed_at = {}};
  if (const auto modified = optional_at(row, 5)) {
    one.modified_at = from_epoch_microseconds(*modified);
  }
  one.version = static_cast<int>(optional_at(row, 6).value_or(0));
  one.current = optional_at(row, 7).value_or(0) == 1;
  one.completed_at = from_epoch_microseconds(optional_at(row, 8).value_or(0));
  return one;
}

}  // namespace

Keeper::WebhookId Keeper::webhook_id_use(const Entry& entry, std::int64_t source,
                                         std::int64_t key) {
  if (entry.webhook_id.empty()) {
    return WebhookId::none;
  }
  for (const std::int64_t delivery : webhooks_.find(source, key)) {
    const bool used = prepare(read_webhook_, delivery, key, entry.webhook_id).executeStep();
    const bool same = used && hash_at(read_webhook_, 0) == entry.body;
    read_webhook_.reset();
    if (used) {
      return same ? WebhookId::same_body : WebhookId::other_body;
    }
  }
  return WebhookId::first_use;
}

Keeper::Place Keeper::open_delivery(std::span<const Entry> entries) {
  const Entry& entry = entries.front();
  const std::int64_t source = dictionary_.source(entry.source);
  const auto begun = entry.in_parts ? parts_.find(entry.delivery) : std::nullopt;
  const std::int64_t webhook_key = first_bits(sha256(entry.webhook_id));
  const WebhookId use = webhook_id_use(entry, source, webhook_key);
  std::int64_t dropped = 0;
  std::int64_t unmapped = 0;
  for (const Entry& one : entries) {
    dropped += static_cast<std::int64_t>(one.dropped);
    unmapped += static_cast<std::int64_t>(one.unmapped);
  }
  const auto items = static_cast<std::int64_t>(entries.size());
  Place place{.source = source,
              .delivery = begun.value_or(0),
              .webhook_id_reused = use == WebhookId::other_body};
  if (begun) {
    run(extend_delivery_, items, dropped, unmapped, *begun);
    return place;
  }
  const auto key = use == WebhookId::first_use ? std::optional(webhook_key) : std::nullopt;
  run(insert_delivery_, source, entry.delivery, entry.webhook_id, key, Blob(entry.body),
      epoch_microseconds(entry.received_at), items, dropped, unmapped);
  place.delivery = database_.getLastInsertRowid();
  if (key) {
    webhooks_.add(source, *key, place.delivery);
  }
  if (entry.in_parts) {
    parts_.add(entry.delivery, place.delivery);
  }
  return place;
}

Keeper::Arrival Keeper::arrival(const Entry& entry, const Place& place) {
  return {.entry = entry,
          .place = place,
          .survey = dictionary_.survey(entry.survey),
          .key = item_key(entry.source_response_id, entry.content)};
}

std::vector<Earlier> Keeper::earlier(const Entry& entry) {
  return earlier(dictionary_.source(entry.source), dictionary_.survey(entry.survey),
                 item_key(entry.source_response_id, entry.content), entry.source_response_id);
}

std::vector<Earlier> Keeper::earlier(std::int64_t source, std::int64_t survey, std::int64_t key,
                                     const std::string& id) {
  std::vector<Earlier> found;
  for (const std::int64_t submission : items_.find(source, key)) {
    const bool stands = prepare(read_earlier_, submission, survey, key).executeStep();
    if (stands && text_at(read_earlier_, 2) == id) {
      Earlier one = earlier_at(read_earlier_);
      const bool held = one.outcome == Outcome::quarantined || one.outcome == Outcome::conflict;
      one.guarded = held && held_code(one.seq) == guarded_code;
      found.push_back(std::move(one));
    }
    read_earlier_.reset();
  }
  return found;
}

std::string Keeper::held_code(std::int64_t seq) {
  const bool held = prepare(read_held_, seq).executeStep();
  std::string code = held ? text_at(read_held_, 0) : std::string{};
  read_held_.reset();
  return code;
}

}  // namespace soundings::store
