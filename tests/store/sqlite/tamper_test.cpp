// One cell changed by another program, in the oldest and the newest row of every table and column
// there is: `verify` finds it. What it cannot find stands in docs/command-line.md.
#include <fstream>
#include <set>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
namespace fs = std::filesystem;

namespace {

const Instant noon = parse_rfc3339("2019-05-14T12:00:00Z").value();
const store::Act steward{.at = noon, .actor = "s.patel", .reason = "because"};

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  return {std::istreambuf_iterator<char>(in), {}};
}

store::Entry with_all(store::Entry made) {
  made.dropped = 1;
  made.unmapped = 2;
  made.response->invited_at = noon - std::chrono::hours(48);
  made.response->invited_month = Month(2019, 5);
  made.response->findings = {{.code = "partial", .pointer = "/answers", .message = "some"}};
  return made;
}

void keep_what_people_put_in(store::Store& store) {
  const std::string key = store.keys().add({.id = "",
                                            .source = "wmnow",
                                            .label = "live",
                                            .secret = {1, 2, 3},
                                            .not_before = noon,
                                            .not_after = std::nullopt},
                                           noon, "test");
  CHECK(store.keys().end(key, noon + std::chrono::hours(1), noon, "test"));
  store.keys().used(key, noon);
  store.keys().write_used();
  const std::vector<Invitation> invitations{{.survey = "victim_satisfaction",
                                             .period = Period::month(Month(2019, 5)),
                                             .npu = "BE",
                                             .crime_group = "burglary",
                                             .invited = 100,
                                             .bounced = 3,
                                             .ineligible = 4}};
  store.reference().put_invitations(invitations, noon, "test");
  CHECK(store.reference().post_invitations(
      invitations,
      {.source = "wmnow", .delivery = "d-1", .known_by = "msg_rows", .body = sha256("rows")}, noon,
      "test"));
  const std::vector<store::SeriesPoint> points{
      {.series = "conversations", .month = Month(2019, 5), .value = 7}};
  store.reference().put_series(points, noon, "test");
  const std::vector<ExternalPoint> external{{.aim = "crime",
                                             .series = "total_recorded_crime",
                                             .area = "force",
                                             .period = "2019-05",
                                             .value = "24000",
                                             .unit = "crimes",
                                             .approximate = true,
                                             .source = "a report",
                                             .evidence = "chart"}};
  store.reference().put_external(external, noon, "test");
  store.peppers().change({.version = 2, .check = "ab12"}, steward);
}

void keep_what_is_decided(store::Store& store) {
  const auto admitted = commit(store, unreadable({.id = "admitted"}, "area_unknown"));
  REQUIRE(store.held().admit(admitted.receipt, with_all(entry({.id = "admitted"})), steward,
                             small_definitions()));
  const auto discarded = commit(store, unreadable({.id = "discarded"}, "area_unknown"));
  REQUIRE(store.held().discard(discarded.receipt, steward));
  commit(store, entry({.id = "erased", .person = "them", .comment = "words"}));
  const auto records = store.removal().records({.source = "wmnow", .source_response_id = "erased"});
  REQUIRE(records.size() == 1);
  store.removal().erase({&records[0].receipt, 1}, steward);
  CHECK(commit(store, entry({.id = "erased"})).code == "erased");
}

store::Release release_of(Month month, store::ReleaseState state) {
  return {.line = {.id = to_text(month) + ".r0",
                   .month = month,
                   .state = state,
                   .data_version = 7,
                   .made = {},
                   .published = {},
                   .asked = {},
                   .withdrawn = {}},
          .files = {{.name = "manifest.json", .bytes = "{}"},
                    {.name = "witnesses.csv", .bytes = "w", .published = false}},
          .rows = {{.survey = "victim_satisfaction",
                    .period = to_text(month),
                    .by = "npu",
                    .codes = "BE",
                    .print_class = "A",
                    .item = "treatment",
                    .answer = "1",
                    .weighting = "none",
                    .value = "59.5",
                    .lo = "51.4",
                    .hi = "67.0",
                    .n = "148",
                    .marks = "u"}}};
}

