#include <algorithm>
#include <cstdio>
#include <memory>
#include <random>
#include <sstream>

#include <catch2/catch.hpp>

#include "soundings/normalise/normalise.h"

using namespace soundings;
using normalise::match_key;
using normalise::normalise_text;
using normalise::Text;

namespace {

std::vector<std::string> codes(const Text& text) {
  std::vector<std::string> found;
  for (const Finding& finding : text.findings) {
    found.push_back(finding.code);
  }
  return found;
}

using Codes = std::vector<std::string>;

void append_utf8(std::string& text, unsigned long c) {
  const auto put = [&](unsigned long byte) { text += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6U));
    put(0x80 | (c & 0x3FU));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12U));
    put(0x80 | ((c >> 6U) & 0x3FU));
    put(0x80 | (c & 0x3FU));
  } else {
    put(0xF0 | (c >> 18U));
    put(0x80 | ((c >> 12U) & 0x3FU));
    put(0x80 | ((c >> 6U) & 0x3FU));
    put(0x80 | (c & 0x3FU));
  }
}

/// A column of NormalizationTest.txt: "0041 0301".
std::string code_points(const std::string& column) {
  std::string text;
  std::istringstream numbers(column);
  unsigned long c = 0;
  while (numbers >> std::hex >> c) {
    append_utf8(text, c);
  }
  return text;
}

/// The Unicode Consortium's own cases, as Debian's package unicode-data has them.
std::string normalization_test() {
  const std::unique_ptr<FILE, int (*)(FILE*)> pipe(
      popen("bzcat /usr/share/unicode/NormalizationTest.txt.bz2", "r"), pclose);
  std::string text;
  std::string block(65536, '\0');
  std::size_t got = 0;
  while ((got = fread(block.data(), 1, block.size(), pipe.get())) > 0) {
    text.append(block, 0, got);
  }
  return text;
}

}  // namespace

TEST_CASE("NFC passes every case of the Unicode Consortium", "[normalise]") {
  std::istringstream lines(normalization_test());
  std::string line;
  std::size_t cases = 0;
  std::size_t failed = 0;
  while (std::getline(lines, line)) {
    if (line.empty() || line[0] == '#' || line[0] == '@') {
      continue;
    }
    std::vector<std::string> columns;
    std::istringstream fields(line);
    std::string field;
    while (columns.size() < 5 && std::getline(fields, field, ';')) {
      columns.push_back(code_points(field));
    }
    ++cases;
    // c2 == NFC(c1) == NFC(c2) == NFC(c3) and c4 == NFC(c4) == NFC(c5)
    const bool right =
        normalise::nfc(columns[0]) == columns[1] && normalise::nfc(columns[1]) == columns[1] &&
        normalise::nfc(columns[2]) == columns[1] && normalise::nfc(columns[3]) == columns[3] &&
        normalise::nfc(columns[4]) == columns[3];
    failed += right ? 0U : 1U;
  }
  INFO("needs bzcat and Debian's package unicode-data");
  CHECK(cases > 19000);
  CHECK(failed == 0);
}

TEST_CASE("bytes that are not UTF-8 have no NFC", "[normalise]") {
  CHECK_FALSE(normalise::nfc("\xC3\x28"));
  CHECK(normalise::nfc("cafe\u0301") == "café");
}

TEST_CASE("names agree whatever their case, width, punctuation and spacing", "[normalise]") {
  CHECK(match_key("W’ton") == match_key("w'ton"));
  CHECK(match_key("ＢＷ") == "bw");
  CHECK(match_key("Bham W NPU") == "bham w");
  CHECK(match_key(" Birmingham-West  &  Central ") == "birmingham west central");
  CHECK(match_key("domestic_abuse") == match_key("Domestic abuse"));
  CHECK(match_key("NPU") == "npu");
  CHECK(match_key("75+") != match_key("75"));
  CHECK(match_key("długo") != match_key("dlugo"));
  CHECK(match_key("-").empty());
}

TEST_CASE("plain text is kept as it is, without a finding", "[normalise]") {
  for (const std::string text :
       {"", "Thank you.", "پولیس نے بہت مدد کی، شکریہ", "ਪੁਲਿਸ ਬਹੁਤ ਵਧੀਆ ਸੀ", "Great 👍🏽👍🏽",
        "Bardzo długo czekałem na odpowiedź", "Café “closed” – £20", "one\n\ntwo", "= 1 + 1",
        "می‌خواهم", "👨‍👩‍👧‍👦"}) {
    CAPTURE(text);
    const Text read = normalise_text(text, 4000);
    CHECK(read.text == text);
    CHECK(read.findings.empty());
  }
}

