// Every page as HTML: well formed, in order, and asking for nothing its policy forbids.
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "pages/model_pages.h"
#include "pages/reading_html.h"

namespace soundings::pages {
namespace {

std::vector<std::pair<std::string, std::string>> every_page() {
  const Definitions definitions = model_definitions();
  Overview empty;
  empty.edition.period = Period::month(Month{2019, 6});
  NpuPage nobody;
  nobody.npu = "WV";
  nobody.edition.period = Period::month(Month{2019, 6});
  ComparePage uncompared;
  uncompared.measure = &definitions.measures.front();
  uncompared.edition.period = Period::month(Month{2019, 6});
  return {{"overview", overview(definitions, model_overview(definitions))},
          {"overview of nothing", overview(definitions, empty)},
          {"npu", npu(definitions, model_npu(definitions))},
          {"npu of nothing", npu(definitions, nobody)},
          {"compare", compare(definitions, model_compare(definitions))},
          {"compare of nothing", compare(definitions, uncompared)},
          {"channels", channels(definitions, model_channels(definitions))},
          {"channel", channel(definitions, model_channel(definitions))},
          {"measure", measure(definitions, model_measure(definitions))},
          {"symbols", symbols(definitions)},
          {"method", method(definitions)},
          {"accessibility", accessibility(definitions)},
          {"api", api_reference(definitions, {{.method = "GET",
                                               .path = "/api/v1/estimates",
                                               .summary = "A table",
                                               .parameters = {{.name = "measure"}}}})},
          {"problem", problem(definitions, 404, "There is no such page", "Check the address.")},
          {"wrong choice", wrong_choice(definitions, model_wrong_choice())},
          {"no figures", no_figures(definitions, "/")},
          {"failure", failure(definitions, "7f3a-22c1")}};
}

}  // namespace

TEST_CASE("every page is well formed", "[pages]") {
  for (const auto& [name, page] : every_page()) {
    INFO(name);
    CHECK(read_html(page).faults == std::vector<std::string>{});
    CHECK(page.starts_with("<!doctype html>"));
  }
}

TEST_CASE("the reader of these tests sees a tag left open and a value left bare", "[pages]") {
  CHECK(read_html("<p><b>x</p></b>").faults.size() == 2);
  CHECK(read_html("<p class=x>y</p>").faults.size() == 1);
  CHECK(read_html("<p title=\"a > b\">y<br></p>").faults.empty());
}

TEST_CASE("a page has one first heading and skips no level", "[pages]") {
  for (const auto& [name, page] : every_page()) {
    INFO(name);
    const Reading reading = read_html(page);
    CHECK(reading.named("h1").size() == 1);
    int level = 0;
    for (const Element& each : reading.elements) {
      if (each.name.size() == 2 && each.name.front() == 'h' && each.name[1] >= '1' &&
          each.name[1] <= '6') {
        CHECK(each.name[1] - '0' <= level + 1);
        level = each.name[1] - '0';
      }
    }
  }
}

TEST_CASE("no two elements share an id, and every reference has its element", "[pages]") {
  for (const auto& [name, page] : every_page()) {
    INFO(name);
    const Reading reading = read_html(page);
    std::set<std::string> ids;
    for (const Element* each : reading.with("id")) {
      CHECK(ids.insert(each->attributes.at("id")).second);
    }
    for (const char* const reference :
         {"aria-labelledby", "aria-describedby", "for", "aria-controls"}) {
      for (const Element* each : reading.with(reference)) {
        CHECK(ids.contains(each->attributes.at(reference)));
      }
    }
    for (const Element* link : reading.named("a")) {
      const std::string& href = link->attributes.at("href");
      CHECK((!href.starts_with('#') || ids.contains(href.substr(1))));
    }
  }
}

TEST_CASE("scripts and styles are files of our own, never in the page", "[pages]") {
  for (const auto& [name, page] : every_page()) {
    INFO(name);
    const Reading reading = read_html(page);
    CHECK(reading.named("style").empty());
    CHECK(reading.with("style").empty());
    for (const Element* script : reading.named("script")) {
      CHECK(script->text.empty());
      CHECK(asset(script->attributes.at("src")) != nullptr);
    }
    for (const Element* link : reading.named("link")) {
      CHECK(asset(link->attributes.at("href")) != nullptr);
    }
    for (const Element& each : reading.elements) {
      for (const auto& [attribute, value] : each.attributes) {
        CHECK_FALSE(attribute.starts_with("on"));
        CHECK_FALSE(value.starts_with("http"));
      }
    }
  }
}

TEST_CASE("the content policy allows nothing unsafe and nothing from elsewhere", "[pages]") {
  const std::string policy{content_security_policy()};
  CHECK(policy.starts_with("default-src 'none';"));
  CHECK(policy.find("unsafe") == std::string::npos);
  CHECK(policy.find("http") == std::string::npos);
  CHECK(policy.find('*') == std::string::npos);
  for (const char* const needed :
       {"script-src 'self'", "style-src 'self'", "img-src 'self'", "font-src 'self'",
        "connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"}) {
    CHECK(policy.find(needed) != std::string::npos);
  }
}

TEST_CASE("navigation and footer name only pages that are there", "[pages]") {
  const std::set<std::string> there{"/",
                                    "/npus",
                                    "/channels",
                                    "/about/method",
                                    "/about/symbols",
                                    "/about/accessibility",
                                    "/api",
                                    "/api/v1/openapi.json",
                                    "/api/v1/estimates",
                                    "/api/v1/series"};
  for (const auto& [name, page] : every_page()) {
    INFO(name);
    const Reading reading = read_html(page);
    for (const Element* link : reading.named("a")) {
      const std::string& href = link->attributes.at("href");
      const std::string path = href.substr(0, href.find_first_of("?#"));
      const bool an_npu = path.starts_with("/npus/") && path.size() == 8;
      const bool a_part = path.starts_with("/channels/") || path.starts_with("/measures/");
      const bool a_file = path == "/api/v1/headline/2019-05.csv" ||
                          path == "/api/v1/headline/2019-05.json" ||
                          path.starts_with("/api/v1/headline/2019-06");
      CHECK((href.starts_with('#') || there.contains(path) || an_npu || a_part || a_file));
    }
  }
}

}  // namespace soundings::pages
