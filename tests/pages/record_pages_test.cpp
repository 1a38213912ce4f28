// The pages of records: well formed, in words, and with nothing in them that others wrote as HTML.
#include "soundings/pages/record_pages.h"

#include <array>

#include <catch2/catch.hpp>

#include "pages/model_pages.h"
#include "pages/reading_html.h"

namespace soundings::pages {
namespace {

AuditPage audit_model() {
  return {.choice = {.action = "item_read", .actor = "s.patel", .from = "2019-05-01", .to = ""},
          .entries = {{.row = 1204,
                       .at = "14 May 2019, 13:00",
                       .who = "s.patel",
                       .done = "item_read",
                       .subject = "<i>01J</i>",
                       .detail = "body: the sender asked"},
                      {.row = 9, .at = "1 May 2019, 09:00", .who = "a", .done = "new_kind"}},
          .rows = 120,
          .page = 2,
          .pages = 3};
}

DataProtectionPage data_model() {
  return {
      .retention = {{.survey = "Victims", .originals = 90, .texts = 365, .answers = 2192}},
      .looked = "2 June 2019",
      .removed = {{.survey = "Victims", .what = "What came", .items = 1200, .note = "2 June 2019"}},
      .due = {{.survey = "Victims", .what = "Answers", .items = 3, .note = "It goes"}},
      .requests = {{.month = "May 2019", .erased = 2, .read = 1}},
      .ages = {"Up to a day", "2 to 7 days"},
      .held = {{.reason = "Area unknown", .items = {1, 2}, .oldest = "12 May 2019"}}};
}

ExportsPage exports_model() {
  const ExportFile file{.title = "May 2019, by NPU",
                        .holds = "Each item",
                        .name = "a.csv",
                        .href = "/api/v1/releases/2019-05.r0/files/a.csv",
                        .rows = "8 rows",
                        .size = "1.2 kB",
                        .sha256 = std::string(64, 'a'),
                        .labelled = "/api/v1/releases/2019-05.r0/files/a.labelled.csv",
                        .made = "14 May 2019, 13:00",
                        .maker = "<i>s.patel</i>"};
  return {.choices = {{.field = "release",
                       .label = "Release",
                       .options = {{"2019-05.r0", "May 2019", true}}}},
          .release = "2019-05.r0",
          .month = "May 2019",
          .published = "12 June 2019",
          .by = "<b>s.patel</b>",
          .first = {file},
          .groups = {{.title = "Victims", .files = {file, file}}},
          .working = {file},
          .figures = {file},
          .records = {file},
          .reports = {file}};
}

bool says(const std::string& page, const std::string& part) {
  return page.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("pages of records parse cleanly and show no markup of others", "[pages]") {
  const Definitions definitions = model_definitions();
  AuditPage wrong = audit_model();
  wrong.fault = {.field = "from", .message = "Enter the first day"};
  for (const auto& [name, page] : std::vector<std::pair<std::string, std::string>>{
           {"audit", audit(definitions, audit_model())},
           {"audit, wrong", audit(definitions, wrong)},
           {"no audit", audit(definitions, {})},
           {"data protection", data_protection(definitions, data_model())},
           {"no data", data_protection(definitions, {})},
           {"exports", exports(definitions, exports_model())},
           {"no exports", exports(definitions, {})}}) {
    INFO(name);
    CHECK(read_html(page).faults == std::vector<std::string>{});
    CHECK_FALSE(says(page, "<i>"));
    CHECK_FALSE(says(page, "<b>"));
  }
}

TEST_CASE("the audit says what was done in words, and leads to its other pages", "[pages]") {
  const std::string page = audit(model_definitions(), audit_model());
  CHECK(says(page, "Looked at a held item</th>"));
  CHECK(says(page, "new_kind</th>"));
  CHECK(says(page, "120 rows, the latest first: page 2 of 3."));
  CHECK(says(page, "1,204"));
  CHECK(says(page, "/audit?action=item_read&amp;actor=s.patel&amp;from=2019-05-01&amp;page=3"));
  CHECK(says(page, "/audit?action=item_read&amp;actor=s.patel&amp;from=2019-05-01\""));
  CHECK(says(page, "<option value=\"item_read\" selected>"));
}

TEST_CASE("the audit says of which queue items were listed and looked at", "[pages]") {
  AuditPage model;
  model.choice.action = "items_listed.safeguarding";
  for (const auto& [done, subject, detail] : std::vector<std::array<std::string, 3>>{
           {"items_listed", "quarantine", "from 10.0.0.7"},
           {"items_listed", "safeguarding", "from 10.0.0.7"},
           {"item_read", "01J", "its errors: from safeguarding.example"},
           {"item_read", "01K", "safeguarding body: looked at"}}) {
    model.entries.push_back({.row = 1, .done = done, .subject = subject, .detail = detail});
  }
  const std::string page = audit(model_definitions(), model);
  const auto before = [&](const std::string& first, const std::string& second) {
    return says(page, first) && page.find(first) < page.find(second);
  };
  CHECK(before("Listed the items in quarantine</th>", "Listed the items of safeguarding</th>"));
  CHECK(before("Listed the items of safeguarding</th>", "Looked at a held item</th>"));
  CHECK(before("Looked at a held item</th>", "Looked at an item of safeguarding</th>"));
  CHECK(says(page, "Looked at an item of safeguarding</th>"));
  CHECK(says(page, "<option value=\"items_listed.safeguarding\" selected>"));
  CHECK(says(page, "<option value=\"items_listed.quarantine\">"));
  CHECK(says(page, "<option value=\"item_read.safeguarding\">"));
}

TEST_CASE("what the data protection officer needs is in the first sentence", "[pages]") {
  const std::string page = data_protection(model_definitions(), data_model());
  CHECK(says(page,
             "3 things are past their time and still here. 2 records were erased on request. 3 "
             "items wait to be decided."));
  CHECK(says(page, "2,192 days (6 years)"));
  CHECK(says(data_protection(model_definitions(), {}),
             "Nothing is past its time. No record was erased on request. No item waits to be "
             "decided."));
}

TEST_CASE("a reader's menu has the pages they may open", "[pages]") {
  const PageFrame frame{.menu = {{"/audit", "Audit"}},
                        .foot = {{"/about/data", "Data protection"}}};
  AuditPage page = audit_model();
  page.frame = frame;
  const std::string shown = audit(model_definitions(), page);
  CHECK(says(shown, "href=\"/audit\" aria-current=\"page\""));
  CHECK(says(shown, "href=\"/about/data\""));
  CHECK_FALSE(says(audit(model_definitions(), audit_model()), "href=\"/audit\""));
}

}  // namespace soundings::pages
