// Ids that are nobody's, and what a response is known by.
#include <catch2/catch.hpp>

#include "read_response.h"

using namespace soundings;
using namespace soundings::test;

namespace {

Interpreted under_id(const std::string& id) {
  return read(R"({"npu":"Sandwell","completed_at":"2019-05-14T09:12:44Z","source_response_id":)" +
              id + "}");
}

Sha256 content(const std::string& more) {
  return read(good(more)).content.value();
}

}  // namespace

TEST_CASE("an id that a spreadsheet or a program has lost is held", "[normalise]") {
  const std::string id = GENERATE(
      "2.01905E+11", "2.01905e+11", "2,01905E+11", "2E+11", "-1.5E10", "20190515.0", "##########",
      "#REF!", "#N/A", "#Name?", "NULL", "null", " Null ", "None", "NaN", "undefined", "n/a",
      "(blank)", "\\\\N", "-", "--", "?", ".", "05-Mar", "Mar-05", "15/05/2019", "5/3/19", "TRUE",
      "00000000-0000-0000-0000-000000000000", "[object Object]");
  const Interpreted interpreted = under_id("\"" + id + "\"");
  INFO(id);
  CHECK(held_for(interpreted) == "id_unusable");
  CHECK(interpreted.source_response_id.empty());
  CHECK_FALSE(interpreted.content);
}

TEST_CASE("an id that is a number with a fraction, or true, is held", "[normalise]") {
  for (const std::string id : {"2.01905E+11", "1.5", "true"}) {
    CHECK(held_for(under_id(id)) == "id_unusable");
  }
  CHECK(under_id("201905000001").source_response_id == "201905000001");
}

TEST_CASE("an id of a sender's own making is kept", "[normalise]") {
  const std::string id =
      GENERATE("wmn-005924", "17", "0", "a", "x", "7E3", "e10", "1.2", "2019.05.001", "2019-05-15",
               "2019-05-15T14:02:47Z", "#12", "mar-05", "none-1",
               "3f2504e0-4f89-11d3-9a0c-0305e82c3301", "na1", "żółć");
  INFO(id);
  CHECK(under_id("\"" + id + "\"").source_response_id == id);
}

TEST_CASE("what was read is the same in any spelling", "[normalise]") {
  const Sha256 plain = content(R"("answers":{"whole_experience":3},"comment":"café")");
  CHECK(plain == content(R"("comment":"cafe\u0301 ","answers":{"whole_experience":"3"})"));
  CHECK(plain == content(R"("sent_at":"now","comment":"café",
                            "answers":{"whole_experience":"fairly SATISFIED","treatment":""})"));
  CHECK(plain != content(R"("answers":{"whole_experience":4},"comment":"café")"));
  CHECK(plain != content(R"("answers":{"whole_experience":3},"comment":"cafe")"));
  CHECK(plain != content(R"("answers":{"whole_experience":3}, "comment":"café","age":34)"));
  CHECK(plain != content(R"("answers":{"whole_experience":3}, "comment":"café",
                            "modified_at":"2019-05-14T09:12:45Z")"));
  CHECK(plain == content(R"("answers":{"whole_experience":3}, "comment":"café",
                            "modified_at":"2019-05-14T10:12:44.000+01:00")"));
}

TEST_CASE("a respondent stays the same when the pepper changes", "[normalise]") {
  const auto submission = submission_of(good(R"("respondent_id":"m-1")"));
  auto before = context_of(definitions().surveys[0]);
  auto after = before;
  after.former_peppers = {before.pepper};
  after.pepper = {'s', 'a', 'l', 't'};
  CHECK(normalise::normalise(submission, before).content ==
        normalise::normalise(submission, after).content);
}

TEST_CASE("a respondent's id that a spreadsheet has lost is nobody's", "[normalise]") {
  const Interpreted lost = read(good(R"("respondent_id":"2.01905E+11")"));
  CHECK(lost.response.value().person.empty());
  CHECK(lost.persons.empty());
  CHECK(has_finding(lost, "respondent_unusable"));
  CHECK_FALSE(read(good(R"("respondent_id":"m-1")")).response.value().person.empty());
}

TEST_CASE("a held item is known by its reason and the values its survey knows", "[normalise]") {
  const Sha256 held = content(R"("age":12,"sex":"","sent_at":"1")");
  CHECK(held == content(R"("sent_at":"2","age":"12")"));
  CHECK(held != content(R"("age":13)"));
  CHECK_FALSE(read(R"({"npu":"Sandwell","age":12})").content);
}
