#include <catch2/catch.hpp>

#include "soundings/receive/problem.h"
#include "soundings/receive/receive.h"

#include "support/kept.h"

using namespace soundings;
using receive::decode;
using receive::Decoded;
using receive::Submission;

namespace {

Decoded decode_json(const std::string& body, const Adapter* adapter = nullptr) {
  Delivery delivery;
  delivery.media_type = "application/json; charset=utf-8";
  delivery.body = body;
  return decode(delivery, adapter);
}

/// The code under which a body is held as one submission.
std::string held_as_one(const std::string& body) {
  const Decoded decoded = decode_json(body);
  REQUIRE(decoded.submissions.size() == 1);
  REQUIRE(decoded.submissions[0].problem);
  CHECK(decoded.submissions[0].fields.empty());
  CHECK(decoded.submissions[0].fields.empty());
  CHECK(decoded.submissions[0].raw == body);
  CHECK(decoded.submissions[0].original == sha256(body));
  return decoded.submissions[0].problem->code;
}

std::string text_of(const Submission& submission, const std::string& name) {
  for (const receive::Field& field : submission.fields) {
    if (field.name == name) {
      return std::get<std::string>(field.value);
    }
  }
  return "(none)";
}

Sha256 content_of(const std::string& body) {
  return decode_json(body).submissions.at(0).content;
}

const std::string native = R"({"source_response_id":"wmn-884213",
  "completed_at":"2019-05-14T09:12:44Z","npu":"Sandwell","contact_channel":101,
  "answers":{"whole_experience":"Fairly satisfied","follow_up":null},"comment":"Thanks"})";

}  // namespace

TEST_CASE("one native object is one submission with its fields", "[receive]") {
  const Decoded decoded = decode_json(native);
  CHECK_FALSE(decoded.batch);
  REQUIRE(decoded.submissions.size() == 1);
  const Submission& submission = decoded.submissions[0];
  CHECK_FALSE(submission.problem);
  CHECK(text_of(submission, "source_response_id") == "wmn-884213");
  CHECK(text_of(submission, "answers/whole_experience") == "Fairly satisfied");
  CHECK(submission.fields[3].value == receive::Scalar{std::int64_t{101}});
  CHECK(submission.fields[4].pointer == "/answers/whole_experience");
  CHECK(submission.raw == native);
}

TEST_CASE("what is kept is the native object without unknown fields", "[receive]") {
  const Decoded decoded =
      decode_json(R"({"npu":"BE","name":"Jane Doe","answers":{"rating":2,"again":true},"x":[1]})");
  const Submission& submission = decoded.submissions.at(0);
  CHECK(testing::kept(submission) == R"({"npu":"BE","answers":{"rating":2,"again":true}})");
  CHECK(submission.unmapped == 2);
  CHECK(submission.dropped == 0);
}

TEST_CASE("a kept item reads back as the same fields", "[receive]") {
  const Submission before = decode_json(native).submissions.at(0);
  const Submission after = receive::restore(testing::kept(before));
  CHECK_FALSE(after.problem);
  CHECK(testing::kept(after) == testing::kept(before));
  CHECK(text_of(after, "answers/whole_experience") == "Fairly satisfied");
  CHECK(receive::restore("{").problem);
}

TEST_CASE("an array is a batch, each element with its own bytes", "[receive]") {
  const Decoded decoded = decode_json(R"([ {"npu":"BE"},{"npu":"BW"} , 7,"a,]b" ,null,[1], {}])");
  CHECK(decoded.batch);
  REQUIRE(decoded.submissions.size() == 7);
  const std::vector<std::string> raw = {
      R"({"npu":"BE"})", R"({"npu":"BW"})", "7", R"("a,]b")", "null", "[1]", "{}"};
  for (std::size_t i = 0; i < raw.size(); ++i) {
    CHECK(decoded.submissions[i].raw == raw[i]);
    CHECK(decoded.submissions[i].index == i);
    CHECK(decoded.submissions[i].original == sha256(raw[i]));
    const bool object = raw[i].front() == '{';
    CHECK(decoded.submissions[i].problem.has_value() == !object);
    if (!object) {
      CHECK(decoded.submissions[i].problem->code == "not_an_object");
    }
  }
}

