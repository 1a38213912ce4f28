#include "http/address.h"

#include <catch2/catch.hpp>

using namespace soundings;
using serve::match;
using serve::plain_text;
using serve::read_form;
using serve::read_query;

TEST_CASE("escapes are decoded strictly", "[serve]") {
  CHECK(plain_text("a%20b%C3%A9") == "a b\xc3\xa9");
  CHECK_FALSE(plain_text("%").has_value());
  CHECK_FALSE(plain_text("%4").has_value());
  CHECK_FALSE(plain_text("%zz").has_value());
  CHECK_FALSE(plain_text("%00").has_value());
  CHECK_FALSE(plain_text("%0D%0A").has_value());
  CHECK_FALSE(plain_text("%FF").has_value());
}

TEST_CASE("a query is read whole or refused with the parameter at fault", "[serve]") {
  const auto query =
      read_query("measure=m&period=2018-11%2F2019-01&by=npu,contact_channel").value();
  CHECK(query.at("period") == "2018-11/2019-01");
  CHECK(query.at("by") == "npu,contact_channel");
  CHECK(read_query("").value().empty());
  CHECK(read_query("a=1&a=2").error().errors.at(0).code == "repeated_parameter");
  CHECK(read_query("a=1&a=2").error().errors.at(0).pointer == "/a");
  CHECK(read_query("a=%zz").error().errors.at(0).code == "broken_escape");
}

TEST_CASE("an area of text has several lines and what was pasted, and no other field of a form has",
          "[serve]") {
  const auto read = read_form("words_text=one%0D%0Atwo&token=f");
  REQUIRE(read);
  CHECK(read->at("words_text") == "one\r\ntwo");
  CHECK(read_form("words_text=one%0Btwo")->at("words_text") == "one\vtwo");
  CHECK_FALSE(read_form("reason=one%0Btwo"));
  CHECK_FALSE(read_form("reason=one%0Atwo"));
  CHECK_FALSE(read_form("words_text=one%two"));
  CHECK_FALSE(read_form("words_text=one%FF"));
  CHECK_FALSE(read_query("words_text=one%0Atwo"));
}

TEST_CASE("an address matches a pattern segment by segment", "[serve]") {
  CHECK(match("/npus/{npu}", "/npus/BE").value().at("npu") == "BE");
  CHECK(match("/h/{period}.csv", "/h/2019-05.csv").value().at("period") == "2019-05");
  CHECK(match("/", "/").has_value());
  CHECK_FALSE(match("/h/{period}.csv", "/h/2019-05.json").has_value());
  CHECK_FALSE(match("/h/{period}.csv", "/h/.csv").has_value());
  CHECK_FALSE(match("/npus/{npu}", "/npus/").has_value());
  CHECK_FALSE(match("/npus/{npu}", "/npus/a/b").has_value());
  CHECK_FALSE(match("/npus/{npu}", "/npus/%2").has_value());
  CHECK_FALSE(match("/npus", "/npus/").has_value());
}

TEST_CASE("a media type is read without its parameters, whatever its case", "[serve]") {
  CHECK(serve::media_type_of("Text/CSV ; charset=windows-1252") == "text/csv");
  CHECK(serve::media_type_of("").empty());
  CHECK(serve::media_type_of("application/ndjson") == "application/x-ndjson");
  CHECK(serve::media_type_of("application/JSONL; charset=utf-8") == "application/x-ndjson");
}
