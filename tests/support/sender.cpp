#include "support/sender.h"

#include "soundings/base/digest.h"
#include "soundings/base/uuid.h"

namespace soundings::testing {
namespace {

std::vector<std::uint8_t> secret() {
  const std::string text = "0123456789abcdef0123456789abcdef";
  return {text.begin(), text.end()};
}

}  // namespace

SourceKey sender_key(const std::string& source) {
  return {.source = source,
          .label = "test",
          .secret = secret(),
          .not_before = Instant{},
          .not_after = std::nullopt};
}

std::vector<std::pair<std::string, std::string>> signed_headers(const std::string& webhook_id,
                                                                Instant at,
                                                                const std::string& body) {
  const auto seconds = std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(at.time_since_epoch()).count());
  const Sha256 mac = hmac_sha256(secret(), webhook_id + "." + seconds + "." + body);
  return {{"webhook-id", webhook_id},
          {"webhook-timestamp", seconds},
          {"webhook-signature", "v1," + to_base64(mac)}};
}

Delivery signed_delivery(const std::string& webhook_id, const std::string& body, Instant at) {
  return {.id = uuid_v7(at),
          .source = "wmnow",
          .survey = "victim_satisfaction",
          .lane = Delivery::Lane::webhook,
          .media_type = "application/json",
          .headers = signed_headers(webhook_id, at, body),
          .body = body,
          .received_at = at};
}

std::string victim_response(const std::string& id, const std::string& area, int answer) {
  const std::string code = std::to_string(answer);
  return R"({"source_response_id":")" + id + R"(","completed_at":"2019-05-14T09:12:44Z","npu":")" +
         area +
         R"(","contact_channel":"101","crime_group":"burglary","answers":{"ease_of_contact":)" +
         code + R"(,"follow_up":)" + code + R"(,"treatment":)" + code + R"(,"whole_experience":)" +
         code + "}}";
}

Instant wall_clock() {
  return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

}  // namespace soundings::testing
