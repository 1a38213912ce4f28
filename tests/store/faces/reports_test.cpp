// Reports as they are kept: numbered drafts that people write in and sign, frozen once published.
#include "soundings/store/reports.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "soundings/store/releases.h"

#include "store/other_program.h"
#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::ReportFault;
using store::ReportState;
using store::WordsKind;

namespace {

const Instant noon = parse_rfc3339("2019-06-12T12:00:00Z").value();
const store::Act analyst{.at = noon, .actor = "s.patel", .reason = "June board"};
const store::Act publisher{.at = noon, .actor = "j.khan", .reason = "agreed"};

void keep_release(store::Store& store, store::ReleaseState state) {
  REQUIRE(store.releases().keep({.line = {.id = "2019-05.r0",
                                          .month = Month(2019, 5),
                                          .state = state,
                                          .made = {},
                                          .published = {},
                                          .asked = {},
                                          .withdrawn = {}},
                                 .files = {{.name = "manifest.json", .bytes = "{}"}},
                                 .rows = {}},
                                analyst));
}

store::ReportWords words(const std::string& text) {
  return {.aim = "burglary", .kind = WordsKind::commentary, .text = text, .written = {}};
}

std::string newest_action(const store::Store& store) {
  const auto line = store.audit().lines({.limit = 1}).front();
  return line.action + " " + line.subject + " " + line.actor;
}

}  // namespace

TEST_CASE("a draft is numbered within its month and stands on a published release", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  CHECK(store->reports().begin("2019-06-18", "2019-05.r0", analyst).error() ==
        ReportFault::unknown_release);
  keep_release(*store, store::ReleaseState::published);
  const auto first = store->reports().begin("2019-06-18", "2019-05.r0", analyst);
  REQUIRE(first);
  CHECK(first->id == "2019-06.1");
  CHECK(first->number == 1);
  CHECK(first->day == "2019-06-18");
  CHECK(first->release == "2019-05.r0");
  CHECK(first->state == ReportState::draft);
  CHECK(first->made.actor == "s.patel");
  CHECK(newest_action(*store) == "report_drafted 2019-06.1 s.patel");
  CHECK(store->reports().begin("2019-06-20", "2019-05.r0", analyst)->id == "2019-06.2");
  CHECK(store->reports().begin("2019-07-01", "2019-05.r0", analyst)->id == "2019-07.1");
  std::vector<std::string> ids;
  for (const auto& line : store->reports().list()) {
    ids.push_back(line.id);
  }
  CHECK(ids == std::vector<std::string>{"2019-07.1", "2019-06.2", "2019-06.1"});
  CHECK_FALSE(store->reports().find("2019-06.3"));
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a draft release carries no report", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  keep_release(*store, store::ReleaseState::draft);
  CHECK(store->reports().begin("2019-06-18", "2019-05.r0", analyst).error() ==
        ReportFault::unknown_release);
}

