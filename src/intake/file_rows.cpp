#include "file_rows.h"

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

#include "receipts.h"

namespace soundings::intake {
namespace {

// A thread is started once for so many chunks, or for fewer where rows are long.
constexpr std::size_t chunks_together = 10;
constexpr std::size_t bytes_together = std::size_t{1} * 1024 * 1024;
// Twice what the writer takes at once, and some more, so that it never waits.
constexpr std::size_t most_under_way = 5 * chunks_together;

std::size_t bytes_of(const std::vector<receive::Submission>& chunk) {
  return std::accumulate(
      chunk.begin(), chunk.end(), std::size_t{0},
      [](std::size_t sum, const receive::Submission& row) { return sum + row.raw.size(); });
}

}  // namespace

bool FileRows::take(std::vector<receive::Submission>&& chunk) {
  decoded_bytes_ += bytes_of(chunk);
  decoded_.push_back(std::move(chunk));
  if (decoded_.size() < chunks_together && decoded_bytes_ < bytes_together) {
    return true;
  }
  auto before = std::exchange(next_, interpret_decoded());
  if (before.valid()) {
    ended_ = pass_on(before.get());
  }
  return ended_.has_value();
}

std::future<std::vector<FileRows::Interpreted>> FileRows::interpret_decoded() {
  decoded_bytes_ = 0;
  // Without a thread to be had, the caller interprets the chunks when it asks for them.
  return std::async([this, chunks = std::exchange(decoded_, {})]() mutable {
    std::vector<Interpreted> made(chunks.size());
    for (std::size_t i = 0; i < chunks.size(); ++i) {
      const Envelope envelope = rules_.envelope(chunks[i]);
      made[i].entries =
          make_entries(std::move(chunks[i]), envelope, rules_.context, made[i].unread);
      made[i].read = std::move(chunks[i]);
    }
    return made;
  });
}

Expected<void, Refusal::Kind> FileRows::pass_on(std::vector<Interpreted>&& chunks) {
  for (Interpreted& chunk : chunks) {
    if (auto passed = pass_on(std::move(chunk)); !passed) {
      return passed;
    }
  }
  return {};
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
  std::future<std::vector<Interpreted>> rest = interpret_decoded();
  for (auto* last : {&next_, &rest}) {
    if (ended_ && last->valid()) {
      ended_ = pass_on(last->get());
    }
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
