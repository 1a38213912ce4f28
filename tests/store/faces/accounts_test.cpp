// Accounts, sessions and refused sign-ins: what is kept, what is never kept as it was said, and
// what each change leaves in the audit.
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;
using store::Account;
using store::Accounts;
using store::SessionRow;

namespace {

const Instant morning = parse_rfc3339("2019-06-03T09:00:00Z").value();
const store::Act by_operator{.at = morning, .actor = "s.patel", .reason = ""};

Account analyst(const std::string& name = "j.khan") {
  return {.name = name,
          .role = "analyst",
          .npus = {},
          .password = "$argon2id$hash",
          .code_seed = {1, 2, 3, 4, 5},
          .created = morning,
          .disabled = std::nullopt};
}

SessionRow session_of(const std::string& account, std::string_view token, Instant begun = morning) {
  return {.token = sha256(token),
          .account = account,
          .address = "192.0.2.7",
          .agent = "Firefox",
          .begun = begun};
}

store::AuditLine signed_in(const std::string& account) {
  return {.at = morning, .actor = account, .action = "signed_in", .subject = account, .detail = ""};
}

std::vector<std::string> actions(store::Store& store) {
  std::vector<std::string> all;
  for (const auto& line : store.audit().lines({.since = std::nullopt, .until = std::nullopt})) {
    all.push_back(line.action);
  }
  return all;
}

bool sound(store::Store& store) {
  for (const auto& check : store.maintenance().verify(small_definitions())) {
    UNSCOPED_INFO(check.name << ": " << check.detail);
    if (!check.passed) {
      return false;
    }
  }
  return true;
}

std::string bytes_of(const Folder& folder) {
  std::string all;
  for (const auto* name : {"soundings.db", "soundings.db-wal"}) {
    std::ifstream in{folder.file(name), std::ios::binary};
    all.append(std::istreambuf_iterator<char>{in}, {});
  }
  return all;
}

}  // namespace

TEST_CASE("an account is kept with its role and areas, and its name is its own", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("soundings.db"));
  Accounts& accounts = store->accounts();
  Account lead = analyst("lead.sw");
  lead.role = "lead";
  lead.npus = {"SW", "BE"};
  lead.code_seed.clear();
  REQUIRE(accounts.add(lead, {}, by_operator));
  REQUIRE(accounts.add(analyst(), std::vector{sha256("one"), sha256("two")}, by_operator));
  CHECK_FALSE(accounts.add(analyst(), {}, by_operator));

  const auto read = accounts.find("j.khan");
  REQUIRE(read);
  CHECK(read->code_seed == std::vector<std::uint8_t>{1, 2, 3, 4, 5});
  CHECK(read->recovery_codes == 2);
  CHECK_FALSE(read->disabled);
  CHECK(accounts.find("lead.sw")->npus == std::vector<std::string>{"SW", "BE"});
  CHECK_FALSE(accounts.find("nobody"));
  CHECK(accounts.list().size() == 2);
  CHECK(actions(*store) == std::vector<std::string>{"account_created", "account_created"});
  CHECK(sound(*store));
}

TEST_CASE("each change of an account stands in the audit, and one of nobody does not", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("soundings.db"));
  Accounts& accounts = store->accounts();
  REQUIRE(accounts.add(analyst(), {}, by_operator));
  CHECK(accounts.set_role("j.khan", "lead", {"SW"}, by_operator));
  CHECK(accounts.set_password("j.khan", "other", true, by_operator));
  CHECK(accounts.set_second_factor("j.khan", {}, {}, by_operator));
  CHECK(accounts.set_disabled("j.khan", true, by_operator));
  CHECK_FALSE(accounts.set_disabled("j.khan", true, by_operator));
  CHECK(accounts.set_disabled("j.khan", false, by_operator));
  CHECK_FALSE(accounts.set_role("nobody", "lead", {}, by_operator));
  CHECK_FALSE(accounts.set_password("nobody", "other", false, by_operator));
  CHECK(actions(*store) == std::vector<std::string>{"account_enabled", "account_disabled",
                                                    "second_factor_changed", "password_changed",
                                                    "role_changed", "account_created"});
  const auto read = accounts.find("j.khan");
  CHECK(read->role == "lead");
  CHECK(read->password == "other");
  CHECK(read->to_change);
  CHECK(read->code_seed.empty());
  CHECK(sound(*store));
}

TEST_CASE("a session is found by its token until it is ended", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("soundings.db"));
  Accounts& accounts = store->accounts();
  REQUIRE(accounts.add(analyst(), {}, by_operator));
  CHECK_FALSE(accounts.has_signed_in("j.khan", "192.0.2.7"));
  REQUIRE(accounts.begin(session_of("j.khan", "a"), {}, signed_in("j.khan")));
  REQUIRE(accounts.begin(session_of("j.khan", "b"), {}, signed_in("j.khan")));
  REQUIRE(accounts.begin(session_of("j.khan", "c"), {}, signed_in("j.khan")));
  CHECK(accounts.session(sha256("a"))->account == "j.khan");
  CHECK_FALSE(accounts.session(sha256("z")));
  CHECK(accounts.has_signed_in("j.khan", "192.0.2.7"));
  CHECK_FALSE(accounts.has_signed_in("j.khan", "192.0.2.8"));

  CHECK(accounts.end(sha256("a"), by_operator));
  CHECK_FALSE(accounts.end(sha256("a"), by_operator));
  CHECK_FALSE(accounts.session(sha256("a")));
  CHECK(accounts.end_all("j.khan", sha256("b"), by_operator) == 1);
  CHECK(accounts.sessions("j.khan").size() == 1);
  CHECK(accounts.session(sha256("b")));
  CHECK(actions(*store).front() == "signed_out_everywhere");
  CHECK(sound(*store));
}

