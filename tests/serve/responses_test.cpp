// The table of replies, row by row, over a socket.
#include <future>
#include <set>
#include <thread>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/running_server.h"

using namespace soundings;
using nlohmann::json;
using store::Outcome;
using testing::Connection;
using testing::HttpHeaders;
using testing::request_bytes;
using testing::responses_address;
using testing::RunningServer;
using testing::victim_response;

namespace {

json body_of(const testing::HttpReply& reply) {
  return json::parse(reply.body);
}

/// Nothing of the body is held: the ledger has not moved.
bool nothing_held(RunningServer& server) {
  std::vector<store::SourceCount> counts;
  server.intake.with_store([&](store::Store& store) { counts = store.arrivals().counts(); });
  return counts.empty();
}

testing::HttpReply send(RunningServer& server, const std::string& bytes) {
  Connection connection(server.port());
  connection.send(bytes);
  return connection.read().value();
}

}  // namespace

TEST_CASE("an accepted response is answered with its receipt, status and version", "[http]") {
  RunningServer server;
  const auto reply = server.post(victim_response("r1"));
  CHECK(reply.status == 200);
  CHECK(reply.header("content-type") == "application/json; charset=utf-8");
  CHECK(reply.header("idempotent-replayed").empty());
  const json reported = body_of(reply);
  CHECK(reported.size() == 3);
  CHECK(reported.at("status") == "accepted");
  CHECK(reported.at("version") == 1);
  CHECK(reported.at("receipt").get<std::string>().size() == 36);
}

TEST_CASE("the same content again is answered with the original receipt and status", "[http]") {
  RunningServer server;
  const json first = body_of(server.post(victim_response("r1")));
  const auto reply = server.post("  " + victim_response("r1") + "\n");
  CHECK(reply.status == 200);
  CHECK(reply.header("idempotent-replayed") == "true");
  const json reported = body_of(reply);
  CHECK(reported.at("receipt") == first.at("receipt"));
  CHECK(reported.at("status") == "accepted");
  CHECK(reported.at("duplicate") == true);
}

TEST_CASE("newer, older and conflicting versions are distinguished", "[http]") {
  RunningServer server;
  const auto at = [](const std::string& modified, const std::string& area) {
    std::string body = victim_response("r1", area);
    return body.insert(1, R"("modified_at":")" + modified + R"(",)");
  };
  CHECK(body_of(server.post(at("2019-05-14T10:00:00Z", "Dudley"))).at("version") == 1);
  const json newer = body_of(server.post(at("2019-05-14T11:00:00Z", "Walsall")));
  CHECK(newer.at("status") == "accepted");
  CHECK(newer.at("version") == 2);
  const auto older = server.post(at("2019-05-14T09:30:00Z", "Sandwell"));
  CHECK(older.status == 200);
  CHECK(body_of(older).at("status") == "older_version");
  const auto conflict = server.post(at("2019-05-14T11:00:00Z", "Solihull"));
  CHECK(conflict.status == 202);
  CHECK(body_of(conflict).at("status") == "conflict");
}

TEST_CASE("what is authentic but cannot be read is held with its code and pointer", "[http]") {
  RunningServer server;
  const auto off_scale = server.post(victim_response("r1", "Sandwell", 8));
  CHECK(off_scale.status == 202);
  const json reported = body_of(off_scale);
  CHECK(reported.at("status") == "quarantined");
  CHECK(reported.at("code") == "answer_out_of_scale");
  CHECK_FALSE(reported.at("errors").empty());
  CHECK(reported.at("errors").at(0).at("pointer").get<std::string>().starts_with("/answers/"));
  const auto rubbish = server.post("not json");
  CHECK(rubbish.status == 202);
  CHECK(body_of(rubbish).at("code") == "malformed_json");
  CHECK(server.arrived(Outcome::quarantined) == 2);
  CHECK(server.post(victim_response("r2")).status == 200);
}

