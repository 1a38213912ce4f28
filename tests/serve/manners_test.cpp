// A listener's manners: framing, slowness, what is left unread, and closing.
#include <chrono>
#include <future>
#include <memory>
#include <stdexcept>
#include <thread>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "support/running_server.h"

using namespace soundings;
using testing::Connection;
using testing::request_bytes;
using testing::responses_address;
using testing::RunningServer;
using testing::victim_response;

namespace {

std::string code_of(const testing::HttpReply& reply) {
  return nlohmann::json::parse(reply.body).at("code").get<std::string>();
}

/// A refused framing: its status, its code, and that the connection was closed.
struct Framing {
  std::string name;
  std::string bytes;
  int status;
  std::string code;
};

std::string post_with(const std::string& lines, const std::string& body = "{}") {
  return std::string("POST ") + responses_address + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + lines +
         "\r\n" + body;
}

/// Headers that could be a sender's own: only the body shows that they are not.
constexpr auto credential =
    "Content-Type: application/json\r\nwebhook-id: m\r\nwebhook-timestamp: 1\r\n"
    "webhook-signature: v1,AAAA\r\n";

std::string repeated(int times) {
  std::string lines;
  for (int i = 0; i < times; ++i) {
    lines += "X-" + std::to_string(i) + ": 1\r\n";
  }
  return lines;
}

}  // namespace

TEST_CASE("every hostile framing is answered with its code and a close", "[http]") {
  const RunningServer server;
  const std::vector<Framing> table{
      {"negative length", post_with("Content-Length: -5\r\n"), 400, "bad_content_length"},
      {"length in letters", post_with("Content-Length: abc\r\n"), 400, "bad_content_length"},
      {"length with a sign", post_with("Content-Length: +2\r\n"), 400, "bad_content_length"},
      {"two lengths", post_with("Content-Length: 2\r\nContent-Length: 40\r\n"), 400,
       "bad_content_length"},
      {"length and chunks",
       post_with("Content-Length: 4\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n"),
       400, "length_and_encoding"},
      {"another encoding", post_with("Content-Length: 2\r\nTransfer-Encoding: xchunked\r\n"), 501,
       "transfer_encoding_not_supported"},
      {"space before colon", post_with("Content-Length : 2\r\n"), 400, "bad_header"},
      {"folded line", post_with("X-A: 1\r\n 2\r\nContent-Length: 2\r\n"), 400, "bad_header"},
      {"bare line feeds", "POST / HTTP/1.1\nHost: 127.0.0.1\nContent-Length: 2\n\n{}", 400,
       "bare_line_feed"},
      {"NUL in a header", post_with(std::string("X-A: a\0b\r\n", 10) + "Content-Length: 2\r\n"),
       400, "bad_header"},
      {"1,000 headers", post_with(repeated(1000) + "Content-Length: 2\r\n"), 431,
       "headers_too_large"},
      {"64 KiB header", post_with("X-A: " + std::string(65536, 'a') + "\r\n"), 431,
       "headers_too_large"},
      {"1 MiB address",
       "POST /" + std::string(1 << 20, 'a') + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 414,
       "uri_too_long"},
      {"no Host", "POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}", 400, "bad_host"},
      {"two Hosts", post_with("Host: y\r\nContent-Length: 2\r\n"), 400, "bad_host"},
      {"HTTP/9.9", "POST / HTTP/9.9\r\nHost: 127.0.0.1\r\nContent-Length: 2\r\n\r\n{}", 505,
       "version_not_supported"},
      {"TLS hello", std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400,
       "bad_request_line"},
      {"length of 10^12",
       post_with("Content-Type: application/json\r\nContent-Length: 1000000000000\r\n"), 413,
       "body_too_large"},
  };
  for (const auto& row : table) {
    INFO(row.name);
    Connection connection(server.port());
    connection.send(row.bytes);
    const auto reply = connection.read();
    REQUIRE(reply.has_value());
    CHECK(reply->status == row.status);
    CHECK(code_of(*reply) == row.code);
    CHECK(reply->header("content-type") == "application/problem+json");
    CHECK(connection.closed_by_server());
  }
}

