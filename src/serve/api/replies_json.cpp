// Receipts and refusals of posts as JSON.
#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

#include "api/replies.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;
using store::Outcome;

constexpr std::array all_outcomes{Outcome::accepted, Outcome::duplicate, Outcome::older_version,
                                  Outcome::conflict, Outcome::quarantined};

/// Senders' own words may stand in a message or id: what is not UTF-8 is replaced, never thrown.
std::string quoted(std::string_view text) {
  const bool plain = std::ranges::all_of(
      text, [](char c) { return c >= ' ' && c < '\x7F' && c != '"' && c != '\\'; });
  if (plain) {
    std::string made;
    made.reserve(text.size() + 2);
    return made.append(1, '"').append(text).append(1, '"');
  }
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// An object as it is printed, member by member. A tree of JSON asks for memory when it is
/// destroyed, and a program that has none then ends. Names are ours and need no escape.
class Object {
 public:
  void text(std::string_view name, std::string_view value) { member(name, quoted(value)); }
  void number(std::string_view name, std::int64_t value) { member(name, std::to_string(value)); }
  void member(std::string_view name, std::string_view printed) {
    text_.append(text_.empty() ? "{\"" : ",\"").append(name).append("\":").append(printed);
  }
  /// To be called once.
  [[nodiscard]] std::string printed() {
    text_ += text_.empty() ? "{}" : "}";
    return std::move(text_);
  }

 private:
  std::string text_;
};

/// print: an element as an Object.
template <typename Elements, typename Print>
std::string array_of(const Elements& elements, const Print& print) {
  std::string text = "[";
  for (const auto& element : elements) {
    text.append(text.size() == 1 ? "" : ",").append(print(element).printed());
  }
  return text.append("]");
}

void add_receipt(Object& item, const store::Recorded& recorded) {
  item.text("receipt", recorded.receipt);
  item.text("status", store::to_text(recorded.status));
  if (recorded.version > 0) {
    item.number("version", recorded.version);
  }
  if (recorded.outcome == Outcome::duplicate) {
    item.member("duplicate", "true");
  }
  if (!recorded.code.empty()) {
    item.text("code", recorded.code);
  }
  if (recorded.errors.empty()) {
    return;
  }
  item.member("errors", array_of(recorded.errors, [](const Finding& error) {
                Object printed;
                printed.text("pointer", error.pointer);
                printed.text("code", error.code);
                printed.text("message", error.message);
                return printed;
              }));
}

/// Names, not values. Left out when all was read.
void add_unread(Object& document, const receive::UnreadNames& unread) {
  if (!unread.names().empty()) {
    document.member("unread", array_of(unread.names(), [](const auto& entry) {
                      Object printed;
                      printed.text("name", entry.first);
                      printed.number("count", static_cast<std::int64_t>(entry.second));
                      return printed;
                    }));
  }
  if (unread.unnamed() > 0) {
    document.number("unread_more", static_cast<std::int64_t>(unread.unnamed()));
  }
}

std::string batch_json(const intake::Reply& reply, Delivery::Lane lane) {
  Object counts;
  for (const auto outcome : all_outcomes) {
    counts.number(store::to_text(outcome),
                  std::ranges::count(reply.receipts, outcome, [](const intake::Receipt& receipt) {
                    return receipt.recorded.outcome;
                  }));
  }
  Object document;
  document.member("items", array_of(reply.receipts, [lane](const intake::Receipt& receipt) {
                    Object item;
                    item.number(lane == Delivery::Lane::import ? "line" : "index",
                                static_cast<std::int64_t>(receipt.position));
                    add_receipt(item, receipt.recorded);
                    return item;
                  }));
  document.member("counts", counts.printed());
  if (!reply.encoding.empty()) {
    document.text("encoding", reply.encoding);
  }
  if (!reply.findings.empty()) {
    document.member("findings", array_of(reply.findings, [](const Finding& finding) {
                      Object printed;
                      printed.text("code", finding.code);
                      printed.text("message", finding.message);
                      return printed;
                    }));
  }
  add_unread(document, reply.unread);
  return document.printed();
}

Object delivery_of(const store::ReceiptLine& line) {
  Object delivery;
  delivery.text("received_at", rfc3339(line.received_at));
  delivery.text("webhook_id", line.webhook_id);
  delivery.text("outcome", store::to_text(line.outcome));
  delivery.text("receipt", line.receipt);
  return delivery;
}

Object receipt_of(const store::ReceiptLine& line) {
  Object item;
  item.text("receipt", line.receipt);
  item.text("source_response_id", line.source_response_id);
  item.text("received_at", rfc3339(line.received_at));
  item.text("outcome", store::to_text(line.outcome));
  if (line.version > 0) {
    item.number("version", line.version);
  }
  if (!line.code.empty()) {
    item.text("code", intake::sender_code(line.code));
  }
  if (line.state) {
    item.text("state", store::to_text(*line.state));
  }
  if (line.decided_at) {
    item.text("decided_at", rfc3339(*line.decided_at));
  }
  if (!line.findings.empty()) {
    item.member("findings", array_of(line.findings, [](const Finding& finding) {
                  Object printed;
                  printed.text("code", finding.code);
                  printed.text("pointer", finding.pointer);
                  return printed;
                }));
  }
  return item;
}

}  // namespace

std::string to_json(const intake::Reply& reply, Delivery::Lane lane) {
  if (reply.batch || reply.receipts.empty()) {
    return batch_json(reply, lane);
  }
  Object document;
  add_receipt(document, reply.receipts.front().recorded);
  add_unread(document, reply.unread);
  return document.printed();
}

std::string to_json(const std::vector<store::ReceiptLine>& lines) {
  std::vector<store::ReceiptLine> firsts;
  std::ranges::copy_if(lines, std::back_inserter(firsts), [](const store::ReceiptLine& line) {
    return line.outcome != Outcome::duplicate;
  });
  Object document;
  document.member("receipts", array_of(firsts, receipt_of));
  document.member("deliveries", array_of(lines, delivery_of));
  return document.printed();
}

bool all_duplicates(const intake::Reply& reply) noexcept {
  return !reply.receipts.empty() &&
         std::all_of(reply.receipts.begin(), reply.receipts.end(), [](const auto& receipt) {
           return receipt.recorded.outcome == store::Outcome::duplicate;
         });
}

}  // namespace soundings::serve
