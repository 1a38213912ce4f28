// What is read of acts and of people: rows of the audit by pages, held items by age, and all that
// came under the id of a record.
#include <catch2/catch.hpp>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

const Instant noon = parse_rfc3339("2019-05-14T12:00:00Z").value();

void note(store::Store& store, const std::string& actor, const std::string& subject,
          const std::string& detail = "") {
  store.audit().note({.row = 0,
                      .at = noon,
                      .actor = actor,
                      .action = "item_read",
                      .subject = subject,
                      .detail = detail});
}

std::vector<std::string> subjects_of(const std::vector<store::AuditLine>& lines) {
  std::vector<std::string> subjects;
  for (const store::AuditLine& line : lines) {
    subjects.push_back(line.subject);
  }
  return subjects;
}

}  // namespace

TEST_CASE("rows of the audit are counted and read a page at a time", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  for (const std::string subject : {"a", "b", "c", "d"}) {
    commit(*store, entry({.id = subject}));
    note(*store, subject == "c" ? "j.khan" : "s.patel", subject);
  }
  store::AuditQuery query;
  CHECK(store->audit().count(query) == 4);
  query.actor = "s.patel";
  query.limit = 2;
  CHECK(store->audit().count(query) == 3);
  CHECK(subjects_of(store->audit().lines(query)) == std::vector<std::string>{"d", "b"});
  query.skip = 2;
  CHECK(subjects_of(store->audit().lines(query)) == std::vector<std::string>{"a"});
  query.since = noon + std::chrono::hours(1);
  CHECK(store->audit().count(query) == 0);
  store::AuditQuery commits;
  commits.commits = true;
  CHECK(store->audit().count(commits) >= 8);
}

TEST_CASE("rows of the audit are found by how their detail begins", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  note(*store, "s.patel", "a", "safeguarding body: to see");
  note(*store, "s.patel", "b", "its errors: safeguarding");
  note(*store, "s.patel", "c", "safeguarding");
  store::AuditQuery query;
  query.detail = "safeguarding";
  CHECK(subjects_of(store->audit().lines(query)) == std::vector<std::string>{"c", "a"});
  CHECK(store->audit().count(query) == 2);
}

TEST_CASE("held items are counted by reason and by how long they have waited", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto hold = [&](const std::string& id, const std::string& code, int days) {
    auto held = unreadable({.id = id}, code);
    held.received_at = noon - std::chrono::hours(24) * days;
    return commit(*store, held).receipt;
  };
  hold("oldest", "area_unknown", 91);
  hold("old", "area_unknown", 30);
  hold("set apart", "guarded", 8);
  hold("new", "area_unknown", 0);
  const std::string decided = hold("decided", "area_unknown", 0);
  REQUIRE(store->held().discard(decided, {.at = noon, .actor = "s.patel", .reason = "because"}));
  const auto ages = store->held().ages("guarded", noon);
  REQUIRE(ages.size() == 2);
  CHECK(ages[0].code == "area_unknown");
  CHECK_FALSE(ages[0].apart);
  CHECK(ages[0].items == std::array<std::int64_t, 5>{1, 0, 0, 1, 1});
  CHECK(ages[0].oldest == noon - std::chrono::hours(24) * 91);
  CHECK(ages[1].apart);
  CHECK(ages[1].items == std::array<std::int64_t, 5>{0, 0, 1, 0, 0});
}

TEST_CASE("all that came under an id is read with what is kept of it", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const auto first =
      entry({.id = "theirs", .person = "p", .webhook_id = "msg_1", .comment = "one"});
  const std::string receipt = commit(*store, first).receipt;
  commit(*store, first);
  commit(*store, entry({.id = "theirs",
                        .whole_experience = 2,
                        .person = "p",
                        .modified_minute = 5,
                        .comment = "two"}));
  commit(*store, entry({.id = "others", .person = "q", .comment = "not theirs"}));
  const auto all = store->removal().kept(receipt);
  REQUIRE(all.size() == 3);
  CHECK(all[0].version == 1);
  CHECK_FALSE(all[0].counts);
  CHECK(all[0].webhook_id == "msg_1");
  CHECK(all[0].item.response->free_texts.at(0).text == "one");
  CHECK(all[1].item.outcome == store::Outcome::duplicate);
  CHECK_FALSE(all[1].item.response);
  CHECK(all[2].version == 2);
  CHECK(all[2].counts);
  CHECK(all[2].item.response->free_texts.at(0).text == "two");
  CHECK(store->removal().kept("no such receipt").empty());
}
