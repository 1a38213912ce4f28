// Signatures here were made with `openssl dgst -sha256 -hmac` and `-mac HMAC`, not with
// our own code; the first is the worked example of the Standard Webhooks libraries.
#include <catch2/catch.hpp>

#include "soundings/receive/receive.h"

using namespace soundings;
using receive::VerificationFault;
using receive::verify;

namespace {

constexpr std::int64_t example_time = 1614265330;
const std::string example_secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string example_signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

Instant at(std::int64_t seconds) {
  return Instant{std::chrono::seconds{seconds}};
}

SourceKey key(const std::string& id, const std::string& base64) {
  return {.id = id,
          .source = "wmnow",
          .secret = from_base64(base64).value(),
          .not_before = at(0),
          .not_after = std::nullopt};
}

Source source(Verification verification) {
  Source made;
  made.id = "wmnow";
  made.verification = verification;
  made.signature_header = "X-Signature";
  return made;
}

Delivery example() {
  Delivery delivery;
  delivery.source = "wmnow";
  delivery.headers = {{"Webhook-Id", "msg_p5jXN8AQM9LWM0D4loKWxJek"},
                      {"Webhook-Timestamp", "1614265330"},
                      {"Webhook-Signature", example_signature}};
  delivery.body = R"({"test": 2432232314})";
  delivery.received_at = at(example_time);
  return delivery;
}

VerificationFault fault_of(const Delivery& delivery,
                           const std::vector<SourceKey>& keys = {key("key_1", example_secret)}) {
  return verify(delivery, source(Verification::standard_webhooks), keys).error();
}

}  // namespace

TEST_CASE("the published example of Standard Webhooks is verified", "[receive]") {
  const std::vector keys = {key("key_1", example_secret)};
  const auto verified = verify(example(), source(Verification::standard_webhooks), keys);
  REQUIRE(verified);
  CHECK(verified->key_id == "key_1");
  CHECK(verified->webhook_id == "msg_p5jXN8AQM9LWM0D4loKWxJek");
  CHECK(verified->skew == std::chrono::seconds{0});
}

TEST_CASE("a body, id or timestamp other than the one signed is refused", "[receive]") {
  auto body = example();
  body.body[9] ^= 1;
  CHECK(fault_of(body) == VerificationFault::signature_mismatch);
  auto id = example();
  id.headers[0].second = "msg_p5jXN8AQM9LWM0D4loKWxJel";
  CHECK(fault_of(id) == VerificationFault::signature_mismatch);
  auto timestamp = example();
  timestamp.headers[1].second = "1614265331";
  CHECK(fault_of(timestamp) == VerificationFault::signature_mismatch);
}

TEST_CASE("each webhook header stands exactly once, whatever its capitals", "[receive]") {
  for (std::size_t i = 0; i < 3; ++i) {
    auto missing = example();
    missing.headers.erase(missing.headers.begin() + static_cast<std::ptrdiff_t>(i));
    CHECK(fault_of(missing) == VerificationFault::header_missing);
    auto repeated = example();
    repeated.headers.push_back(repeated.headers[i]);
    repeated.headers.back().first[0] = 'w';
    CHECK(fault_of(repeated) == VerificationFault::header_repeated);
  }
}

TEST_CASE("an id has 1 to 128 letters, digits, underscores and hyphens", "[receive]") {
  for (const std::string& id : {std::string{}, std::string("a.b"), std::string("a b"),
                                std::string("é"), std::string(129, 'a')}) {
    auto delivery = example();
    delivery.headers[0].second = id;
    CHECK(fault_of(delivery) == VerificationFault::id_malformed);
  }
  auto longest = example();
  longest.headers[0].second = std::string(128, 'a');
  CHECK(fault_of(longest) == VerificationFault::signature_mismatch);
}

TEST_CASE("a timestamp has 1 to 12 digits and nothing else", "[receive]") {
  for (const std::string timestamp :
       {"", "16142653x0", "-1614265330", " 1614265330", "+1", "1614265330123"}) {
    auto delivery = example();
    delivery.headers[1].second = timestamp;
    CHECK(fault_of(delivery) == VerificationFault::timestamp_malformed);
  }
}

TEST_CASE("a clock may be 300 seconds off either way and no more", "[receive]") {
  const std::vector keys = {key("key_1", example_secret)};
  for (const std::int64_t late : {-300, 300}) {
    auto delivery = example();
    delivery.received_at = at(example_time + late);
    const auto verified = verify(delivery, source(Verification::standard_webhooks), keys);
    REQUIRE(verified);
    CHECK(verified->skew == std::chrono::seconds{-late});
  }
  for (const std::int64_t late : {-301, 301}) {
    auto delivery = example();
    delivery.received_at = at(example_time + late);
    CHECK(fault_of(delivery) == VerificationFault::timestamp_out_of_tolerance);
  }
}

