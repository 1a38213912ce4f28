#include "chunks.h"

#include <memory>
#include <utility>

#include "receipts.h"

namespace soundings::intake {

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
  if (const auto before = settle(); !before) {
    return before;
  }
  under_way_.emplace(std::move(next));
  return {};
}

Expected<void, Refusal::Kind> Chunks::settle() {
  if (!under_way_) {
    return {};
  }
  auto [chunk, positions, findings] = *std::exchange(under_way_, std::nullopt);
  JobAnswer answer = chunk.get();
  if (!answer) {
    return unexpected(Refusal::Kind::store_unavailable);
  }
  auto receipts = make_receipts(std::move(answer->results), positions);
  for (std::size_t i = 0; i < receipts.size(); ++i) {
    receipts[i].findings = std::move(findings[i]);
    tell_(std::move(receipts[i]));
  }
  return {};
}

}  // namespace soundings::intake