TEST_CASE("who finds every thread taken learns when to come back, and let go", "[http]") {
  const RunningServer server({.connections = 1});
  // A request in hand, but for the end of its body.
  const std::string body = victim_response("r1");
  auto headers = testing::signed_headers("msg_1", testing::wall_clock(), body);
  headers.emplace_back("Content-Type", "application/json");
  const std::string whole = request_bytes("POST", responses_address, headers, body);
  Connection first(server.port());
  first.send(whole.substr(0, whole.size() - 1));
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  Connection second(server.port());
  const auto reply = second.read();
  REQUIRE(reply.has_value());
  CHECK(reply->status == 503);
  CHECK(code_of(*reply) == "too_many_connections");
  CHECK(std::stoi(reply->header("retry-after")) >= 1);
  CHECK(second.closed_by_server());
  first.send(whole.substr(whole.size() - 1));
  CHECK(first.read().value().status == 200);
}

TEST_CASE("a connection that is idle gives way to a new one", "[http]") {
  const RunningServer server({.connections = 1});
  Connection first(server.port());
  first.send(request_bytes("GET", "/healthz"));
  CHECK(first.read().value().status == 200);
  // The reply is here before its connection counts as idle.
  std::this_thread::sleep_for(std::chrono::milliseconds(100));
  Connection second(server.port());
  second.send(request_bytes("GET", "/healthz"));
  CHECK(second.read().value().status == 200);
  CHECK(first.closed_by_server());
}

TEST_CASE("a request that has not come whole for a quarter of a second gives way to a new one",
          "[http]") {
  const RunningServer server({.connections = 1});
  Connection slow(server.port());
  slow.send("GET /healthz HTTP/1.1\r\nHost: ");
  Connection second(server.port());
  second.send(request_bytes("GET", "/healthz"));
  CHECK(second.read().value().status == 200);
  CHECK(slow.closed_by_server());
}

TEST_CASE("a listener that is full holds up no other", "[http]") {
  const RunningServer server(
      {.connections = 1,
       .senders = serve::SenderListener{.host = "127.0.0.1", .port = 0, .connections = 1}});
  const std::pair<std::uint16_t, std::uint16_t> ports{server.port(), server.server.sender_port()};
  for (const auto& [full, free] : {ports, std::pair(ports.second, ports.first)}) {
    Connection busy(full);
    busy.send("GET /healthz HTTP/1.1\r\nHost: ");
    Connection waits(full);
    waits.send(request_bytes("GET", "/healthz", {{"Connection", "close"}}));
    Connection other(free);
    other.send(request_bytes("GET", "/healthz", {{"Connection", "close"}}));
    CHECK(other.read().value().status == 200);
    CHECK(other.closed_by_server());
    CHECK(waits.read().value().status == 200);
    CHECK(waits.closed_by_server());
    CHECK(busy.closed_by_server());
    // They are counted until their threads are done with them.
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
}

TEST_CASE("odd requests that have one reading are the router's to answer", "[http]") {
  RunningServer server;
  const auto answer = [&](const std::string& bytes) {
    Connection connection(server.port());
    connection.send(bytes);
    return connection.read().value().status;
  };
  const std::string json_type = "Content-Type: application/json\r\n";
  CHECK(answer(post_with(json_type + "Content-Length: 2\r\n")) == 401);
  CHECK(answer(post_with(json_type, "")) == 411);
  CHECK(answer(post_with(json_type + "Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n")) ==
        401);
  CHECK(answer("FOO / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") == 405);
  CHECK(answer("TRACE / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") == 405);
  CHECK(answer(post_with(json_type + "Expect: 100-continue\r\nContent-Length: 2\r\n")) == 401);
}

TEST_CASE("slow headers and slow bodies are answered 408 at their deadline", "[http]") {
  const RunningServer server({.head_deadline = std::chrono::milliseconds(200),
                              .body_deadline = std::chrono::milliseconds(200)});
  Connection slow_head(server.port());
  slow_head.send("POST / HTTP/1.1\r\nHost:");
  const auto head = slow_head.read();
  REQUIRE(head.has_value());
  CHECK(head->status == 408);
  CHECK(code_of(*head) == "head_too_slow");
  CHECK(slow_head.closed_by_server());

  Connection slow_body(server.port());
  slow_body.send(post_with(std::string(credential) + "Content-Length: 10\r\n"));
  const auto body = slow_body.read();
  REQUIRE(body.has_value());
  CHECK(body->status == 408);
  CHECK(code_of(*body) == "body_too_slow");
  CHECK(slow_body.closed_by_server());
}

TEST_CASE("a request hidden in a body that was refused is never served", "[http]") {
  const RunningServer server;
  const std::string hidden = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  for (const auto* lines : {"Content-Type: text/xml\r\n", ""}) {
    Connection connection(server.port());
    connection.send(post_with(
        std::string(lines) + "Content-Length: " + std::to_string(hidden.size()) + "\r\n", hidden));
    REQUIRE(connection.read().value().status == 415);
    CHECK(connection.closed_by_server());
  }
  Connection get_with_body(server.port());
  get_with_body.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " +
                     std::to_string(hidden.size()) + "\r\n\r\n" + hidden);
  CHECK(get_with_body.read().value().status == 200);
  CHECK(get_with_body.closed_by_server());
}

