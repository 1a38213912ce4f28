// Which passwords are refused, and how they are kept.
#include "soundings/accounts/password.h"

#include <catch2/catch.hpp>

using namespace soundings::accounts;

TEST_CASE("a password is long and not easily guessed; of what it is made does not matter",
          "[accounts]") {
  CHECK_FALSE(fault_of("purple kettle orbit", "j.khan", true));
  CHECK_FALSE(fault_of("tqpzvxkwrlmdsbc", "j.khan", true));
  CHECK(fault_of("purple kettle", "j.khan", true) == PasswordFault::too_short);
  CHECK_FALSE(fault_of("tqpzvxkwrlmd", "j.khan", false));
  CHECK(fault_of("vk7!Qz9", "j.khan", false) == PasswordFault::too_short);
  CHECK(fault_of(std::string(129, 'x'), "j.khan", true) == PasswordFault::too_long);
  for (const auto* common : {"passwordpassword", "Password1234567!", "qwertyuiopasdfg",
                             "123456789012345", "aaaaaaaaaaaaaaaaaaaa", "letmeinletmeinletmein",
                             "soundings-soundings", "j.khan j.khan j.khan", "westmidlandspolice"}) {
    INFO(common);
    CHECK(fault_of(common, "j.khan", true) == PasswordFault::too_easy);
  }
}

TEST_CASE("characters are counted, not bytes, in one form however they were typed", "[accounts]") {
  CHECK(fault_of("żółćżółćżółć", "j.khan", true) == PasswordFault::too_short);
  CHECK_FALSE(fault_of("zażółć gęślą jaźń", "j.khan", true));
  const std::string hash = hash_password("caf\u00e9 purple kettle");
  CHECK(password_matches(hash, "cafe\u0301 purple kettle"));
}

TEST_CASE("what is kept of a password is Argon2id with a salt of its own", "[accounts]") {
  const std::string hash = hash_password("purple kettle orbit");
  CHECK(hash.starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
  CHECK(hash != hash_password("purple kettle orbit"));
  CHECK(password_matches(hash, "purple kettle orbit"));
  CHECK_FALSE(password_matches(hash, "purple kettle orbi"));
  CHECK_FALSE(password_matches(hash, ""));
  CHECK_FALSE(password_matches("", "purple kettle orbit"));
  CHECK(nobodys_hash().starts_with("$argon2id$v=19$m=65536,t=2,p=1$"));
}

TEST_CASE("a password of our making passes our own rule", "[accounts]") {
  const std::string made = make_password();
  CHECK(made.size() == 23);
  CHECK(made != make_password());
  CHECK_FALSE(fault_of(made, "j.khan", true));
}
