#include <catch2/catch.hpp>

#include "soundings/receive/receive.h"

#include "support/kept.h"

using namespace soundings;
using receive::decode;
using receive::Decoded;
using receive::Submission;

namespace {

Decoded decode_json(const std::string& body, const Adapter& adapter) {
  Delivery delivery;
  delivery.media_type = "application/json";
  delivery.body = body;
  return decode(delivery, &adapter);
}

FieldMapping mapping(const std::string& field, std::vector<std::string> paths) {
  FieldMapping made;
  made.field = field;
  made.paths = std::move(paths);
  return made;
}

Adapter wmnow() {
  Adapter adapter;
  adapter.id = "wmnow_json";
  adapter.records = {"/responses", ""};
  adapter.drop = {"/contact/name", "/contact/email", "/ip"};
  adapter.map = {mapping("source_response_id", {"/id"}), mapping("npu", {"/area", "/npu"}),
                 mapping("answers/whole_experience", {"/answers/q_overall"})};
  return adapter;
}

/// The shape of a form vendor that posts pages of questions, each known by its number.
Adapter pages_of_questions() {
  Adapter adapter;
  adapter.id = "pages";
  adapter.records = {"/data", ""};
  adapter.drop = {"/contact", "/ip_address"};
  adapter.map = {
      mapping("source_response_id", {"/id"}), mapping("completed_at", {"/date_ended"}),
      mapping("answers/whole_experience", {"/pages/*/questions/[id=4411]/answers/0/choice_title"}),
      mapping("comment", {"/pages/*/questions/[id=4412]/answers/0/value"})};
  return adapter;
}

const receive::Field* field(const Submission& submission, const std::string& name) {
  for (const receive::Field& candidate : submission.fields) {
    if (candidate.name == name) {
      return &candidate;
    }
  }
  return nullptr;
}

}  // namespace

TEST_CASE("an adapter finds records and fields by pointer", "[receive]") {
  const Decoded decoded = decode_json(
      R"({"responses":[{"id":7,"npu":"BE","answers":{"q_overall":3}},{"id":8,"area":"BW"}]})",
      wmnow());
  CHECK(decoded.batch);
  REQUIRE(decoded.submissions.size() == 2);
  CHECK(field(decoded.submissions[0], "source_response_id")->value ==
        receive::Scalar{std::int64_t{7}});
  CHECK(field(decoded.submissions[0], "answers/whole_experience")->pointer == "/answers/q_overall");
  CHECK(field(decoded.submissions[1], "npu")->pointer == "/area");
  CHECK(decoded.submissions[1].raw == R"({"id":8,"area":"BW"})");
}

TEST_CASE("without the array an adapter names, the body is one record", "[receive]") {
  const Decoded decoded = decode_json(R"({"id":"a","npu":"BE"})", wmnow());
  CHECK_FALSE(decoded.batch);
  CHECK(testing::kept(decoded.submissions.at(0)) == R"({"source_response_id":"a","npu":"BE"})");
  Adapter strict = wmnow();
  strict.records = {"/responses"};
  CHECK(decode_json(R"({"id":"a"})", strict).submissions.at(0).problem->code == "records_missing");
}

TEST_CASE("personal fields are dropped and counted, other fields counted, neither kept",
          "[receive]") {
  const Decoded decoded = decode_json(
      R"({"id":"a","npu":"BE","ip":"192.0.2.1","contact":{"name":"Jane","email":"j@example.org"},
          "status":"complete","tags":["x","y"]})",
      wmnow());
  const Submission& submission = decoded.submissions.at(0);
  CHECK(submission.dropped == 3);
  CHECK(submission.unmapped == 3);
  CHECK(testing::kept(submission) == R"({"source_response_id":"a","npu":"BE"})");
}

TEST_CASE("a dropped field is no part of an item's content, any other field is", "[receive]") {
  const auto content = [](const std::string& body, const Adapter& adapter) {
    return decode_json(body, adapter).submissions.at(0).content;
  };
  const auto first = content(
      R"({"id":"7","ip":"192.0.2.1","contact":{"name":"Jane","kind":"web"},"q17":3})", wmnow());
  CHECK(content(R"({"q17":3,"contact":{"kind":"web"},"id":"7"})", wmnow()) == first);
  CHECK(content(R"({"id":"7","ip":"198.51.100.9","contact":{"kind":"web"},"q17":3})", wmnow()) ==
        first);
  CHECK(content(R"({"id":"7","contact":{"kind":"web"},"q17":4})", wmnow()) != first);
  Adapter listed = wmnow();
  listed.drop = {"/visits/0"};
  CHECK(content(R"({"id":"7","visits":["192.0.2.1",2]})", listed) ==
        content(R"({"id":"7","visits":["198.51.100.9",2]})", listed));
}

TEST_CASE("a null gives way to a later path, and stays when there is none", "[receive]") {
  Adapter adapter = wmnow();
  adapter.map.push_back({.field = "completed_at", .paths = {"/ended", "/modified"}});
  const Decoded decoded = decode_json(
      R"([{"id":1,"ended":null,"modified":"2019-05-14"},{"id":2,"ended":null}])", adapter);
  const receive::Field* later = field(decoded.submissions.at(0), "completed_at");
  CHECK(later->pointer == "/modified");
  CHECK(later->value == receive::Scalar{std::string("2019-05-14")});
  CHECK(field(decoded.submissions.at(1), "completed_at")->pointer == "/ended");
}

TEST_CASE("a pattern drops every place it stands for", "[receive]") {
  Adapter adapter = wmnow();
  adapter.drop = {"/people/*/name"};
  const Decoded decoded =
      decode_json(R"({"id":1,"people":[{"name":"Jane"},{"age":7},{"name":"Joan"}]})", adapter);
  CHECK(decoded.submissions.at(0).dropped == 2);
  CHECK(decoded.submissions.at(0).unmapped == 1);
}

TEST_CASE("around the records a key may not stand twice either", "[receive]") {
  const Decoded decoded =
      decode_json(R"({"responses":[{"id":1}],"responses":[{"id":2}]})", wmnow());
  REQUIRE(decoded.submissions.size() == 1);
  CHECK(decoded.submissions[0].problem->code == "duplicate_key");
}

TEST_CASE("pages of numbered questions are read by data alone", "[receive]") {
  const Decoded decoded = decode_json(
      R"([{"id":991,"date_ended":"2019-05-14T09:12:44Z","ip_address":"192.0.2.7",
           "contact":{"name":"Jane","email":"jane@example.org"},
           "pages":[{"id":1,"questions":[{"id":4410,"answers":[]}]},
                    {"id":2,"questions":[{"id":4411,"answers":[{"choice_title":"Very satisfied"}]},
                                         {"id":4412,"answers":[{"value":"Kind officers"}]}]}]}])",
      pages_of_questions());
  const Submission& submission = decoded.submissions.at(0);
  REQUIRE_FALSE(submission.problem);
  REQUIRE(field(submission, "answers/whole_experience") != nullptr);
  CHECK(field(submission, "answers/whole_experience")->value ==
        receive::Scalar{std::string("Very satisfied")});
  CHECK(field(submission, "answers/whole_experience")->pointer ==
        "/pages/1/questions/0/answers/0/choice_title");
  CHECK(field(submission, "comment")->value == receive::Scalar{std::string("Kind officers")});
  CHECK(submission.dropped == 2);
  CHECK(testing::kept(submission).find("Jane") == std::string::npos);
}