TEST_CASE("an empty array is a batch of nothing", "[receive]") {
  const Decoded decoded = decode_json("[]");
  CHECK(decoded.batch);
  CHECK(decoded.submissions.empty());
}

TEST_CASE("contents are equal whatever the order of keys, white space and composition",
          "[receive]") {
  const Sha256 content = content_of(R"({"npu":"BE","answers":{"a":1,"b":2},"comment":"café"})");
  CHECK(content ==
        content_of(
            "{ \"comment\" : \"cafe\u0301\",\n \"answers\":{\"b\":2 , \"a\":1},\"npu\":\"BE\"}"));
  CHECK(content ==
        content_of(R"({"npu":"B\u0045","answers":{"a":1,"b":2},"comment":"caf\u00e9"})"));
  CHECK(content != content_of(R"({"npu":"BE","answers":{"a":2,"b":1},"comment":"café"})"));
  CHECK(content != content_of(R"({"npu":"BE","answers":{"a":"1","b":2},"comment":"café"})"));
  CHECK(content != content_of(R"({"npu":"BE","answers":{"a":1,"b":2},"comment":"café "})"));
}

TEST_CASE("the content of a field no one asked for is content all the same", "[receive]") {
  CHECK(content_of(R"({"npu":"BE","q17":"a"})") != content_of(R"({"npu":"BE","q17":"b"})"));
}

TEST_CASE("what is not JSON is one held submission that says why", "[receive]") {
  CHECK(held_as_one("") == "malformed_json");
  CHECK(held_as_one("{") == "malformed_json");
  CHECK(held_as_one("{\"a\":1}x") == "malformed_json");
  CHECK(held_as_one("{\"a\":1,}") == "malformed_json");
  CHECK(held_as_one("{\"a\":NaN}") == "malformed_json");
  CHECK(held_as_one("{\"a\":01}") == "malformed_json");
  CHECK(held_as_one("{'a':1}") == "malformed_json");
  CHECK(held_as_one("{\"a\":\"\n\"}") == "malformed_json");
  CHECK(held_as_one("{\"a\":1}{\"a\":2}") == "malformed_json");
  CHECK(held_as_one("\xEF\xBB\xBF{}") == "byte_order_mark");
  CHECK(held_as_one(std::string("{\"a\":1}\0{\"evil\":2}", 18)) == "nul_byte");
  CHECK(held_as_one("{\"a\":\"\xC3\x28\"}") == "invalid_utf8");
  CHECK(held_as_one("{\"a\":\"\xED\xA0\x80\"}") == "invalid_utf8");
  CHECK(held_as_one(R"({"a":"\ud800"})") == "lone_surrogate");
  CHECK(held_as_one(R"({"a":"\udc00x"})") == "lone_surrogate");
  CHECK(held_as_one(R"({"a":1e400})") == "number_out_of_range");
  CHECK(held_as_one("42") == "not_an_object");
  CHECK(held_as_one("\"text\"") == "not_an_object");
}

TEST_CASE("a key that stands twice is refused at any depth", "[receive]") {
  CHECK(held_as_one(R"({"npu":"BE","npu":"BW"})") == "duplicate_key");
  CHECK(held_as_one(R"({"npu":"BE","n\u0070u":"BW"})") == "duplicate_key");
  CHECK(held_as_one(R"({"answers":{"a":1,"a":2}})") == "duplicate_key");
  CHECK(decode_json(R"({"answers":{"a":1,"a":2}})").submissions[0].problem->pointer == "/answers");
  CHECK_FALSE(decode_json(R"({"npu":"BE","answers":{"npu":1}})").submissions[0].problem);
}

TEST_CASE("an integer that would lose digits is refused, one that fits is kept", "[receive]") {
  CHECK(held_as_one(R"({"age":123456789012345678901234567890})") == "number_out_of_range");
  CHECK(held_as_one(R"({"age":9223372036854775808})") == "number_out_of_range");
  const auto submission = decode_json(R"({"age":9223372036854775807})").submissions.at(0);
  CHECK(submission.fields.at(0).value == receive::Scalar{std::int64_t{9223372036854775807}});
}

