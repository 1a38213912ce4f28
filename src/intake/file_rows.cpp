#include "chunks.h"

#include <memory>
#include <utility>

#include "receipts.h"

namespace soundings::intake {
namespace {

// As many rows as the writer takes at once, and as many again while it works on them.
constexpr std::size_t most_under_way = 10;

}  // namespace

Expected<void, Refusal::Kind> Chunks::send(std::vector<store::Entry>&& entries) {
  UnderWay next;
  next.positions.reserve(entries.size());
  next.findings.reserve(entries.size());
  for (const auto& entry : entries) {
    next.positions.push_back(entry.position);
    next.findings.push_back(entry.response ? entry.response->findings : std::vector<Finding>{});
  }
  const auto answer = std::make_shared<std::promise<JobAnswer>>();
  next.answer = answer->get_future();
  auto job = std::make_shared<Job>(
      std::move(entries), [answer](JobAnswer told) { answer->set_value(std::move(told)); });
  if (!queue_.wait_to_offer_import(std::move(job))) {
    return unexpected(Refusal::Kind::shutting_down);
  }
  under_way_.push_back(std::move(next));
  return under_way_.size() > most_under_way ? settle_oldest() : Expected<void, Refusal::Kind>();
}

Expected<void, Refusal::Kind> Chunks::settle() {
  Expected<void, Refusal::Kind> settled;
  while (!under_way_.empty()) {
    if (const auto oldest = settle_oldest(); !oldest && settled) {
      settled = oldest;
    }
  }
  return settled;
}

Expected<void, Refusal::Kind> Chunks::settle_oldest() {
  auto [chunk, positions, findings] = std::move(under_way_.front());
  under_way_.pop_front();
  JobAnswer answer = chunk.get();
  if (!answer) {
    return unexpected(Refusal::Kind::store_unavailable);
  }
  auto receipts = make_receipts(std::move(*answer), positions);
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    receipts[i].findings = std::move(findings[i]);
    tell_(std::move(receipts[i]));
  }
  return {};
}

}  // namespace soundings::intake
