// A log line is one JSON object whatever its values hold.
#include "soundings/base/log.h"

#include <catch2/catch.hpp>

namespace soundings::log {
namespace {

const Instant noon = from_epoch_microseconds(1'557'835'200'000'000);

}  // namespace

TEST_CASE("a line says when, how grave, what, and then its fields in order", "[base]") {
  CHECK(line(noon, Level::info, "delivery_committed", {{"source", "wmnow"}, {"items", "50"}}) ==
        "{\"at\":\"2019-05-14T12:00:00Z\",\"level\":\"info\",\"event\":\"delivery_committed\","
        "\"source\":\"wmnow\",\"items\":\"50\"}\n");
  CHECK(line(noon, Level::warning, "disk_low", {}) ==
        "{\"at\":\"2019-05-14T12:00:00Z\",\"level\":\"warning\",\"event\":\"disk_low\"}\n");
}

TEST_CASE("a value cannot end its string or its line", "[base]") {
  const auto text =
      line(noon, Level::error, "e", {{"path", "a\"b\\c\nd\re\tf"}, {"nul", {"\0\x7f", 2}}});
  CHECK(text.find(R"("path":"a\"b\\c\nd\u000de\u0009f")") != std::string::npos);
  CHECK(text.find(R"("nul":"\u0000\u007f")") != std::string::npos);
  CHECK(text.find('\n') == text.size() - 1);
}

TEST_CASE("a control or direction character is written as an escape", "[base]") {
  const auto text = line(noon, Level::info, "e",
                         {{"v",
                           "a\xc2\x9b"
                           "2J\xe2\x80\xae"
                           "b\xf3\xa0\x81\x81"}});
  CHECK(text.find(R"("v":"a\u009b2J\u202eb\udb40\udc41")") != std::string::npos);
}

TEST_CASE("UTF-8 stays as it is and broken bytes are replaced", "[base]") {
  const auto value = [](std::string_view given) {
    const auto text = line(noon, Level::info, "e", {{"v", given}});
    const auto start = text.find("\"v\":\"") + 5;
    return text.substr(start, text.rfind("\"}") - start);
  };
  CHECK(value("Zażółć ਪੁਲਿਸ 👮") == "Zażółć ਪੁਲਿਸ 👮");
  CHECK(value("caf\xe9!") == "caf\\ufffd!");
  CHECK(value("\xc3") == "\\ufffd");
  CHECK(value("\xc0\xaf") == "\\ufffd\\ufffd");                        // overlong slash
  CHECK(value("\xed\xa0\x80") == "\\ufffd\\ufffd\\ufffd");             // surrogate
  CHECK(value("\xf4\x90\x80\x80") == "\\ufffd\\ufffd\\ufffd\\ufffd");  // past U+10FFFF
}

}  // namespace soundings::log