TEST_CASE("pipelined requests are answered in order on one connection", "[http]") {
  RunningServer server;
  Connection connection(server.port());
  connection.send(server.post_bytes("msg_1", victim_response("r1")) +
                  server.post_bytes("msg_2", victim_response("r2")) +
                  request_bytes("GET", "/healthz"));
  CHECK(connection.read().value().status == 200);
  CHECK(connection.read().value().status == 200);
  CHECK(connection.read().value().body == R"({"status":"up"})");
  CHECK(server.arrived(store::Outcome::accepted) == 2);
}

TEST_CASE("HEAD is answered as GET without the body", "[http]") {
  const RunningServer server;
  Connection connection(server.port());
  connection.send(request_bytes("HEAD", "/healthz") + request_bytes("GET", "/healthz"));
  const auto head = connection.read(Connection::Body::absent).value();
  const auto full = connection.read().value();
  CHECK(head.status == 200);
  CHECK(head.header("content-length") == std::to_string(full.body.size()));
  CHECK(full.status == 200);
}

TEST_CASE("64 slow clients do not delay an honest one", "[http]") {
  RunningServer server;
  std::vector<std::unique_ptr<Connection>> slow;
  for (int i = 0; i < 64; ++i) {
    slow.push_back(std::make_unique<Connection>(server.port()));
    slow.back()->send("POST / HTTP/1.1\r\nHost:");
  }
  CHECK(testing::get(server.port(), "/healthz").status == 200);
  CHECK(server.post(victim_response("r1")).status == 200);
}

TEST_CASE("a server that goes lets the request in hand finish", "[http]") {
  auto server = std::make_unique<RunningServer>();
  Connection connection(server->port());
  std::promise<void> started;
  std::promise<void> release;
  std::jthread busy([&, &intake = server->intake] {
    intake.with_store([&](store::Store&) {
      started.set_value();
      release.get_future().wait();
    });
  });
  started.get_future().wait();
  connection.send(server->post_bytes("msg_1", victim_response("r1")));
  while (testing::get(server->port(), "/metrics").body.find("soundings_sender_skew_seconds{") ==
         std::string::npos) {
  }
  auto stopped = std::async(std::launch::async, [&] { server.reset(); });
  release.set_value();
  busy.join();
  stopped.wait();
  CHECK(connection.read().value().status == 200);
}

TEST_CASE("an address off loopback is refused, for there is no sign-in", "[http]") {
  CHECK_THROWS_AS(RunningServer({.host = "0.0.0.0"}), std::invalid_argument);
  CHECK_THROWS_AS(RunningServer({.host = "example.org"}), std::invalid_argument);
  CHECK_THROWS_AS(RunningServer({.host = "::"}), std::invalid_argument);
}

TEST_CASE("a body cut short by its sender learns so without waiting for the rest", "[http]") {
  const RunningServer server({.body_deadline = std::chrono::minutes(1)});
  Connection connection(server.port());
  connection.send(post_with(std::string(credential) + "Content-Length: 400\r\n", "{\"a\":"));
  connection.end_sending();
  const auto reply = connection.read();
  REQUIRE(reply);
  CHECK(reply->status == 400);
  CHECK(code_of(*reply) == "body_cut_short");
}
