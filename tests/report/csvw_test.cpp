// The description of a CSV file, by the vocabulary of "CSV on the Web".
#include "soundings/report/csvw.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

namespace soundings::report {
namespace {

using Json = nlohmann::json;

TEST_CASE("a description names the file, its dialect and each column with its type", "[report]") {
  const Json document = Json::parse(
      csvw({.url = "may.csv",
            .title = "May",
            .notes = {"Working figures"},
            .line_end = "\r\n",
            .columns = {{"npu", "NPU code", "Of the area"}, {"n", "Answers", "", "integer"}}}));
  CHECK(document["@context"] ==
        Json::array({"http://www.w3.org/ns/csvw", Json{{"@language", "en"}}}));
  CHECK(document["url"] == "may.csv");
  CHECK(document["rdfs:comment"] == Json::array({"Working figures"}));
  CHECK(document["dialect"] ==
        Json{{"encoding", "utf-8"}, {"header", true}, {"lineTerminators", {"\r\n"}}});
  CHECK(document["tableSchema"]["columns"] == Json::array({Json{{"name", "npu"},
                                                                {"titles", "npu"},
                                                                {"datatype", "string"},
                                                                {"dc:title", "NPU code"},
                                                                {"dc:description", "Of the area"}},
                                                           Json{{"name", "n"},
                                                                {"titles", "n"},
                                                                {"datatype", "integer"},
                                                                {"dc:title", "Answers"}}}));
}

TEST_CASE("what there is nothing to say of is not in a description", "[report]") {
  const Json document = Json::parse(csvw({.url = "may.csv", .title = "May"}));
  CHECK_FALSE(document.contains("dc:publisher"));
  CHECK_FALSE(document.contains("dc:description"));
  CHECK_FALSE(document.contains("rdfs:comment"));
  CHECK(csvw_name("may.csv") == "may.csv-metadata.json");
}

}  // namespace
}  // namespace soundings::report
