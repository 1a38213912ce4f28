// What makes a file a ledger, and what is refused.
#include <fstream>

#include <SQLiteCpp/SQLiteCpp.h>
#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using Catch::Matchers::Contains;
using Kind = store::OpenFault::Kind;

namespace {

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

constexpr std::size_t page_bytes = 4096;

/// The number of the page where a table begins.
std::size_t first_page_of(const std::filesystem::path& file, const std::string& table) {
  const SQLite::Database database(file.string());
  SQLite::Statement read(database, "SELECT rootpage FROM sqlite_schema WHERE name = ?");
  read.bind(1, table);
  REQUIRE(read.executeStep());
  return static_cast<std::size_t>(read.getColumn(0).getInt64());
}

template <typename Opened>
store::OpenFault refused(const Opened& store) {
  REQUIRE(!store);
  CHECK(store.error().message.find('\n') == std::string::npos);
  return store.error();
}

store::OpenFault refusal(const std::filesystem::path& file) {
  return refused(store::open_for_writing(file, test_key()));
}

store::OpenFault refusal_to_read(const std::filesystem::path& file) {
  return refused(store::open_for_reading(file, test_key()));
}

void fill(const std::filesystem::path& file, int responses) {
  const auto store = open_store(file);
  for (int i = 0; i < responses; ++i) {
    commit(*store, entry({.id = std::to_string(i), .comment = std::string(200, 'c')}));
  }
}

}  // namespace

