// Digests by the vectors of their own standards: FIPS 180-4, RFC 4231, RFC 4648.
#include "soundings/base/digest.h"

#include <numeric>

#include <catch2/catch.hpp>

namespace soundings {
namespace {

std::vector<std::uint8_t> bytes(std::string_view text) {
  return {text.begin(), text.end()};
}

}  // namespace

TEST_CASE("SHA-256 gives the digests of FIPS 180-4's examples", "[base]") {
  CHECK(to_hex(sha256("")) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(to_hex(sha256("abc")) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")) ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  CHECK(to_hex(sha256(std::string(1'000'000, 'a'))) ==
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("HMAC-SHA256 gives the codes of RFC 4231", "[base]") {
  CHECK(to_hex(hmac_sha256(std::vector<std::uint8_t>(20, 0x0b), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(to_hex(hmac_sha256(bytes("Jefe"), "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(to_hex(hmac_sha256(std::vector<std::uint8_t>(20, 0xaa), std::string(50, '\xdd'))) ==
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe");
  std::vector<std::uint8_t> counting(25);
  std::iota(counting.begin(), counting.end(), std::uint8_t{1});
  CHECK(to_hex(hmac_sha256(counting, std::string(50, '\xcd'))) ==
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b");
  CHECK(to_hex(hmac_sha256(std::vector<std::uint8_t>(131, 0xaa),
                           "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_CASE("an empty key and an empty message have a code too", "[base]") {
  CHECK(to_hex(hmac_sha256({}, "")) ==
        "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("bytes are equal only when each of them is", "[base]") {
  CHECK(constant_time_equal(bytes("secret"), bytes("secret")));
  CHECK(constant_time_equal({}, {}));
  CHECK_FALSE(constant_time_equal(bytes("secret"), bytes("secreT")));
  CHECK_FALSE(constant_time_equal(bytes("secret"), bytes("secre")));
  CHECK_FALSE(constant_time_equal(bytes("s"), {}));
}

TEST_CASE("hexadecimal reads both cases and writes the lower", "[base]") {
  CHECK(to_hex(bytes({"\x00\x0f\xa5\xff", 4})) == "000fa5ff");
  CHECK(from_hex("000Fa5fF") == bytes({"\x00\x0f\xa5\xff", 4}));
  CHECK(from_hex("").value().empty());
  CHECK_FALSE(from_hex("0"));
  CHECK_FALSE(from_hex("0g"));
  CHECK_FALSE(from_hex("0x12"));
  CHECK_FALSE(from_hex(" 1"));
}

TEST_CASE("base64 gives the vectors of RFC 4648 section 10, both ways", "[base]") {
  const auto [plain, text] = GENERATE(table<std::string, std::string>({{"", ""},
                                                                       {"f", "Zg=="},
                                                                       {"fo", "Zm8="},
                                                                       {"foo", "Zm9v"},
                                                                       {"foob", "Zm9vYg=="},
                                                                       {"fooba", "Zm9vYmE="},
                                                                       {"foobar", "Zm9vYmFy"}}));
  CHECK(to_base64(bytes(plain)) == text);
  CHECK(from_base64(text) == bytes(plain));
}

TEST_CASE("every byte survives base64", "[base]") {
  std::vector<std::uint8_t> all(256);
  std::iota(all.begin(), all.end(), std::uint8_t{0});
  CHECK(from_base64(to_base64(all)) == all);
}

TEST_CASE("base64 with stray characters or wrong padding is refused", "[base]") {
  const auto* const text = GENERATE("Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zm9v\n", "Zm 9",
                                    "Zm9v=", "Zg==Zg==", "Z=g=", "Zm-_", "Zh==", "Zm9=");
  CAPTURE(text);
  CHECK_FALSE(from_base64(text));
}

TEST_CASE("random bytes are as many as asked for, and differ", "[base]") {
  CHECK(random_bytes(0).empty());
  CHECK(random_bytes(32).size() == 32);
  CHECK(random_bytes(32) != random_bytes(32));
}

}  // namespace soundings
