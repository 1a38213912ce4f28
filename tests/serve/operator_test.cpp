// What the operator asks: the same answers in this process and at the socket, for nobody else.
#include "soundings/serve/operator.h"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "soundings/serve/operator_socket.h"

#include "operator/calls.h"
#include "support/running_server.h"

using namespace soundings;
using namespace soundings::testing;
using Json = nlohmann::json;

namespace {

serve::Request asking(const std::string& method, const std::string& path,
                      const std::map<std::string, std::string>& fields = {}) {
  serve::Request request;
  request.method = method;
  request.path = path;
  request.form = fields;
  request.caller = access::Principal::local_operator("x");
  return request;
}

/// A server with its operator's socket, and the same routes in this process.
struct Office {
  RunningServer server;
  serve::OperatorTools tools{.definitions = real_definitions(),
                             .intake = server.intake,
                             .reader = server.reader,
                             .change_pepper = {},
                             .cells = server.cells.get(),
                             .program_version = "0.1.0"};
  serve::OperatorApi here{tools};
  std::filesystem::path socket = serve::operator_socket_of(server.folder.file("soundings.db"));

  serve::Reply ask(const std::string& method, const std::string& path,
                   const std::map<std::string, std::string>& fields = {}) const {
    return serve::ask_operator(socket, asking(method, path, fields)).value();
  }
};

/// One answer of May 2019 to the victim survey, by areas and channels in turn.
void commit_one(intake::Intake& intake, int answer) {
  intake.with_store([&](store::Store& store) {
    auto made = entry({.id = "r" + std::to_string(answer),
                       .whole_experience = 1 + answer % 3,
                       .npu = answer % 2 == 0 ? "BE" : "BW",
                       .channel = answer % 4 < 2 ? "999" : "101"});
    REQUIRE(store.ledger().commit(batch({made}), real_definitions()).size() == 1);
  });
}

std::string code(const serve::Reply& answer) {
  const auto document = Json::parse(answer.body);
  return document.contains("errors") ? document["errors"][0]["code"] : document["code"];
}

}  // namespace

TEST_CASE("the socket answers as the process itself does, and names who asked by the kernel's word",
          "[serve]") {
  const Office office;
  const auto made = office.ask("POST", "/operator/keys",
                               {{"source", "livechat"}, {"label", "a & b + c"}, {"by", "s.patel"}});
  REQUIRE(made.status == 200);
  CHECK(Json::parse(made.body)["label"] == "a & b + c");
  const auto through = office.ask("GET", "/operator/keys", {{"source", "livechat"}});
  const auto direct = office.here.answer(asking("GET", "/operator/keys", {{"source", "livechat"}}));
  CHECK(through.body == direct.body);
  CHECK(through.body.find("secret") == std::string::npos);
  const auto audit = Json::parse(office.ask("GET", "/operator/audit", {{"limit", "1"}}).body);
  CHECK(audit["rows"][0]["action"] == "key_created");
  CHECK(audit["rows"][0]["actor"] == "s.patel (" + serve::user_name(::geteuid()) + ")");
}

TEST_CASE("the socket refuses a call or a field that there is not, by name", "[serve]") {
  const Office office;
  CHECK(office.ask("GET", "/operator/nothing").status == 404);
  CHECK(office.ask("POST", "/operator/audit").status == 405);
  CHECK(code(office.ask("GET", "/operator/keys", {{"colour", "red"}})) == "unknown_parameter");
  CHECK(code(office.ask("POST", "/operator/keys", {{"source", "nobody"}})) == "unknown_source");
  CHECK(code(office.ask("POST", "/operator/keys/key_x/revoke")) == "unknown_key");
  const std::string keys = office.ask("GET", "/operator/keys").body;
  for (const std::string scope : {"records", "comments", "publish", "read"}) {
    const auto answer =
        office.ask("POST", "/operator/keys", {{"source", "livechat"}, {"scope", scope}});
    CHECK(answer.status == 400);
    CHECK(code(answer) == "unknown_scope");
    CHECK(Json::parse(answer.body)["errors"][0]["pointer"] == "/scope");
    CHECK(Json::parse(answer.body)["detail"] == "scope \"" + scope +
                                                    "\" would open nothing: a key's scope is "
                                                    "responses, invitations or sandbox.");
  }
  CHECK(office.ask("GET", "/operator/keys").body == keys);
  CHECK(code(office.ask("GET", "/operator/audit", {{"since", "yesterday"}})) == "time_malformed");
  CHECK(code(office.ask("GET", "/operator/audit", {{"limit", "0"}})) == "limit_malformed");
  CHECK(code(office.ask("GET", "/operator/quarantine", {{"state", "lost"}})) == "unknown_state");
  CHECK(code(office.ask("GET", "/operator/quarantine", {{"scope", "all"}})) == "unknown_scope");
  CHECK(code(office.ask("GET", "/operator/quarantine/nobodys")) == "unknown_receipt");
  CHECK(code(office.ask("POST", "/operator/quarantine/nobodys/admit")) == "reason_missing");
}

