// Invitations posted by their source, handler by handler: who may, what is kept, what is said.
#include "api/invitations.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "editions.h"
#include "support/running_server.h"

using namespace soundings;
using nlohmann::json;
using testing::RunningServer;
using testing::signed_headers;
using testing::wall_clock;

namespace {

const std::string header = "survey,wave_or_month,npu,crime_group,invited,bounced,ineligible\n";
const std::string two_rows = header + "victim_satisfaction,2019-05,Solihull,burglary,100,1,2\n" +
                             "victim_satisfaction,2019-05,BE,,50,0,0\n";

/// A server whose source has a key of a scope beside its usual one.
class Sender {
 public:
  explicit Sender(std::optional<KeyScope> scope) {
    if (scope) {
      end_usual_key();
      SourceKey key = testing::sender_key("wmnow");
      key.scope = *scope;
      server_.intake.with_store(
          [&](store::Store& store) { store.keys().add(key, Instant{}, "test"); });
    }
  }

  serve::Reply post(const std::string& body, const std::string& media_type = "text/csv",
                    const std::string& source = "wmnow") {
    const Instant now = wall_clock();
    headers_ = signed_headers("msg_" + std::to_string(++posts_), now, body);
    const serve::Request request{.method = "POST",
                                 .path = "/api/v1/sources/wmnow/invitations",
                                 .path_parameters = {{"source", source}},
                                 .headers = headers_,
                                 .media_type = media_type,
                                 .body = body,
                                 .received_at = now};
    return serve::post_invitations(context_, request);
  }

  std::vector<store::AuditLine> audit() {
    std::vector<store::AuditLine> rows;
    server_.intake.with_store(
        [&](store::Store& store) { rows = store.audit().lines({.action = "invitations_put"}); });
    return rows;
  }

 private:
  void end_usual_key() {
    server_.intake.with_store([](store::Store& store) {
      for (const SourceKey& key : store.keys().list("wmnow")) {
        static_cast<void>(store.keys().end(key.id, Instant{}, Instant{}, "test"));
      }
    });
  }

  RunningServer server_;
  serve::Settings settings_;
  serve::Limits limits_{{}};
  serve::Permits permits_{1};
  serve::Editions editions_{testing::real_definitions(), server_.figures, nullptr};
  serve::Context context_{testing::real_definitions(),
                          server_.intake,
                          server_.figures,
                          server_.metrics,
                          settings_,
                          limits_,
                          permits_,
                          editions_};
  std::vector<std::pair<std::string, std::string>> headers_;
  int posts_ = 0;
};

std::string code(const serve::Reply& reply) {
  return json::parse(reply.body).at("code");
}

}  // namespace

TEST_CASE("a source whose key has the scope posts its invitations", "[serve]") {
  Sender sender(KeyScope::invitations);
  const auto first = sender.post(two_rows);
  CHECK(first.status == 200);
  CHECK(json::parse(first.body) ==
        json{{"rows", 2}, {"added", 2}, {"changed", 0}, {"unchanged", 0}});
  CHECK(json::parse(sender.post(two_rows).body).at("unchanged") == 2);
  const auto rows = sender.audit();
  REQUIRE(rows.size() == 2);
  CHECK(rows[1].actor.starts_with("wmnow (key_"));
  CHECK(rows[1].detail.find("2019-05 SH burglary none -> 100/1/2") != std::string::npos);
}

TEST_CASE("a key of responses does not open invitations", "[serve]") {
  Sender sender(std::nullopt);
  const auto reply = sender.post(two_rows);
  CHECK(reply.status == 401);
  CHECK(code(reply) == "unauthenticated");
  CHECK(sender.audit().empty());
}

TEST_CASE("a sandbox key learns what would become of its invitations", "[serve]") {
  Sender sender(KeyScope::sandbox);
  const auto reply = sender.post(two_rows);
  CHECK(reply.status == 200);
  CHECK(json::parse(reply.body).at("added") == 2);
  CHECK(sender.audit().empty());
}

TEST_CASE("a file of invitations is taken whole or refused whole", "[serve]") {
  Sender sender(KeyScope::invitations);
  const auto reply = sender.post(two_rows + "victim_satisfaction,2019-05,Solihul,,1,0,0\n" +
                                 "victim_satisfaction,soon,BE,,1,0,0\n");
  CHECK(reply.status == 400);
  CHECK(code(reply) == "rows_refused");
  const json errors = json::parse(reply.body).at("errors");
  REQUIRE(errors.size() == 2);
  CHECK(errors[0].at("pointer") == "line 4");
  CHECK(errors[0].at("code") == "code_unknown");
  CHECK(errors[1].at("code") == "period_malformed");
  CHECK(sender.audit().empty());
}

TEST_CASE("a source posts invitations of the surveys it sends, as CSV", "[serve]") {
  Sender sender(KeyScope::invitations);
  const auto other = sender.post(header + "livechat,2019-05,,,10,0,0\n");
  CHECK(other.status == 400);
  CHECK(json::parse(other.body).at("errors")[0].at("code") == "unknown_survey");
  CHECK(sender.post(two_rows, "text/csv", "nobody").status == 404);
  CHECK(sender.audit().empty());
}
