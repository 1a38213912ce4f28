// Rows, lines and forms: which fields a body gives, and what becomes of a row that is not in order.
#include <catch2/catch.hpp>

#include "soundings/receive/receive.h"

#include "receive/decoded.h"
#include "support/kept.h"

using namespace soundings;
using receive::Decoded;
using testing::decode_as;
using testing::decode_csv;
using testing::value;

namespace {

Adapter livechat_columns() {
  Adapter adapter;
  adapter.id = "livechat_csv";
  adapter.drop = {"Name"};
  FieldMapping id;
  id.field = "source_response_id";
  id.paths = {"Chat ID"};
  FieldMapping rating;
  rating.field = "answers/rating";
  rating.paths = {"Rating", "How would you rate LiveChat?"};
  adapter.map = {id, rating};
  return adapter;
}

}  // namespace

TEST_CASE("native columns name fields, answers and items alike", "[receive]") {
  const Decoded decoded = decode_csv(
      "source_response_id,npu,answers/whole_experience,follow_up\r\na1,BE,3,\r\na2,BW,4,5\r\n");
  CHECK(decoded.batch);
  CHECK(decoded.encoding == "utf-8");
  REQUIRE(decoded.submissions.size() == 2);
  CHECK(decoded.submissions[0].line == 2);
  CHECK(decoded.submissions[0].raw == "a1,BE,3,");
  CHECK(value(decoded.submissions[0], "answers/whole_experience") == "3");
  CHECK(value(decoded.submissions[0], "answers/follow_up") == "(none)");
  CHECK(value(decoded.submissions[1], "answers/follow_up") == "5");
  CHECK(decoded.submissions[1].fields[2].pointer == "/answers/whole_experience");
  CHECK(
      testing::kept(decoded.submissions[1]) ==
      R"({"source_response_id":"a2","npu":"BW","answers":{"whole_experience":"4","follow_up":"5"}})");
}

TEST_CASE("the columns of an adapter are its headers, personal ones dropped", "[receive]") {
  const Adapter adapter = livechat_columns();
  const Decoded decoded = decode_csv(
      "Chat ID,Name,How would you rate LiveChat?,Agent\n17,Jane Doe,Good,42\n18,,Poor,\n",
      &adapter);
  REQUIRE(decoded.submissions.size() == 2);
  CHECK(value(decoded.submissions[0], "answers/rating") == "Good");
  CHECK(decoded.submissions[0].fields[1].pointer == "/How would you rate LiveChat?");
  CHECK(decoded.submissions[0].dropped == 1);
  CHECK(decoded.submissions[0].unmapped == 1);
  CHECK(testing::kept(decoded.submissions[0]) ==
        R"({"source_response_id":"17","answers":{"rating":"Good"}})");
  CHECK(decoded.submissions[1].dropped == 0);
}

TEST_CASE("quotes, doubled quotes and line ends within them are RFC 4180", "[receive]") {
  const Decoded decoded = decode_csv(
      "source_response_id,comment\r\na1,\"one, \"\"two\"\"\r\nthree\"\r\na2,plain \"inside\"\r\n");
  REQUIRE(decoded.submissions.size() == 2);
  CHECK(value(decoded.submissions[0], "comment") == "one, \"two\"\r\nthree");
  CHECK(value(decoded.submissions[1], "comment") == "plain \"inside\"");
  CHECK(decoded.submissions[0].line == 2);
  CHECK(decoded.submissions[1].line == 4);
}

TEST_CASE("comma, semicolon and tab are distinguished by the first line", "[receive]") {
  for (const auto* text : {"npu,comment\nBE,a\n", "npu;comment\nBE;a\n", "npu\tcomment\nBE\ta\n"}) {
    const Decoded decoded = decode_csv(text);
    REQUIRE(decoded.submissions.size() == 1);
    CHECK(value(decoded.submissions[0], "npu") == "BE");
  }
  const Decoded quoted = decode_csv("npu;\"comment\"\nBE;\"a,b,c\"\n");
  CHECK(value(quoted.submissions.at(0), "comment") == "a,b,c");
  const Decoded reported = decode_csv("sep=;\r\nnpu;comment\r\nBE;a\r\n");
  CHECK(value(reported.submissions.at(0), "comment") == "a");
}