TEST_CASE("a month is published once, and withdrawn by two users whatever they call themselves",
          "[serve]") {
  Office office;
  for (int answer = 0; answer < 40; ++answer) {
    commit_one(office.server.intake, answer);
  }
  const auto ask = [&](const std::string& path, const std::string& user,
                       const std::map<std::string, std::string>& fields) {
    auto request = asking("POST", "/operator/releases" + path, fields);
    request.caller = access::Principal::local_operator(user);
    return office.here.answer(std::move(request));
  };
  CHECK(code(ask("", "ann", {{"period", "2019-5"}})) == "period_malformed");
  CHECK(code(ask("", "ann", {{"period", "2019-04"}})) == "no_answers");
  CHECK(code(ask("/2019-05.r0/approve", "ann", {{"reason", "x"}})) == "unknown_release");
  const auto drafted = ask("", "ann", {{"period", "2019-05"}, {"draft", "yes"}});
  INFO(drafted.body);
  REQUIRE(drafted.status == 200);
  CHECK(Json::parse(drafted.body)["state"] == "draft");
  CHECK(code(ask("", "ann", {{"period", "2019-05"}})) == "release_exists");
  CHECK(code(ask("/2019-05.r0/withdraw", "ann", {{"reason", "x"}})) == "release_not_published");
  CHECK(code(ask("/2019-05.r0/approve", "ann", {})) == "reason_missing");
  CHECK(Json::parse(ask("/2019-05.r0/approve", "ann", {{"reason", "checked"}}).body)["state"] ==
        "published");
  CHECK(code(ask("/2019-05.r0/discard", "ann", {{"reason", "x"}})) == "release_not_a_draft");
  const auto asked = ask("/2019-05.r0/withdraw", "ann", {{"reason", "wrong file"}});
  CHECK(Json::parse(asked.body)["state"] == "published");
  CHECK(code(ask("/2019-05.r0/withdraw", "ann", {{"reason", "wrong file"}, {"by", "bob"}})) ==
        "second_person_needed");
  const auto withdrawn = ask("/2019-05.r0/withdraw", "bob", {{"reason", "wrong file"}});
  CHECK(Json::parse(withdrawn.body)["state"] == "withdrawn");
  CHECK(code(ask("", "ann", {{"period", "2019-05"}})) == "release_exists");
}

TEST_CASE("no route of the operator is served over TCP", "[serve]") {
  const Office office;
  for (const auto& route : serve::operator_routes(office.tools)) {
    CHECK(get(office.server.port(), route.pattern.substr(0, route.pattern.find("/{"))).status ==
          404);
  }
}

TEST_CASE("the operator's socket is its user's alone, replaces a stale one, and goes", "[serve]") {
  const Folder folder;
  const std::filesystem::path socket = folder.file("a.db.operator");
  std::ofstream(socket) << "left by a server that was killed";
  {
    const RunningServer server({.operator_socket = socket});
    struct stat found{};
    REQUIRE(::stat(socket.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
    CHECK(serve::operator_answers(socket));
  }
  CHECK_FALSE(std::filesystem::exists(socket));
  CHECK_FALSE(serve::operator_answers(socket));
  CHECK_FALSE(serve::ask_operator(socket, asking("GET", "/operator/keys")));
}

TEST_CASE("a path too long for a socket is no reason not to serve", "[serve]") {
  const Folder folder;
  const RunningServer server({.operator_socket = folder.file(std::string(120, 'x'))});
  CHECK(get(server.port(), "/healthz").status == 200);
}

TEST_CASE("a held item goes through the socket from list to discard", "[serve]") {
  Office office;
  const std::string body = victim_response("1", "Atlantis");
  const auto posted = Json::parse(office.server.post(body).body);
  const std::string address = "/operator/quarantine/" + posted["receipt"].get<std::string>();
  const auto page = Json::parse(office.ask("GET", "/operator/quarantine").body);
  REQUIRE(page["items"].size() == 1);
  CHECK(page["items"][0]["errors"][0]["pointer"] == "/npu");
  CHECK_FALSE(page["items"][0].contains("body"));
  CHECK(Json::parse(office.ask("GET", address, {{"body", "yes"}}).body)["body"] == body);
  const auto replay = Json::parse(office.ask("POST", "/operator/quarantine/replay").body);
  CHECK(replay["items"][0]["status"] == "quarantined");
  CHECK_FALSE(replay["applied"]);
  const auto gone = office.ask("POST", address + "/discard", {{"reason", "no such place"}});
  CHECK(gone.status == 200);
  CHECK(code(office.ask("POST", address + "/discard", {{"reason", "twice"}})) == "already_decided");
}