TEST_CASE("limits of depth, keys and strings hold to the last one allowed", "[receive]") {
  const auto nested = [](int depth) {
    return R"({"x":)" + std::string(static_cast<std::size_t>(depth - 1), '[') +
           std::string(static_cast<std::size_t>(depth - 1), ']') + "}";
  };
  CHECK_FALSE(decode_json(nested(32)).submissions[0].problem);
  CHECK(held_as_one(nested(33)) == "too_deep");
  CHECK(held_as_one(std::string(100000, '[')) == "too_deep");

  const auto keys = [](int count) {
    std::string body = "{";
    for (int i = 0; i < count; ++i) {
      body += (i == 0 ? "\"k" : ",\"k") + std::to_string(i) + "\":1";
    }
    return body + "}";
  };
  CHECK_FALSE(decode_json(keys(512)).submissions[0].problem);
  CHECK(held_as_one(keys(513)) == "too_many_keys");

  const auto text = [](std::size_t bytes) {
    return R"({"comment":")" + std::string(bytes, 'a') + "\"}";
  };
  CHECK_FALSE(decode_json(text(std::size_t{64} * 1024)).submissions[0].problem);
  CHECK(held_as_one(text(std::size_t{64} * 1024 + 1)) == "string_too_long");
}

TEST_CASE("what is wrong with one item of a batch holds that item alone", "[receive]") {
  const Decoded decoded = decode_json(R"([{"npu":"BE"},{"npu":"BE","npu":"BW"},{"age":1e2}])");
  REQUIRE(decoded.submissions.size() == 3);
  CHECK_FALSE(decoded.submissions[0].problem);
  CHECK(decoded.submissions[1].problem->code == "duplicate_key");
  CHECK_FALSE(decoded.submissions[2].problem);
}

TEST_CASE("a batch longer than its limit is held as one", "[receive]") {
  Delivery delivery;
  delivery.media_type = "application/json";
  delivery.body = "[{},{},{}]";
  CHECK(decode(delivery, nullptr, {.batch_items = 3}).submissions.size() == 3);
  const Decoded decoded = decode(delivery, nullptr, {.batch_items = 2});
  REQUIRE(decoded.submissions.size() == 1);
  CHECK(decoded.submissions[0].problem->code == "too_many_items");
}

TEST_CASE("a posted file longer than its limit is held as one, with all its bytes", "[receive]") {
  const auto posted = [](const std::string& media_type, const std::string& body) {
    Delivery delivery;
    delivery.media_type = media_type;
    delivery.body = body;
    return decode(delivery, nullptr, {.file_items = 2});
  };
  CHECK(posted("application/x-ndjson", "{}\n{}\n").submissions.size() == 2);
  CHECK(posted("text/csv", "npu\nBE\nBW\n").submissions.size() == 2);
  const std::string lines = "{}\n{}\n{}";
  for (const auto& [media_type, body] :
       {std::pair{"application/x-ndjson", lines}, {"text/csv", std::string("npu\nBE\nBW\nCV\n")}}) {
    const Decoded decoded = posted(media_type, body);
    CHECK_FALSE(decoded.batch);
    REQUIRE(decoded.submissions.size() == 1);
    CHECK(decoded.submissions[0].problem->code == "too_many_items");
    CHECK(decoded.submissions[0].raw == body);
  }
}

TEST_CASE("a field that holds an object or array is named", "[receive]") {
  const auto problem = decode_json(R"({"npu":["BE"]})").submissions.at(0).problem;
  REQUIRE(problem);
  CHECK(problem->code == "field_malformed");
  CHECK(problem->pointer == "/npu");
  CHECK(decode_json(R"({"answers":{"a":{}}})").submissions.at(0).problem->pointer == "/answers/a");
  CHECK(decode_json(R"({"answers":[1]})").submissions.at(0).problem->pointer == "/answers");
}

TEST_CASE("every code of a problem is listed once", "[receive]") {
  std::vector<std::string_view> codes(receive::problem::all.begin(), receive::problem::all.end());
  std::sort(codes.begin(), codes.end());
  CHECK(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
}

TEST_CASE("a pointer goes as far as its names cannot be a person's", "[receive]") {
  const auto pointer = [](const std::string& body) {
    return decode_json(body).submissions.at(0).problem.value().pointer;
  };
  CHECK(pointer(R"({"answers":{"rating":[1]}})") == "/answers/rating");
  CHECK(pointer(R"({"answers":{"Mary Jones 07700900123":[1]}})") == "/answers");
  CHECK(pointer(R"({"answers":{"07700900123":[1]}})") == "/answers");
}
