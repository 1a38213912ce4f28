#include "soundings/intake/intake.h"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/uuid.h"

#include "entries.h"
#include "receipts.h"
#include "state.h"

namespace soundings::intake {
namespace {

/// A body that is one item has been digested with it.
Sha256 digest_of(const Delivery& delivery, const receive::Decoded& decoded) {
  const bool one = decoded.submissions.size() == 1 &&
                   decoded.submissions.front().raw.size() == delivery.body.size();
  return one ? decoded.submissions.front().original : sha256(delivery.body);
}

std::vector<std::uint64_t> positions_of(const std::vector<store::Entry>& entries) {
  std::vector<std::uint64_t> positions;
  positions.reserve(entries.size());
  for (const auto& entry : entries) {
    positions.push_back(entry.position);
  }
  return positions;
}

}  // namespace

Intake::Intake(const Definitions& definitions, std::unique_ptr<store::Store> store,
               std::vector<std::uint8_t> pepper, Metrics& metrics, Settings settings)
    : state_(std::make_unique<State>(definitions, std::move(store), std::move(pepper), metrics,
                                     std::move(settings))) {}

Intake::~Intake() = default;

Expected<Reply, Refusal> Intake::deliver(const Delivery& delivery,
                                         std::optional<std::chrono::milliseconds> longest) {
  const auto admitted = state_->admit(delivery);
  if (!admitted) {
    return unexpected(admitted.error());
  }
  const Deadline deadline =
      longest ? Deadline(std::chrono::steady_clock::now() + *longest) : std::nullopt;
  auto reply = delivery.lane == Delivery::Lane::import
                   ? state_->take_file(delivery, *admitted, deadline)
                   : state_->take_post(delivery, *admitted, deadline);
  if (!reply) {
    return unexpected(state_->refuse(delivery.source, reply.error()));
  }
  return std::move(*reply);
}

std::string Intake::State::id_of(const Delivery& delivery) {
  return delivery.id.empty() ? uuid_v7(delivery.received_at) : delivery.id;
}

Expected<Reply, Refusal::Kind> Intake::State::take_post(const Delivery& delivery,
                                                        const Admitted& admitted,
                                                        Deadline deadline) {
  receive::Decoded decoded = receive::decode(
      delivery, read_by.of(*admitted.survey, admitted.adapter).layout, settings.limits);
  const Envelope envelope{.delivery = id_of(delivery),
                          .webhook_id = admitted.webhook_id,
                          .body = digest_of(delivery, decoded),
                          .form = receive::form_of(delivery.media_type)};
  Reply reply;
  auto entries = make_entries(
      std::move(decoded.submissions), envelope,
      context(delivery.source, *admitted.survey, admitted.adapter, delivery.received_at),
      reply.unread);
  instruments.unread(delivery.source, reply.unread);
  reply.batch = decoded.batch || entries.empty();
  reply.encoding = std::move(decoded.encoding);
  reply.findings = std::move(decoded.findings);
  if (admitted.rehearsed) {
    reply.receipts = rehearsed(std::move(entries));
    return reply;
  }
  if (entries.empty()) {
    return reply;
  }
  const auto positions = positions_of(entries);
  const auto job = std::make_shared<Job>(std::move(entries));
  if (!writer.commit_here(job)) {
    if (const auto offered = queue.offer(Delivery::Lane::webhook, job); !offered) {
      return unexpected(offered.error() == QueueFault::full ? Refusal::Kind::queue_full
                                                            : Refusal::Kind::shutting_down);
    }
  }
  auto kept = job->wait_until(deadline);
  if (!kept) {
    return unexpected(Refusal::Kind::late);
  }
  if (!*kept) {
    return unexpected(Refusal::Kind::store_unavailable);
  }
  reply.receipts = make_receipts(std::move(**kept), positions);
  return reply;
}

std::optional<Refusal> Intake::refused_by_headers(std::string_view source, receive::Headers headers,
                                                  Instant received_at, bool large) {
  const Source* known = state_->definitions.find_source(source);
  return known == nullptr ? std::nullopt
                          : state_->refused_by_headers(*known, headers, received_at, large);
}

Expected<access::Principal, Refusal> Intake::authenticate(const Delivery& delivery,
                                                          access::Permission what) const {
  const Source* source = state_->definitions.find_source(delivery.source);
  if (source == nullptr) {
    return unexpected(Refusal{.kind = Refusal::Kind::unauthenticated, .check = std::nullopt});
  }
  auto passed = state_->verify(delivery, *source, what);
  if (!passed) {
    return unexpected(passed.error());
  }
  return std::move(passed->who);
}

std::string Intake::known_by(const Delivery& delivery) const {
  const Source* source = state_->definitions.find_source(delivery.source);
  if (source == nullptr || source->verification == Verification::bearer) {
    return {};
  }
  return source->verification == Verification::hex_body_hmac
             ? "sha256:" + to_hex(sha256(delivery.body))
             : receive::stated_webhook_id(delivery);
}

std::vector<store::ReceiptLine> Intake::receipts(std::string_view source,
                                                 std::string_view source_response_id) const {
  if (auto& reader = state_->reader) {
    return reader->receipts(source, source_response_id);
  }
  throw std::logic_error("this intake was not given the database from which receipts are read");
}

void Intake::with_store(const std::function<void(store::Store&)>& work) {
  state_->writer.with_store(work);
}

void Intake::change_pepper(std::vector<std::uint8_t> pepper) {
  const auto before = state_->peppers.load();
  Peppers after{.current = std::move(pepper), .former = before->former};
  after.former.insert(after.former.begin(), before->current);
  state_->peppers.store(std::make_shared<const Peppers>(std::move(after)));
}

std::vector<std::string> Intake::pseudonyms(std::string_view source,
                                            std::string_view respondent_id) const {
  const auto peppers = state_->peppers.load();
  // Before ids were composed (NFC) they were taken as written.
  const auto as_written = [&](const std::vector<std::uint8_t>& pepper) {
    return to_hex(hmac_sha256(pepper, std::string(source) + '|' + std::string(respondent_id)));
  };
  std::vector<std::string> known;
  const auto add = [&](const std::vector<std::uint8_t>& pepper) {
    known.push_back(normalise::pseudonym(pepper, source, respondent_id));
    if (std::string written = as_written(pepper); written != known.back()) {
      known.push_back(std::move(written));
    }
  };
  add(peppers->current);
  std::ranges::for_each(peppers->former, add);
  return known;
}

std::vector<store::UnreadField> Intake::unread_fields() const {
  return state_->instruments.named_unread();
}

void Intake::sample() {
  state_->instruments.queued(state_->queue.items());
  state_->instruments.wal(state_->writer.wal_bytes());
}

bool Intake::ready() const noexcept {
  return state_->writer.healthy() && !state_->queue.closed();
}

void Intake::stop_taking() noexcept {
  state_->queue.close();
}

}  // namespace soundings::intake
