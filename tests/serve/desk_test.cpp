// The operator's desk and its door: the same answers through both, for nobody else.
#include "soundings/serve/desk.h"

#include <filesystem>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "soundings/serve/door.h"

#include "desk_addresses.h"
#include "support/running_server.h"

using namespace soundings;
using namespace soundings::testing;
using Json = nlohmann::json;

namespace {

/// A server with a desk and a door beside its database.
struct Office {
  RunningServer house;
  intake::Reader reader{house.folder.file("soundings.db"), test_key()};
  serve::Desk desk{{.definitions = real_definitions(), .intake = house.intake, .reader = reader}};
  std::filesystem::path place = serve::door_of(house.folder.file("soundings.db"));
  serve::OperatorDoor door{place, desk};

  serve::Answer ask(const std::string& method, const std::string& path,
                    const std::map<std::string, std::string>& fields = {}) {
    return serve::ask_at_door(
               place, {.method = method, .path = path, .fields = fields, .user = "x", .at = {}})
        .value();
  }
};

std::string code(const serve::Answer& answer) {
  const auto document = Json::parse(answer.body);
  return document.contains("errors") ? document["errors"][0]["code"] : document["code"];
}

}  // namespace

TEST_CASE("the door says what the desk says, and who asked by the kernel's word", "[serve]") {
  Office office;
  const auto made = office.ask("POST", "/operator/keys",
                               {{"source", "livechat"}, {"label", "a & b + c"}, {"by", "s.patel"}});
  REQUIRE(made.status == 200);
  CHECK(Json::parse(made.body)["label"] == "a & b + c");
  const auto through = office.ask("GET", "/operator/keys", {{"source", "livechat"}});
  const auto direct = office.desk.answer(
      {.method = "GET", .path = "/operator/keys", .fields = {{"source", "livechat"}}, .user = "x"});
  CHECK(through.body == direct.body);
  CHECK(through.body.find("secret") == std::string::npos);
  const auto audit = Json::parse(office.ask("GET", "/operator/audit", {{"limit", "1"}}).body);
  CHECK(audit["rows"][0]["action"] == "key_created");
  CHECK(audit["rows"][0]["actor"] == "s.patel (" + serve::user_name(::geteuid()) + ")");
}

TEST_CASE("the door refuses what the desk does not know, by name", "[serve]") {
  Office office;
  CHECK(office.ask("GET", "/operator/nothing").status == 404);
  CHECK(office.ask("POST", "/operator/audit").status == 405);
  CHECK(code(office.ask("GET", "/operator/keys", {{"colour", "red"}})) == "unknown_parameter");
  CHECK(code(office.ask("POST", "/operator/keys", {{"source", "nobody"}})) == "unknown_source");
  CHECK(code(office.ask("POST", "/operator/keys/key_x/revoke")) == "unknown_key");
  CHECK(code(office.ask("GET", "/operator/audit", {{"since", "yesterday"}})) == "time_malformed");
  CHECK(code(office.ask("GET", "/operator/audit", {{"limit", "0"}})) == "limit_malformed");
  CHECK(code(office.ask("GET", "/operator/quarantine", {{"state", "lost"}})) == "unknown_state");
  CHECK(code(office.ask("GET", "/operator/quarantine", {{"scope", "all"}})) == "unknown_scope");
  CHECK(code(office.ask("GET", "/operator/quarantine/nobodys")) == "unknown_receipt");
  CHECK(code(office.ask("POST", "/operator/quarantine/nobodys/admit")) == "reason_missing");
}

TEST_CASE("no address of the desk is on the TCP side", "[serve]") {
  const Office office;
  for (const auto& address : serve::desk_addresses()) {
    CHECK(get(office.house.port(), address.pattern.substr(0, address.pattern.find("/{"))).status ==
          404);
  }
}

TEST_CASE("a door is its user's alone, takes the place of a stale one, and goes", "[serve]") {
  const Folder folder;
  const auto place = folder.file("a.db.door");
  const Office office;
  {
    const serve::OperatorDoor first(place, office.desk);
    struct stat found{};
    REQUIRE(::stat(place.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
    CHECK(serve::answers(place));
    const serve::OperatorDoor second(place, office.desk);
    CHECK(serve::answers(place));
  }
  CHECK_FALSE(std::filesystem::exists(place));
  CHECK_FALSE(serve::answers(place));
  const auto gone = serve::ask_at_door(
      place, {.method = "GET", .path = "/operator/keys", .fields = {}, .user = "x", .at = {}});
  CHECK_FALSE(gone);
  CHECK_THROWS_AS(serve::OperatorDoor(folder.file(std::string(120, 'x')), office.desk),
                  std::system_error);
}

TEST_CASE("a held item goes through the door from list to discard", "[serve]") {
  Office office;
  const std::string body = victim_response("1", "Atlantis");
  const auto posted = Json::parse(office.house.post(body).body);
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
