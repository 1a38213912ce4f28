#include "columns.h"

#include <catch2/catch.hpp>

using namespace soundings;
using app::visible;
using app::visible_json;

TEST_CASE("what moves a cursor or turns words round is printed as its code", "[app]") {
  CHECK(visible("live\x1b[2J") == "live<U+001B>[2J");
  CHECK(visible("a\nb") == "a<U+000A>b");
  CHECK(visible("a\nb", app::Lines::many) == "a\nb");
  CHECK(visible("\xe2\x80\xae"
                "eviL") == "<U+202E>eviL");
  CHECK(visible("\xc2\x9b"
                "2J") == "<U+009B>2J");
  CHECK(visible("B\xc3\xa9"
                "atrice") ==
        "B\xc3\xa9"
        "atrice");
}

TEST_CASE("a JSON document says the same without such characters", "[app]") {
  CHECK(visible_json("{\n\t\"label\": \"\xe2\x80\xae"
                     "x\xc2\x9b\"\n}") == "{\n\t\"label\": \"\\u202ex\\u009b\"\n}");
  CHECK(visible_json("\"\xf3\xa0\x81\x81\"") == "\"\\udb40\\udc41\"");
  CHECK(visible_json("\"Caf\xc3\xa9\"") == "\"Caf\xc3\xa9\"");
}