/// Accounts with and without a second factor, sessions that hold and that ended, and refusals.
void keep_people(store::Store& store) {
  const Instant at = from_epoch_microseconds(1);
  const store::Act act{.at = at, .actor = "s.patel", .reason = ""};
  store::Accounts& accounts = store.accounts();
  for (const std::string name : {"a.analyst", "b.lead"}) {
    const bool lead = name == "b.lead";
    REQUIRE(accounts.add(
        {.name = name,
         .role = lead ? "lead" : "analyst",
         .npus = lead ? std::vector<std::string>{"BE"} : std::vector<std::string>{},
         .password = "hash",
         .code_seed = lead ? std::vector<std::uint8_t>{} : std::vector<std::uint8_t>{1, 2},
         .created = at,
         .disabled = std::nullopt},
        std::vector{sha256(name)}, act));
    const store::AuditLine line{
        .at = at, .actor = name, .action = "signed_in", .subject = name, .detail = ""};
    REQUIRE(accounts.begin({.token = sha256("of " + name),
                            .account = name,
                            .address = "192.0.2.1",
                            .agent = "Firefox",
                            .begun = at},
                           {}, line));
    accounts.refused(std::vector{name}, line);
  }
  for (const std::string id : {"rkey_1", "rkey_2"}) {
    accounts.add_reading_key(
        {.id = id, .label = "a program", .hash = sha256(id), .made = at, .not_after = std::nullopt},
        act);
  }
  REQUIRE(accounts.end_reading_key("rkey_2", act));
  REQUIRE(accounts.set_disabled("b.lead", true, act));
  REQUIRE(accounts.end(sha256("of b.lead"), act));
}

/// A draft, a published release, one of which somebody has asked that it be withdrawn, and a
/// withdrawn one.
void keep_releases(store::Store& store) {
  using enum store::ReleaseState;
  REQUIRE(store.releases().keep(release_of(Month(2019, 1), draft), steward));
  for (const int month : {2, 3, 4}) {
    REQUIRE(store.releases().keep(release_of(Month(2019, month), published), steward));
  }
  for (const char* id : {"2019-03.r0", "2019-04.r0"}) {
    REQUIRE(store.releases().withdraw(id, "first", steward));
  }
  REQUIRE(store.releases().withdraw("2019-04.r0", "second", steward));
}

/// A published report, and the draft that follows it, both with words and a sign-off.
void keep_reports(store::Store& store) {
  for (const char* id : {"2019-06.1", "2019-06.2"}) {
    REQUIRE(store.reports().begin("2019-06-18", "2019-02.r0", steward));
    REQUIRE(store.reports().write(
        id,
        {.aim = "burglary", .kind = store::WordsKind::commentary, .text = "words", .written = {}},
        steward));
    REQUIRE(store.reports().sign(
        id, {{.aim = "burglary", .content = sha256("shown"), .signed_at = {}}}, steward));
    if (std::string(id).ends_with(".1")) {
      REQUIRE(store.reports().publish(id, "<html>", steward));
    }
  }
}

void keep_provisional_figures(store::Store& store) {
  for (const char* day : {"2019-05-14", "2019-05-15"}) {
    const store::ProvisionalLook look{.day = day, .data_version = 7};
    const std::vector<store::ProvisionalFigure> figures{{.survey = "victim_satisfaction",
                                                         .period = "2019-05",
                                                         .item = "whole_experience",
                                                         .area = "BE",
                                                         .day = day,
                                                         .counted = look,
                                                         .base = 40,
                                                         .per_cent = 42000,
                                                         .people = 48,
                                                         .answers = 48,
                                                         .satisfied = 20}};
    REQUIRE(store.provisional().add(look, figures, noon, "test"));
  }
}

