// The mark of sample data in files.
#include "soundings/survey/sample_data.h"

#include <catch2/catch.hpp>

using namespace soundings;

TEST_CASE("a marked CSV file says so in every row, and can be had without", "[survey]") {
  const std::string plain = "a,b\n1,\"two\nlines, \"\"quoted\"\"\"\n,\n";
  const std::string marked = "a,b,data\n1,\"two\nlines, \"\"quoted\"\"\",sample\n,,sample\n";
  CHECK(marked_csv(plain) == marked);
  CHECK(marked_csv(marked) == marked);
  CHECK(unmarked_csv(marked) == plain);
  CHECK(unmarked_csv(plain) == plain);
  CHECK(marked_csv("a\r\n1\r\n") == "a,data\r\n1,sample\r\n");
  CHECK(unmarked_csv(marked_csv("a\r\n1\r\n")) == "a\r\n1\r\n");
  CHECK(marked_csv("a\n1") == "a,data\n1,sample");
}

TEST_CASE("a column that only ends like the mark is none", "[survey]") {
  CHECK(marked_csv("metadata\n1\n") == "metadata,data\n1,sample\n");
  CHECK(unmarked_csv("data\n1\n") == "data\n1\n");
}

TEST_CASE("a marked JSON document says so first", "[survey]") {
  CHECK(marked_json(R"({"a":1})") == R"({"data":"sample","a":1})");
  CHECK(marked_json("{\n  \"a\": 1\n}\n") == "{\n  \"data\": \"sample\",\n  \"a\": 1\n}\n");
  CHECK(marked_json("{}") == R"({"data":"sample"})");
}
