// Who may call which address: the table of docs/access.md is the router's own, and what an address
// does with a key is what the table says.
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "soundings/access/may.h"

#include "editions.h"
#include "operator/calls.h"
#include "routes.h"
#include "support/running_server.h"

using namespace soundings;
using access::Principal;
using serve::Route;
using testing::RunningServer;

namespace {

constexpr std::array scopes{KeyScope::responses, KeyScope::invitations, KeyScope::sandbox};

/// The routes of all three listeners.
struct Routes {
  explicit Routes(RunningServer& server)
      : editions(testing::real_definitions(), server.figures, nullptr),
        context{testing::real_definitions(),
                server.intake,
                server.figures,
                server.metrics,
                settings,
                limits,
                permits,
                editions},
        tools{.definitions = testing::real_definitions(),
              .intake = server.intake,
              .reader = server.reader},
        all(serve::routes_of(context)) {
    const auto more = serve::operator_routes(tools);
    all.insert(all.end(), more.begin(), more.end());
  }

  serve::Settings settings;
  serve::Limits limits{settings.rates};
  serve::Permits permits{1};
  serve::Editions editions;
  serve::Context context;
  serve::OperatorTools tools;
  std::vector<Route> all;
};

std::string listeners_of(const Route& route) {
  switch (route.reach) {
    case Route::Reach::readers:
      return "readers";
    case Route::Reach::senders:
      return "senders, readers";
    case Route::Reach::operators:
      break;
  }
  return "operator socket";
}

std::string row_of(const Route& route) {
  std::string row = "| `" + std::string(route.method) + " " + std::string(route.pattern) + "` | `" +
                    std::string(access::to_text(route.permission)) + "` | " + listeners_of(route) +
                    " | " + (route.proof == Route::Proof::source_key ? "key" : "listener") + " |";
  const auto cell = [&](const Principal& who) {
    row += access::may(who, route.permission) ? " yes |" : " |";
  };
  cell(Principal::anyone());
  for (const KeyScope scope : scopes) {
    cell(Principal::source("wmnow", "key_1", scope));
  }
  cell(Principal::loopback_reader());
  cell(Principal::local_operator("s.patel"));
  return row + "\n";
}

std::string table_of(const std::vector<Route>& routes) {
  std::string table =
      "| address | permission | listeners | known by | anyone | responses key | invitations key | "
      "sandbox key | reader | operator |\n|---|---|---|---|---|---|---|---|---|---|\n";
  for (const Route& route : routes) {
    table += row_of(route);
  }
  return table;
}

const std::string page = SOUNDINGS_SOURCE_DIR "/docs/access.md";

std::string read_page() {
  std::ifstream in{page, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

/// "/api/v1/sources/{source}/receipts" as an address of wmnow.
std::string address_of(const Route& route) {
  std::string address(route.pattern);
  const auto put = [&address](const std::string& name, const std::string& value) {
    if (const auto at = address.find(name); at != std::string::npos) {
      address.replace(at, name.size(), value);
    }
  };
  put("{source}", "wmnow");
  put("{survey}", "victim_satisfaction");
  return address;
}

/// Every key of wmnow ends, and one of `scope` begins.
void replace_keys(RunningServer& server, KeyScope scope) {
  server.intake.with_store([scope](store::Store& store) {
    for (const SourceKey& key : store.keys().list("wmnow")) {
      static_cast<void>(store.keys().end(key.id, Instant{}, Instant{}, "test"));
    }
    SourceKey key = testing::sender_key("wmnow");
    key.scope = scope;
    store.keys().add(key, Instant{}, "test");
  });
}

/// The status of a request that is signed by the key of wmnow. What a GET is signed over is the
/// text of its query.
int status_of(const RunningServer& server, const Route& route, const std::string& id) {
  const bool post = route.method == "POST";
  const std::string query = "source_response_id=r1";
  const std::string body = post ? "survey,wave_or_month,npu,crime_group,invited\n" : query;
  auto headers = testing::signed_headers(id, testing::wall_clock(), body);
  headers.emplace_back("Content-Type", "text/csv");
  testing::Connection connection(server.port());
  connection.send(testing::request_bytes(std::string(route.method),
                                         address_of(route) + (post ? "" : "?" + query), headers,
                                         post ? body : std::string{}));
  return connection.read().value().status;
}

}  // namespace

TEST_CASE("the page of who may call what is the router's own table", "[serve][golden]") {
  RunningServer server;
  const std::string table = table_of(Routes(server).all);
  std::string text = read_page();
  const auto begin = text.find("| address |");
  REQUIRE(begin != std::string::npos);
  if (::secure_getenv("SOUNDINGS_APPROVE") != nullptr) {
    text.replace(begin, std::string::npos, table);
    std::ofstream{page, std::ios::binary} << text;
  }
  INFO("run tools/approve and read the difference");
  CHECK(text.substr(begin) == table);
}

TEST_CASE("an address of sources opens to the keys that may, and to no other", "[http]") {
  RunningServer server;
  int sent = 0;
  for (const KeyScope scope : scopes) {
    replace_keys(server, scope);
    for (const Route& route : Routes(server).all) {
      if (route.proof != Route::Proof::source_key) {
        continue;
      }
      INFO(to_text(scope) << " at " << route.pattern);
      const bool opened = status_of(server, route, "msg_" + std::to_string(++sent)) != 401;
      CHECK(opened == access::may(Principal::source("wmnow", "key_1", scope), route.permission));
    }
  }
}

TEST_CASE("a reader is refused at the addresses of working figures, and at no other", "[http]") {
  RunningServer server;
  for (const Route& route : Routes(server).all) {
    if (route.proof == Route::Proof::source_key || route.reach == Route::Reach::operators) {
      continue;
    }
    INFO(route.pattern);
    const bool allowed = access::may(Principal::loopback_reader(), route.permission);
    CHECK(allowed == (route.permission != access::Permission::read_working_figures));
    CHECK(allowed == (status_of(server, route, "unused") != 403));
  }
}

TEST_CASE("nobody reaches a listener whose routes they may not call", "[serve]") {
  RunningServer server;
  for (const Route& route : Routes(server).all) {
    if (route.proof == Route::Proof::source_key) {
      continue;
    }
    INFO(route.pattern);
    CHECK(access::may(Principal::local_operator("s.patel"), route.permission));
    if (route.reach == Route::Reach::senders) {
      CHECK(access::may(Principal::anyone(), route.permission));
    }
  }
}

TEST_CASE("an operator's call by somebody else is refused", "[serve]") {
  RunningServer server;
  const Routes routes(server);
  const serve::OperatorApi operators(routes.tools);
  serve::Request request;
  request.method = "GET";
  request.path = "/operator/keys";
  request.caller = Principal::loopback_reader();
  const auto reply = operators.answer(request);
  CHECK(reply.status == 403);
  CHECK(nlohmann::json::parse(reply.body).at("code") == "not_permitted");
}
