// What readers and programs ask for: figures, words, pages, assets and the description.
#include <algorithm>
#include <set>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "soundings/base/gzip.h"

#include "editions.h"
#include "routes.h"
#include "support/running_server.h"

using namespace soundings;
using nlohmann::json;
using testing::get;
using testing::RunningServer;
using testing::victim_response;

namespace {

/// Sixty answers of May 2019 in two NPUs, a third of them satisfied.
void fill(RunningServer& server) {
  std::string batch = "[";
  for (int i = 0; i < 60; ++i) {
    batch += (i == 0 ? "" : ",") + victim_response("r" + std::to_string(i),
                                                   i % 2 == 0 ? "Sandwell" : "Coventry",
                                                   i % 3 == 0 ? 2 : 6);
  }
  REQUIRE(server.post(batch + "]").status == 200);
}

json problem_of(const testing::HttpReply& reply) {
  CHECK(reply.header("content-type") == "application/problem+json");
  return json::parse(reply.body);
}

constexpr auto overall =
    "/api/v1/estimates?measure=victim_satisfied_whole_experience&period=2019-05";

/// The routes of a server's readers and senders.
struct Routes {
  explicit Routes(RunningServer& running)
      : editions(testing::real_definitions(), running.figures, nullptr),
        context{testing::real_definitions(),
                running.intake,
                running.figures,
                running.metrics,
                settings,
                limits,
                permits,
                editions,
                nullptr,
                nullptr,
                nullptr,
                nullptr,
                false,
                &running.reader} {}

  serve::Settings settings;
  serve::Limits limits{settings.rates};
  serve::Permits permits{1};
  serve::Editions editions;
  serve::Context context;
  serve::Router router{serve::routes_of(context)};
};

}  // namespace

TEST_CASE("an estimate includes every receipt already given, as JSON and as CSV", "[http]") {
  RunningServer server;
  fill(server);
  const auto reply = get(server.port(), overall);
  CHECK(reply.status == 200);
  CHECK(reply.header("content-type") == "application/json; charset=utf-8");
  CHECK(reply.body.find("33.3333333") != std::string::npos);
  const auto csv = get(server.port(), std::string(overall) + "&format=csv&by=npu");
  CHECK(csv.header("content-type") == "text/csv; charset=utf-8");
  CHECK(csv.body.starts_with("period,release,survey,measure,item,npu,contact_channel"));
  CHECK(csv.body.find("33.33333333") != std::string::npos);
}

TEST_CASE("a filter picks rows of the disclosed table and changes none of them", "[http]") {
  RunningServer server;
  fill(server);
  const auto lines_of = [&](const std::string& query) {
    const std::string text = get(server.port(), overall + query + "&format=csv").body;
    std::set<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const auto end = text.find("\r\n", at);
      lines.insert(text.substr(at, end - at));
      at = end + 2;
    }
    return lines;
  };
  const auto whole = lines_of("&by=npu");
  const auto picked = lines_of("&by=npu&npu=SW");
  CHECK(picked.size() < whole.size());
  CHECK(picked.size() > 1);
  CHECK(std::includes(whole.begin(), whole.end(), picked.begin(), picked.end()));
  CHECK(lines_of("&npu=SW") == picked);
}

TEST_CASE("an unknown parameter or value is 400 and names field, value and rule", "[http]") {
  RunningServer server;
  const auto refused = [&](const std::string& query, const std::string& pointer,
                           const std::string& given) {
    const auto reply = get(server.port(), "/api/v1/estimates?" + query);
    INFO(query);
    CHECK(reply.status == 400);
    const json problem = problem_of(reply);
    CHECK(problem.at("errors").at(0).at("pointer") == pointer);
    CHECK(problem.at("detail").get<std::string>().find(given) != std::string::npos);
  };
  const std::string good = "measure=victim_satisfied_whole_experience&period=2019-05";
  refused("period=2019-05", "/measure", "measure");
  refused("measure=victim_satisfied_whole_experience", "/period", "period");
  refused(good + "&colour=red", "/colour", "colour");
  refused(good + "&format=pdf", "/format", "pdf");
  refused(good + "&interval=guess", "/interval", "guess");
  refused(good + "&npu=XX", "/npu", "XX");
  refused(good + "&by=crime_group&npu=SW", "/npu", "npu");
  refused("measure=happiness&period=2019-05", "/measure", "happiness");
  refused("measure=victim_satisfied_whole_experience&period=2019-13", "/period", "2019-13");
  refused(good + "&by=shoe_size", "/by", "shoe_size");
  refused(good + "&weighting=gut_feeling", "/weighting", "gut_feeling");
  CHECK(get(server.port(), "/api/v1/headline/2019-13.csv").status == 400);
}

