// A listener with routes of a test's own: what serves HTTP knows no survey.
#include "http/listener.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <new>
#include <ostream>
#include <stdexcept>
#include <string>

#include <catch2/catch.hpp>

#include "support/http_client.h"

using namespace soundings;
using serve::Reply;
using serve::Request;
using serve::Route;
using testing::Connection;
using testing::request_bytes;

namespace {

constexpr std::size_t lines = 20000;
const std::string line = "a line of a long reply\n";

Route get(std::string_view pattern, std::function<Reply(Request&)> handle) {
  return {.method = "GET",
          .pattern = pattern,
          .id = "test",
          .summary = {},
          .parameters = {},
          .handle = std::move(handle)};
}

/// A listener on any port of loopback.
struct Listening {
  explicit Listening(std::vector<Route> routes) : router(std::move(routes)) {
    metrics.declare_counter(serve::connections_turned_away, "");
  }

  [[nodiscard]] std::uint16_t port() const { return listener.port(); }

  Metrics metrics;
  serve::Router router;
  serve::Proxies proxies{{}};
  serve::Limits limits{{}};
  serve::Dispatcher dispatcher{router, {}, proxies, limits, metrics};
  serve::GuardRules rules;
  serve::Listener listener{{.host = "127.0.0.1", .path = {}, .most = {.all = 8, .per_address = 8}},
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

Reply long_reply(Request& /*request*/) {
  return {.media_type = "text/plain", .body = {}, .headers = {}, .stream = [](std::ostream& out) {
            for (std::size_t i = 0; i < lines; ++i) {
              out << line;
            }
          }};
}

Reply broken_reply(Request& /*request*/) {
  return {.media_type = "text/plain", .body = {}, .headers = {}, .stream = [](std::ostream& out) {
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
  const Listening here({open_to_senders(get("/long", long_reply))});
  const std::string twice =
      read_to_end(here.port(), request_bytes("GET", "/long") + request_bytes("HEAD", "/long") +
                                   request_bytes("GET", "/long", {{"Connection", "close"}}));
  std::size_t found = 0;
  for (auto at = twice.find("a line of"); at != std::string::npos;
       at = twice.find("a line of", at + 1)) {
    ++found;
  }
  CHECK(found + 100 > 2 * lines);  // some stand over the ends of two chunks
  CHECK(found <= 2 * lines);
  CHECK(twice.find("Transfer-Encoding: chunked") != std::string::npos);
  CHECK(twice.ends_with("0\r\n\r\n"));
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
  heavy.parameters = {{.name = "first", .description = {}}};
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