TEST_CASE("a batch is answered item by item with counts that sum", "[http]") {
  RunningServer server;
  const auto reply = server.post("[" + victim_response("a") + "," + victim_response("a") + ",[]," +
                                 victim_response("b", "Atlantis") + "]");
  CHECK(reply.status == 200);
  const json reported = body_of(reply);
  REQUIRE(reported.at("items").size() == 4);
  CHECK(reported.at("items")[0].at("index") == 0);
  CHECK(reported.at("items")[1].at("duplicate") == true);
  CHECK(reported.at("items")[2].at("code") == "not_an_object");
  CHECK(reported.at("items")[3].at("code") == "area_unknown");
  CHECK(reported.at("counts") == json{{"accepted", 1},
                                      {"duplicate", 1},
                                      {"older_version", 0},
                                      {"conflict", 0},
                                      {"quarantined", 2}});
}

TEST_CASE("a file posted by content type is answered line by line", "[http]") {
  RunningServer server;
  const std::string body = victim_response("a") + "\n" + victim_response("b") + "\n";
  HttpHeaders headers = testing::signed_headers("msg_file", testing::wall_clock(), body);
  headers.emplace_back("Content-Type", "application/x-ndjson; charset=utf-8");
  const auto reply = send(server, request_bytes("POST", responses_address, headers, body));
  CHECK(reply.status == 200);
  const json reported = body_of(reply);
  REQUIRE(reported.at("items").size() == 2);
  CHECK(reported.at("items")[0].at("line") == 1);
  CHECK(reported.at("items")[1].at("line") == 2);
  CHECK(reported.at("counts").at("accepted") == 2);
}

TEST_CASE("no credential, a wrong one or a stale one is 401 and nothing is held", "[http]") {
  RunningServer server;
  const std::string body = victim_response("r1");
  const HttpHeaders json_type{{"Content-Type", "application/json"}};
  const auto refused = [&](HttpHeaders headers) {
    headers.insert(headers.end(), json_type.begin(), json_type.end());
    const auto reply = send(server, request_bytes("POST", responses_address, headers, body));
    CHECK(reply.status == 401);
    CHECK(reply.header("content-type") == "application/problem+json");
    CHECK_FALSE(reply.header("www-authenticate").empty());
    CHECK(body_of(reply).at("code") == "unauthenticated");
  };
  refused({});
  refused(testing::signed_headers("msg_1", testing::wall_clock(), body + " "));
  refused(testing::signed_headers("msg_1", testing::wall_clock() - std::chrono::hours(1), body));
  CHECK(nothing_held(server));
}

TEST_CASE("a large body of a stale sender is refused before it comes", "[http]") {
  RunningServer server;
  HttpHeaders headers = testing::signed_headers(
      "msg_1", testing::wall_clock() - std::chrono::hours(1), victim_response("r1"));
  headers.emplace_back("Content-Type", "application/json");
  headers.emplace_back("Content-Length", "200000");
  testing::Connection connection(server.port());
  connection.send(request_bytes("POST", responses_address, headers));
  const auto reply = connection.read();
  REQUIRE(reply);
  CHECK(reply->status == 401);
  CHECK(nothing_held(server));
}