TEST_CASE("the headline export is given as CSV and as JSON", "[http]") {
  RunningServer server;
  fill(server);
  const auto csv = get(server.port(), "/api/v1/headline/2019-05.csv");
  CHECK(csv.status == 200);
  CHECK(csv.header("content-disposition") == "attachment; filename=\"headline-2019-05.csv\"");
  CHECK(csv.body.find("victim_satisfied_whole_experience") != std::string::npos);
  const auto exported = get(server.port(), "/api/v1/headline/2019-05.json");
  CHECK(exported.status == 200);
  CHECK(json::accept(exported.body));
}

TEST_CASE("measures, areas and channels are listed in the order of the definitions", "[http]") {
  const RunningServer server;
  const json measures = json::parse(get(server.port(), "/api/v1/measures").body).at("measures");
  CHECK(measures.size() == testing::real_definitions().measures.size());
  CHECK(measures.at(0).at("id") == "victim_satisfied_whole_experience");
  const json areas = json::parse(get(server.port(), "/api/v1/areas").body).at("areas");
  std::string npus;
  for (const auto& area : areas) {
    npus += area.at("level") == "npu" ? area.at("id").get<std::string>() : "";
  }
  CHECK(npus == "BEBWCVDYSWSHWSWV");
  const json channels = json::parse(get(server.port(), "/api/v1/channels").body).at("channels");
  CHECK(channels.at(0).at("id") == "999");
}

TEST_CASE("pages carry their security headers and are not sent twice", "[http]") {
  RunningServer server;
  fill(server);
  for (const auto* address :
       {"/", "/?period=2019-05", "/?compare=previous", "/?compare=previous-3", "/npus",
        "/npus?measure=victim_satisfied_treatment", "/npus/SW", "/npus/SW?period=2019-05",
        "/channels", "/channels/999", "/channels/livechat",
        "/measures/victim_satisfied_whole_experience", "/measures/livechat_rated_excellent_or_good",
        "/about/symbols", "/about/method", "/about/accessibility", "/api",
        "/?utm_source=mail&fbclid=1", "/npus/SW?colour=red"}) {
    INFO(address);
    const auto page = get(server.port(), address);
    CHECK(page.status == 200);
    CHECK(page.header("content-type") == "text/html; charset=utf-8");
    CHECK(page.header("cache-control") == "no-cache");
    CHECK_FALSE(page.header("content-security-policy").empty());
    CHECK(page.header("x-content-type-options") == "nosniff");
    CHECK(page.header("referrer-policy") == "same-origin");
    CHECK(page.header("cross-origin-opener-policy") == "same-origin");
    const auto again = get(server.port(), address, {{"If-None-Match", page.header("etag")}});
    CHECK(again.status == 304);
    CHECK(again.header("etag") == page.header("etag"));
  }
}

TEST_CASE("the form of an NPU page leads to that NPU's own address", "[http]") {
  const RunningServer server;
  const auto chosen = get(server.port(), "/npus?npu=WV&period=2019-05");
  CHECK(chosen.status == 303);
  CHECK(chosen.header("location") == "/npus/WV?period=2019-05");
  const auto channel = get(server.port(), "/channels?channel=999&period=2019-05");
  CHECK(channel.status == 303);
  CHECK(channel.header("location") == "/channels/999?period=2019-05");
}

