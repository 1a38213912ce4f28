// A listener with routes of a test's own: what serves HTTP knows no survey.
#include "http/listener.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <new>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <thread>

#include <catch2/catch.hpp>

#include "http/chunks.h"
#include "support/http_client.h"
#include "support/no_threads.h"

using namespace soundings;
using serve::Reply;
using serve::Request;
using serve::Route;
using testing::Connection;
using testing::request_bytes;

namespace {

constexpr std::size_t lines = 20000;
const std::string line = "a line of a long reply\n";

Route get(std::string_view pattern, std::function<std::optional<Reply>(Request&)> handle) {
  return {.method = "GET",
          .pattern = pattern,
          .id = "test",
          .permission = access::Permission::check_service,
          .handle = std::move(handle)};
}

/// A listener on any port of loopback.
struct Listening {
  explicit Listening(std::vector<Route> routes) : router(std::move(routes)) {
    metrics.declare_counter(serve::connections_turned_away, "");
    metrics.declare_counter(serve::connections_without_thread, "");
  }

  [[nodiscard]] std::uint16_t port() const { return listener.port(); }

  Metrics metrics;
  serve::Router router;
  serve::Proxies proxies{{}};
  serve::Limits limits{{}};
  serve::Dispatcher dispatcher{router, {}, {}, proxies, limits, metrics};
  serve::GuardRules rules;
  serve::Listener listener{{.host = "127.0.0.1", .most = {.all = 8, .per_address = 8}},
                           {.reach = Route::Reach::senders, .names = serve::Names("127.0.0.1", {})},
                           dispatcher,
                           rules,
                           nullptr,
                           metrics};
};

/// All that comes until the server closes.
std::string read_to_end(std::uint16_t port, const std::string& request) {
  Connection connection(port);
  connection.send(request);
  return connection.read_to_end();
}

/// The head at the front of `rest`, which is taken off it.
std::string_view take_head(std::string_view& rest) {
  const auto end = rest.find("\r\n\r\n") + 4;
  const auto head = rest.substr(0, end);
  rest.remove_prefix(end);
  return head;
}

/// The body of the chunked reply at the front of `rest`, which is taken off it.
std::string take_chunked(std::string_view& rest) {
  REQUIRE(take_head(rest).find("Transfer-Encoding: chunked") != std::string_view::npos);
  serve::Dechunker chunks;
  std::string body;
  const auto step = chunks.feed(rest, body);
  CHECK(step.state == serve::Dechunker::State::done);
  rest.remove_prefix(step.used);
  return body;
}

Reply long_reply(Request& /*request*/) {
  return {.media_type = "text/plain", .stream = [](std::ostream& out) {
            for (std::size_t i = 0; i < lines; ++i) {
              out << line;
            }
          }};
}

Reply broken_reply(Request& /*request*/) {
  return {.media_type = "text/plain", .stream = [](std::ostream& out) {
            out << line << std::flush;
            throw std::runtime_error("the database has gone");
          }};
}

Route open_to_senders(Route route) {
  route.reach = Route::Reach::senders;
  return route;
}

}  // namespace

TEST_CASE("a long reply is streamed in chunks, and the connection goes on", "[http]") {
  const Listening here(
      {open_to_senders(get("/long", long_reply)),
       open_to_senders(get("/short", [](Request& /*request*/) { return Reply{.body = "ok"}; }))});
  const std::string bytes =
      read_to_end(here.port(), request_bytes("GET", "/long") + request_bytes("HEAD", "/long") +
                                   request_bytes("GET", "/short") +
                                   request_bytes("GET", "/long", {{"Connection", "close"}}));
  std::string whole;
  for (std::size_t i = 0; i < lines; ++i) {
    whole += line;
  }
  std::string_view rest = bytes;
  CHECK(take_chunked(rest) == whole);
  CHECK(take_head(rest).find("Transfer-Encoding: chunked") != std::string_view::npos);
  CHECK(take_head(rest).find("Content-Length: 2") != std::string_view::npos);
  REQUIRE(rest.starts_with("ok"));
  rest.remove_prefix(2);
  CHECK(take_chunked(rest) == whole);
  CHECK(rest.empty());
}

TEST_CASE("a route whose caller lacks the permission it names is refused", "[http]") {
  Route route = open_to_senders(
      get("/keys", [](Request& /*request*/) { return Reply{.body = "a list of keys"}; }));
  route.permission = access::Permission::read_keys;
  const Listening here({route});
  const std::string reply =
      read_to_end(here.port(), request_bytes("GET", "/keys", {{"Connection", "close"}}));
  CHECK(reply.starts_with("HTTP/1.1 403 Forbidden\r\n"));
  CHECK(reply.find("not_permitted") != std::string::npos);
}

TEST_CASE("a route says in its own words that its answer did not come in time", "[http]") {
  Route route = open_to_senders(get("/slow", [](Request& request) -> std::optional<Reply> {
    CHECK(request.longest == std::chrono::milliseconds(250));
    return std::nullopt;
  }));
  route.longest = std::chrono::milliseconds(250);
  route.late = {503, "still_counting", "The count goes on; ask again shortly.", {}};
  const Listening here({route});
  const std::string reply =
      read_to_end(here.port(), request_bytes("GET", "/slow", {{"Connection", "close"}}));
  CHECK(reply.starts_with("HTTP/1.1 503 "));
  CHECK(reply.find("Retry-After: ") != std::string::npos);
  CHECK(reply.find("still_counting") != std::string::npos);
}