TEST_CASE("only v1 signatures are compared; one good one among others is enough", "[receive]") {
  const std::string wrong = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";
  auto among = example();
  among.headers[2].second =
      wrong + " v1a,xyz v2," + example_signature.substr(3) + " v1,notbase64 " + example_signature;
  CHECK(verify(among, source(Verification::standard_webhooks),
               std::vector{key("key_1", example_secret)}));
  auto other_version = example();
  other_version.headers[2].second = "v1a," + example_signature.substr(3);
  CHECK(fault_of(other_version) == VerificationFault::signature_mismatch);
  auto empty = example();
  empty.headers[2].second = "";
  CHECK(fault_of(empty) == VerificationFault::signature_mismatch);
}

TEST_CASE("more than eight signatures are refused unread", "[receive]") {
  const std::string wrong = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= ";
  auto eight = example();
  eight.headers[2].second = example_signature;
  for (int i = 0; i < 7; ++i) {
    eight.headers[2].second.insert(0, wrong);
  }
  CHECK(verify(eight, source(Verification::standard_webhooks),
               std::vector{key("key_1", example_secret)}));
  auto nine = eight;
  nine.headers[2].second.insert(0, wrong);
  CHECK(fault_of(nine) == VerificationFault::signature_mismatch);
}

TEST_CASE("while a key is rotated both are good, each in its own time", "[receive]") {
  const SourceKey old_key = key("key_old", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  SourceKey new_key = key("key_new", example_secret);
  const auto verified =
      verify(example(), source(Verification::standard_webhooks), std::vector{old_key, new_key});
  REQUIRE(verified);
  CHECK(verified->key_id == "key_new");

  new_key.not_after = at(example_time);
  CHECK(fault_of(example(), {old_key, new_key}) == VerificationFault::signature_mismatch);
  new_key.not_after = at(example_time + 1);
  CHECK(verify(example(), source(Verification::standard_webhooks), std::vector{new_key}));
  new_key.not_before = at(example_time + 1);
  CHECK(fault_of(example(), {new_key}) == VerificationFault::no_active_key);
  CHECK(fault_of(example(), {}) == VerificationFault::no_active_key);
}

TEST_CASE("a key of another source opens nothing", "[receive]") {
  SourceKey foreign = key("key_1", example_secret);
  foreign.source = "livechat";
  CHECK(fault_of(example(), {foreign}) == VerificationFault::no_active_key);
}

TEST_CASE("a sha256= signature of the body is verified", "[receive]") {
  // printf 'hello' | openssl dgst -sha256 -hmac 'secret'
  const std::string hex = "88aab3ede8d3adf94d26ab90d3bafd4a2083070c3bcce9c014ee04a443847c0b";
  SourceKey secret = key("key_1", "");
  secret.secret = {'s', 'e', 'c', 'r', 'e', 't'};
  Delivery delivery;
  delivery.body = "hello";
  delivery.headers = {{"x-signature", "sha256=" + hex}};
  const Source sender = source(Verification::hex_body_hmac);
  CHECK(verify(delivery, sender, std::vector{secret}));

  delivery.headers[0].second = "sha256=" + std::string("9") + hex.substr(1);
  CHECK(verify(delivery, sender, std::vector{secret}).error() ==
        VerificationFault::signature_mismatch);
  delivery.headers[0].second = hex;
  CHECK(verify(delivery, sender, std::vector{secret}).error() ==
        VerificationFault::signature_mismatch);
  delivery.headers.clear();
  CHECK(verify(delivery, sender, std::vector{secret}).error() == VerificationFault::header_missing);
}

TEST_CASE("a bearer key is the secret as it was shown, with or without its prefix", "[receive]") {
  const Source sender = source(Verification::bearer);
  const std::vector keys = {key("key_1", example_secret)};
  Delivery delivery;
  for (const std::string& token : {"Bearer " + example_secret, "bearer whsec_" + example_secret}) {
    delivery.headers = {{"Authorization", token}};
    CHECK(verify(delivery, sender, keys));
  }
  for (const std::string token :
       {"Bearer MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSx", "Basic abc", "Bearer ", ""}) {
    delivery.headers = {{"Authorization", token}};
    CHECK(verify(delivery, sender, keys).error() == VerificationFault::credential_mismatch);
  }
  delivery.headers = {};
  CHECK(verify(delivery, sender, keys).error() == VerificationFault::header_missing);
}
