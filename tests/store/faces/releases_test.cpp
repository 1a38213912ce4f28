// Releases as they are kept: whole or absent, decided about by people, and frozen once published.
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "store/other_program.h"
#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::ReleaseFault;
using store::ReleaseState;

namespace {

const Instant noon = parse_rfc3339("2019-06-12T12:00:00Z").value();
const store::Act analyst{.at = noon, .actor = "s.patel (soundings)", .reason = "monthly"};

store::Release may(ReleaseState state) {
  return {.line = {.id = "2019-05.r0",
                   .month = Month(2019, 5),
                   .state = state,
                   .data_version = 904,
                   .made = {},
                   .published = {},
                   .asked = {},
                   .withdrawn = {}},
          .files = {{.name = "manifest.json", .bytes = "{\"release\":\"2019-05.r0\"}"},
                    {.name = "may.csv", .bytes = std::string("a,b\r\n\0\xff", 7)},
                    {.name = "witnesses.csv", .bytes = "w", .published = false}},
          .rows = {{.survey = "victim_satisfaction",
                    .period = "2019-05",
                    .by = "npu",
                    .codes = "BE",
                    .print_class = "A",
                    .item = "whole_experience",
                    .answer = "",
                    .weighting = "none",
                    .value = "38.5",
                    .lo = "31.0",
                    .hi = "46.6",
                    .n = "148",
                    .marks = ""}}};
}

/// The action, subject, actor and detail of the newest row of the audit.
std::vector<std::string> newest_row(const store::Store& store) {
  const auto line = store.audit().lines({.limit = 1}).front();
  return {line.action, line.subject, line.actor, line.detail};
}

}  // namespace

TEST_CASE("a release is kept with every byte, its hashes and who made it why", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto kept = store->releases().keep(may(ReleaseState::published), analyst);
  REQUIRE(kept);
  CHECK(kept->state == ReleaseState::published);
  CHECK(newest_row(*store) == std::vector<std::string>{"release_published", "2019-05.r0",
                                                       "s.patel (soundings)", "monthly"});
  const auto found = store->releases().find("2019-05.r0");
  REQUIRE(found);
  CHECK(found->line == *kept);
  CHECK(found->line.data_version == 904);
  CHECK(found->line.made == store::ReleaseWord{noon, "s.patel (soundings)", "monthly"});
  CHECK(found->line.published == found->line.made);
  REQUIRE(found->files.size() == 3);
  CHECK(found->file("may.csv")->bytes == std::string("a,b\r\n\0\xff", 7));
  CHECK(found->file("may.csv")->digest == sha256(found->file("may.csv")->bytes));
  CHECK(found->file("may.csv")->published);
  CHECK_FALSE(found->file("witnesses.csv")->published);
  CHECK(found->file("june.csv") == nullptr);
  CHECK(found->rows == may(ReleaseState::published).rows);
  CHECK(store->releases().list() == std::vector{*kept});
  CHECK_FALSE(store->releases().find("2019-06.r0"));
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a month has one release of each revision", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  REQUIRE(store->releases().keep(may(ReleaseState::draft), analyst));
  auto again = may(ReleaseState::published);
  again.files[1].bytes = "other";
  CHECK(store->releases().keep(again, analyst).error() == ReleaseFault::exists);
  CHECK(store->releases().find("2019-05.r0")->line.state == ReleaseState::draft);
  auto revised = may(ReleaseState::draft);
  revised.line.id = "2019-05.r1";
  revised.line.revision = 1;
  REQUIRE(store->releases().keep(revised, analyst));
  auto june = may(ReleaseState::draft);
  june.line.id = "2019-06.r0";
  june.line.month = Month(2019, 6);
  REQUIRE(store->releases().keep(june, analyst));
  std::vector<std::string> ids;
  for (const auto& line : store->releases().list()) {
    ids.push_back(line.id);
  }
  CHECK(ids == std::vector<std::string>{"2019-06.r0", "2019-05.r1", "2019-05.r0"});
}