TEST_CASE("words are kept with who wrote them, and take a sign-off away", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  keep_release(*store, store::ReleaseState::published);
  REQUIRE(store->reports().begin("2019-06-18", "2019-05.r0", analyst));
  REQUIRE(store->reports().write("2019-06.1", words("Burglary rose."), analyst));
  CHECK(newest_action(*store) == "report_words_written 2019-06.1/burglary/commentary s.patel");
  const Sha256 content = sha256("what was shown");
  REQUIRE(store->reports().sign("2019-06.1",
                                {{.aim = "burglary", .content = content, .signed_at = {}},
                                 {.aim = "robbery", .content = content, .signed_at = {}}},
                                publisher));
  CHECK(newest_action(*store) == "report_signed_off 2019-06.1/robbery j.khan");
  auto kept = store->reports().find("2019-06.1");
  REQUIRE(kept);
  REQUIRE(kept->find_words("burglary", WordsKind::commentary) != nullptr);
  CHECK(kept->find_words("burglary", WordsKind::commentary)->text == "Burglary rose.");
  CHECK(kept->find_words("burglary", WordsKind::commentary)->written.actor == "s.patel");
  CHECK(kept->find_words("burglary", WordsKind::actions) == nullptr);
  REQUIRE(kept->find_sign_off("burglary") != nullptr);
  CHECK(kept->find_sign_off("burglary")->content == content);
  CHECK(kept->find_sign_off("burglary")->signed_at.actor == "j.khan");
  REQUIRE(store->reports().write("2019-06.1", words("Burglary rose again."), analyst));
  kept = store->reports().find("2019-06.1");
  CHECK(kept->find_sign_off("burglary") == nullptr);
  CHECK(kept->find_words("burglary", WordsKind::commentary)->text == "Burglary rose again.");
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("the next draft takes the words over and no sign-off, and the one before stands still",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  keep_release(*store, store::ReleaseState::published);
  REQUIRE(store->reports().begin("2019-06-18", "2019-05.r0", analyst));
  REQUIRE(store->reports().write("2019-06.1", words("Burglary rose."), analyst));
  REQUIRE(store->reports().sign(
      "2019-06.1", {{.aim = "burglary", .content = sha256("x"), .signed_at = {}}}, publisher));
  REQUIRE(store->reports().begin("2019-06-18", "2019-05.r0", analyst));
  const auto second = store->reports().find("2019-06.2");
  REQUIRE(second);
  CHECK(second->find_words("burglary", WordsKind::commentary)->text == "Burglary rose.");
  CHECK(second->sign_offs.empty());
  CHECK(store->reports().write("2019-06.1", words("Late."), analyst).error() ==
        ReportFault::superseded);
  CHECK(store->reports().publish("2019-06.1", "<html>", publisher).error() ==
        ReportFault::superseded);
  CHECK(store->reports().write("2019-06.9", words("Late."), analyst).error() ==
        ReportFault::unknown);
}

TEST_CASE("a published report keeps its bytes and never changes", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const std::string bytes = std::string("<!doctype html>\r\n<p>") + '\0' + "</p>";
  {
    const auto store = open_store(file);
    keep_release(*store, store::ReleaseState::published);
    REQUIRE(store->reports().begin("2019-06-18", "2019-05.r0", analyst));
    REQUIRE(store->reports().write("2019-06.1", words("Burglary rose."), analyst));
    const auto done = store->reports().publish("2019-06.1", bytes, publisher);
    REQUIRE(done);
    CHECK(done->state == ReportState::published);
    CHECK(done->digest == sha256(bytes));
    CHECK(done->bytes == static_cast<std::int64_t>(bytes.size()));
    CHECK(done->published->actor == "j.khan");
    CHECK(newest_action(*store) == "report_published 2019-06.1 j.khan");
    CHECK(store->reports().find("2019-06.1")->file == bytes);
    CHECK(store->reports().write("2019-06.1", words("No."), analyst).error() ==
          ReportFault::published);
    CHECK(store->reports().publish("2019-06.1", "other", publisher).error() ==
          ReportFault::published);
    CHECK(store->reports().begin("2019-06-25", "2019-05.r0", analyst)->id == "2019-06.2");
    CHECK(failing_checks(*store).empty());
  }
  for (const char* sql :
       {"UPDATE report SET day = '2019-06-19' WHERE id = '2019-06.1'",
        "DELETE FROM report WHERE id = '2019-06.1'",
        "UPDATE report_words SET text = '' WHERE report = '2019-06.1'",
        "DELETE FROM report_words WHERE report = '2019-06.1'",
        "INSERT INTO report_words VALUES ('2019-06.1', 'robbery', 'actions', '', 0, '')",
        "INSERT INTO report_sign_off VALUES ('2019-06.1', 'robbery', zeroblob(32), 0, '')"}) {
    INFO(sql);
    CHECK(refused_by_sqlite(file, sql).find("never") != std::string::npos);
  }
}

TEST_CASE("a published report whose bytes were changed is found", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  {
    const auto store = open_store(file);
    keep_release(*store, store::ReleaseState::published);
    REQUIRE(store->reports().begin("2019-06-18", "2019-05.r0", analyst));
    REQUIRE(store->reports().publish("2019-06.1", "as it was", publisher));
  }
  REQUIRE(refused_by_sqlite(file,
                            "DROP TRIGGER published_report_is_never_changed;"
                            "UPDATE report SET bytes = CAST('as it is' AS BLOB)") == "");
  const auto checks = failing_checks(*open_store(file));
  CHECK(std::ranges::any_of(
      checks, [](const std::string& check) { return check.starts_with("reports_unchanged: "); }));
}
