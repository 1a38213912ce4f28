#include "soundings/intake/intake.h"

#include <algorithm>
#include <future>
#include <iterator>
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

using Jobs = std::vector<std::shared_ptr<Job>>;

using Told = std::function<void(Expected<Reply, Refusal>)>;

/// What becomes of the jobs of one delivery, gathered on the writer's thread, which answers them in
/// order; the sender is told when the last has come.
class Gathering {
 public:
  /// reply: what is known of it before any commit.
  Gathering(Reply reply, std::vector<std::uint64_t> positions, std::size_t jobs, Told told,
            std::function<Refusal()> failed)
      : reply_(std::move(reply)),
        positions_(std::move(positions)),
        jobs_(jobs),
        told_(std::move(told)),
        failed_(std::move(failed)) {}

  void add(JobAnswer answer) {
    if (answer) {
      results_.insert(results_.end(), std::make_move_iterator(answer->begin()),
                      std::make_move_iterator(answer->end()));
    } else {
      whole_ = false;
    }
    if (--jobs_ > 0) {
      return;
    }
    if (!whole_) {
      told_(unexpected(failed_()));
      return;
    }
    reply_.receipts = make_receipts(std::move(results_), positions_);
    told_(std::move(reply_));
  }

 private:
  Reply reply_;
  std::vector<std::uint64_t> positions_;
  std::size_t jobs_;
  Told told_;
  std::function<Refusal()> failed_;
  std::vector<store::Recorded> results_;
  bool whole_ = true;
};

std::size_t chunks_of(std::size_t entries, Delivery::Lane lane) {
  return lane == Delivery::Lane::import ? (entries + chunk_rows - 1) / chunk_rows : 1;
}

/// One job of a post; of a file one for each chunk, so that webhooks pass between them.
Jobs make_jobs(std::vector<store::Entry>&& entries, std::size_t chunks,
               const std::shared_ptr<Gathering>& gathering) {
  const auto tell = [gathering](JobAnswer answer) { gathering->add(std::move(answer)); };
  if (chunks == 1) {
    return {std::make_shared<Job>(std::move(entries), tell)};
  }
  Jobs jobs;
  for (auto from = entries.begin(); from != entries.end();) {
    const auto to = from + std::min(entries.end() - from, static_cast<std::ptrdiff_t>(chunk_rows));
    std::vector<store::Entry> chunk(std::make_move_iterator(from), std::make_move_iterator(to));
    jobs.push_back(std::make_shared<Job>(std::move(chunk), tell));
    from = to;
  }
  return jobs;
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

void Intake::deliver(const Delivery& delivery, const Told& told) {
  const auto refusal = [this, source = delivery.source](Refusal::Kind kind) {
    return state_->refuse(source, kind);
  };
  const auto admitted = state_->admit(delivery);
  if (!admitted) {
    told(unexpected(admitted.error()));
    return;
  }
  receive::Decoded decoded =
      receive::decode(delivery, state_->read_by.of(*admitted->survey, admitted->adapter).layout,
                      state_->settings.limits);
  const std::size_t chunks = chunks_of(decoded.submissions.size(), delivery.lane);
  const Envelope envelope{
      .delivery = delivery.id.empty() ? uuid_v7(delivery.received_at) : delivery.id,
      .webhook_id = admitted->webhook_id,
      .body = digest_of(delivery, decoded),
      .form = receive::form_of(delivery.media_type),
      .in_parts = chunks > 1};
  receive::UnreadNames unread;
  auto entries = make_entries(
      std::move(decoded.submissions), envelope,
      state_->context(delivery.source, *admitted->survey, admitted->adapter, delivery.received_at),
      unread);
  state_->instruments.unread(delivery.source, unread);
  Reply reply{.batch = decoded.batch || entries.empty(),
              .receipts = {},
              .encoding = std::move(decoded.encoding),
              .findings = std::move(decoded.findings),
              .unread = std::move(unread)};
  if (admitted->sandbox) {
    reply.receipts = rehearsed(std::move(entries));
  }
  if (admitted->sandbox || entries.empty()) {
    told(std::move(reply));
    return;
  }
  const auto gathering =
      std::make_shared<Gathering>(std::move(reply), positions_of(entries), chunks, told,
                                  [refusal] { return refusal(Refusal::Kind::store_unavailable); });
  const Jobs jobs = make_jobs(std::move(entries), chunks, gathering);
  const auto offered = delivery.lane == Delivery::Lane::import
                           ? state_->queue.offer_import(jobs)
                           : state_->queue.offer(delivery.lane, jobs.front());
  if (!offered) {
    told(unexpected(refusal(offered.error() == QueueFault::full ? Refusal::Kind::queue_full
                                                                : Refusal::Kind::shutting_down)));
  }
}

Expected<Reply, Refusal> Intake::deliver(const Delivery& delivery) {
  const auto answer = std::make_shared<std::promise<Expected<Reply, Refusal>>>();
  auto future = answer->get_future();
  deliver(delivery,
          [answer](Expected<Reply, Refusal> told) { answer->set_value(std::move(told)); });
  if (future.wait_for(patience(delivery.lane)) != std::future_status::ready) {
    return unexpected(late(delivery.source));
  }
  return future.get();
}

std::chrono::milliseconds Intake::patience(Delivery::Lane lane) const noexcept {
  constexpr int of_a_file = 12;
  return state_->settings.wait * (lane == Delivery::Lane::import ? of_a_file : 1);
}

Refusal Intake::late(const std::string& source) {
  return state_->refuse(source, Refusal::Kind::late);
}

std::optional<Refusal> Intake::refused_by_headers(const Delivery& delivery) {
  const Source* source = state_->definitions.find_source(delivery.source);
  return source == nullptr ? std::nullopt : state_->refused_by_headers(delivery, *source);
}

bool Intake::authentic(const Delivery& delivery) const {
  const Source* source = state_->definitions.find_source(delivery.source);
  return source != nullptr && state_->verify(delivery, *source);
}

Expected<Intake::Signed, Refusal> Intake::signed_for(const Delivery& delivery,
                                                     KeyScope scope) const {
  const Source* source = state_->definitions.find_source(delivery.source);
  if (source == nullptr) {
    return unexpected(Refusal{.kind = Refusal::Kind::unauthenticated, .check = std::nullopt});
  }
  auto passed = state_->verify(delivery, *source, scope);
  if (!passed) {
    return unexpected(passed.error());
  }
  return Signed{.key_id = std::move(passed->verified.key_id), .sandbox = passed->sandbox};
}

std::vector<store::ReceiptLine> Intake::receipts(std::string_view source,
                                                 std::string_view source_response_id) const {
  if (auto& reader = state_->reader) {
    return reader->receipts(source, source_response_id);
  }
  throw std::logic_error("this intake was not told where its receipts are read");
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

void Intake::sample() {
  state_->instruments.queued(state_->queue.items());
  state_->instruments.wal(state_->writer.wal_bytes());
}

std::vector<store::SourceCount> Intake::counts() const {
  return state_->instruments.counts();
}

std::vector<store::LastReceived> Intake::last_received() const {
  return state_->instruments.last_received();
}

bool Intake::ready() const noexcept {
  return state_->writer.healthy() && !state_->queue.closed();
}

void Intake::stop_taking() noexcept {
  state_->queue.close();
}

}  // namespace soundings::intake