TEST_CASE("a page is compressed for who takes gzip, and tagged by what it says", "[http]") {
  RunningServer server;
  fill(server);
  const auto plain = get(server.port(), "/");
  CHECK(plain.header("content-encoding").empty());
  CHECK(plain.header("vary") == "Accept-Encoding");
  const auto packed = get(server.port(), "/", {{"Accept-Encoding", "br, gzip;q=0.8"}});
  CHECK(packed.header("content-encoding") == "gzip");
  CHECK(packed.header("etag") == plain.header("etag"));
  CHECK(packed.header("etag").starts_with("W/"));  // the bytes differ
  CHECK(gunzip(packed.body) == plain.body);
  for (const auto* refuses : {"gzip;q=0", "identity", "gzip;q=0, *;q=1", "deflate, br"}) {
    INFO(refuses);
    const auto reply = get(server.port(), "/", {{"Accept-Encoding", refuses}});
    CHECK(reply.header("content-encoding").empty());
  }
  const auto wrong = get(server.port(), "/?period=zz", {{"Accept-Encoding", "gzip"}});
  CHECK(wrong.header("content-encoding").empty());  // it repeats what the caller wrote
}

TEST_CASE("a release that is not there is refused, by pages and by the API", "[http]") {
  RunningServer server;
  fill(server);
  const auto page = get(server.port(), "/?release=2019-05.r7");
  CHECK(page.status == 400);
  CHECK(page.body.find("There is no such release. Choose a period from the list") !=
        std::string::npos);
  const auto reply = get(server.port(), std::string(overall) + "&release=2019-05.r7");
  CHECK(reply.status == 400);
  CHECK(problem_of(reply).at("code") == "not_released");
}

TEST_CASE("a page that cannot be shown says why in plain words", "[http]") {
  RunningServer server;
  fill(server);
  const auto reported = [&](const std::string& address, int status, const std::string& words) {
    const auto page = get(server.port(), address, {{"Accept", "text/html"}});
    INFO(address);
    CHECK(page.status == status);
    CHECK(page.header("content-type") == "text/html; charset=utf-8");
    CHECK(page.body.find(words) != std::string::npos);
  };
  reported("/?period=%zz", 400, "not written as an address may be");
  reported("/measures/nothing", 404, "There is no such measure.");
  reported("/nowhere", 404, "nothing at this address");
  reported("/assets/nothing.css", 404, "nothing at this address");
}

TEST_CASE("a choice that cannot be used is named at its field, above the choices there are",
          "[http]") {
  RunningServer server({.sample = true});
  fill(server);
  std::string earlier = victim_response("early", "Sandwell", 6);
  earlier.replace(earlier.find("2019-05"), 7, "2018-11");
  REQUIRE(server.post(earlier).status == 200);
  const auto reported = [&](const std::string& address, int status, const std::string& field,
                            const std::string& words) {
    const auto page = get(server.port(), address);
    INFO(address);
    CHECK(page.status == status);
    CHECK(page.body.find("id=\"" + field +
                         "-error\"><span class=\"govuk-visually-hidden\">Error: "
                         "</span>" +
                         words + "</p>") != std::string::npos);
    CHECK(page.body.find("<option value=\"2019-05\" selected>May 2019</option>") !=
          std::string::npos);
    CHECK(page.body.find("Sample data") != std::string::npos);
  };
  const std::string months = "Choose a month from November 2018 to May 2019";
  reported("/?period=zz", 400, "period", months);
  reported("/?period=2035-01", 400, "period", months);
  reported("/npus/BE?period=2019-13", 400, "period", months);
  reported("/npus?npu=BE&period=zz", 400, "period", months);
  reported("/npus/ZZ", 404, "npu", "Choose an NPU from the list");
  reported("/npus?npu=ZZ", 400, "npu", "Choose an NPU from the list");
  reported("/npus?measure=happiness", 400, "measure", "Choose a measure from the list");
  reported("/?compare=luck", 400, "compare", "Choose what to compare with from the list");
  reported("/channels/pigeon", 404, "channel", "Choose a channel from the list");
  reported("/channels?channel=pigeon", 400, "channel", "Choose a channel from the list");
}

