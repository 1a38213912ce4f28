// One-time codes against the vectors of RFC 6238, and recovery codes.
#include "soundings/accounts/one_time_code.h"

#include <set>

#include <catch2/catch.hpp>

using namespace soundings;
using namespace soundings::accounts;

namespace {

const std::string seed_text = "12345678901234567890";
const Seed seed(seed_text.begin(), seed_text.end());

Instant at(std::int64_t seconds) {
  return Instant{std::chrono::seconds(seconds)};
}

}  // namespace

TEST_CASE("one-time codes are those of RFC 6238, appendix B", "[accounts]") {
  const std::pair<std::int64_t, const char*> vectors[] = {
      {59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
      {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : vectors) {
    INFO(seconds);
    CHECK(one_time_code(seed, step_of(at(seconds)), 8) == code);
    CHECK(one_time_code(seed, step_of(at(seconds))) == std::string(code).substr(2));
  }
}

TEST_CASE("a code holds for half a minute to either side, and once", "[accounts]") {
  const Instant now = at(1111111111);
  const std::int64_t step = step_of(now);
  for (const std::int64_t near : {step - 1, step, step + 1}) {
    CHECK(matching_step(seed, one_time_code(seed, near), now, 0) == near);
  }
  for (const std::int64_t far : {step - 2, step + 2}) {
    CHECK_FALSE(matching_step(seed, one_time_code(seed, far), now, 0));
  }
  CHECK_FALSE(matching_step(seed, one_time_code(seed, step), now, step));
  CHECK_FALSE(matching_step(seed, one_time_code(seed, step - 1), now, step));
  CHECK(matching_step(seed, one_time_code(seed, step + 1), now, step) == step + 1);
  CHECK_FALSE(matching_step(seed, "", now, 0));
  CHECK_FALSE(matching_step(seed, "00000x", now, 0));
}

TEST_CASE("base32 is that of RFC 4648, section 10, without padding", "[accounts]") {
  const std::pair<const char*, const char*> vectors[] = {{"", ""},
                                                         {"f", "MY"},
                                                         {"fo", "MZXQ"},
                                                         {"foo", "MZXW6"},
                                                         {"foob", "MZXW6YQ"},
                                                         {"fooba", "MZXW6YTB"},
                                                         {"foobar", "MZXW6YTBOI"}};
  for (const auto& [plain, coded] : vectors) {
    const std::string text = plain;
    CHECK(base32(Seed(text.begin(), text.end())) == coded);
  }
  CHECK(key_uri("j.khan@wmp", seed) ==
        "otpauth://totp/Soundings:j.khan%40wmp?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=Soundings");
}

TEST_CASE("recovery codes differ, and are read as people type them", "[accounts]") {
  const auto codes = make_recovery_codes();
  CHECK(codes.size() == 8);
  CHECK(std::set<std::string>(codes.begin(), codes.end()).size() == codes.size());
  for (const std::string& code : codes) {
    CHECK(code.size() == 27);
  }
  CHECK(recovery_hash("MZXW6Y TBOI4T") == recovery_hash("mzxw6y-tboi4t"));
  CHECK(recovery_hash("mzxw6y-tboi4u") != recovery_hash("mzxw6y-tboi4t"));
  CHECK(make_seed().size() == 20);
  CHECK(make_seed() != make_seed());
}
