// What came before an entry: the delivery it belongs to, the use of its webhook id, and what is
// kept under the same id.
#include <algorithm>
#include <iterator>

#include "sqlite/batch_committer.h"
#include "sqlite/binding.h"
#include "sqlite/commits.h"

namespace soundings::store::sqlite {
namespace {

/// Bytes of the digest of a file's first line that are stored with its delivery.
constexpr std::size_t header_size = 16;

std::optional<Bytes> header_digest(const Entry& entry) {
  if (!entry.header) {
    return std::nullopt;
  }
  const Sha256 digest = sha256(*entry.header);
  return Bytes(digest.begin(), digest.begin() + header_size);
}

/// A row of read_earlier_.
Earlier earlier_at(const SQLite::Statement& row) {
  Earlier one{.seq = number_at(row, 0),
              .content = hash_at(row, 1),
              .original = hash_at(row, 9),
              .header = std::nullopt,
              .outcome = static_cast<Outcome>(number_at(row, 3)),
              .receipt = text_at(row, 4),
              .modified_at = std::nullopt};
  if (!row.getColumn(10).isNull()) {
    one.header = blob_at(row, 10);
  }
  if (const auto modified = optional_at(row, 5)) {
    one.modified_at = from_epoch_microseconds(*modified);
  }
  one.version = static_cast<int>(optional_at(row, 6).value_or(0));
  one.current = optional_at(row, 7).value_or(0) == 1;
  one.completed_at = from_epoch_microseconds(optional_at(row, 8).value_or(0));
  return one;
}

/// Whether a hash says that two submissions are the same: of what was read, of the canonical text,
/// which older rows have in its place, or of the bytes as sent. Bytes of a row mean the same
/// only under the same first line. Without an id the canonical text may lack what sets two people
/// apart.
bool same_hash(const Entry& entry, const Earlier& one) {
  if (one.content == entry.content) {
    return true;
  }
  const bool named = !entry.source_response_id.empty();
  if (named && one.content == entry.spelling) {
    return true;
  }
  return one.original == entry.original && (!named || one.header == header_digest(entry));
}

}  // namespace

WebhookId BatchCommitter::webhook_id_use(const Entry& entry, std::int64_t source,
                                         std::int64_t key) {
  if (entry.webhook_id.empty()) {
    return WebhookId::none;
  }
  for (const std::int64_t delivery : webhooks_.find(source, key)) {
    if (!prepare(read_webhook_, delivery, key, entry.webhook_id).executeStep()) {
      read_webhook_.reset();
      continue;
    }
    const bool same_body = hash_at(read_webhook_, 0) == entry.body;
    const auto survey = optional_at(read_webhook_, 1);
    const std::string form = text_at(read_webhook_, 2);
    read_webhook_.reset();
    const bool other_form = !form.empty() && !entry.form.empty() && form != entry.form;
    if (other_form || (survey && *survey != dictionary_.survey(entry.survey))) {
      return WebhookId::other_address;
    }
    return same_body ? WebhookId::same_body : WebhookId::other_body;
  }
  return WebhookId::first_use;
}

/// The row of a delivery whose earlier chunks are kept.
std::optional<std::int64_t> BatchCommitter::begun_delivery(const Entry& entry,
                                                           std::int64_t source) {
  if (!entry.in_parts) {
    return std::nullopt;
  }
  const bool begun = prepare(find_delivery_, source, entry.delivery).executeStep();
  const auto row = begun ? std::optional(number_at(find_delivery_, 0)) : std::nullopt;
  find_delivery_.reset();
  return row;
}

/// A delivery as it stands.
std::string BatchCommitter::described(std::int64_t delivery) {
  SQLite::Statement read(database_,
                         "SELECT id, webhook_id, received_at, body, survey, form, header"
                         " FROM delivery WHERE seq = ?");
  prepare(read, delivery).executeStep();
  const std::string id = text_at(read, 0);
  const std::string webhook_id = text_at(read, 1);
  const auto body = blob_at(read, 3);
  const std::string form = text_at(read, 5);
  const auto header = blob_at(read, 6);
  std::string text;
  append_kept(text, DigestedDelivery{.id = id,
                                     .webhook_id = webhook_id,
                                     .received_at = number_at(read, 2),
                                     .body = body,
                                     .survey = optional_at(read, 4),
                                     .form = form,
                                     .header = header});
  return text;
}

BatchCommitter::DeliveryRow BatchCommitter::open_delivery(std::span<const Entry> entries) {
  const Entry& entry = entries.front();
  const std::int64_t source = dictionary_.source(entry.source);
  const auto begun = begun_delivery(entry, source);
  const std::int64_t webhook_key = first_bits(sha256(entry.webhook_id));
  const WebhookId use = webhook_id_use(entry, source, webhook_key);
  std::int64_t dropped = 0;
  std::int64_t unmapped = 0;
  for (const Entry& one : entries) {
    dropped += static_cast<std::int64_t>(one.dropped);
    unmapped += static_cast<std::int64_t>(one.unmapped);
  }
  const auto items = static_cast<std::int64_t>(entries.size());
  DeliveryRow delivery_row{.source = source, .delivery = begun.value_or(0), .webhook_id = use};
  if (begun) {
    run(extend_delivery_, items, dropped, unmapped, *begun);
    delivery_row.described = described(*begun);
    return delivery_row;
  }
  const auto key = use == WebhookId::first_use ? std::optional(webhook_key) : std::nullopt;
  const auto header = header_digest(entry);
  run(insert_delivery_, source, entry.delivery, entry.webhook_id, key, Blob(entry.body),
      epoch_microseconds(entry.received_at), items, dropped, unmapped,
      dictionary_.survey(entry.survey), entry.form,
      header ? std::optional(Blob(*header)) : std::nullopt);
  delivery_row.delivery = database_.getLastInsertRowid();
  append_kept(delivery_row.described,
              DigestedDelivery{.id = entry.delivery,
                               .webhook_id = entry.webhook_id,
                               .received_at = epoch_microseconds(entry.received_at),
                               .body = entry.body,
                               .survey = dictionary_.survey(entry.survey),
                               .form = entry.form,
                               .header = header ? Blob(*header) : Blob{}});
  if (key) {
    webhooks_.add(source, *key, delivery_row.delivery);
  }
  return delivery_row;
}

WebhookId BatchCommitter::note_delivery(const Entry& delivery) {
  start();
  const std::int64_t source = dictionary_.source(delivery.source);
  const std::int64_t survey = dictionary_.survey(delivery.survey);
  const std::int64_t key = first_bits(sha256(delivery.webhook_id));
  const WebhookId use = webhook_id_use(delivery, source, key);
  if (use == WebhookId::first_use) {
    run(insert_delivery_, source, delivery.delivery, delivery.webhook_id, key, Blob(delivery.body),
        epoch_microseconds(delivery.received_at), std::int64_t{0}, std::int64_t{0}, std::int64_t{0},
        survey, delivery.form, std::optional<Blob>());
    webhooks_.add(source, key, database_.getLastInsertRowid());
  } else {
    forget();  // nothing of this transaction stays
  }
  return use;
}

BatchCommitter::Arrival BatchCommitter::arrival(const Entry& entry,
                                                const DeliveryRow& delivery_row) {
  return {.entry = entry,
          .delivery_row = delivery_row,
          .survey = dictionary_.survey(entry.survey),
          .key = item_key(entry.source_response_id, entry.content)};
}

std::vector<Earlier> BatchCommitter::earlier(const Entry& entry) {
  const DeliveryRow delivery_row{.source = dictionary_.source(entry.source)};
  return earlier(arrival(entry, delivery_row), Compared::in_full);
}

Arriving BatchCommitter::arriving(const Entry& entry) {
  if (!entry.response) {
    return {};
  }
  return {.person = pseudonyms_.known_as(dictionary_.source(entry.source), *entry.response)};
}

std::vector<Earlier> BatchCommitter::earlier(const Arrival& arrival, Compared how) {
  const Entry& entry = arrival.entry;
  std::vector<Earlier> found = under(arrival, arrival.key);
  if (how == Compared::by_content) {
    for (Earlier& one : found) {
      one.same = one.content == entry.content;
    }
    return found;
  }
  if (entry.source_response_id.empty() && entry.spelling != entry.content) {
    std::ranges::move(under(arrival, item_key({}, entry.spelling)), std::back_inserter(found));
  }
  bool repeated = false;
  for (Earlier& one : found) {
    one.same = same_hash(entry, one);
    repeated = repeated || one.same;
  }
  if (!repeated && entry.response) {
    for (Earlier& one : found) {
      look_closer(arrival, one);
    }
  }
  return found;
}

std::vector<Earlier> BatchCommitter::under(const Arrival& arrival, std::int64_t key) {
  const std::string& id = arrival.entry.source_response_id;
  std::vector<Earlier> found;
  for (const std::int64_t submission : items_.find(arrival.delivery_row.source, key)) {
    const bool stands = prepare(read_earlier_, submission, arrival.survey, key).executeStep();
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

/// Whom an earlier version is of, and whether it says the same though its hash is of another kind:
/// it was kept before hashes were over what is read, or admitted by a person.
void BatchCommitter::look_closer(const Arrival& arrival, Earlier& one) {
  auto kept = one.version > 0 ? responses_.find(one.seq) : std::nullopt;
  if (!kept) {
    return;
  }
  one.person = std::move(kept->person);
  Response arrived = *arrival.entry.response;
  if (pseudonyms_.known_as(arrival.delivery_row.source, arrived) != one.person) {
    return;
  }
  arrived.modified_at = arrival.entry.modified_at;
  kept->said.source_response_id = arrived.source_response_id;
  kept->said.person = arrived.person;
  kept->said.former_persons = arrived.former_persons;
  kept->said.modified_at = one.modified_at;
  one.same = content_of(kept->said) == content_of(arrived);
}

std::string BatchCommitter::held_code(std::int64_t seq) {
  const bool held = prepare(read_held_, seq).executeStep();
  std::string code = held ? text_at(read_held_, 0) : std::string{};
  read_held_.reset();
  return code;
}

}  // namespace soundings::store::sqlite
