#include "file_rows.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "receipts.h"

namespace soundings::intake {
namespace {

// As many rows as the writer takes at once, and as many again while it works on them.
constexpr std::size_t most_under_way = 10;

}  // namespace

bool FileRows::take(std::vector<receive::Submission>&& chunk) {
  auto before = std::exchange(next_, interpret(std::move(chunk)));
  if (before.valid()) {
    ended_ = pass_on(before.get());
  }
  return ended_.has_value();
}

std::future<FileRows::Interpreted> FileRows::interpret(
    std::vector<receive::Submission>&& chunk) const {
  // Without a thread to be had, the caller interprets the chunk when it asks for it.
  return std::async([this, envelope = rules_.envelope(chunk), rows = std::move(chunk)]() mutable {
    Interpreted made;
    made.entries = make_entries(std::move(rows), envelope, rules_.context, made.unread);
    return made;
  });
}

Expected<void, Refusal::Kind> FileRows::pass_on(Interpreted&& chunk) {
  unread_.add(chunk.unread);
  if (heard_.entry) {
    std::ranges::for_each(chunk.entries, heard_.entry);
  }
  if (!rules_.rehearsed) {
    return send(std::move(chunk.entries));
  }
  for (Receipt& receipt : rehearsed(std::move(chunk.entries))) {
    heard_.receipt(std::move(receipt));
  }
  return {};
}

Expected<void, QueueFault> FileRows::offer(std::shared_ptr<Job> job) {
  const bool refused_when_full = rules_.deadline && !sent_;
  sent_ = true;
  return refused_when_full ? queue_.offer(Delivery::Lane::import, std::move(job))
                           : queue_.wait_to_offer_import(std::move(job), rules_.deadline);
}

Expected<void, Refusal::Kind> FileRows::send(std::vector<store::Entry>&& entries) {
  UnderWay next;
  next.positions.reserve(entries.size());
  next.findings.reserve(entries.size());
  for (const auto& entry : entries) {
    next.positions.push_back(entry.position);
    next.findings.push_back(entry.response ? entry.response->findings : std::vector<Finding>{});
  }
  const bool first = !sent_;
  next.job = std::make_shared<Job>(std::move(entries));
  if (const auto offered = offer(next.job); !offered) {
    if (offered.error() == QueueFault::closed) {
      return unexpected(Refusal::Kind::shutting_down);
    }
    return unexpected(first ? Refusal::Kind::queue_full : Refusal::Kind::late);
  }
  under_way_.push_back(std::move(next));
  return under_way_.size() > most_under_way ? settle_oldest() : Expected<void, Refusal::Kind>();
}

Expected<void, Refusal::Kind> FileRows::finish() {
  if (ended_ && next_.valid()) {
    ended_ = pass_on(next_.get());
  }
  while (!under_way_.empty()) {
    if (const auto oldest = settle_oldest(); !oldest && ended_) {
      ended_ = oldest;
    }
  }
  return ended_;
}

Expected<void, Refusal::Kind> FileRows::settle_oldest() {
  auto [job, positions, findings] = std::move(under_way_.front());
  under_way_.pop_front();
  auto answer = job->wait_until(rules_.deadline);
  if (!answer) {
    return unexpected(Refusal::Kind::late);
  }
  if (!*answer) {
    return unexpected(Refusal::Kind::store_unavailable);
  }
  auto receipts = make_receipts(std::move(**answer), positions);
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    receipts[i].findings = std::move(findings[i]);
    heard_.receipt(std::move(receipts[i]));
  }
  return {};
}

}  // namespace soundings::intake
