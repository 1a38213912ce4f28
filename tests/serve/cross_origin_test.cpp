// Which other web sites may read replies of the API: those that are named, without cookies.
#include "http/cross_origin.h"

#include <string>

#include <catch2/catch.hpp>

#include "support/running_server.h"

using namespace soundings;
using testing::Connection;
using testing::get;
using testing::HttpHeaders;
using testing::HttpReply;
using testing::request_bytes;
using testing::RunningServer;

namespace {

constexpr auto measures = "/api/v1/measures";
constexpr auto named = "https://figures.example";

serve::Settings open_to(std::vector<std::string> origins) {
  serve::Settings settings;
  settings.cors_origins = std::move(origins);
  return settings;
}

HttpReply asked_from(const RunningServer& server, const std::string& target,
                     const std::string& origin) {
  return get(server.port(), target, {{"Origin", origin}});
}

HttpReply asks_first(const RunningServer& server, const std::string& target,
                     const std::string& origin) {
  Connection connection(server.port());
  connection.send(request_bytes("OPTIONS", target,
                                {{"Origin", origin},
                                 {"Access-Control-Request-Method", "GET"},
                                 {"Access-Control-Request-Headers", "authorization"}}));
  return connection.read().value();
}

std::string who_may(const HttpReply& reply) {
  return reply.header("access-control-allow-origin");
}

}  // namespace

TEST_CASE("no other site reads anything unless an operator says so", "[http]") {
  const RunningServer server;
  const auto reply = asked_from(server, measures, named);
  CHECK(reply.status == 200);
  CHECK(who_may(reply).empty());
  CHECK(reply.header("vary").find("Origin") == std::string::npos);
  CHECK(asks_first(server, measures, named).status == 405);
}

TEST_CASE("a site that is named reads the API, and no other does", "[http]") {
  const RunningServer server(open_to({named, "http://localhost:5173"}));
  for (const std::string origin : {"https://figures.example", "http://localhost:5173"}) {
    const auto reply = asked_from(server, measures, origin);
    CHECK(who_may(reply) == origin);
    CHECK(reply.header("vary") == "Origin");
    CHECK(reply.header("access-control-expose-headers").find("ETag") != std::string::npos);
  }
  for (const std::string origin :
       {"https://figures.example.net", "http://figures.example", "https://figures.example:444",
        "https://FIGURES.example", "null", ""}) {
    INFO(origin);
    const auto reply = asked_from(server, measures, origin);
    CHECK(reply.status == 200);
    CHECK(who_may(reply).empty());
    CHECK(reply.header("vary") == "Origin");
  }
}

TEST_CASE("a refusal is read by the site too", "[http]") {
  const RunningServer server(open_to({named}));
  const auto reply = asked_from(server, "/api/v1/estimates?measure=none", named);
  CHECK(reply.status == 400);
  CHECK(who_may(reply) == named);
}

TEST_CASE("a site asks first before it sends a key", "[http]") {
  const RunningServer server(open_to({named}));
  const auto reply = asks_first(server, measures, named);
  CHECK(reply.status == 204);
  CHECK(who_may(reply) == named);
  CHECK(reply.header("access-control-allow-methods") == "GET, HEAD");
  CHECK(reply.header("access-control-allow-headers") == "Authorization, If-None-Match");
  CHECK(reply.header("access-control-max-age") == "600");
  const auto other = asks_first(server, measures, "https://elsewhere.example");
  CHECK(other.status == 204);
  CHECK(who_may(other).empty());
  CHECK(other.header("access-control-allow-methods").empty());
}

TEST_CASE("cookies of a reader are never let through", "[http]") {
  for (const std::string setting : {"https://figures.example", "*"}) {
    const RunningServer server(open_to({setting}));
    for (const auto& reply :
         {asked_from(server, measures, named), asks_first(server, measures, named)}) {
      CHECK(reply.header("access-control-allow-credentials").empty());
    }
  }
}

TEST_CASE("every site reads the API only where an operator says *", "[http]") {
  const RunningServer server(open_to({"*"}));
  CHECK(who_may(asked_from(server, measures, "https://anywhere.example")) == "*");
  CHECK(who_may(asks_first(server, measures, "https://anywhere.example")) == "*");
}

TEST_CASE("posts and pages are open to no other site", "[http]") {
  const RunningServer server(open_to({"*"}));
  for (const std::string target : {"/", "/about/symbols", "/healthz/none"}) {
    INFO(target);
    CHECK(who_may(asked_from(server, target, named)).empty());
    CHECK(asks_first(server, target, named).status >= 400);
  }
  CHECK(asks_first(server, testing::responses_address, named).status == 405);
  CHECK(who_may(asks_first(server, testing::responses_address, named)).empty());
}

TEST_CASE("an origin is a scheme and a host, or *", "[http]") {
  using serve::is_origin;
  for (const std::string right : {"*", "https://figures.example", "http://localhost:5173",
                                  "http://[::1]:8080", "http://192.0.2.1"}) {
    CHECK(is_origin(right));
  }
  for (const std::string wrong :
       {"", "figures.example", "https://", "https://figures.example/", "https://figures.example/a",
        "null", "https://Figures.example", "https://*.example", "ftp://figures.example",
        "https://a.example,https://b.example"}) {
    INFO(wrong);
    CHECK_FALSE(is_origin(wrong));
    CHECK(serve::refusal(open_to({wrong})).has_value());
  }
}