TEST_CASE("the only month is the one that is shown", "[http]") {
  RunningServer server;
  REQUIRE(server.post(victim_response("only", "Sandwell", 6)).status == 200);
  CHECK(get(server.port(), "/").body.find("<option value=\"2019-05\" selected>") !=
        std::string::npos);
  CHECK(get(server.port(), "/?period=zz").body.find("Choose May 2019, the only month") !=
        std::string::npos);
}

TEST_CASE("where there are no figures a page says so, and offers no figure and no file", "[http]") {
  const RunningServer server;
  for (const auto* address : {"/", "/npus/BE"}) {
    const auto page = get(server.port(), address);
    INFO(address);
    CHECK(page.status == 200);
    CHECK(page.body.find("No figures yet") != std::string::npos);
    CHECK(page.body.find("[x]") != std::string::npos);
    CHECK(page.body.find("soundings import") != std::string::npos);
    CHECK(page.body.find("<select") == std::string::npos);
    CHECK(page.body.find("/api/v1/headline/") == std::string::npos);
  }
  CHECK(get(server.port(), "/?period=zz").status == 400);
}

TEST_CASE("assets are sent compressed, for ever, and as they are to who cannot read gzip",
          "[http]") {
  const RunningServer server;
  const std::string page = get(server.port(), "/about/symbols").body;
  const auto at = page.find("/assets/");
  REQUIRE(at != std::string::npos);
  const std::string address = page.substr(at, page.find('"', at) - at);
  const auto packed = get(server.port(), address, {{"Accept-Encoding", "gzip, br"}});
  CHECK(packed.status == 200);
  CHECK(packed.header("content-encoding") == "gzip");
  CHECK(packed.header("cache-control") == "public, max-age=31536000, immutable");
  const auto plain = get(server.port(), address);
  CHECK(plain.header("content-encoding").empty());
  CHECK(plain.body.size() > packed.body.size());
  CHECK(get(server.port(), "/assets/../server.cpp").status == 404);
  CHECK(get(server.port(), "/assets/%2e%2e%2fserver.cpp").status == 404);
}

TEST_CASE("openapi.json describes every route of the router, and nothing else", "[http]") {
  RunningServer server;
  const Routes routes(server);
  const json document = json::parse(get(server.port(), "/api/v1/openapi.json").body);
  CHECK(document.at("openapi") == "3.1.0");
  std::set<std::string> described;
  for (const auto& [path, operations] : document.at("paths").items()) {
    for (const auto& [method, operation] : operations.items()) {
      described.insert((method + " ").append(path));
      std::string concrete = path;
      for (auto open = concrete.find('{'); open != std::string::npos; open = concrete.find('{')) {
        concrete.replace(open, concrete.find('}') - open + 1, "x");
      }
      INFO(concrete);
      CHECK(routes.router
                .find(serve::Route::Reach::readers, method == "get" ? "GET" : "POST", concrete)
                .has_value());
    }
  }
  std::set<std::string> routed;
  for (const auto& route : routes.router.routes()) {
    routed.insert((route.method == "GET" ? "get " : "post ") + std::string(route.pattern));
  }
  CHECK(described == routed);
}

TEST_CASE("the senders' listener has senders' addresses, and none of a page or a figure",
          "[http]") {
  RunningServer server;
  const Routes routes(server);
  std::set<std::string> open;
  for (const auto& route : routes.router.routes()) {
    std::string path(route.pattern);
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{')) {
      path.replace(at, path.find('}') - at + 1, "x");
    }
    const auto found = routes.router.find(serve::Route::Reach::senders, route.method, path);
    if (found) {
      open.emplace(route.id);
    } else {
      CHECK(found.error().empty());
    }
  }
  CHECK(open == std::set<std::string>{"health", "openapi", "postInvitations", "postResponses",
                                      "readReceipts", "readiness"});
}
