// Encodings of files: one text is the same rows in each, and a cut or a strange byte is a finding.
#include <catch2/catch.hpp>

#include "soundings/receive/receive.h"

#include "receive/decoded.h"

using namespace soundings;
using receive::Decoded;
using testing::decode_as;
using testing::decode_csv;
using testing::value;

namespace {

/// ASCII and U+00A3 and U+2019 alone, which is what these files have.
std::string encoded(const std::u16string& text, const std::string& encoding) {
  std::string bytes;
  for (const char16_t c : text) {
    if (encoding == "utf-16le" || encoding == "utf-16be") {
      const char low = static_cast<char>(c & 0xFFU);
      const char high = static_cast<char>(c >> 8U);
      bytes += encoding == "utf-16le" ? low : high;
      bytes += encoding == "utf-16le" ? high : low;
    } else if (c == 0x2019) {
      bytes += encoding == "utf-8" ? "\xE2\x80\x99" : "\x92";
    } else if (c == 0xA3) {
      bytes += encoding == "utf-8" ? "\xC2\xA3" : "\xA3";
    } else {
      bytes += static_cast<char>(c);
    }
  }
  return bytes;
}

}  // namespace

TEST_CASE("one text in any encoding is the same rows and the same contents", "[receive]") {
  const std::u16string text = u"source_response_id;comment\r\na1;It cost £20\r\na2;wasn’t told\r\n";
  const Decoded plain = decode_csv(encoded(text, "utf-8"));
  REQUIRE(plain.submissions.size() == 2);
  CHECK(value(plain.submissions[1], "comment") == "wasn\xE2\x80\x99t told");
  struct Case {
    std::string body;
    std::string encoding;
  };
  const std::vector<Case> cases = {{"\xEF\xBB\xBF" + encoded(text, "utf-8"), "utf-8"},
                                   {"\xFF\xFE" + encoded(text, "utf-16le"), "utf-16le"},
                                   {"\xFE\xFF" + encoded(text, "utf-16be"), "utf-16be"},
                                   {encoded(text, "utf-16le"), "utf-16le"},
                                   {encoded(text, "utf-16be"), "utf-16be"},
                                   {encoded(text, "windows-1252"), "windows-1252"}};
  for (const Case& one : cases) {
    const Decoded decoded = decode_csv(one.body);
    CHECK(decoded.encoding == one.encoding);
    REQUIRE(decoded.submissions.size() == 2);
    CHECK(decoded.submissions[0].content == plain.submissions[0].content);
    CHECK(decoded.submissions[1].content == plain.submissions[1].content);
  }
}

TEST_CASE("a file cut within a character is still UTF-8, and its last row a reject", "[receive]") {
  const std::string cut = GENERATE("\xC3", "\xE2\x80", "\xF0\x9F\x91");
  CAPTURE(cut);
  const Decoded rows = decode_csv("npu,comment\nBE,caf\xC3\xA9\nBW,ok\nCV,caf" + cut);
  CHECK(rows.encoding == "utf-8");
  REQUIRE(rows.submissions.size() == 3);
  CHECK(value(rows.submissions[0], "comment") == "café");
  CHECK_FALSE(rows.submissions[1].problem);
  REQUIRE(rows.submissions[2].problem);
  CHECK(rows.submissions[2].problem->code == "invalid_utf8");
  CHECK(rows.submissions[2].line == 4);
  const Decoded lines =
      decode_as("application/x-ndjson", "{\"comment\":\"caf\xC3\xA9\"}\n{\"comment\":\"caf" + cut);
  CHECK(lines.encoding == "utf-8");
  REQUIRE(lines.submissions.size() == 2);
  CHECK(value(lines.submissions[0], "comment") == "café");
  REQUIRE(lines.submissions[1].problem);
  CHECK(lines.submissions[1].problem->code == "invalid_utf8");
  CHECK(lines.submissions[1].line == 2);
}

TEST_CASE("a UTF-16 file cut within a character loses its last row alone", "[receive]") {
  const std::string text = encoded(u"npu,comment\nBE,£20\nBW,£30", "utf-16le");
  for (const std::string& mark : {std::string("\xFF\xFE"), std::string()}) {
    const Decoded whole = decode_csv(mark + text);
    CHECK_FALSE(whole.submissions.at(1).problem);
    const Decoded cut = decode_csv(mark + text.substr(0, text.size() - 1));
    CHECK(cut.encoding == "utf-16le");
    REQUIRE(cut.submissions.size() == 2);
    CHECK_FALSE(cut.submissions[0].problem);
    REQUIRE(cut.submissions[1].problem);
    CHECK(cut.submissions[1].problem->code == "invalid_utf8");
    CHECK(cut.submissions[1].line == 3);
  }
}

TEST_CASE("a Windows-1252 file may end in its only accented letter", "[receive]") {
  const Decoded decoded = decode_csv("npu,comment\nBE,caf\xE9");
  CHECK(decoded.encoding == "windows-1252");
  CHECK(value(decoded.submissions.at(0), "comment") == "café");
}

TEST_CASE("bytes that Windows-1252 has no character for give a finding", "[receive]") {
  const Decoded decoded = decode_csv("npu,comment\nBE,caf\xE9 \x81\n");
  CHECK(decoded.encoding == "windows-1252");
  REQUIRE(decoded.findings.size() == 1);
  CHECK(decoded.findings[0].code == "unassigned_bytes");
}

TEST_CASE("a trailing Ctrl-Z is removed, with a finding", "[receive]") {
  for (const std::string end : {"\r\n\x1A", "\x1A"}) {
    const Decoded decoded = decode_csv("npu,comment\r\nBE,a\r\nBW,b" + end);
    REQUIRE(decoded.submissions.size() == 2);
    CHECK(value(decoded.submissions[1], "comment") == "b");
    REQUIRE(decoded.findings.size() == 1);
    CHECK(decoded.findings[0].code == "trailing_ctrl_z");
  }
}