TEST_CASE("a draft is approved once, or discarded and leaves only its audit", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  auto& releases = store->releases();
  CHECK(releases.approve("2019-05.r0", analyst).error() == ReleaseFault::unknown);
  REQUIRE(releases.keep(may(ReleaseState::draft), analyst));
  CHECK(newest_row(*store)[0] == "release_drafted");
  CHECK_FALSE(releases.find("2019-05.r0")->line.published);
  const auto discarded = releases.discard("2019-05.r0", analyst);
  REQUIRE(discarded);
  CHECK(newest_row(*store)[0] == "release_discarded");
  CHECK_FALSE(releases.find("2019-05.r0"));
  CHECK(SQLite::Database(folder.file("a.db").string())
            .execAndGet("SELECT count(*) FROM release_row")
            .getInt() == 0);

  REQUIRE(releases.keep(may(ReleaseState::draft), analyst));
  const store::Act head{.at = noon + std::chrono::hours(1), .actor = "head", .reason = "checked"};
  const auto approved = releases.approve("2019-05.r0", head);
  REQUIRE(approved);
  CHECK(approved->state == ReleaseState::published);
  CHECK(approved->published == store::ReleaseWord{head.at, "head", "checked"});
  CHECK(newest_row(*store)[0] == "release_published");
  CHECK(releases.approve("2019-05.r0", head).error() == ReleaseFault::not_a_draft);
  CHECK(releases.discard("2019-05.r0", head).error() == ReleaseFault::not_a_draft);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("two people withdraw a release, and it stays to be read", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  auto& releases = store->releases();
  REQUIRE(releases.keep(may(ReleaseState::draft), analyst));
  CHECK(releases.withdraw("2019-05.r0", "ann", analyst).error() == ReleaseFault::not_published);
  REQUIRE(releases.approve("2019-05.r0", analyst));
  const store::Act why{.at = noon, .actor = "ann", .reason = "wrong file"};
  REQUIRE(releases.withdraw("2019-05.r0", "ann", why));
  CHECK(releases.find("2019-05.r0")->line.state == ReleaseState::published);
  CHECK(newest_row(*store)[0] == "release_withdrawal_asked");
  const store::Act renamed{.at = noon, .actor = "bob (ann)", .reason = "wrong file"};
  CHECK(releases.withdraw("2019-05.r0", "ann", renamed).error() == ReleaseFault::same_person);
  const auto withdrawn = releases.withdraw("2019-05.r0", "bob", why);
  REQUIRE(withdrawn);
  CHECK(withdrawn->state == ReleaseState::withdrawn);
  CHECK(newest_row(*store)[0] == "release_withdrawn");
  CHECK(releases.find("2019-05.r0")->files.size() == 3);
  CHECK(releases.withdraw("2019-05.r0", "bob", why).error() == ReleaseFault::not_published);
  CHECK(releases.keep(may(ReleaseState::published), analyst).error() == ReleaseFault::exists);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("no program changes, extends or deletes what was published", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  {
    const auto store = open_store(file);
    REQUIRE(store->releases().keep(may(ReleaseState::published), analyst));
    auto june = may(ReleaseState::draft);
    june.line.id = "2019-06.r0";
    june.line.month = Month(2019, 6);
    REQUIRE(store->releases().keep(june, analyst));
  }
  for (const std::string sql :
       {"DELETE FROM release", "DELETE FROM release_file WHERE name = 'may.csv'",
        "DELETE FROM release_row", "UPDATE release_file SET bytes = x'00'",
        "UPDATE release_row SET value = '1'", "UPDATE release SET state = 'draft'",
        "UPDATE release SET data_version = 1", "UPDATE release SET made_reason = ''",
        "UPDATE release SET published_by = 'x' WHERE state = 'published'",
        "UPDATE OR REPLACE release SET id = '2019-05.r0' WHERE id = '2019-06.r0'",
        "UPDATE OR REPLACE release SET month = 24232 WHERE id = '2019-06.r0'",
        "INSERT OR REPLACE INTO release SELECT * FROM release WHERE id = '2019-05.r0'",
        ("INSERT OR REPLACE INTO release_file VALUES ('2019-05.r0', 'may.csv', 1, zeroblob(32), "
         "x'00')"),
        "INSERT INTO release_file VALUES ('2019-05.r0', 'more.csv', 1, zeroblob(32), x'00')",
        ("INSERT INTO release_row SELECT release, 9, survey, period, tabled_by, codes, "
         "print_class, item, answer, weighting, value, lo, hi, n, marks FROM release_row WHERE "
         "nth = 1 LIMIT 1")}) {
    INFO(sql);
    const std::string said = refused_by_sqlite(file, sql);
    CHECK((said.find("release") != std::string::npos && said.find("no such") == std::string::npos));
  }
  CHECK(failing_checks(*open_store(file)).empty());
}
