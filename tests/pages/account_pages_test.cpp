// The pages of signing in and of accounts: well formed, each form with the token of its visit, each
// field with its label and its fault.
#include "soundings/pages/account_pages.h"

#include <catch2/catch.hpp>

#include "pages/model_pages.h"
#include "pages/reading_html.h"

namespace soundings::pages {
namespace {

const std::string token(64, 'f');

PageFrame frame(const std::string& signed_in = "") {
  return {.signed_in = signed_in, .form_token = token};
}

std::vector<std::pair<std::string, std::string>> account_pages() {
  const Definitions definitions = model_definitions();
  const FormFault wrong{.message = "The account name or the password is not right"};
  const AccountLine lead{.name = "lead.sw", .role = "lead", .npus = "SW"};
  const AccountLine gone{.name = "<b>gone</b>", .role = "auditor", .disabled = true};
  const AccountLine own{.name = "an.admin", .role = "admin", .mine = true};
  return {{"sign in", sign_in(definitions, {.frame = frame()})},
          {"refused", sign_in(definitions, {.next = "/npus",
                                            .name = "<script>",
                                            .said = "You have signed out.",
                                            .fault = wrong,
                                            .frame = frame()})},
          {"code", code(definitions, {.next = "/npus", .frame = frame()})},
          {"password",
           password(definitions, {.must = true, .shortest = 15, .frame = frame("lead.sw")})},
          {"password refused",
           password(definitions, {.shortest = 12,
                                  .fault = {.field = "chosen", .message = "Too short"},
                                  .frame = frame("an.admin")})},
          {"account", account(definitions, {.name = "lead.sw",
                                            .role = "lead",
                                            .npus = "Sandwell",
                                            .sessions = {{.begun = "2019-06-03 10:00",
                                                          .seen = "2019-06-03 10:05",
                                                          .address = "192.0.2.1",
                                                          .agent = "<Firefox>",
                                                          .mine = true},
                                                         {.begun = "2019-06-02 10:00",
                                                          .seen = "2019-06-03 09:55",
                                                          .address = "192.0.2.2",
                                                          .agent = "Chrome",
                                                          .id = "abcd"}},
                                            .frame = frame("lead.sw")})},
          {"accounts",
           accounts(definitions, {.accounts = {lead, gone, own}, .frame = frame("an.admin")})}};
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

TEST_CASE("the pages of accounts are well formed and say nothing as it was typed", "[pages]") {
  for (const auto& [name, page] : account_pages()) {
    INFO(name);
    const Reading reading = read_html(page);
    CHECK(reading.faults == std::vector<std::string>{});
    CHECK(reading.named("h1").size() == 1);
    CHECK(page.find("<script>\"") == std::string::npos);
    CHECK(page.find("<b>gone") == std::string::npos);
    CHECK(page.find("<Firefox>") == std::string::npos);
  }
}

TEST_CASE("each form that changes something carries the token of its visit", "[pages]") {
  for (const auto& [name, page] : account_pages()) {
    INFO(name);
    CHECK(count(page, "method=\"post\"") > 0);
    CHECK(count(page, "method=\"post\"") ==
          count(page, "<input type=\"hidden\" name=\"token\" value=\"" + token + "\">"));
  }
}

TEST_CASE("each field has its label, and what is wrong with it is said beside it", "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page =
      password(definitions, {.shortest = 12,
                             .fault = {.field = "chosen", .message = "Too short"},
                             .frame = frame("an.admin")});
  for (const std::string field : {"present", "chosen"}) {
    CHECK(count(page, "for=\"" + field + "\"") == 1);
    CHECK(count(page, "id=\"" + field + "\"") == 1);
  }
  CHECK(count(page, "id=\"chosen-error\"") == 1);
  CHECK(count(page, "aria-describedby=\"chosen-error\"") == 1);
  CHECK(count(page, "href=\"#chosen\"") == 1);
  CHECK(page.find("<title>Error: ") != std::string::npos);
}

TEST_CASE("a page says who is signed in, and lets them out", "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = symbols(definitions, frame("lead.sw"));
  CHECK(count(page, "Signed in as") == 1);
  CHECK(count(page, "action=\"/sign-out\"") == 1);
  const std::string open = symbols(definitions, {.offers_sign_in = true});
  CHECK(count(open, "href=\"/sign-in\"") == 1);
  CHECK(count(open, "Sign out") == 0);
  CHECK(count(symbols(definitions), "ign in") == 0);
}

TEST_CASE("a page of working figures says so, and its menu and form stay with them", "[pages]") {
  const Definitions definitions = model_definitions();
  Overview overview_page = model_overview(definitions);
  CHECK(count(overview(definitions, overview_page), "not for publication") == 0);
  overview_page.edition.release.clear();
  overview_page.edition.working = true;
  overview_page.frame = {.working = true, .signed_in = "an.analyst", .form_token = token};
  const std::string page = overview(definitions, overview_page);
  CHECK(count(page, "Working figures: not for publication") == 1);
  CHECK(count(page, "name=\"tier\" value=\"working\"") == 1);
  CHECK(page.find("tier=working") != std::string::npos);
  CHECK(page.find("/api/v1/headline/2019-05.csv?tier=working\"") != std::string::npos);
  CHECK(count(page, "do not change after it was published") == 0);
}

TEST_CASE("working figures have their details in every table, those of a release never",
          "[pages]") {
  const Definitions definitions = model_definitions();
  const std::vector<std::string> heads{
      "Unrounded",      "Range, unrounded", "Standard error, points",
      "Effective base", "Design effect",    "Weights"};
  const auto heads_in = [&](const std::string& page, const std::string& head) {
    return count(page, "<th scope=\"col\">" + head + "</th>");
  };
  Overview model = model_overview(definitions);
  Table& table = model.headline.at(1);
  REQUIRE(table.rows.front().weighted);
  table.rows.front().weighted->value = 41.57452381;
  table.rows.front().weighted->se = 1.625;
  table.rows.front().weighted->n_eff = 890.25;
  table.rows.front().weighted->deff = 1.0125;
  table.scheme_version = "1.2.0";
  table.weighting = WeightingReport{.g_min = 0.8124, .g_max = 1.3436};
  for (const std::string& head : heads) {
    INFO(head);
    CHECK(heads_in(overview(definitions, model), head) == 0);
  }
  CHECK(count(overview(definitions, model), "41.57452381") == 0);
  table.release = "working";
  const std::string page = overview(definitions, model);
  for (const std::string& head : heads) {
    INFO(head);
    CHECK(heads_in(page, head) >= 1);
  }
  CHECK(count(page,
              "<td>890.25</td><td>1.0125</td><td>1.625</td><td>invited_by_npu 1.2.0, 0.812 "
              "to 1.344 times the mean</td><td>41.57452381</td>") == 1);
  ComparePage compared = model_compare(definitions);
  CHECK(heads_in(compare(definitions, compared), "Effective base") == 0);
  compared.table->release = "working";
  CHECK(heads_in(compare(definitions, compared), "Effective base") >= 1);
}

TEST_CASE("the menu of a lead leads to their own NPU", "[pages]") {
  const Definitions definitions = model_definitions();
  CHECK(symbols(definitions, {.own_npu = "SW"}).find("href=\"/npus/SW\"") != std::string::npos);
}

}  // namespace soundings::pages