TEST_CASE("a truncated last line is one problem with its line number", "[receive]") {
  const Decoded ragged = decode_csv("npu,comment,age\nBE,\"a\nb\",40\nBW,b");
  REQUIRE(ragged.submissions.size() == 2);
  CHECK_FALSE(ragged.submissions[0].problem);
  CHECK(ragged.submissions[1].problem->code == "ragged_row");
  CHECK(ragged.submissions[1].line == 4);
  CHECK(ragged.submissions[1].raw == "BW,b");
  const Decoded open = decode_csv("npu,comment\nBE,a\nBW,\"b");
  REQUIRE(open.submissions.size() == 2);
  CHECK(open.submissions[1].problem->code == "unterminated_quote");
  CHECK(open.submissions[1].line == 3);
}

TEST_CASE("bad rows are named and the rows around them kept", "[receive]") {
  const std::string long_cell(64 * 1024 + 1, 'x');
  const Decoded decoded =
      decode_csv("npu,comment\nBE,a,b\n\nBW,\"b\"c\nCV," + long_cell + "\nDY,ok,,\n");
  REQUIRE(decoded.submissions.size() == 4);
  CHECK(decoded.submissions[0].problem->code == "ragged_row");
  CHECK(decoded.submissions[1].problem->code == "malformed_row");
  CHECK(decoded.submissions[1].line == 4);
  CHECK(decoded.submissions[2].problem->code == "string_too_long");
  CHECK_FALSE(decoded.submissions[3].problem);
  CHECK(decoded.submissions[3].line == 6);
}

TEST_CASE("a file whose first line names nothing is one submission", "[receive]") {
  for (const std::string body : {"", "a,b,c\n1,2,3\n4,5,6\n", "npu,npu\nBE,BW\n"}) {
    const Decoded decoded = decode_csv(body);
    REQUIRE(decoded.submissions.size() == 1);
    CHECK(decoded.submissions[0].problem->code == "header_unreadable");
    CHECK(decoded.submissions[0].raw == body);
  }
}

TEST_CASE("a line of NDJSON is one response or an array of them, good or bad", "[receive]") {
  const Decoded decoded =
      decode_as("application/x-ndjson",
                "{\"npu\":\"BE\"}\r\n\n{\"npu\":\n[1,{\"npu\":\"CV\"}]\n{\"npu\":\"BW\"}");
  REQUIRE(decoded.submissions.size() == 5);
  CHECK_FALSE(decoded.submissions[0].problem);
  CHECK(decoded.submissions[1].problem->code == "malformed_json");
  CHECK(decoded.submissions[1].line == 3);
  CHECK(decoded.submissions[2].problem->code == "not_an_object");
  CHECK(value(decoded.submissions[3], "npu") == "CV");
  CHECK(decoded.submissions[3].line == 4);
  CHECK(value(decoded.submissions[4], "npu") == "BW");
  CHECK(decoded.submissions[4].line == 5);
  CHECK(decoded.submissions[4].index == 4);
}

TEST_CASE("a form is one response", "[receive]") {
  const std::string type = "application/x-www-form-urlencoded";
  const Decoded decoded = decode_as(
      type, "source_response_id=f1&npu=Birmingham+East&answers%5Brating%5D=2&comment=caf%C3%A9");
  CHECK_FALSE(decoded.batch);
  REQUIRE(decoded.submissions.size() == 1);
  CHECK(value(decoded.submissions[0], "npu") == "Birmingham East");
  CHECK(value(decoded.submissions[0], "answers/rating") == "2");
  CHECK(value(decoded.submissions[0], "comment") == "café");
  const auto code = [&](const std::string& body) {
    return decode_as(type, body).submissions.at(0).problem.value().code;
  };
  CHECK(code("npu=%zz") == "malformed_form");
  CHECK(code("npu=%4") == "malformed_form");
  CHECK(code("npu=a%00") == "nul_byte");
  CHECK(code("npu=%ff") == "invalid_utf8");
  CHECK(code("npu=BE&npu=BW") == "duplicate_key");
  CHECK(code("x") == "header_unreadable");
}

TEST_CASE("a line too long to be read is one held item, and what follows is read", "[receive]") {
  const std::string record = R"({"npu":"BE"})";
  std::string long_line = "[";
  while (long_line.size() < std::size_t{5} * 1024 * 1024) {
    long_line += record + ",";
  }
  long_line += record + "]";
  const auto decoded =
      decode_as("application/x-ndjson", record + "\n" + long_line + "\n" + record + "\n");
  REQUIRE(decoded.submissions.size() == 3);
  CHECK_FALSE(decoded.submissions[0].problem);
  REQUIRE(decoded.submissions[1].problem);
  CHECK(decoded.submissions[1].problem->code == "line_too_long");
  CHECK(decoded.submissions[1].line == 2);
  CHECK_FALSE(decoded.submissions[2].problem);
  CHECK(decoded.submissions[2].line == 3);
}
