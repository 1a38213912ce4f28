// Whatever a name, a fact or an address says, it stays text.
#include <string>

#include <catch2/catch.hpp>

#include "pages/model_pages.h"
#include "pages/reading_html.h"

namespace soundings::pages {
namespace {

const std::string hostile = R"(<script>alert(1)</script>"' onload="x" {{title}} & <b>)";

}  // namespace

TEST_CASE("hostile names in definitions stay text", "[pages]") {
  Definitions definitions = model_definitions();
  definitions.measures[0].title["en"] = hostile;
  definitions.measures[0].subtitle["en"] = hostile;
  for (Survey& survey : definitions.surveys) {
    survey.title["en"] = hostile;
    for (Item& item : survey.items) {
      item.text["en"] = hostile;
    }
    for (Domain& domain : survey.domains) {
      domain.label["en"] = hostile;
      for (DomainCode& code : domain.codes) {
        code.label["en"] = hostile;
      }
    }
  }
  for (const std::string& page :
       {overview(definitions, model_overview(definitions)),
        npu(definitions, model_npu(definitions)), compare(definitions, model_compare(definitions)),
        channels(definitions, model_channels(definitions)),
        channel(definitions, model_channel(definitions)),
        measure(definitions, model_measure(definitions))}) {
    const Reading reading = read_html(page);
    CHECK(reading.faults.empty());
    CHECK(page.find("<script>alert") == std::string::npos);
    CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
    CHECK(reading.with("onload").empty());
    CHECK(reading.named("b").empty());
    CHECK(page.find("{{title}}") != std::string::npos);
  }
}

TEST_CASE("hostile choices and problems stay text", "[pages]") {
  const Definitions definitions = model_definitions();
  Overview shown = model_overview(definitions);
  shown.choices.front().options.push_back({.value = hostile, .words = hostile});
  NpuPage unknown;
  unknown.npu = hostile;
  unknown.edition.period = Period::month(Month{2019, 5});
  for (const std::string& page : {overview(definitions, shown), npu(definitions, unknown),
                                  problem(definitions, 404, hostile, hostile)}) {
    const Reading reading = read_html(page);
    CHECK(reading.faults.empty());
    CHECK(page.find("<script>alert") == std::string::npos);
    CHECK(reading.with("onload").empty());
  }
}

}  // namespace soundings::pages
