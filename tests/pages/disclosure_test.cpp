// What a page may not hold: a number without its range and base, and anything of a hidden row.
#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "pages/model_pages.h"
#include "pages/reading_html.h"

namespace soundings::pages {
namespace {

/// Tables of Birmingham East whose hidden rows were given numbers by mistake. The page
/// must not show them all the same.
NpuPage with_careless_rows(const Definitions& definitions) {
  NpuPage page = model_npu(definitions);
  const auto make_careless = [](Table& table) {
    for (Row& row : table.rows) {
      if (row.hidden) {
        const Row careless = model_row(row.key, 4321, 9876);
        row.unweighted = careless.unweighted;
        row.weighted = careless.weighted;
        row.base = careless.base;
        row.response_rate = 77.7;
      }
    }
  };
  make_careless(*page.channels);
  std::ranges::for_each(page.groups, make_careless);
  page.measures.front().rows[1].hidden = Hidden::small_base;
  page.measures.front().rows[1].base = 9876;
  page.trend->points[2].rows[1] = page.measures.front().rows[1];
  return page;
}

/// Every page that shows figures. The measure page has no measure table, and who answered an NPU's
/// survey is none.
std::vector<std::string> pages_of_figures(const Definitions& definitions) {
  NpuPage area = model_npu(definitions);
  area.groups.clear();
  return {overview(definitions, model_overview(definitions)), npu(definitions, area),
          compare(definitions, model_compare(definitions)),
          channel(definitions, model_channel(definitions))};
}

/// The attributes of data that a row carries.
std::vector<std::string> data_of(const Element& row) {
  std::vector<std::string> names;
  for (const auto& [name, value] : row.attributes) {
    if (name.starts_with("data-")) {
      names.push_back(name);
    }
  }
  return names;
}

}  // namespace

TEST_CASE("nothing of a hidden row is in any byte of the page", "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = npu(definitions, with_careless_rows(definitions));
  for (const char* const secret : {"9,876", "9876", "43.7", "43.8", "43.18", "77.7", "9,764"}) {
    INFO(secret);
    CHECK(page.find(secret) == std::string::npos);
  }
  CHECK(page.find("Hidden to protect the people who answered.") != std::string::npos);
}

TEST_CASE("a hidden row carries its name and its flag and no figure", "[pages]") {
  const Definitions definitions = model_definitions();
  const Reading reading = read_html(npu(definitions, with_careless_rows(definitions)));
  std::size_t hidden = 0;
  for (const Element* row : reading.named("tr")) {
    const auto flag = row->attributes.find("data-flag");
    if (flag == row->attributes.end() || flag->second != "c") {
      continue;
    }
    ++hidden;
    for (const std::string& name : data_of(*row)) {
      INFO(name);
      CHECK((name == "data-flag" || name == "data-name" || name == "data-x"));
    }
  }
  CHECK(hidden == 4);
}

TEST_CASE("every figure that is drawn has its range and its base with it", "[pages]") {
  const Definitions definitions = model_definitions();
  for (const std::string& page : pages_of_figures(definitions)) {
    const Reading reading = read_html(page);
    CHECK(reading.with("data-v").size() > 2);
    for (const Element* each : reading.with("data-v")) {
      for (const char* const needed : {"data-lo", "data-hi", "data-n"}) {
        INFO(each->name << " " << needed);
        REQUIRE(each->attributes.contains(needed));
        CHECK_FALSE(each->attributes.at(needed).empty());
      }
    }
  }
}

TEST_CASE("every value in a measure table has its range under it and its answers beside it",
          "[pages]") {
  const Definitions definitions = model_definitions();
  for (const std::string& page : pages_of_figures(definitions)) {
    std::size_t values = 0;
    std::size_t ranges = 0;
    const Reading reading = read_html(page);
    for (const Element& each : reading.elements) {
      const auto of = each.attributes.find("class");
      const std::string style = of == each.attributes.end() ? "" : of->second;
      if (style.starts_with("sd-val") && each.text.find('%') != std::string::npos) {
        ++values;
      }
      if (style == "sd-ci" && each.text.find(" to ") != std::string::npos) {
        ++ranges;
      }
    }
    CHECK(values > 0);
    CHECK(values == ranges);
  }
}

TEST_CASE("both estimates are stated where figures are weighted", "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = overview(definitions, model_overview(definitions));
  CHECK(page.find("41.6%") != std::string::npos);
  CHECK(page.find("42.1%") != std::string::npos);
  CHECK(page.find("Weighted to eligible invitations by NPU. ") != std::string::npos);
  CHECK(page.find("Targets: NPU, Eligible invitations of the period, as imported") !=
        std::string::npos);
  CHECK(page.find("<a class=\"govuk-link\" href=\"/about/method#weights\">How figures are weighted"
                  "</a></p>") != std::string::npos);
  Definitions published = definitions;
  published.releases.emplace_back().survey = "victim_satisfaction";
  for (Survey& survey : published.surveys) {
    survey.default_scheme = "invited_by_npu";
  }
  CHECK(method(published, {}).find("NPU, Eligible invitations of the period, as imported.") !=
        std::string::npos);
}

TEST_CASE("what was joined for the weights stands in the page's note", "[pages]") {
  const Definitions definitions = model_definitions();
  Overview shown = model_overview(definitions);
  for (Table* table : {&shown.headline[1], &shown.trends.front().points.back()}) {
    table->collapsed = {{.margin = "npu",
                         .stratum = "",
                         .category = "WV",
                         .into = "WS",
                         .nobody = true,
                         .target = 720.0,
                         .into_target = 830.0}};
  }
  const std::string page = overview(definitions, shown);
  const std::string words =
      "NPU: nobody in Wolverhampton answered, so its target of 720 was joined "
      "to that of Walsall, 830.";
  REQUIRE(page.find(words) != std::string::npos);
  const std::string either = "nobody in Wolverhampton answered";
  CHECK(page.find(either) != page.rfind(either));
}

TEST_CASE("where the weighting could not be met the unweighted figure is shown and said to be",
          "[pages]") {
  const Definitions definitions = model_definitions();
  Overview shown = model_overview(definitions);
  Table& overall = shown.headline.front();
  overall.weighting_fault = "weighting_infeasible";
  overall.rows.front().weighted.reset();
  const std::string page = overview(definitions, shown);
  const std::string words =
      "The weighting could not be done for this month, so the figures below are not weighted.";
  REQUIRE(page.find(words) != std::string::npos);
  CHECK(page.find(words) < page.find("<p class=\"sd-big\">"));
  CHECK(page.find("weighting_infeasible") == std::string::npos);
  overall.rows.front() = hidden_row({}, Hidden::small_base);
  CHECK(overview(definitions, shown).find(words) == std::string::npos);
}

}  // namespace soundings::pages
