#include "soundings/intake/intake.h"

#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/log.h"
#include "soundings/base/uuid.h"

#include "entries.h"
#include "receipts.h"
#include "state.h"

namespace soundings::intake {
namespace {

/// A survey this source may send, and how to read it.
struct Address {
  const Source* source = nullptr;
  const Survey* survey = nullptr;
  const Adapter* adapter = nullptr;
};

Address find_address(const Definitions& definitions, const Delivery& delivery) {
  Address address{.source = definitions.find_source(delivery.source),
                  .survey = definitions.find_survey(delivery.survey)};
  if (address.source == nullptr) {
    return address;
  }
  const auto adapter = address.source->adapters.find(delivery.survey);
  if (adapter != address.source->adapters.end()) {
    address.adapter = definitions.find_adapter(adapter->second);
  }
  return address;
}

std::string_view to_text(Refusal::Kind kind) noexcept {
  switch (kind) {
    case Refusal::Kind::unauthenticated:
      return "unauthenticated";
    case Refusal::Kind::queue_full:
      return "queue_full";
    case Refusal::Kind::shutting_down:
      return "shutting_down";
    case Refusal::Kind::store_unavailable:
      return "store_unavailable";
    case Refusal::Kind::late:
      return "late";
  }
  return "unauthenticated";
}

/// The clear text of a failed check stays here: our log and metric, never the reply.
Refusal unauthenticated(const Delivery& delivery, std::optional<receive::VerificationFault> check) {
  const std::string_view reason = check ? receive::to_text(*check) : "unknown_source";
  log::warning("verification_failed", {{"source", delivery.source}, {"check", reason}});
  return {.kind = Refusal::Kind::unauthenticated, .check = check};
}

}  // namespace

Intake::Intake(const Definitions& definitions, std::unique_ptr<store::Ledger> ledger,
               std::vector<std::uint8_t> pepper, Metrics& metrics, Settings settings)
    : state_(std::make_unique<State>(definitions, std::move(ledger), std::move(pepper), metrics,
                                     settings)) {}

Intake::~Intake() = default;

Expected<Reply, Refusal> Intake::deliver(const Delivery& delivery) {
  const auto refuse = [&](Refusal::Kind kind) {
    state_->instruments.refused(delivery.source, to_text(kind));
    return unexpected(Refusal{.kind = kind, .check = std::nullopt});
  };
  const Address address = find_address(state_->definitions, delivery);
  if (address.source == nullptr || address.survey == nullptr) {
    return unexpected(unauthenticated(delivery, std::nullopt));
  }
  const auto keys = state_->keys.list(delivery.source);
  const auto verified = receive::verify(delivery, *address.source, *keys);
  if (!verified) {
    state_->instruments.refused(delivery.source, receive::to_text(verified.error()));
    return unexpected(unauthenticated(delivery, verified.error()));
  }
  state_->keys.used(verified->key_id, delivery.received_at);
  state_->instruments.skew(delivery.source, verified->skew);

  receive::Decoded decoded = receive::decode(delivery, address.adapter, state_->settings.limits);
  const bool batch = decoded.batch;
  const Envelope envelope{
      .delivery = delivery.id.empty() ? uuid_v7(delivery.received_at) : delivery.id,
      .webhook_id = verified->webhook_id,
      .body = sha256(delivery.body)};
  auto entries = make_entries(
      std::move(decoded.submissions), envelope,
      state_->context(delivery.source, *address.survey, address.adapter, delivery.received_at));
  if (entries.empty()) {
    return Reply{.batch = true, .receipts = {}};
  }
  std::vector<std::uint64_t> positions;
  positions.reserve(entries.size());
  for (const auto& entry : entries) {
    positions.push_back(entry.position);
  }

  const auto job = std::make_shared<Job>(std::move(entries));
  if (const auto offered = state_->queue.offer(delivery.lane, job); !offered) {
    return refuse(offered.error() == QueueFault::full ? Refusal::Kind::queue_full
                                                      : Refusal::Kind::shutting_down);
  }
  auto answer = job->wait_for(state_->settings.wait);
  if (!answer) {
    return refuse(Refusal::Kind::late);
  }
  if (!*answer) {
    return refuse(Refusal::Kind::store_unavailable);
  }
  return Reply{.batch = batch, .receipts = make_receipts(std::move(**answer), positions)};
}

bool Intake::authentic(const Delivery& delivery) const {
  const Source* source = state_->definitions.find_source(delivery.source);
  if (source == nullptr) {
    return false;
  }
  const auto verified = receive::verify(delivery, *source, *state_->keys.list(delivery.source));
  if (!verified) {
    state_->instruments.refused(delivery.source, receive::to_text(verified.error()));
    unauthenticated(delivery, verified.error());
    return false;
  }
  state_->keys.used(verified->key_id, delivery.received_at);
  return true;
}

void Intake::with_ledger(const std::function<void(store::Ledger&)>& work) {
  state_->writer.with_ledger(work);
}

std::vector<store::SourceCount> Intake::counts() const {
  return state_->instruments.counts();
}

std::vector<store::Ledger::LastReceived> Intake::last_received() const {
  return state_->instruments.last_received();
}

bool Intake::ready() const noexcept {
  return state_->writer.healthy() && !state_->queue.closed();
}

void Intake::stop_taking() noexcept {
  state_->queue.close();
}

}  // namespace soundings::intake