/// Rows of every table, written by the program of today over a ledger of the first version, whose
/// keys are filed and whose arrivals are summed up.
void fill(const fs::path& file) {
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec(text_of(SOUNDINGS_SOURCE_DIR "/tests/store/sqlite/version_1.sql"));
  const auto store = open_store(file);
  keep_what_people_put_in(*store);
  keep_what_is_decided(*store);
  keep_releases(*store);
  keep_reports(*store);
  REQUIRE(store->sample_mark().set(steward));
  keep_people(*store);
  keep_provisional_figures(*store);
  auto file_row = entry({.id = "of a file"});
  file_row.in_parts = true;
  commit(*store, file_row);
  auto next_row = entry({.id = "of the same file"});
  next_row.in_parts = true;
  next_row.delivery = file_row.delivery;
  next_row.position = 1;
  next_row.body = file_row.body;
  commit(*store, next_row);
  commit(*store, entry({.id = "polled", .person = "somebody", .wave = 3}));
  auto held = unreadable({.id = "held", .webhook_id = "msg_held"}, "area_unknown");
  held.adapter = "wmnow_csv";
  held.form = "csv";
  held.header = std::make_shared<const std::string>("a,b");
  held.value_classes = {"short_text"};
  commit(*store, held);
  commit(*store, entry({.id = "1", .modified_minute = 5}));
  commit(*store, entry({.id = "1", .whole_experience = 2, .modified_minute = 9}));
  commit(*store, entry({.id = "1", .whole_experience = 3, .modified_minute = 7}));
  const auto last = with_all(entry({.id = "all",
                                    .person = "p",
                                    .modified_minute = 5,
                                    .webhook_id = "msg_all",
                                    .comment = "words"}));
  commit(*store, last);
  commit(*store, last);
  store->ledger().count_unread(
      std::vector<store::UnreadField>{{"wmnow", "shoe_size", 2}, {"panel", "hat", 1}});
  CHECK(failing_checks(*store).empty());
}

struct Column {
  std::string table;
  std::string name;
  std::string type;
  [[nodiscard]] std::string full_name() const { return table + "." + name; }
};

std::vector<Column> columns_of(SQLite::Database& database) {
  std::vector<Column> all;
  SQLite::Statement read(database,
                         "SELECT t.name, c.name, c.type FROM sqlite_schema t,"
                         " pragma_table_info(t.name) c WHERE t.type = 'table'"
                         " AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid");
  while (read.executeStep()) {
    all.push_back({read.getColumn(0).getString(), read.getColumn(1).getString(),
                   read.getColumn(2).getString()});
  }
  return all;
}

/// "a = 1 AND b = 'x'" of the newest or oldest row whose cell is, or is not, empty; nothing without
/// one.
std::string row_of(SQLite::Database& database, const Column& column, bool empty, bool oldest) {
  std::string key;
  std::string order;
  SQLite::Statement keys(database,
                         "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk");
  for (keys.bind(1, column.table); keys.executeStep();) {
    const std::string name = keys.getColumn(0).getString();
    key += (key.empty() ? "" : " || ' AND ' || ") + ("'\"" + name + "\" = ' || quote(\"" + name) +
           "\")";
    order += (order.empty() ? "\"" : ", \"") + name + (oldest ? "\"" : "\" DESC");
  }
  SQLite::Statement row(database, "SELECT " + key + " FROM \"" + column.table + "\" WHERE \"" +
                                      column.name + "\" IS " + (empty ? "" : "NOT ") +
                                      "NULL ORDER BY " + order + " LIMIT 1");
  return row.executeStep() ? row.getColumn(0).getString() : "";
}

void bind_other(SQLite::Statement& set, const SQLite::Column& old, const Column& column, int way) {
  if (old.isNull()) {
    if (column.type == "INTEGER") {
      set.bind(1, 1);
    } else if (column.type == "TEXT") {
      set.bind(1, std::string("x"));
    } else {
      set.bind(1, "\1", 1);
    }
  } else if (old.isInteger()) {
    const std::int64_t now = old.getInt64();
    set.bind(1, way > 0 ? now + 1000 : now > 0 ? now - 1 : now + 1);
  } else if (old.isText()) {
    set.bind(1, old.getString() + "x");
  } else {
    std::string bytes(static_cast<const char*>(old.getBlob()),
                      static_cast<std::size_t>(old.getBytes()));
    if (bytes.empty()) {
      bytes = "x";
    } else {
      bytes.back() = static_cast<char>(bytes.back() ^ 1);
    }
    set.bind(1, bytes.data(), static_cast<int>(bytes.size()));
  }
}

/// Lets another program do what the ledger's own triggers forbid.
void drop_triggers(SQLite::Database& database) {
  std::vector<std::string> names;
  SQLite::Statement read(database, "SELECT name FROM sqlite_schema WHERE type = 'trigger'");
  while (read.executeStep()) {
    names.push_back(read.getColumn(0).getString());
  }
  read.reset();
  for (const std::string& name : names) {
    database.exec("DROP TRIGGER " + name);
  }
}