TEST_CASE("a request that cannot be a delivery is refused and nothing is held", "[http]") {
  RunningServer server;
  const std::string body = victim_response("r1");
  const HttpHeaders json_type{{"Content-Type", "application/json"}};
  const auto refused = [&](const std::string& bytes, int status, const std::string& code) {
    const auto reply = send(server, bytes);
    INFO(code);
    CHECK(reply.status == status);
    CHECK(reply.header("content-type") == "application/problem+json");
    CHECK(body_of(reply).at("code") == code);
    CHECK(body_of(reply).at("status") == status);
    return reply;
  };
  refused(request_bytes("POST", "/nowhere", json_type, body), 404, "unknown_address");
  refused(request_bytes("POST", "/api/v1/sources/tea/surveys/victim_satisfaction/responses",
                        json_type, body),
          404, "unknown_source");
  refused(
      request_bytes("POST", "/api/v1/sources/wmnow/surveys/livechat/responses", json_type, body),
      404, "unknown_survey");
  CHECK(refused(request_bytes("PUT", responses_address, json_type, body), 405, "method_not_allowed")
            .header("allow") == "POST");
  CHECK(refused(request_bytes("DELETE", "/healthz"), 405, "method_not_allowed").header("allow") ==
        "GET, HEAD");
  CHECK(refused(request_bytes("POST", responses_address, {}, body), 415, "media_type_not_supported")
            .header("accept-post") ==
        "application/json, application/x-ndjson, text/csv, application/x-www-form-urlencoded");
  refused(request_bytes("POST", responses_address, {{"Content-Type", "text/xml"}}, body), 415,
          "media_type_not_supported");
  CHECK(refused(server.post_bytes("msg_z", body, {{"Content-Encoding", "gzip"}}), 415,
                "content_encoding_not_supported")
            .header("accept-encoding") == "identity");
  refused(request_bytes("POST", responses_address, json_type), 411, "length_required");
  refused(server.post_bytes("msg_l", std::string(std::size_t{300} * 1024, ' ')), 413,
          "body_too_large");
  refused(
      request_bytes("POST", responses_address,
                    {{"Content-Type", "application/json"}, {"Content-Length", "1000000000000"}}),
      413, "body_too_large");
  CHECK(nothing_held(server));
}

TEST_CASE("a chunked body is taken, within the same limit", "[http]") {
  RunningServer server;
  const std::string body = victim_response("r1");
  HttpHeaders headers = testing::signed_headers("msg_1", testing::wall_clock(), body);
  headers.emplace_back("Content-Type", "application/json");
  headers.emplace_back("Transfer-Encoding", "chunked");
  const std::string head = request_bytes("POST", responses_address, headers);
  CHECK(send(server, head + "5\r\n" + body.substr(0, 5) + "\r\n" + "3e8\r\n" +
                         (body.substr(5) + std::string(1000, ' ')).substr(0, 1000) +
                         "\r\n0\r\n\r\n")
            .status == 401);
  std::string chunks;
  for (const char c : body) {
    chunks += std::string("1\r\n") + c + "\r\n";
  }
  CHECK(send(server, head + chunks + "0\r\n\r\n").status == 200);
  const std::string chunk = "10000\r\n" + std::string(65536, ' ') + "\r\n";
  CHECK(send(server, head + chunk + chunk + chunk + chunk + chunk + "0\r\n\r\n").status == 413);
  CHECK(send(server, head + "zz\r\n").status == 400);
}

TEST_CASE("a full queue is 503 with a time to come back, and the post in it is kept", "[http]") {
  RunningServer server({}, {.queue_items = 1});
  std::promise<void> started;
  std::promise<void> release;
  const std::jthread busy([&] {
    server.intake.with_store([&](store::Store&) {
      started.set_value();
      release.get_future().wait();
    });
  });
  started.get_future().wait();
  Connection first(server.port());
  Connection second(server.port());
  first.send(server.post_bytes("msg_1", victim_response("r1")));
  second.send(server.post_bytes("msg_2", victim_response("r2")));
  std::promise<testing::HttpReply> one;
  std::promise<testing::HttpReply> two;
  const std::jthread reads_one([&] { one.set_value(first.read().value()); });
  const std::jthread reads_two([&] { two.set_value(second.read().value()); });
  auto reply_one = one.get_future();
  auto reply_two = two.get_future();
  while (reply_one.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready &&
         reply_two.wait_for(std::chrono::milliseconds(5)) != std::future_status::ready) {
  }
  release.set_value();
  auto refused = reply_one.get();
  auto kept = reply_two.get();
  if (refused.status == 200) {
    std::swap(refused, kept);
  }
  CHECK(kept.status == 200);
  CHECK(refused.status == 503);
  CHECK(body_of(refused).at("code") == "queue_full");
  CHECK(std::stoi(refused.header("retry-after")) >= 1);
  CHECK(server.arrived(Outcome::accepted) == 1);
}

