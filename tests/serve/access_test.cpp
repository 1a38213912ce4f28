// Who may call which address: the table of docs/access.md is the router's own, and what an address
// does with a key is what the table says.
#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <string>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "soundings/access/may.h"
#include "soundings/accounts/sign_in.h"
#include "soundings/base/digest.h"

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
        sign_in(server.intake, server.reader, Instant{}),
        context{testing::real_definitions(),
                server.intake,
                server.figures,
                server.metrics,
                settings,
                limits,
                permits,
                editions,
                &server.figures,
                &sign_in,
                &hashing,
                nullptr,
                false,
                &server.reader,
                nullptr},
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
  serve::Permits hashing{1};
  accounts::SignIn sign_in;
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
  cell(Principal::reading_key("rkey_1"));
  for (const access::Role role : access::people) {
    cell(Principal::person(role, "j.khan"));
  }
  cell(Principal::local_operator("s.patel"));
  return row + "\n";
}

std::string table_of(const std::vector<Route>& routes) {
  std::string table =
      "| address | permission | listeners | known by | anyone | responses key | invitations key | "
      "sandbox key | reader | reading key | lead | analyst | publisher | steward | safeguarding | "
      "auditor | "
      "admin "
      "| operator |\n|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
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

/// A server where everybody signs in, and a person of each role who has.
struct People {
  RunningServer server{{.sign_in_required = true}};
  accounts::SignIn sign_in{server.intake, server.reader, testing::wall_clock()};
  std::map<access::Role, std::string> tokens;

  People() {
    const store::Act act{.at = testing::wall_clock(), .actor = "test", .reason = ""};
    for (const access::Role role : access::people) {
      begin_session(role, act);
    }
  }

  void begin_session(access::Role role, const store::Act& act) {
    const std::string name = std::string(access::to_text(role)) + ".person";
    tokens[role] = to_hex(random_bytes(32));
    server.intake.with_store([&](store::Store& store) {
      REQUIRE(store.accounts().add({.name = name,
                                    .role = std::string(access::to_text(role)),
                                    .npus = {},
                                    .password = "none",
                                    .code_seed = {1},
                                    .created = act.at,
                                    .disabled = std::nullopt},
                                   {}, act));
      REQUIRE(store.accounts().begin(
          {.token = sha256(tokens[role]),
           .account = name,
           .address = "127.0.0.1",
           .agent = "test",
           .begun = act.at},
          {}, {.at = act.at, .actor = name, .action = "signed_in", .subject = name, .detail = ""}));
    });
  }

  int status_of(access::Role role, const Route& route) {
    const bool post = route.method == "POST";
    std::string address(route.pattern);
    if (const auto at = address.find("{account}"); at != std::string::npos) {
      address.replace(at, std::string("{account}").size(), "nobody");
    }
    testing::HttpHeaders headers;
    const auto token = tokens.find(role);
    if (token != tokens.end()) {
      headers.emplace_back("Cookie", "__Host-soundings=" + token->second);
    }
    if (post) {
      headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    }
    // A field that no form has is found after the role is, and before anything is done.
    const std::string body = "unknown=1";
    testing::Connection connection(server.port());
    connection.send(testing::request_bytes(route.method, address, headers,
                                           post ? std::optional(body) : std::nullopt));
    return connection.read().value().status;
  }
};

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

TEST_CASE(
    "a reader on this machine is refused where working figures are, and is asked to sign in "
    "where an account is needed",
    "[http]") {
  RunningServer server;
  for (const Route& route : Routes(server).all) {
    if (route.proof == Route::Proof::source_key || route.reach == Route::Reach::operators ||
        route.method != "GET") {
      continue;
    }
    INFO(route.pattern);
    const bool allowed = access::may(Principal::loopback_reader(), route.permission);
    const int status = status_of(server, route, "unused");
    if (route.face == Route::Face::page) {
      CHECK((allowed || status == 303));
      CHECK(status != 403);
    } else {
      CHECK(allowed == (status != 403));
    }
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

TEST_CASE("every address is open to each role or refused to it, as the table says", "[http]") {
  People people;
  for (const Route& route : Routes(people.server).all) {
    if (route.proof == Route::Proof::source_key || route.reach == Route::Reach::operators) {
      continue;
    }
    for (const access::Role role : access::people) {
      INFO(access::to_text(role) << " at " << route.method << " " << route.pattern);
      const bool allowed = access::may(Principal::person(role, "x"), route.permission);
      CHECK(allowed == (people.status_of(role, route) != 403));
    }
    INFO("nobody at " << route.method << " " << route.pattern);
    const int status = people.status_of(access::Role::anyone, route);
    const bool open = access::may(Principal::anyone(), route.permission);
    if (route.face == Route::Face::page) {
      CHECK((open ? status != 303 || route.pattern == "/sign-in/code" : status == 303));
    } else {
      CHECK(open == (status != 401));
    }
  }
}

TEST_CASE("an address of the operator's socket is nowhere else, whatever the role", "[http]") {
  People people;
  for (const Route& route : Routes(people.server).all) {
    if (route.reach != Route::Reach::operators) {
      continue;
    }
    for (const access::Role role : access::people) {
      INFO(access::to_text(role) << " at " << route.method << " " << route.pattern);
      CHECK(people.status_of(role, route) == 404);
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