/// Changes one cell a little or, in the second way, much, past every constraint but uniqueness;
/// false when that forbids it.
bool change(const fs::path& file, const Column& column, const std::string& row, int way) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA foreign_keys=OFF; PRAGMA ignore_check_constraints=ON");
  drop_triggers(database);
  const std::string cell = "\"" + column.name + "\"";
  const std::string table = "\"" + column.table + "\"";
  SQLite::Statement old(database, "SELECT " + cell + " FROM " + table + " WHERE " + row);
  REQUIRE(old.executeStep());
  SQLite::Statement set(database, "UPDATE " + table + " SET " + cell + " = ? WHERE " + row);
  bind_other(set, old.getColumn(0), column, way);
  old.reset();
  try {
    return set.exec() == 1;
  } catch (const SQLite::Exception&) {
    return false;
  }
}

/// Deletes one row, past every constraint.
void remove(const fs::path& file, const Column& column, const std::string& row) {
  SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
  database.exec("PRAGMA foreign_keys=OFF");
  drop_triggers(database);
  REQUIRE(database.exec("DELETE FROM \"" + column.table + "\" WHERE " + row) == 1);
}

bool found(const fs::path& file) {
  const auto store = store::open_for_reading(file, test_key());
  return !store || !failing_checks(**store).empty();
}

}  // namespace

TEST_CASE("one cell changed in any table is found", "[store]") {
  const Folder folder;
  const auto whole = folder.file("a.db");
  fill(whole);
  REQUIRE_FALSE(found(whole));
  std::set<std::string> passed_by;
  int tampers = 0;
  SQLite::Database database(whole.string(), SQLite::OPEN_READONLY);
  for (const Column& column : columns_of(database)) {
    std::set<std::string> rows;
    for (const bool empty : {false, true}) {
      for (const bool oldest : {false, true}) {
        rows.insert(row_of(database, column, empty, oldest));
      }
    }
    rows.erase("");
    INFO(column.full_name());
    CHECK_FALSE(rows.empty());
    int changed = 0;
    for (const std::string& row : rows) {
      for (const int way : column.type == "INTEGER" ? std::vector{0, 1} : std::vector{0}) {
        const auto copy = folder.file("copy.db");
        fs::copy_file(whole, copy, fs::copy_options::overwrite_existing);
        if (!change(copy, column, row, way)) {
          continue;
        }
        ++changed;
        if (!found(copy)) {
          passed_by.insert(column.full_name());
        }
      }
    }
    CHECK(changed > 0);
    tampers += changed;
  }
  CHECK(passed_by == std::set<std::string>{});
  CHECK(tampers > 300);
}

TEST_CASE("one row taken out of any table is found", "[store]") {
  const Folder folder;
  const auto whole = folder.file("a.db");
  fill(whole);
  SQLite::Database database(whole.string(), SQLite::OPEN_READONLY);
  std::set<std::string> done;
  for (const Column& column : columns_of(database)) {
    if (!done.insert(column.table).second) {
      continue;
    }
    const std::string row = row_of(database, column, false, false);
    REQUIRE_FALSE(row.empty());
    const auto copy = folder.file("copy.db");
    fs::copy_file(whole, copy, fs::copy_options::overwrite_existing);
    remove(copy, column, row);
    INFO(column.table << " " << row);
    // The end of the audit is what is remembered outside the database.
    CHECK((column.table == "audit" || found(copy)));
  }
}

TEST_CASE("rows summed in a batch of which one entry breaks a constraint stay in step", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  auto good = with_all(entry({.id = "good", .comment = "words"}));
  auto broken = with_all(entry({.id = "broken", .comment = "words"}));
  broken.response->domains["npu"] = "BW";
  broken.response->answers[0].code = 1'000'000;
  auto after = with_all(entry({.id = "after", .comment = "words"}));
  const auto kept = store->ledger().commit(batch({good, broken, after}), small_definitions());
  REQUIRE(kept.size() == 3);
  CHECK(kept[1].code == "not_storable");
  CHECK(failing_checks(*store).empty());
  commit(*store, with_all(entry({.id = "later", .comment = "words"})));
  CHECK(failing_checks(*store).empty());
}