TEST_CASE("a one-time code, a recovery code and a first step each serve once", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("soundings.db"));
  Accounts& accounts = store->accounts();
  REQUIRE(accounts.add(analyst(), std::vector{sha256("recovery")}, by_operator));
  const auto begin = [&](std::string_view token, const store::Spent& spent) {
    return accounts.begin(session_of("j.khan", token), spent, signed_in("j.khan"));
  };
  const store::Spent code{.code_step = 100};
  CHECK(begin("a", code));
  CHECK_FALSE(begin("b", code));
  const store::Spent recovery{.recovery_code = sha256("recovery")};
  CHECK(begin("c", recovery));
  CHECK_FALSE(begin("d", recovery));
  CHECK(accounts.find("j.khan")->recovery_codes == 0);
  const store::Spent first{.session = sha256("a")};
  CHECK(begin("e", first));
  CHECK_FALSE(begin("f", first));
  CHECK_FALSE(accounts.session(sha256("a")));
  CHECK_FALSE(accounts.session(sha256("b")));
  CHECK_FALSE(accounts.session(sha256("f")));
  // A code that was taken back with its transaction leaves the sum of rows as it was.
  CHECK_FALSE(begin("g", {.code_step = 101, .recovery_code = sha256("recovery")}));
  CHECK(accounts.find("j.khan")->code_step == 100);
  CHECK(accounts.set_role("j.khan", "steward", {}, by_operator));
  CHECK(sound(*store));
}

TEST_CASE("a reading key is found by its hash, and ends once", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("soundings.db"));
  Accounts& accounts = store->accounts();
  accounts.add_reading_key({.id = "rkey_1",
                            .label = "dashboard",
                            .hash = sha256("secret"),
                            .made = morning,
                            .not_after = std::nullopt},
                           by_operator);
  CHECK(accounts.reading_key(sha256("secret"))->label == "dashboard");
  CHECK_FALSE(accounts.reading_key(sha256("other")));
  CHECK(accounts.end_reading_key("rkey_1", by_operator));
  CHECK_FALSE(accounts.end_reading_key("rkey_1", by_operator));
  CHECK(accounts.reading_keys().at(0).not_after == morning);
  CHECK(actions(*store) == std::vector<std::string>{"reading_key_ended", "reading_key_created"});
  CHECK(sound(*store));
}

TEST_CASE("refusals are counted by subject, and no subject can be read in the file", "[store]") {
  const Folder folder;
  {
    const auto store = open_store(folder.file("soundings.db"));
    Accounts& accounts = store->accounts();
    const std::vector<std::string> subjects{"account typed-by-mistake", "address 192.0.2.99"};
    const store::AuditLine line{.at = morning,
                                .actor = "anyone",
                                .action = "sign_in_refused",
                                .subject = "unknown",
                                .detail = ""};
    accounts.refused(subjects, line);
    accounts.refused(std::vector<std::string>{subjects[1]}, line);
    CHECK(accounts.failures(subjects[0]).count == 1);
    CHECK(accounts.failures(subjects[1]).count == 2);
    CHECK(accounts.failures(subjects[1]).last == morning);
    REQUIRE(accounts.add(analyst(), {}, by_operator));
    REQUIRE(accounts.begin(session_of("j.khan", "a"), {.forgiven = subjects}, signed_in("j.khan")));
    CHECK(accounts.failures(subjects[1]).count == 0);
    accounts.refused(subjects, line);
    store::AuditLine later = line;
    later.at = morning + std::chrono::days(2);
    accounts.refused(std::vector<std::string>{"other"}, later);
    CHECK(accounts.failures(subjects[0]).count == 0);
    CHECK(sound(*store));
  }
  const std::string bytes = bytes_of(folder);
  CHECK(bytes.find("typed-by-mistake") == std::string::npos);
}

TEST_CASE("neither a token nor a seed stands in the file as it is", "[store]") {
  const Folder folder;
  {
    const auto store = open_store(folder.file("soundings.db"));
    Account account = analyst();
    const std::string seed = "a seed that nobody may read";
    account.code_seed.assign(seed.begin(), seed.end());
    REQUIRE(store->accounts().add(account, {}, by_operator));
    REQUIRE(store->accounts().begin(session_of("j.khan", "a token that nobody may read"), {},
                                    signed_in("j.khan")));
  }
  CHECK(bytes_of(folder).find("nobody may read") == std::string::npos);
}