TEST_CASE("a server that stops refuses posts with 503 and says it is not ready", "[http]") {
  RunningServer server;
  CHECK(testing::get(server.port(), "/readyz").status == 200);
  server.intake.stop_taking();
  const auto reply = server.post(victim_response("r1"));
  CHECK(reply.status == 503);
  CHECK(body_of(reply).at("code") == "shutting_down");
  CHECK_FALSE(reply.header("retry-after").empty());
  CHECK(testing::get(server.port(), "/readyz").status == 503);
  CHECK(testing::get(server.port(), "/healthz").status == 200);
}

TEST_CASE("the same response from 64 connections at once is one row and 64 equal replies",
          "[http]") {
  RunningServer server;
  const std::string bytes = server.post_bytes("msg_same", victim_response("r1"));
  std::vector<std::future<testing::HttpReply>> posts;
  for (int i = 0; i < 64; ++i) {
    posts.push_back(std::async(std::launch::async, [&] { return send(server, bytes); }));
  }
  std::set<std::string> receipts;
  std::set<int> statuses;
  for (auto& post : posts) {
    const auto reply = post.get();
    statuses.insert(reply.status);
    receipts.insert(body_of(reply).at("receipt").get<std::string>());
  }
  CHECK(statuses == std::set<int>{200});
  CHECK(receipts.size() == 1);
  CHECK(server.arrived(Outcome::accepted) == 1);
  CHECK(server.arrived(Outcome::duplicate) == 63);
}

TEST_CASE("a sender reads what became of a response under its own key alone", "[http]") {
  RunningServer server;
  const json first = body_of(server.post(victim_response("r1")));
  const std::string address = "/api/v1/sources/wmnow/receipts?source_response_id=r1";
  const auto signed_for = [](const std::string& query) {
    return testing::signed_headers("msg_get", testing::wall_clock(), query);
  };
  const auto reply = testing::get(server.port(), address, signed_for("source_response_id=r1"));
  CHECK(reply.status == 200);
  CHECK(reply.header("cache-control") == "no-store");
  const json lines = body_of(reply).at("receipts");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].at("receipt") == first.at("receipt"));
  CHECK(lines[0].at("outcome") == "accepted");
  CHECK(lines[0].at("version") == 1);
  CHECK(testing::get(server.port(), address).status == 401);
  CHECK(testing::get(server.port(), address, signed_for("")).status == 401);
  CHECK(testing::get(server.port(), address, signed_for("source_response_id=r2")).status == 401);
  CHECK(testing::get(server.port(), "/api/v1/sources/wmnow/receipts", signed_for("")).status ==
        400);
}

TEST_CASE("what was noticed about a kept response stands in its receipt, not in its reply",
          "[http]") {
  RunningServer server;
  const auto reported = server.post(victim_response("r1", "Birmingham"));
  CHECK(reported.status == 200);
  CHECK_FALSE(body_of(reported).contains("findings"));
  server.post(victim_response("r1", "Birmingham"));
  const auto reply = testing::get(
      server.port(), "/api/v1/sources/wmnow/receipts?source_response_id=r1",
      testing::signed_headers("msg_get", testing::wall_clock(), "source_response_id=r1"));
  const json lines = body_of(reply).at("receipts");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].at("findings").at(0) == json{{"code", "area_ambiguous"}, {"pointer", "/npu"}});
  CHECK(reply.body.find("Birmingham") == std::string::npos);
}

TEST_CASE("arrivals are counted by source and outcome for Prometheus", "[http]") {
  RunningServer server;
  server.post(victim_response("r1"));
  server.post(victim_response("r1"));
  server.post("not json");
  const auto reply = testing::get(server.port(), "/metrics");
  CHECK(reply.header("content-type") == "text/plain; version=0.0.4; charset=utf-8");
  for (const auto* line :
       {R"(soundings_submissions_total{source="wmnow",outcome="accepted"} 1)",
        R"(soundings_submissions_total{source="wmnow",outcome="duplicate"} 1)",
        R"(soundings_quarantined_total{source="wmnow",reason="malformed_json"} 1)",
        "soundings_commit_seconds_count 3", "soundings_last_received_timestamp_seconds",
        "soundings_sender_skew_seconds", "soundings_queue_items"}) {
    INFO(line);
    CHECK(reply.body.find(line) != std::string::npos);
  }
}