TEST_CASE("a reply longer than the socket's buffer reaches a slow reader whole", "[http]") {
  const std::string body(std::size_t{12} * 1024 * 1024, 'x');
  const Listening here({open_to_senders(
      get("/large", [&body](Request& /*request*/) { return Reply{.body = body}; }))});
  Connection connection(here.port());
  connection.send(request_bytes("GET", "/large", {{"Connection", "close"}}));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const std::string reply = connection.read_to_end();
  CHECK(reply.size() - reply.find("\r\n\r\n") - 4 == body.size());
}

TEST_CASE("who is refused while still sending is answered, not reset", "[http]") {
  const Listening here({});
  for (int i = 0; i < 20; ++i) {
    Connection connection(here.port());
    connection.send("POST /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500000\r\n\r\n");
    connection.send(std::string(100000, 'x'));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
    connection.send(std::string(100000, 'x'));
    CHECK(connection.read().value().status == 404);
  }
}

TEST_CASE("a listener stops at once when nobody has a request in hand", "[http]") {
  auto here = std::make_unique<Listening>(std::vector<Route>{});
  for (int i = 0; i < 6; ++i) {
    CHECK(testing::get(here->port(), "/nowhere").status == 404);
  }
  std::vector<std::unique_ptr<Connection>> idle;
  for (int i = 0; i < 6; ++i) {
    idle.push_back(std::make_unique<Connection>(here->port()));
    idle.back()->send(request_bytes("GET", "/nowhere"));
    CHECK(idle.back()->read().value().status == 404);
  }
  const auto began = std::chrono::steady_clock::now();
  here.reset();
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(5));
}

TEST_CASE("to HTTP/1.0 a long reply goes until the close", "[http]") {
  const Listening here({open_to_senders(get("/long", long_reply))});
  const std::string reply = read_to_end(
      here.port(), "GET /long HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n");
  const auto body = reply.find("\r\n\r\n") + 4;
  CHECK(reply.size() - body == lines * line.size());
  CHECK(reply.find("chunked") == std::string::npos);
}

TEST_CASE("a reply that breaks off never looks whole", "[http]") {
  const Listening here({open_to_senders(get("/broken", broken_reply))});
  const std::string reply = read_to_end(here.port(), request_bytes("GET", "/broken"));
  CHECK(reply.find(line.substr(0, line.size() - 1)) != std::string::npos);
  CHECK_FALSE(reply.ends_with("0\r\n\r\n"));
}

TEST_CASE("without memory one request is refused, and others are answered", "[http]") {
  const Listening here(
      {open_to_senders(get("/much", [](Request& /*request*/) -> Reply { throw std::bad_alloc(); })),
       open_to_senders(get("/little", [](Request& /*request*/) { return Reply{.body = "ok"}; }))});
  Connection connection(here.port());
  connection.send(request_bytes("GET", "/much") + request_bytes("GET", "/little"));
  const auto refused = connection.read().value();
  CHECK(refused.status == 503);
  CHECK(refused.body.find("out_of_memory") != std::string::npos);
  CHECK_FALSE(refused.header("retry-after").empty());
  CHECK(connection.read().value().body == "ok");
}

TEST_CASE("a connection that gets no thread waits for one, and the operator hears of it",
          "[http]") {
  const Listening here(
      {open_to_senders(get("/little", [](Request& /*request*/) { return Reply{.body = "ok"}; }))});
  const auto ask = [](Connection& connection) { connection.send(request_bytes("GET", "/little")); };
  std::optional<Connection> first(here.port());
  ask(*first);
  REQUIRE(first->read().value().body == "ok");
  std::optional<Connection> second;
  {
    const testing::NoThreads none;
    second.emplace(here.port());
    ask(*second);
    while (none.refused() == 0) {
      std::this_thread::yield();
    }
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(1100));
  Connection third(here.port());
  CHECK(second->read().value().body == "ok");  // by the thread that was started for the third
  first.reset();                               // its thread is free now
  ask(third);
  REQUIRE(third.read().value().body == "ok");
  CHECK(here.metrics.text().find("soundings_connections_without_thread_total 1") !=
        std::string::npos);
}

TEST_CASE("heavy work waits for a permit, and other work does not", "[http]") {
  serve::Permits permits(1);
  std::promise<void> begun;
  std::promise<void> release;
  auto released = release.get_future().share();
  std::atomic<int> running{0};
  std::atomic<int> most{0};
  Route heavy = open_to_senders(get("/heavy", [&](Request& request) {
    most = std::max(most.load(), ++running);
    if (request.asked("first") == "yes") {
      begun.set_value();
      released.wait();
    }
    --running;
    return Reply{.body = "done"};
  }));
  heavy.parameters = {{.name = "first"}};
  heavy.permits = &permits;
  const Listening here({heavy, open_to_senders(get("/light", [](Request& /*request*/) {
                          return Reply{.body = "ok"};
                        }))});
  Connection first(here.port());
  first.send(request_bytes("GET", "/heavy?first=yes"));
  begun.get_future().wait();
  Connection second(here.port());
  second.send(request_bytes("GET", "/heavy"));
  CHECK(testing::get(here.port(), "/light").body == "ok");
  release.set_value();
  CHECK(first.read().value().body == "done");
  CHECK(second.read().value().body == "done");
  CHECK(most == 1);
}

TEST_CASE("a slash at the end of a path is forgiven, once", "[http]") {
  const Listening here(
      {open_to_senders(get("/a/b", [](Request& /*request*/) { return Reply{.body = "ok"}; }))});
  CHECK(testing::get(here.port(), "/a/b/").status == 200);
  CHECK(testing::get(here.port(), "/a/b//").status == 404);
}