TEST_CASE("a ledger is made for its owner alone and opens again", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  fill(file, 1);
  struct stat status{};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  {
    const auto store = open_store(file);
    commit(*store, entry({.id = "again"}));
    REQUIRE(::stat((file.string() + "-wal").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
  }
  const auto reader = store::open_for_reading(file);
  REQUIRE(reader);
  CHECK((*reader)->arrivals().counts().front().items == 2);
}

TEST_CASE("a second writer is refused while the first is open", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  {
    const auto first = open_store(file);
    CHECK(refusal(file).kind == Kind::in_use);
    const pid_t child = ::fork();
    if (child == 0) {
      const auto second = store::open_for_writing(file, test_key());
      ::_exit(!second && second.error().kind == Kind::in_use ? 0 : 1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
    CHECK(store::open_for_reading(file));
  }
  CHECK(store::open_for_writing(file, test_key()));
}

TEST_CASE("a file that is no ledger is refused and left as it was", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  SECTION("text") {
    write_bytes(file, "period,survey,measure\n");
    const std::string before = bytes_of(file);
    CHECK(refusal(file).kind == Kind::not_a_ledger);
    CHECK(bytes_of(file) == before);
  }
  SECTION("a database of another application") {
    SQLite::Database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE theirs (a); PRAGMA application_id = 77");
    const auto fault = refusal(file);
    CHECK(fault.kind == Kind::not_a_ledger);
    CHECK(fault.message ==
          file.string() + ": is a database of another application (application_id 77)");
  }
  SECTION("no file, to read") {
    CHECK(refusal_to_read(file).kind == Kind::unreadable);
  }
  SECTION("an empty file, to read") {
    write_bytes(file, "");
    CHECK(refusal_to_read(file).kind == Kind::not_a_ledger);
  }
}

TEST_CASE("a newer schema is refused by name", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  fill(file, 1);
  SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
  const auto fault = refusal(file);
  CHECK(fault.kind == Kind::newer_schema);
  CHECK(fault.message.find("schema version 99") != std::string::npos);
}

TEST_CASE("a damaged file is refused, never counted from", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  fill(file, 300);
  std::string bytes = bytes_of(file);
  SECTION("cut in half") {
    bytes.resize(bytes.size() / 2);
  }
  SECTION("pages overwritten") {
    for (std::size_t at = 8192; at < bytes.size(); at += 8192) {
      bytes.replace(at, 512, 512, '\x5a');
    }
  }
  SECTION("its header overwritten") {
    bytes.replace(16, 64, 64, '\xff');
  }
  write_bytes(file, bytes);
  const auto fault = refusal(file);
  CHECK((fault.kind == Kind::damaged || fault.kind == Kind::not_a_ledger));
}

TEST_CASE("a file that was damaged while it was open is not opened again, nor for a reader",
          "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  fill(file, 300);
  auto store = store::open_for_writing(file, test_key());
  REQUIRE(store);
  REQUIRE_NOTHROW((*store)->maintenance().reopen());
  const std::size_t page = first_page_of(file, "response");
  std::string bytes = bytes_of(file);
  bytes.replace((page - 1) * page_bytes, 512, 512, '\x5a');
  write_bytes(file, bytes);
  // What quick_check says, and not what any statement would have met.
  CHECK_THROWS_WITH((*store)->maintenance().reopen(),
                    Contains("is damaged: ") && !Contains("malformed"));
  const auto reader = store::open_for_reading(file, test_key());
  REQUIRE(!reader);
  CHECK(reader.error().kind == Kind::damaged);
}

TEST_CASE("flipped bits are refused, or shown by verify, or change no count", "[store]") {
  const Folder folder;
  const auto sound = folder.file("sound.db");
  fill(sound, 240);
  const std::string bytes = bytes_of(sound);
  std::uint64_t state = 2019;
  int noticed = 0;
  for (int round = 0; round < 40; ++round) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    std::string damaged = bytes;
    damaged[static_cast<std::size_t>(state >> 16U) % damaged.size()] ^= '\x10';
    const auto file = folder.file("flipped-" + std::to_string(round) + ".db");
    write_bytes(file, damaged);
    const auto store = store::open_for_writing(file, test_key());
    if (!store) {
      ++noticed;
      continue;
    }
    try {
      noticed += failing_checks(**store).empty() ? 0 : 1;
    } catch (const store::StoreFailure&) {
      ++noticed;
    }
  }
  CHECK(noticed > 10);
}

TEST_CASE("another master key does not open a ledger", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  fill(file, 1);
  const auto other = store::open_for_writing(file, std::vector<std::uint8_t>(32, 8));
  REQUIRE(!other);
  CHECK(other.error().message ==
        file.string() + ": the master key is not the one it was made with");
  CHECK(!store::open_for_writing(file, {}));
}

TEST_CASE("a master key is made once, for its owner alone", "[store]") {
  const Folder folder;
  const auto key = store::master_key(folder.file("key"));
  CHECK(key.size() == 32);
  CHECK(store::master_key(folder.file("key")) == key);
  struct stat status{};
  REQUIRE(::stat(folder.file("key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777U) == 0600U);
  CHECK(status.st_nlink == 1);
  const auto beside = std::filesystem::directory_iterator(folder.file("key").parent_path());
  CHECK(std::distance(begin(beside), end(beside)) == 1);
  write_bytes(folder.file("short"), "abc");
  CHECK_THROWS_WITH(store::master_key(folder.file("short")),
                    Catch::Contains("everybody may read this key file"));
  std::filesystem::permissions(folder.file("short"), std::filesystem::perms::owner_all);
  CHECK_THROWS_WITH(store::master_key(folder.file("short")),
                    Catch::Contains("a master key is 32 bytes, this file has 3"));
}

TEST_CASE("secrets and held originals cannot be found in the file's bytes", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const std::string secret = "a-secret-of-thirty-two-bytes-long";
  {
    const auto store = open_store(file);
    store->keys().add({.id = "",
                       .source = "wmnow",
                       .label = "live",
                       .secret = {secret.begin(), secret.end()},
                       .not_before = Instant{},
                       .not_after = std::nullopt},
                      Instant{}, "test");
    store::Entry held = unreadable({.id = "1"}, "area_unknown");
    held.raw = "{\"npu\":\"somewhere only the sender knows\"}";
    commit(*store, held);
    const auto keys = store->keys().list("wmnow");
    REQUIRE(keys.size() == 1);
    CHECK(std::string(keys[0].secret.begin(), keys[0].secret.end()) == secret);
  }
  for (const std::string name : {"a.db", "a.db-wal"}) {
    const std::string bytes = bytes_of(folder.file(name));
    CHECK(bytes.find(secret) == std::string::npos);
    CHECK(bytes.find("only the sender knows") == std::string::npos);
  }
}

TEST_CASE("keys are listed with their validity and last use", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  const Instant now = parse_rfc3339("2019-05-14T12:00:00Z").value();
  const auto make = [&](const std::string& label) {
    return store->keys().add({.id = "",
                              .source = "wmnow",
                              .label = label,
                              .secret = {1, 2, 3},
                              .not_before = now,
                              .not_after = std::nullopt},
                             now, "test");
  };
  const std::string old_key = make("old");
  const std::string new_key = make("new");
  CHECK(store->keys().list("").size() == 2);
  CHECK(store->keys().list("livechat").empty());
  CHECK(store->keys().end(old_key, now + std::chrono::hours(1), now, "test"));
  CHECK_FALSE(store->keys().end(old_key, now + std::chrono::hours(2), now, "test"));
  CHECK_FALSE(store->keys().end("key_nobody_made", now, now, "test"));
  CHECK(store->keys().list("wmnow")[0].not_after == now + std::chrono::hours(1));
  store->keys().used(new_key, now + std::chrono::minutes(5));
  store->keys().write_used();
  store->keys().used(new_key, now + std::chrono::minutes(3));
  REQUIRE(store->keys().uses().size() == 1);
  CHECK(store->keys().uses()[0].at == now + std::chrono::minutes(5));
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a checkpoint empties a long WAL from beside the writer", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  const auto store = open_store(file);
  store->maintenance().checkpoint();
  for (int round = 0; round < 12; ++round) {
    std::vector<store::Entry> entries;
    for (int i = 0; i < 400; ++i) {
      entries.push_back(
          entry({.id = std::to_string(round * 1000 + i), .comment = std::string(9000, 'c')}));
    }
    const auto kept = store->ledger().commit(batch(entries), small_definitions());
  }
  const auto before = std::filesystem::file_size(file);
  CHECK(std::filesystem::file_size(file.string() + "-wal") > std::uintmax_t{32} * 1024 * 1024);
  store->maintenance().checkpoint();
  CHECK(std::filesystem::file_size(file) > before);
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("a row of the audit cannot be changed, and a forged one shows", "[store]") {
  const Folder folder;
  const auto file = folder.file("a.db");
  fill(file, 3);
  SQLite::Database raw(file.string(), SQLite::OPEN_READWRITE);
  CHECK_THROWS_WITH(raw.exec("UPDATE audit SET actor = 'x'"),
                    Catch::Contains("audit rows are never changed"));
  CHECK_THROWS_WITH(raw.exec("DELETE FROM audit"), Catch::Contains("audit rows are never deleted"));
  const char* forgery =
      GENERATE("DROP TRIGGER audit_is_never_changed; UPDATE audit SET actor = 'x' WHERE seq = 2",
               "UPDATE submission SET outcome = 2 WHERE seq = 1",
               "UPDATE response SET codes = zeroblob(4) WHERE seq = 1",
               "INSERT INTO count_log SELECT 99, survey, 1, month, NULL, wave, NULL, layout, codes"
               " FROM count_log LIMIT 1",
               "UPDATE submission SET kept = 'changed' WHERE seq = 1",
               "DELETE FROM comment; DELETE FROM response WHERE seq = 2",
               "UPDATE tally SET items = items + 1", "UPDATE delivery SET items = 2 WHERE seq = 1");
  raw.exec(forgery);
  INFO(forgery);
  const auto store = store::open_for_writing(file, test_key());
  CHECK((!store || !failing_checks(**store).empty()));
}
