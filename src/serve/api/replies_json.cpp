#include <algorithm>
#include <array>

#include <nlohmann/json.hpp>

#include "api/replies.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;
using store::Outcome;

constexpr std::array all_outcomes{Outcome::accepted, Outcome::duplicate, Outcome::older_version,
                                  Outcome::conflict, Outcome::quarantined};

/// Senders' own words may stand in a message or id: what is not UTF-8 is replaced, never thrown.
std::string printed(const Json& document) {
  return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void add_receipt(Json& item, const store::Recorded& recorded) {
  item["receipt"] = recorded.receipt;
  item["status"] = store::to_text(recorded.status);
  if (recorded.version > 0) {
    item["version"] = recorded.version;
  }
  if (recorded.outcome == Outcome::duplicate) {
    item["duplicate"] = true;
  }
  if (!recorded.code.empty()) {
    item["code"] = recorded.code;
  }
  if (recorded.errors.empty()) {
    return;
  }
  Json& errors = item["errors"] = Json::array();
  for (const auto& error : recorded.errors) {
    errors.push_back(
        {{"pointer", error.pointer}, {"code", error.code}, {"message", error.message}});
  }
}

/// Names, not values. Left out when all was read.
void add_unread(Json& document, const receive::UnreadNames& unread) {
  for (const auto& [name, times] : unread.names()) {
    document["unread"].push_back({{"name", name}, {"count", times}});
  }
  if (unread.unnamed() > 0) {
    document["unread_more"] = unread.unnamed();
  }
}

std::string batch_json(const intake::Reply& reply, Delivery::Lane lane) {
  Json counts;
  for (const auto outcome : all_outcomes) {
    counts[std::string(store::to_text(outcome))] =
        std::count_if(reply.receipts.begin(), reply.receipts.end(),
                      [&](const auto& receipt) { return receipt.recorded.outcome == outcome; });
  }
  // Item by item: as one document a long file's would take many times the room of its text.
  std::string text = R"({"items":[)";
  for (const auto& receipt : reply.receipts) {
    Json item{{lane == Delivery::Lane::import ? "line" : "index", receipt.position}};
    add_receipt(item, receipt.recorded);
    text.append(text.back() == '[' ? "" : ",").append(printed(item));
  }
  Json document{{"counts", std::move(counts)}};
  if (!reply.encoding.empty()) {
    document["encoding"] = reply.encoding;
  }
  for (const auto& finding : reply.findings) {
    document["findings"].push_back({{"code", finding.code}, {"message", finding.message}});
  }
  add_unread(document, reply.unread);
  return text.append("],").append(printed(document).substr(1));
}

}  // namespace

std::string to_json(const intake::Reply& reply, Delivery::Lane lane) {
  if (reply.batch || reply.receipts.empty()) {
    return batch_json(reply, lane);
  }
  Json document;
  add_receipt(document, reply.receipts.front().recorded);
  add_unread(document, reply.unread);
  return printed(document);
}

std::string to_json(const std::vector<store::ReceiptLine>& lines) {
  Json receipts = Json::array();
  Json deliveries = Json::array();
  for (const auto& line : lines) {
    deliveries.push_back({{"received_at", rfc3339(line.received_at)},
                          {"webhook_id", line.webhook_id},
                          {"outcome", store::to_text(line.outcome)},
                          {"receipt", line.receipt}});
    if (line.outcome == Outcome::duplicate) {
      continue;
    }
    Json item{{"receipt", line.receipt},
              {"source_response_id", line.source_response_id},
              {"received_at", rfc3339(line.received_at)},
              {"outcome", store::to_text(line.outcome)}};
    if (line.version > 0) {
      item["version"] = line.version;
    }
    if (!line.code.empty()) {
      item["code"] = intake::sender_code(line.code);
    }
    if (!line.state.empty()) {
      item["state"] = line.state;
    }
    if (line.decided_at) {
      item["decided_at"] = rfc3339(*line.decided_at);
    }
    for (const Finding& finding : line.findings) {
      item["findings"].push_back({{"code", finding.code}, {"pointer", finding.pointer}});
    }
    receipts.push_back(std::move(item));
  }
  return printed({{"receipts", std::move(receipts)}, {"deliveries", std::move(deliveries)}});
}

bool all_duplicates(const intake::Reply& reply) noexcept {
  return !reply.receipts.empty() &&
         std::all_of(reply.receipts.begin(), reply.receipts.end(), [](const auto& receipt) {
           return receipt.recorded.outcome == store::Outcome::duplicate;
         });
}

}  // namespace soundings::serve
