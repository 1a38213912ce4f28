// The pages of releases: well formed, with a form for each thing that may be done and for no other.
#include "soundings/pages/release_pages.h"

#include <catch2/catch.hpp>

#include "pages/model_pages.h"
#include "pages/reading_html.h"

namespace soundings::pages {
namespace {

ReleasesPage list_model() {
  return {.finding = "One draft waits to be approved or thrown away.",
          .releases = {{.href = "/releases/2019-06.r0",
                        .id = "2019-06.r0",
                        .title = "June 2019",
                        .state = "Draft",
                        .says = "Made on 1 July 2019, 09:00 by <i>root</i>: <b>monthly</b>"}}};
}

ReleasePage draft_model() {
  return {.id = "2019-06.r0",
          .title = "June 2019",
          .state = "Draft",
          .finding = "A draft: only those who decide about releases see its figures.",
          .facts = {{"Made", "on 1 July 2019, 09:00 by <i>root</i>: monthly"}},
          .look_href = "/?period=2019-06&release=2019-06.r0",
          .look_words = "Look at it on the pages, as readers will see it",
          .checks = {{.name = "hashes", .says = "12 files", .passed = true},
                     {.name = "witnesses", .says = "3 of 4 hold", .passed = false}},
          .tables = {{.survey = "Victims",
                      .table = "June 2019, by NPU",
                      .rows = "48",
                      .few = "2",
                      .hidden = "1"}},
          .choices = {{.field = "against",
                       .label = "Compare with",
                       .options = {{"2019-05.r0", "May 2019 (2019-05.r0)", true}}}},
          .compared = "12 of 4,310 rows are not as 2019-05.r0 prints them.",
          .differences = {{.figure = "Victims satisfied overall: <b>Walsall</b>",
                           .table = "June 2019, by NPU",
                           .before = "41.7 (31.6 to 52.5) of 84",
                           .after = "[c]"}},
          .may_approve = true,
          .may_discard = true};
}

std::vector<std::string> addresses_of_forms(const std::string& page) {
  std::vector<std::string> found;
  const Reading read = read_html(page);
  for (const Element* form : read.named("form")) {
    if (form->attributes.at("method") == "post") {
      found.push_back(form->attributes.at("action"));
    }
  }
  return found;
}

}  // namespace

TEST_CASE("pages of releases parse cleanly and show no markup of others", "[pages]") {
  const Definitions definitions = model_definitions();
  ReleasePage wrong = draft_model();
  wrong.fault = {.field = "discard-reason", .message = "Say why"};
  for (const auto& [name, page] : std::vector<std::pair<std::string, std::string>>{
           {"list", releases(definitions, list_model())},
           {"nothing yet", releases(definitions, {.finding = "Nothing has been made yet."})},
           {"draft", release_page(definitions, draft_model())},
           {"draft, wrong", release_page(definitions, wrong)}}) {
    INFO(name);
    CHECK(read_html(page).faults == std::vector<std::string>{});
    CHECK(page.find("<i>") == std::string::npos);
    CHECK(page.find("<b>") == std::string::npos);
  }
}

TEST_CASE("a release has a form for each thing that may be done, and no other", "[pages]") {
  const Definitions definitions = model_definitions();
  ReleasePage page = draft_model();
  CHECK(addresses_of_forms(release_page(definitions, page)) ==
        std::vector<std::string>{"/releases/2019-06.r0/approve", "/releases/2019-06.r0/discard"});
  page.may_approve = false;
  page.may_discard = false;
  CHECK(addresses_of_forms(release_page(definitions, page)).empty());
  page.may_withdraw = true;
  CHECK(addresses_of_forms(release_page(definitions, page)) ==
        std::vector<std::string>{"/releases/2019-06.r0/withdraw"});
}

TEST_CASE("what was typed comes back at the field that is wrong alone", "[pages]") {
  ReleasePage page = draft_model();
  page.reason = "because";
  page.fault = {.field = "discard-reason", .message = "Say it in 300 letters or fewer"};
  const std::string html = release_page(model_definitions(), page);
  CHECK(html.find("value=\"because\"") != std::string::npos);
  CHECK(html.find("value=\"monthly publication\"") != std::string::npos);
  CHECK(html.find("id=\"discard-reason-error\"") != std::string::npos);
  CHECK(html.find("id=\"approve-reason-error\"") == std::string::npos);
}

}  // namespace soundings::pages