TEST_CASE("white space is folded and line ends are one kind", "[normalise]") {
  const Text read = normalise_text("  one\t two \r\nthree\r\n\r\n\r\nfour\u00A0five  \n", 0);
  CHECK(read.text == "one two\nthree\n\nfour five");
  CHECK(codes(read) == Codes{"white_space_folded"});
  CHECK(normalise_text("one\r\ntwo", 0).findings.empty());
}

TEST_CASE("composition is NFC even across a control that was removed", "[normalise]") {
  CHECK(normalise_text("cafe\u0301", 0).text == "café");
  const Text read = normalise_text(std::string("cafe\x01\u0301 \0x", 10), 0);
  CHECK(read.text == "café x");
  CHECK(codes(read) == Codes{"controls_removed"});
}

TEST_CASE("controls of writing direction are removed, with a finding", "[normalise]") {
  const Text read = normalise_text("abc\u202Edef\u2066ghi", 0);
  CHECK(read.text == "abcdefghi");
  CHECK(codes(read) == Codes{"bidi_controls_removed"});
}

TEST_CASE("mojibake is repaired where it can have been nothing else", "[normalise]") {
  const Text read = normalise_text("CafÃ© owner wasnâ€™t told anything", 4000);
  CHECK(read.text == "Café owner wasn’t told anything");
  CHECK(codes(read) == Codes{"encoding_repaired"});
  CHECK(normalise_text("It cost Â£20", 0).text == "It cost £20");
  CHECK(normalise_text("dÅ‚ugo czekaÅ‚em", 0).text == "długo czekałem");
}

TEST_CASE("text that could be meant is left alone", "[normalise]") {
  for (const std::string text :
       {"CAFÉ— closed", "Café", "naïve…", "CafÃ© and café", "Ã", "50 °C", "CafÃ© پولیس"}) {
    CAPTURE(text);
    const Text read = normalise_text(text, 0);
    CHECK(read.text == text);
    CHECK(read.findings.empty());
  }
}

TEST_CASE("bytes that are not UTF-8 are replaced, with a finding", "[normalise]") {
  const Text read = normalise_text("caf\xE9 x", 0);
  CHECK(read.text == "caf\uFFFD x");
  CHECK(codes(read) == Codes{"invalid_text_replaced"});
}

TEST_CASE("text is cut between graphemes, never within one", "[normalise]") {
  const std::string family = "👨‍👩‍👧‍👦";
  const Text read = normalise_text(family + "👍🏽🇬🇧ਪੁe\u0301x", 4);
  CHECK(read.text == family + "👍🏽🇬🇧ਪੁ");
  CHECK(codes(read) == Codes{"text_truncated"});
  CHECK(normalise_text(family + "👍🏽", 2).findings.empty());
  CHECK(normalise_text("abcd", 3).text == "abc");
  CHECK(normalise_text("abc", 3).findings.empty());
}

TEST_CASE("text that needs nothing is read as if it had been looked at all through",
          "[normalise]") {
  const std::vector<std::string> pieces{"a",      " ",      "é",      "e\u0301", "\u0301", "ਪੁ",
                                        "\u00A0", "\u2003", "\u0085", "\u200D",  "👍🏽",   "پ",
                                        "\uFB01", "\uFEFF", "\u202E", "\u1100",  "\u1161", "\u212B",
                                        "\n",     "\t",     "\x7F",   "Ã",       "©",      "z"};
  std::mt19937 chance(20190531);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto length = chance() % 8; length > 0; --length) {
      text += pieces[chance() % pieces.size()];
    }
    const Text read = normalise_text(text, 4000);
    Text looked_at = normalise_text("  " + text, 4000);
    const auto folded = std::ranges::find(looked_at.findings, "white_space_folded", &Finding::code);
    const bool only_in_front =
        folded != looked_at.findings.end() && codes(read) != codes(looked_at);
    if (only_in_front) {
      looked_at.findings.erase(folded);
    }
    CAPTURE(text);
    REQUIRE(read.text == looked_at.text);
    REQUIRE(codes(read) == codes(looked_at));
  }
}
